"""What an index holds, asked in the strictest way: every file whole, every document there."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from index.errors import NoIndex
from index.storage.checking import check_current
from index.storage.current import read_lineage
from index.storage.generations import open_generation


class State(NamedTuple):
    """The generation that answers, and the ids of its documents; none where there is no index."""

    version: str
    documents: frozenset[str]


NOTHING = State("", frozenset())


def state(index: Path) -> State:
    """What an index holds. Raises AssertionError where any file of it is damaged."""
    try:
        with closing(open_generation(index)) as generation:
            live = generation.columns.in_reading_order().tolist()
            ids = frozenset(generation.documents.get(number).id for number in live)
            found = State(generation.version, ids)
    except NoIndex:
        return NOTHING
    damage = check_current(index, lambda _: lambda _: None, 1).damage
    assert not damage, damage
    return found


def orphans(index: Path) -> list[str]:
    """What is in an index that CURRENT does not name."""
    lineage = read_lineage(index)
    named = set(lineage.all if lineage else ())
    inside = [path.name for path in (index / "generations").iterdir()]
    beside = [path.name for path in index.iterdir() if path.suffix == ".new"]
    return [name for name in [*inside, *beside] if name not in named]


def fresh(folder: Path) -> Path:
    """A folder that does not exist, whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder
