"""How often words stand in passages: two bits a posting, and exceptions from four on.

Four in five words of a passage stand in it once. Frequencies of all postings of a segment are
one row; 1, 2 and 3 are themselves, 0 is an exception, found in order in an array of its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.overflow import overflow_row

Array = NDArray[Any]

PER_BYTE = 4
MOST = 3
"""The greatest frequency that is no exception."""
_SHIFTS = np.array([0, 2, 4, 6], np.uint8)
# The four frequencies a byte holds, looked up instead of shifted out.
_UNPACKED = ((np.arange(256, dtype=np.uint8)[:, None] >> _SHIFTS) & 3).view("<u4")[:, 0]


def pack(frequencies: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Four frequencies a byte, the last byte filled up with 0; each is 0 to MOST."""
    held = np.zeros(-(-len(frequencies) // PER_BYTE) * PER_BYTE, np.uint8)
    held[: len(frequencies)] = frequencies
    quads = held.reshape(-1, PER_BYTE)
    packed = quads[:, 0] | quads[:, 1] << 2 | quads[:, 2] << 4 | quads[:, 3] << 6
    return packed.astype(np.uint8, copy=False)


class Frequencies:
    """The frequencies of the postings of a segment, by stem."""

    def __init__(self, arrays: dict[str, Array], stem_passages: Array) -> None:
        """Takes `few`, the row, and `many`, its exceptions, which begin at `many_start`."""
        self._few = arrays["few"]
        self._many = overflow_row("many", arrays)
        self._many_start = arrays["many_start"]
        self._posting = np.concatenate(([0], np.cumsum(stem_passages, dtype=np.int64)))

    def of(self, stem: int) -> NDArray[np.int32]:
        """int32[n]: the frequency of a stem in each of its passages."""
        start, stop = self._posting[stem : stem + 2].tolist()
        quads = self._few[start // PER_BYTE : -(-stop // PER_BYTE)]
        held = _UNPACKED[quads].view(np.uint8)[start % PER_BYTE :][: stop - start]
        found = held.astype(np.int32)
        first, last = self._many_start[stem : stem + 2].tolist()
        if first < last:
            found[held == 0] = self._many.stretch(first, last)
        return found
