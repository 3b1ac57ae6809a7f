"""The catalogue gives back what was written to it, and names its damage."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from index.dates import PartialDate
from index.documents import Evidence, Failure
from index.errors import DamagedIndex
from index.storage.catalogue import Catalogue, Failed, FileEntry, write_catalogue
from index.storage.packing import Additions

FILES = [
    FileEntry("gulls.jsonl", "gulls.jsonl", "settings", "ab12"),
    FileEntry("islands/gulls.jsonl", "gulls.jsonl", "settings", None),
]
TORN = Failed(1, 7, Failure(path="islands/gulls.jsonl", record="line 8", reason="r", message="m"))
EMPTY = Failed(0, 2, Failure(path="gulls.jsonl", reason="empty", message="holds no text"))
DATED = Additions(
    date=PartialDate(2021, 4, 7), date_evidence=Evidence("dated parallel", "shared", "medium")
)
RENAMED = Additions(id="g-1a2b3c4d", path="islands/gulls.jsonl")


def test_what_was_written_comes_back_in_the_order_of_reading(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "c", FILES, [TORN, EMPTY], {4: DATED, 9: RENAMED})
    with closing(Catalogue(tmp_path / "c")) as catalogue:
        assert FILES == catalogue.files()
        assert [EMPTY, TORN] == catalogue.failed()
        assert [DATED, RENAMED, Additions()] == list(map(catalogue.additions, (4, 9, 5)))
        assert (9, None) == (catalogue.number_of("g-1a2b3c4d"), catalogue.number_of("g"))


def test_an_archive_that_adds_nothing_adds_nothing(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "c", [], [], {})
    with closing(Catalogue(tmp_path / "c")) as catalogue:
        assert Additions() == catalogue.additions(0)
        assert catalogue.number_of("g") is None


@pytest.mark.parametrize("content", [None, b"", b"nothing of the kind" * 999])
def test_damage_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "catalogue.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DamagedIndex, match=r"catalogue\.sqlite"):
        Catalogue(path)
