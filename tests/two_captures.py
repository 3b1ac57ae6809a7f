"""A folder of two captures, and what an index made of it holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.storage.generations import Generation, open_generation

GALE = """The gale at Ostrel

The gale of Tuesday night broke nineteen stones out of the northern mole, and the harbour
board has closed the lower quay until the masons have been to see it.

Nobody was hurt, said the harbour master, but the fish market will be held in the tram shed.
"""
REGATTA = """The regatta is moved

The regatta of the outer islands, which was to be sailed on Sunday, has been moved to the
following week because the wind has not been kind to the committee boat.
"""


@contextmanager
def opened(index_dir: Path) -> Iterator[Generation]:
    with closing(open_generation(index_dir)) as generation:
        yield generation


def paths(index_dir: Path) -> list[str]:
    with opened(index_dir) as generation:
        return [document.path for document in generation.documents.documents()]


def write_two_captures(folder: Path) -> Path:
    """The folder, made and filled."""
    folder.mkdir()
    (folder / "gale.txt").write_text(GALE)
    (folder / "regatta.txt").write_text(REGATTA)
    return folder
