"""What a segment loses with its deleted passages, counted once, when they are deleted.

A segment never changes, so its lists still hold passages that are not to be found. How many
passages hold a word, and how often it stands in the archive, has to be right all the same, or
an archive that grew would rank otherwise than the same archive indexed at once. So the rows of
deleted passages are read, which costs in proportion to what is deleted, and what they held is
kept beside the segment, to be taken off its counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.columnar.segment import Segment
from index.errors import DamagedIndex

Numbers = NDArray[np.uint32]


class Dropped(NamedTuple):
    """What deleted passages held, all uint32.

    stems: sorted; passages: in how many deleted passages each stands. forms: sorted;
    occurrences: how often each stands in them.
    """

    stems: Numbers
    passages: Numbers
    forms: Numbers
    occurrences: Numbers


def dropped_of(segment: Segment, passages: NDArray[np.integer]) -> Dropped:
    """What some passages hold, given sorted."""
    addresses = segment.addresses(passages)
    forms = segment.at(addresses)
    lengths = np.diff(segment.passage_start)[passages] - 1
    owner = np.repeat(np.arange(len(passages), dtype=np.int64), lengths)
    of_passage = np.unique(owner * len(segment.stems) + segment.form_stem[forms])
    stems = of_passage % max(len(segment.stems), 1)
    return Dropped(*_counted(stems), *_counted(forms))


def dropped_together(parts: list[Dropped]) -> Dropped:
    """What several sets of passages of one segment held, no passage being in two of them."""
    stems, passages, forms, occurrences = (
        np.concatenate(arrays) for arrays in zip(*parts, strict=True)
    )
    return Dropped(*_summed(stems, passages), *_summed(forms, occurrences))


def write_dropped(path: Path, dropped: Dropped) -> None:
    """Write what was dropped to a `.npz` file."""
    np.savez(path, **dropped._asdict())


def open_dropped(path: Path) -> Dropped:
    """What `write_dropped` wrote. Raises DamagedIndex, naming the file."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            found = Dropped(*(arrays[name] for name in Dropped._fields))
    except (OSError, ValueError, EOFError, KeyError, BadZipFile) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}") from error
    if {array.dtype for array in found} != {np.dtype(np.uint32)}:
        raise DamagedIndex(f"{path} is not what was written.")
    return found


def _counted(numbers: NDArray[np.integer]) -> tuple[Numbers, Numbers]:
    distinct, counts = np.unique(numbers, return_counts=True)
    return distinct.astype(np.uint32), counts.astype(np.uint32)


def _summed(numbers: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    distinct, places = np.unique(numbers, return_inverse=True)
    return distinct, np.bincount(places, counts, len(distinct)).astype(np.uint32)
