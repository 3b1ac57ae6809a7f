"""Writing the lists of stems, a stretch of stems at a time; see `lists`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.array_files import ArrayFile, save
from index.columnar.lists import BLOCK, DENSE, LENGTH_SHARE, SHAPE, peak_of
from index.compiled import compiled

Array = NDArray[Any]


class Postings(NamedTuple):
    """The postings of consecutive stems, stem by stem.

    stem_passages: int64[s], how many postings each stem has. passages, frequencies: uint32, one
    a posting. codes: uint8, likewise, the form of the stem there (see `lists`).
    """

    stem_passages: Array
    passages: Array
    frequencies: Array
    codes: Array


class Encoded(NamedTuple):
    """Postings as they are written: the arrays of `lists.Lists`, `at` counted from 0."""

    stem_passages: Array
    packed: Array
    at: Array
    last: Array
    shape: Array
    peak: Array
    dense: Array


def norms_of(lengths: Array) -> Array:
    """float64[P]: what frequencies are divided by in passages of so many words, for peaks."""
    average = float(lengths.mean()) if len(lengths) else 0.0
    norms: Array = 1 - LENGTH_SHARE + LENGTH_SHARE * lengths / (average or 1.0)
    return norms


def encode(postings: Postings, norms: Array) -> Encoded:
    """Encode postings; norms: float64[P], what a frequency in each passage is divided by."""
    lengths = postings.stem_passages.astype(np.int64)
    universe = len(norms)
    dense = np.zeros((int((lengths * DENSE > universe).sum()), universe // 64 + 1), np.uint64)
    blocks = int(((lengths + BLOCK - 1) // BLOCK).sum())
    found = Encoded(
        postings.stem_passages,
        # A gap and a frequency take 32 bits each at most, a code two, and a block ends with a
        # whole number.
        np.zeros(2 * len(postings.passages) + len(postings.codes) // 16 + 2 * blocks, np.uint32),
        np.zeros(blocks, np.uint32),
        np.zeros(blocks, np.int32),
        np.zeros(blocks, np.uint16),
        np.zeros(blocks, np.uint8),
        dense,
    )
    used = _encode(lengths, postings, norms, found)
    return found._replace(packed=found.packed[:used].copy())


class ListsWriter:
    """Writes the lists of all stems of a segment; `add` takes them in order, some at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = {
            name: ArrayFile(folder / f"lists_{name}.npy", dtype)
            for name, dtype in (
                ("packed", np.uint32),
                ("at", np.uint32),
                ("last", np.int32),
                ("shape", np.uint16),
                ("peak", np.uint8),
                ("dense", np.uint64),
            )
        }
        self._stem_passages: list[Array] = [np.zeros(0, np.int64)]

    def add(self, encoded: Encoded) -> None:
        """Add the lists of the next stems."""
        self._stem_passages.append(encoded.stem_passages)
        before = np.uint32(self._files["packed"].length)
        moved = encoded._replace(at=encoded.at + before, dense=encoded.dense.ravel())
        for name, file in self._files.items():
            file.append(getattr(moved, name))

    def close(self) -> None:
        """Write what is left."""
        # Two numbers are read at once, so one has to follow the last.
        self._files["packed"].append(np.zeros(1, np.uint32))
        for file in self._files.values():
            file.close()
        save(self._folder, stem_passages=np.concatenate(self._stem_passages).astype(np.uint32))


@compiled
def _encode(lengths: Array, postings: Postings, norms: Array, found: Encoded) -> int:
    """Encode list after list; how much of `packed` is used."""
    passages, frequencies, codes = postings.passages, postings.frequencies, postings.codes
    first = block = row = used = 0
    for length in lengths:
        is_dense = length * DENSE > len(norms)
        if is_dense:
            for passage in passages[first : first + length]:
                found.dense[row, passage >> 6] |= np.uint64(1) << np.uint64(passage & 63)
            row += 1
        before = -1
        for start in range(first, first + length, BLOCK):
            stop = min(start + BLOCK, first + length)
            own, often, forms = passages[start:stop], frequencies[start:stop], codes[start:stop]
            gap_bits = 0 if is_dense else _bits_of_gaps(own, before)
            often_bits, code_bits = _bits(int(often.max()) - 1), _bits(int(forms.max()))
            found.at[block] = used
            found.shape[block] = gap_bits + SHAPE * often_bits + SHAPE**2 * code_bits
            found.peak[block] = _peak(own, often, norms)
            bit = 0
            for passage in own:
                bit = _put(found.packed, used, bit, int(passage) - before - 1, gap_bits)
                before = int(passage)
            for frequency in often:
                bit = _put(found.packed, used, bit, int(frequency) - 1, often_bits)
            for code in forms:
                bit = _put(found.packed, used, bit, int(code), code_bits)
            found.last[block] = before
            used += (bit + 31) >> 5
            block += 1
        first += length
    return used


@compiled
def _put(packed: Array, at: int, bit: int, value: int, bits: int) -> int:
    """Write a number of so many bits; the bit behind it."""
    if bits:
        word, shift = at + (bit >> 5), np.uint64(bit & 31)
        pair = np.uint64(value) << shift
        packed[word] |= np.uint32(pair & np.uint64(0xFFFF_FFFF))
        packed[word + 1] |= np.uint32(pair >> np.uint64(32))
    return bit + bits


@compiled
def _bits(value: int) -> int:
    """How many bits a number needs."""
    bits = 0
    while value >> bits:
        bits += 1
    return bits


@compiled
def _bits_of_gaps(passages: Array, before: int) -> int:
    """How many bits the greatest gap needs, less one."""
    greatest = 0
    for passage in passages:
        greatest = max(greatest, int(passage) - before - 1)
        before = int(passage)
    return _bits(greatest)


@compiled
def _peak(passages: Array, frequencies: Array, norms: Array) -> int:
    """The peak of a block."""
    greatest = 0.0
    for n in range(len(passages)):
        greatest = max(greatest, frequencies[n] / norms[passages[n]])
    return peak_of(greatest)
