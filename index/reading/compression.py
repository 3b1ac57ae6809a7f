"""Files as streams of bytes, decompressed where their ending says so, never past a limit."""

from __future__ import annotations

import gzip
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from index.errors import CaptureError
from index.reading.files import unreadable

COMPRESSED = (".gz", ".xz")


def suffix_within(file: Path) -> str:
    """The lower-case ending of a file without that of its compression: `.jsonl` of `a.jsonl.gz`."""
    name = Path(file.stem) if file.suffix.lower() in COMPRESSED else file
    return name.suffix.lower()


@contextmanager
def open_stream(file: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading its decompressed bytes.

    Trouble met while reading is raised as CaptureError: `unreadable` where the system refuses,
    `damaged` where compressed data is broken or ends early.
    """
    try:
        with _decompressed(file) as stream:
            yield stream
    except (gzip.BadGzipFile, lzma.LZMAError, zlib.error) as error:
        raise CaptureError("damaged", f"the compressed data is broken: {error}") from error
    except EOFError as error:
        raise CaptureError("damaged", "the compressed data ends early: fetch it again") from error
    except OSError as error:
        raise unreadable(error) from error


def _decompressed(file: Path) -> IO[bytes]:
    match file.suffix.lower():
        case ".gz":
            return cast(IO[bytes], gzip.open(file, "rb"))
        case ".xz":
            return cast(IO[bytes], lzma.open(file, "rb"))
    return file.open("rb")
