"""A folder of an index cannot run code, whoever reads it: hostile pickles are refused."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
import whoosh.index
from whoosh.filedb.filestore import FileStorage
from whoosh.legacy import toc_loaders

from index.building.build import build_from_documents
from index.columnar.guarding import Unpickler
from index.documents import Document
from index.errors import DamagedIndex
from index.storage.generations import open_generation

TIDES = Document(id="tides", path="tides.txt", title="Tides", paragraphs=("High water at six.",))


class Hostile:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (self._folder,)


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    """The folder of a generation of one document."""
    build_from_documents([TIDES], tmp_path / "index")
    with closing(open_generation(tmp_path / "index")) as found:
        return found.path


def write_table(
    folder: Path, schema: bytes, segments: bytes, name: str = "_MAIN_1.toc", version: int = -111
) -> None:
    stream = FileStorage(str(folder)).create_file(name)  # type: ignore[no-untyped-call]
    for size in (4, 8, 4):
        stream.write_varint(size)
    stream.write_int(-12345)
    stream.write_int(version)
    for part in (3, 54, 0):
        stream.write_varint(part)
    stream.write_string(schema)
    stream.write_int(int(name.split("_")[-1].partition(".")[0]))
    stream.write_int(0)
    stream.write(segments)
    stream.close()


def test_whoosh_still_opens_what_was_written(generation: Path) -> None:
    found = whoosh.index.open_dir(str(generation))
    with closing(found.reader()) as reader:  # type: ignore[no-untyped-call]
        assert 2 == reader.doc_count()


@pytest.mark.parametrize("version", [-111, *toc_loaders])
@pytest.mark.parametrize("name", ["_MAIN_1.toc", "_MAIN_2.toc"])
@pytest.mark.parametrize("place", ["schema", "segments"])
def test_whoosh_runs_nothing_that_a_table_of_contents_asks_for(
    generation: Path, tmp_path: Path, place: str, name: str, version: int
) -> None:
    hostile, harmless = pickle.dumps(Hostile(tmp_path / "run")), pickle.dumps([])
    schema, segments = (hostile, harmless) if place == "schema" else (harmless, hostile)
    write_table(generation, schema, segments, name, version)
    if place == "segments" or version != -111:
        with pytest.raises(DamagedIndex, match=r"refused|not a table"):
            whoosh.index.open_dir(str(generation))
    else:
        whoosh.index.open_dir(str(generation))
    assert not (tmp_path / "run").exists()


def test_a_file_that_is_no_array_is_never_unpickled(generation: Path, tmp_path: Path) -> None:
    hostile = pickle.dumps(Hostile(tmp_path / "run"))
    for path in generation.rglob("*.npy"):
        path.write_bytes(hostile.ljust(path.stat().st_size, b"\0"))
    with pytest.raises(DamagedIndex):
        open_generation(generation.parents[1])
    with pytest.raises(DamagedIndex):
        whoosh.index.open_dir(str(generation)).reader().doc_count()  # type: ignore[no-untyped-call]
    assert not (tmp_path / "run").exists()


def test_classes_are_allowed_one_by_one() -> None:
    with pytest.raises(DamagedIndex, match=r"whoosh\.util\.loading\.find_object"):
        Unpickler(BytesIO(b"cwhoosh.util.loading\nfind_object\n.")).load()


def test_indexes_of_whoosh_that_are_not_ours_are_left_alone(tmp_path: Path) -> None:
    from whoosh.fields import TEXT, Schema

    whoosh.index.create_in(str(tmp_path), Schema(text=TEXT))
    assert ["text"] == whoosh.index.open_dir(str(tmp_path)).schema.names()
