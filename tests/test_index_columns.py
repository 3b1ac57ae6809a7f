"""Columns come back as they were written, and a damaged one is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import PartialDate
from index.documents import Document
from index.errors import DamagedIndex
from index.storage.column_writing import ColumnsWriter, write_columns
from index.storage.columns import NO_DAY, PRECISIONS, Columns, facts_of, open_columns

SPEECH = Document(
    id="s", path="s.txt", title="To the fleet", date=PartialDate(1931, 2), source="Admiralty",
    speaker="Ilse Varn", kind="speech",
)  # fmt: skip
NOTE = Document(id="n", path="n.txt", source="Board of Trade")


def write(folder: Path, *documents: tuple[Document, int]) -> Columns:
    writer = ColumnsWriter()
    for document, passages in documents:
        writer.add([facts_of(document)], [passages], 10 + np.arange(passages))
    write_columns(writer.columns(), folder)
    return open_columns(folder)


def test_passages_know_their_document_and_documents_their_first_passage(tmp_path: Path) -> None:
    columns = write(tmp_path / "c", (SPEECH, 2), (NOTE, 1))
    assert [0, 0, 1] == columns.passage_document.tolist()
    assert [0, 1, 1] == columns.numbers_of(range(3)).tolist()
    assert [10, 11, 10] == columns.passage_words.tolist()
    assert [0, 2, 3] == columns.document_start.tolist()


def test_a_date_is_a_span_of_days_with_its_precision(tmp_path: Path) -> None:
    columns = write(tmp_path / "c", (SPEECH, 1), (NOTE, 1))
    date = PartialDate(1931, 2)
    assert [date.first_day, NO_DAY] == columns.first_day.tolist()
    assert [date.last_day, NO_DAY] == columns.last_day.tolist()
    assert ["month", None] == [PRECISIONS[number] for number in columns.precision]


def test_values_are_coded_in_sorted_order(tmp_path: Path) -> None:
    columns = write(tmp_path / "c", (NOTE, 1), (SPEECH, 1))
    source, speaker = columns.coded["source"], columns.coded["speaker"]
    assert (["Admiralty", "Board of Trade"], [1, 0]) == (source.values, source.codes.tolist())
    assert (["Ilse Varn"], [-1, 0]) == (speaker.values, speaker.codes.tolist())


def test_columns_say_which_documents_have_a_field(tmp_path: Path) -> None:
    columns = write(tmp_path / "c", (SPEECH, 1), (NOTE, 1))
    assert [True, False] == columns.has("date").tolist()
    assert [True, True] == columns.has("source").tolist()
    with pytest.raises(KeyError):
        columns.has("colour")


def test_an_index_of_nothing_has_empty_columns(tmp_path: Path) -> None:
    columns = write(tmp_path / "c")
    assert ([0], 0) == (columns.document_start.tolist(), len(columns.first_day))


@pytest.mark.parametrize("name", ["columns.json", "first_day.npy", "code_source.npy"])
@pytest.mark.parametrize("content", [None, b"", b"\x93NUMPY garbage"])
def test_a_damaged_column_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    folder = tmp_path / "c"
    write(folder, (SPEECH, 1))
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(DamagedIndex, match=name):
        open_columns(folder)


def test_a_column_of_another_type_or_length_is_damage(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    write(folder, (SPEECH, 1))
    np.save(folder / "precision.npy", np.zeros(1, np.int64))
    with pytest.raises(DamagedIndex, match=r"precision\.npy holds int64"):
        open_columns(folder)
    np.save(folder / "precision.npy", np.zeros(7, np.uint8))
    with pytest.raises(DamagedIndex, match="not of one length"):
        open_columns(folder)


def test_a_column_that_pickles_objects_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    write(folder, (SPEECH, 1))
    np.save(folder / "first_day.npy", np.array([object()]), allow_pickle=True)
    with pytest.raises(DamagedIndex, match=r"first_day\.npy"):
        open_columns(folder)


@given(st.lists(st.one_of(st.none(), st.text(min_size=1))))
def test_codes_lead_back_to_the_values(
    tmp_path_factory: pytest.TempPathFactory, values: list[str | None]
) -> None:
    documents = [(Document(id=str(n), path="x", place=v), 0) for n, v in enumerate(values)]
    column = write(tmp_path_factory.mktemp("columns") / "c", *documents).coded["place"]
    decoded = [column.values[code] if code >= 0 else None for code in column.codes.tolist()]
    assert [v if v and any(c.isalnum() for c in v) else None for v in values] == decoded
