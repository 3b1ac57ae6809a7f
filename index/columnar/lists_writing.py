"""Writing the lists of stems: passages, frequencies, places, a stretch of stems at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar import frequencies, narrow
from index.columnar.array_files import ArrayFile, narrowest, save
from index.columnar.overflow import OverflowWriter

Array = NDArray[Any]

FREQUENT = 512
"""A stem in more than one of so many passages has no positions stored."""


class Postings(NamedTuple):
    """The postings of consecutive stems, stem by stem.

    stem_passages: how many postings each stem has. passages, frequencies: uint32, one a
    posting. places: uint32, one an occurrence: where in its passage, from 1.
    """

    stem_passages: Array
    passages: Array
    frequencies: Array
    places: Array


class EncodedPostings(NamedTuple):
    """Postings as they are written; frequencies are packed only then, four to a byte."""

    stem_passages: Array
    gaps: narrow.Encoded
    frequencies: Array
    many: Array
    many_lengths: Array
    places: narrow.Encoded


def encode_postings(postings: Postings, most: int) -> EncodedPostings:
    """Encode postings, without the places of stems that are in more than `most` passages."""
    lengths, passages, frequency, places = postings
    begins = np.cumsum(lengths) - lengths
    occurrences = np.add.reduceat(frequency, begins, dtype=np.int64) if len(begins) else lengths
    exception = frequency > frequencies.MOST
    stored = lengths <= most
    kept = places if stored.all() else places[np.repeat(stored, occurrences)]
    encoded = narrow.encode(kept, np.where(stored, occurrences, 0))
    width = np.where(stored, encoded.width, narrow.NO_LIST).astype(np.uint8)
    return EncodedPostings(
        stem_passages=lengths,
        gaps=narrow.encode(_gaps(passages, begins), lengths),
        frequencies=np.where(exception, 0, frequency).astype(np.uint8),
        many=frequency[exception],
        many_lengths=narrow.count(exception, lengths),
        places=encoded._replace(width=width),
    )


class ListsWriter:
    """Writes the lists of all stems of a segment; `add` takes them in order, some at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gaps = _NarrowWriter(folder, "gaps")
        self._places = _NarrowWriter(folder, "places")
        self._few = ArrayFile(folder / "few.npy", np.uint8)
        self._many = OverflowWriter(folder, "many", np.uint8)
        self._left: Array = np.zeros(0, np.uint8)
        self._many_lengths: list[Array] = []
        self._stem_passages: list[Array] = []

    def add(self, encoded: EncodedPostings) -> None:
        """Add the lists of the next stems."""
        self._stem_passages.append(encoded.stem_passages)
        self._gaps.add(encoded.gaps)
        self._places.add(encoded.places)
        self._many.add(encoded.many)
        self._many_lengths.append(encoded.many_lengths)
        # A byte holds four postings, which may be of two additions.
        held = np.concatenate((self._left, encoded.frequencies))
        whole = len(held) - len(held) % frequencies.PER_BYTE
        self._few.append(frequencies.pack(held[:whole]))
        self._left = held[whole:]

    def close(self) -> None:
        """Write what is left, and the tables."""
        self._few.append(frequencies.pack(self._left))
        for file in (self._few, self._many):
            file.close()
        self._gaps.close()
        self._places.close()
        save(
            self._folder,
            many_start=_starts(self._many_lengths),
            stem_passages=_joined(self._stem_passages).astype(np.uint32),
        )


class _NarrowWriter:
    """Writes the arrays of one `narrow.NarrowLists`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._narrow = [
            ArrayFile(folder / f"{name}_narrow{bits}.npy", f"u{-(-bits // 8)}")
            for bits in (4, 8, 16, 32)
        ]
        self._wide = ArrayFile(folder / f"{name}_wide.npy", np.uint16)
        self._widths: list[Array] = []
        self._wide_lengths: list[Array] = []

    def add(self, encoded: narrow.Encoded) -> None:
        """Add lists."""
        for file, part in zip(self._narrow, encoded.narrow, strict=True):
            file.append(part)
        self._wide.append(encoded.wide)
        self._widths.append(encoded.width)
        self._wide_lengths.append(encoded.wide_lengths)

    def close(self) -> None:
        """Write the tables."""
        for file in (*self._narrow, self._wide):
            file.close()
        save(
            self._folder,
            **{
                f"{self._name}_width": _joined(self._widths).astype(np.uint8),
                f"{self._name}_wide_start": _starts(self._wide_lengths),
            },
        )


def _gaps(passages: Array, begins: Array) -> Array:
    """How far each passage is from the one before in its list; the first, from -1."""
    gaps = np.diff(passages.astype(np.int64), prepend=-1)
    gaps[begins] = passages[begins].astype(np.int64) + 1
    return gaps.astype(np.uint32)


def _joined(pieces: list[Array]) -> Array:
    return np.concatenate([np.zeros(0, np.int64), *pieces])


def _starts(lengths: list[Array]) -> Array:
    return narrowest(np.concatenate(([0], np.cumsum(_joined(lengths)))))
