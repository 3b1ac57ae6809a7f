"""Whoosh's table of contents is a pickle, which can run anything; of an index of ours it cannot.

Whoosh unpickles a table's schema and its segments. The schema is known, so it is not read, and
segments are read by an unpickler that knows their classes and no others. This holds for
`whoosh.index.open_dir` in every process that has imported the codec. Below the segments nothing
is pickled: arrays are loaded without, and what SQLite holds is MessagePack.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from index.errors import DamagedIndex

ALLOWED = frozenset(
    {
        ("index.columnar.codec", "ColumnarSegment"),
        ("index.columnar.codec", "Places"),
        ("builtins", "range"),
    }
)
"""All that the segments of a table of contents are made of, by module and name."""

MARK = "manifest.json"
"""A folder that holds this is a generation of ours; other indexes of Whoosh are left alone."""

_VERSION = -111
"""Of the only form of table that is written; Whoosh has unpicklers of its own for older ones."""


class Unpickler(pickle.Unpickler):
    """Knows what is allowed and nothing else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        """A class that is allowed. Raises DamagedIndex for any other, before it is imported."""
        if (module, name) not in ALLOWED:
            raise DamagedIndex(f"A table of contents asks for {module}.{name}, which is refused.")
        return super().find_class(module, name)


class GuardedStorage(FileStorage):
    """The files of a generation, as Whoosh reads them."""

    def open_file(self, name: str, **settings: Any) -> StructFile:  # noqa: ANN401
        """A file whose pickles are read by our unpickler; of tables, those of today's form."""
        opened: StructFile = super().open_file(name, **settings)  # type: ignore[no-untyped-call]
        if name.endswith(".toc") and _version_of(opened) != _VERSION:
            opened.close()
            raise DamagedIndex(f"{Path(self.folder, name)} is not a table that Rostrum wrote.")
        setattr(opened, "read_pickle", partial(_unpickled, opened))  # noqa: B010
        return opened


def guard(make_schema: Callable[[], Schema]) -> None:
    """Have Whoosh read the tables of contents of generations guarded; `make_schema` is theirs."""
    stock = cast(Any, TOC.read).__func__

    def read(
        cls: type[TOC],
        storage: FileStorage,
        indexname: str,
        gen: int | None = None,
        schema: Schema | None = None,
    ) -> TOC:
        folder = getattr(storage, "folder", None)
        if folder is not None and Path(folder, MARK).exists():
            storage, schema = GuardedStorage(folder), make_schema()  # type: ignore[no-untyped-call]
        return cast(TOC, stock(cls, storage, indexname, gen, schema))

    setattr(TOC, "read", classmethod(read))  # noqa: B010


def _unpickled(file: StructFile) -> object:
    try:
        return Unpickler(file.file).load()
    except DamagedIndex:
        file.close()
        raise


def _version_of(file: StructFile) -> int:
    """The version a table says it has, behind the sizes and the order of its numbers."""
    for _ in range(3):
        file.read_varint()
    file.read_int()
    version: int = file.read_int()
    file.seek(0)
    return version
