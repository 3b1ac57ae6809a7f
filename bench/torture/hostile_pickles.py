"""Promise 5: a folder of an index cannot run code, whoever reads it.

Each file in turn is a pickle that would make a folder when it is read; then the index is opened,
searched, checked, and opened and searched by Whoosh. Then Whoosh's tables of contents are made
hostile in every place that it unpickles, in each of the forms of table that it knows.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import product
from pathlib import Path
from stat import S_IMODE

import whoosh.index
from whoosh.filedb.filestore import FileStorage
from whoosh.legacy import toc_loaders
from whoosh.query.terms import Term

from bench.torture.archives import write_archive
from bench.torture.damage import files
from bench.torture.trials import Trial, Tried
from index.building.build import build
from index.storage.checking import check_current
from index.storage.generations import current_version, generation_path
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest

_NEWEST = -111
"""The form of table that Whoosh writes today."""

UMASKS = (0o000, 0o022, 0o077, 0o277, 0o777)


class Hostile:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        """What pickle is told to call."""
        return os.mkdir, (self._folder,)


def rows(trial: Trial) -> list[Tried]:
    """Put hostile pickles wherever something is read; look at the modes of folders."""
    archive, index, mark = trial.work / "archive", trial.work / "index", trial.work / "executed"
    write_archive(archive, range(6))
    build([archive], index)
    of_files = sum(executed(index, mark) for _ in in_each_file(index, mark))
    tables = list(in_tables(index, mark))
    private = [is_private(archive, trial.work / f"mode{mask:o}", mask) for mask in UMASKS]
    return [
        Tried(
            what="a hostile pickle instead of a file, executed by Rostrum or by Whoosh beside it",
            times=len(files(index)), figure=of_files, aim=0,
        ),
        Tried(
            what="a hostile pickle in a table of contents of Whoosh's, executed",
            times=len(tables), figure=sum(tables), aim=0,
            note="in a process that has imported the codec; a Whoosh that has not believes pickles",
        ),
        Tried(
            what="folders that others than their owner may enter, whatever the umask",
            times=len(UMASKS), figure=private.count(False), aim=0,
        ),
    ]  # fmt: skip


def in_each_file(index: Path, mark: Path) -> Iterator[None]:
    """Have one file after the other hostile, of the size it had where that is enough."""
    hostile = pickle.dumps(Hostile(mark))
    for path in files(index):
        content = path.read_bytes()
        path.write_bytes(hostile.ljust(len(content), b"\0"))
        try:
            yield
        finally:
            path.write_bytes(content)


def in_tables(index: Path, mark: Path) -> Iterator[bool]:
    """Whether hostile tables of contents are executed: every form, and every place in them."""
    folder = generation_path(index, str(current_version(index)))
    own = (folder / "_MAIN_1.toc").read_bytes()
    for version, name, place in product((_NEWEST, *toc_loaders), (1, 2), ("schema", "segments")):
        parts = [pickle.dumps([]), pickle.dumps([])]
        parts[place == "segments"] = pickle.dumps(Hostile(mark))
        write_table(folder, name, version, *parts)
        yield executed(index, mark)
        (folder / f"_MAIN_{name}.toc").unlink()
        (folder / "_MAIN_1.toc").write_bytes(own)


def write_table(folder: Path, number: int, version: int, schema: bytes, segments: bytes) -> None:
    """Write a table of contents as Whoosh would frame it."""
    storage = FileStorage(str(folder))  # type: ignore[no-untyped-call]
    stream = storage.create_file(f"_MAIN_{number}.toc")  # type: ignore[no-untyped-call]
    for size in (4, 8, 4):
        stream.write_varint(size)
    stream.write_int(-12345)
    stream.write_int(version)
    for part in (3, 54, 0):
        stream.write_varint(part)
    stream.write_string(schema)
    stream.write_int(number)
    stream.write_int(0)
    stream.write(segments)
    stream.close()


def executed(index: Path, mark: Path) -> bool:
    """Whether anybody who reads an index runs what its files ask for."""
    for read in (_searched, _checked, _searched_by_whoosh):
        # What it is refused with is not looked at here; see the trial of damage.
        with suppress(Exception):
            read(index)
    found = mark.exists()
    if found:
        mark.rmdir()
    return found


def is_private(archive: Path, index: Path, mask: int) -> bool:
    """Whether all folders of an index made with a umask are for their owner alone."""
    before = os.umask(mask)
    try:
        build([archive], index)
    finally:
        os.umask(before)
    folders = [index, *(path for path in index.rglob("*") if path.is_dir())]
    return all(S_IMODE(folder.stat().st_mode) == 0o700 for folder in folders)


def _searched(index: Path) -> None:
    with closing(EmbeddedEngine(index)) as engine:
        engine.search(SearchRequest(query="mended"))


def _checked(index: Path) -> None:
    check_current(index, lambda _: lambda _: None, 1)


def _searched_by_whoosh(index: Path) -> None:
    for folder in (index / "generations").iterdir():
        with whoosh.index.open_dir(str(folder)).searcher() as searcher:
            list(searcher.search(Term("text", "mend")))
