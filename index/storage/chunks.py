"""Chunks of documents, compressed, in one file: any of them is read without the others.

    texts.zst             the dictionary, then the chunks one after the other, as Zstandard frames
                          (RFC 8878; the dictionary is a skippable one)
    chunk_start.npy       [C+1]: where each chunk begins in the file
    chunk_paragraph.npy   [C+1]: how many paragraphs of all documents are before each chunk
    document_chunk.npy    [D+1]: the first chunk of each document

The arrays are of unsigned integers, as narrow as will do. The dictionary is trained on the first
of the texts: with it chunks of 3 KB come out smaller than whole documents do without. Every
frame has a checksum, so that damage is noticed.
"""

from __future__ import annotations

import mmap
import struct
import threading
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import zstandard

from index.columnar.array_files import opened
from index.errors import DamagedIndex
from index.storage.packing import Chunk

TEXTS = "texts.zst"
ARRAYS = "chunk_start", "chunk_paragraph", "document_chunk"

SKIPPABLE = struct.Struct("<II")
"""The header of a skippable frame: SKIPPABLE_MAGIC, and how many bytes follow."""
SKIPPABLE_MAGIC = 0x184D2A50


class Chunks:
    """Reads chunks; safe to share between threads.

    Methods raise DamagedIndex, naming the file, where it is not what was written.
    """

    def __init__(self, folder: Path) -> None:
        """Map the files in a folder; what is open stays readable when they are removed."""
        self._path = folder / TEXTS
        self._start, self._paragraph, self._first = (_load(folder, name) for name in ARRAYS)
        self._texts = _mapped(self._path)
        if len(self._texts) != self._start[-1] or len(self._start) != self._first[-1] + 1:
            raise DamagedIndex(f"{self._path} is not what was written.")
        self._dictionary = zstandard.ZstdCompressionDict(
            self._texts[SKIPPABLE.size : self._start[0]]
        )
        self._mine = threading.local()

    @property
    def documents(self) -> int:
        """Of how many documents there are chunks."""
        return len(self._first) - 1

    def first_of(self, documents: Iterable[int]) -> list[bytes]:
        """The first chunk of each of some documents. Raises IndexError where there is none."""
        return self._read([self._chunks_of(document).start for document in documents])

    def all_of(self, document: int) -> list[bytes]:
        """All chunks of a document. Raises IndexError where there is none."""
        return self._read(self._chunks_of(document))

    def packed(self, document: int) -> tuple[Chunk, ...]:
        """A document as its chunks were added. Raises IndexError where there is none."""
        chunks, before = self._chunks_of(document), self._paragraph
        paragraphs = [before[n + 1] - before[n] for n in chunks]
        return tuple(map(Chunk, self._read(chunks), paragraphs))

    def holding(self, paragraphs: Iterable[tuple[int, int]]) -> list[tuple[bytes, int]]:
        """For each paragraph the chunk it is in and its number there.

        A paragraph is a document and, from 0, its number; IndexError where there is none. A
        chunk is unpacked once for paragraphs of it that follow each other.
        """
        before, found = self._paragraph, []
        last, chunk = -1, b""
        for document, number in paragraphs:
            chunks = self._chunks_of(document)
            place = before[chunks.start] + number
            if not before[chunks.start] <= place < before[chunks.stop]:
                raise IndexError((document, number))
            wanted = bisect_right(before, place, chunks.start, chunks.stop) - 1
            if wanted != last:
                last, (chunk,) = wanted, self._read((wanted,))
            found.append((chunk, place - before[wanted]))
        return found

    def close(self) -> None:
        """Let go of the files."""
        self._texts.close()

    def _chunks_of(self, document: int) -> range:
        if not 0 <= document < self.documents:
            raise IndexError(document)
        return range(self._first[document], self._first[document + 1])

    def _read(self, chunks: Iterable[int]) -> list[bytes]:
        decompress, texts, start = self._decompressor().decompress, self._texts, self._start
        try:
            return [decompress(texts[start[n] : start[n + 1]]) for n in chunks]
        except zstandard.ZstdError as error:
            raise DamagedIndex(f"{self._path} cannot be read: {error}") from error

    def _decompressor(self) -> zstandard.ZstdDecompressor:
        """The decompressor of this thread, since none may be shared."""
        found: zstandard.ZstdDecompressor | None = getattr(self._mine, "decompressor", None)
        if found is None:
            found = zstandard.ZstdDecompressor(dict_data=self._dictionary)
            self._mine.decompressor = found
        return found


def _load(folder: Path, name: str) -> memoryview[int]:
    """An array as it is mapped; a number of it is got quicker this way than from numpy."""
    path = folder / f"{name}.npy"
    found = opened(path)
    if found.dtype.kind != "u" or found.ndim != 1 or not len(found):
        raise DamagedIndex(f"{path} holds {found.dtype}{list(found.shape)}.")
    return np.asarray(found).data


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}") from error
