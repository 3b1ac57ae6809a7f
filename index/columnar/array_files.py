"""`.npy` files written piece by piece, so that no array has to be whole in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy

from index import disk
from index.errors import DamagedIndex


class ArrayFile:
    """A one-dimensional array on its way to a `.npy` file."""

    def __init__(self, path: Path, dtype: npt.DTypeLike) -> None:
        self.dtype = np.dtype(dtype)
        self.length = 0
        self._file = disk.create(path)
        self._write_header()

    def append(self, values: npt.NDArray[Any]) -> None:
        """Add values, as the file's dtype."""
        self._file.write(np.ascontiguousarray(values, self.dtype).data)
        self.length += len(values)

    def close(self) -> None:
        """Finish the file: its header tells the length, which is known only now."""
        self._file.seek(0)
        self._write_header()
        self._file.close()

    def _write_header(self) -> None:
        # numpy pads headers so that the first axis can grow without moving what follows.
        described = {
            "descr": npy.dtype_to_descr(self.dtype), "fortran_order": False,
            "shape": (self.length,),
        }  # fmt: skip
        npy.write_array_header_1_0(self._file, described)


def save(folder: Path, **arrays: npt.NDArray[Any]) -> None:
    """Write arrays that are whole, each as NAME.npy."""
    for name, array in arrays.items():
        with disk.create(folder / f"{name}.npy") as file:
            np.save(file, array, allow_pickle=False)


def opened(path: Path) -> npt.NDArray[Any]:
    """The array of a `.npy` file, mapped; nothing in it is unpickled.

    Raises DamagedIndex, naming the file.
    """
    try:
        array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except Exception as error:
        # numpy reads headers as Python: what a damaged one raises has no common name.
        told = getattr(error, "strerror", None) or error
        raise DamagedIndex(f"{path} cannot be read: {told}.") from error
    return array


def narrowest(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same numbers, none negative, as uint32 if they fit and int64 if not."""
    fits = not len(array) or int(array.max()) < 2**32
    return array.astype(np.uint32 if fits else np.int64)


def mapped(path: Path, length: int) -> npt.NDArray[np.uint32]:
    """The uint32 numbers of a file without a header; an empty one cannot be mapped."""
    return np.asarray(np.memmap(path, np.uint32, "r")) if length else np.zeros(0, np.uint32)
