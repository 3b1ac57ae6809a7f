"""A long row of numbers in narrow integers, with those that do not fit apart.

The greatest number of the narrow type stands for one that does not fit; these stand sorted by
their place in the row, so that any stretch or any places of it can be read by themselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from index.columnar.array_files import ArrayFile, narrowest, save

Array = NDArray[Any]


class OverflowRow:
    """Numbers from 0 to 2**32 - 1 by place.

    `held`: uint8 or uint16, its greatest number for what does not fit. `far_at`, `far`: the
    places of what does not, sorted, and the numbers there, uint32.
    """

    def __init__(self, held: Array, far_at: Array, far: Array) -> None:
        self.held = held
        self.far_at = far_at
        self.far = far
        self._escape = np.iinfo(held.dtype).max

    def __len__(self) -> int:
        """How many numbers there are."""
        return len(self.held)

    def stretch(self, start: int, stop: int) -> NDArray[np.uint32]:
        """uint32[stop-start]: the numbers at a stretch of places."""
        found = self.held[start:stop].astype(np.uint32)
        first, last = np.searchsorted(self.far_at, [start, stop]).tolist()
        if first < last:
            found[self.far_at[first:last].astype(np.int64) - start] = self.far[first:last]
        return found

    def at(self, places: Array) -> NDArray[np.uint32]:
        """uint32[n]: the numbers at places; beyond either end, those at the end."""
        found = np.take(self.held, places, mode="clip").astype(np.uint32)
        if len(self.far):
            far = np.flatnonzero(found == self._escape)
            found[far] = self.far[np.searchsorted(self.far_at, np.asarray(places)[far])]
        return found


class OverflowWriter:
    """Writes the three arrays of an OverflowRow, some numbers at a time."""

    def __init__(self, folder: Path, name: str, dtype: npt.DTypeLike) -> None:
        self._folder = folder
        self._name = name
        self._escape = np.iinfo(dtype).max
        self._held = ArrayFile(folder / f"{name}.npy", dtype)
        self._far = ArrayFile(folder / f"{name}_far.npy", np.uint32)
        self._far_at: list[Array] = [np.zeros(0, np.int64)]

    def add(self, numbers: Array) -> None:
        """Add the next numbers."""
        far = np.flatnonzero(numbers >= self._escape)
        self._far.append(numbers[far])
        self._far_at.append(far + self._held.length)
        self._held.append(np.minimum(numbers, self._escape))

    def close(self) -> None:
        """Finish the files."""
        self._held.close()
        self._far.close()
        places = narrowest(np.concatenate(self._far_at))
        save(self._folder, **{f"{self._name}_far_at": places})


def overflow_row(name: str, arrays: dict[str, Array]) -> OverflowRow:
    """The row of a name among the arrays of a segment."""
    return OverflowRow(arrays[name], arrays[f"{name}_far_at"], arrays[f"{name}_far"])
