"""Writing chunks of documents: gathered, compressed many at a time, and appended."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import zstandard

from index import disk
from index.columnar.array_files import save
from index.storage.chunks import ARRAYS, SKIPPABLE, SKIPPABLE_MAGIC, TEXTS
from index.storage.packing import Chunk

Buffer = bytes | bytearray | memoryview

LEVEL = 3
"""Of Zstandard: the next that is smaller, by three in a hundred, takes three times as long."""

SAMPLE = 1 << 21
"""Bytes of text the dictionary is trained on, and that are compressed at a time."""
DICTIONARY = 112_640
"""Bytes of the dictionary, as Zstandard's own tool makes it."""
# Training parameters (segment and d-mer) that are near the best and need not be searched for.
_SEGMENT, _DMER = 256, 8


class ChunkWriter:
    """Writes chunks, document by document."""

    def __init__(self, folder: Path) -> None:
        disk.make_folder(folder)
        self._folder = folder
        self._file = disk.create(folder / TEXTS)
        self._compressor: zstandard.ZstdCompressor | None = None
        self._waiting: list[Buffer] = []
        self._bytes_waiting = 0
        self._start, self._paragraph, self._first = array("q"), array("q", [0]), array("q", [0])

    @property
    def documents(self) -> int:
        """How many documents have been added."""
        return len(self._first) - 1

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Add all chunks of the next document."""
        for data, paragraphs in chunks:
            self._waiting.append(data)
            self._bytes_waiting += len(data)
            self._paragraph.append(self._paragraph[-1] + paragraphs)
        self._first.append(len(self._paragraph) - 1)
        if self._bytes_waiting >= SAMPLE:
            self._compress()

    def flush(self) -> None:
        """Make what was added readable through Chunks."""
        self._compress()
        self._file.flush()
        for name, numbers in zip(ARRAYS, (self._start, self._paragraph, self._first), strict=True):
            narrow = np.min_scalar_type(numbers[-1])
            save(self._folder, **{name: np.array(numbers, narrow)})

    def close(self) -> None:
        """Finish the files."""
        self.flush()
        self._file.close()

    def _compress(self) -> None:
        """Append what waits to be."""
        compressor = self._compressor or self._begin()
        place = self._start[-1]
        if self._waiting:
            # All in one call, because the interpreter's lock is given back and taken only once.
            frames = compressor.multi_compress_to_buffer(self._waiting)
            for number in range(len(frames)):
                place += self._file.write(frames[number].tobytes())
                self._start.append(place)
        self._waiting, self._bytes_waiting = [], 0

    def _begin(self) -> zstandard.ZstdCompressor:
        """Write the dictionary and begin to compress with it."""
        dictionary = trained(self._waiting)
        content = dictionary.as_bytes()
        self._file.write(SKIPPABLE.pack(SKIPPABLE_MAGIC, len(content)) + content)
        self._start.append(SKIPPABLE.size + len(content))
        self._compressor = zstandard.ZstdCompressor(
            LEVEL, dict_data=dictionary, write_checksum=True, write_dict_id=False
        )
        return self._compressor


def trained(texts: Sequence[Buffer]) -> zstandard.ZstdCompressionDict:
    """A dictionary for texts like these, empty where they are too few to learn from."""
    content = b""
    if sum(map(len, texts)) >= SAMPLE:
        # It fails where there are few different texts; then there is little to gain.
        with suppress(zstandard.ZstdError):
            trained = zstandard.train_dictionary(DICTIONARY, list(texts), k=_SEGMENT, d=_DMER)
            content = trained.as_bytes()
    found = zstandard.ZstdCompressionDict(content)
    found.precompute_compress(LEVEL)
    return found
