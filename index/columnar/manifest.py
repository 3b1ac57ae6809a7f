"""`segment.json`: what a segment is and how each of its files can be known to be whole.

The manifest carries a seal, the SHA-256 of its own content, so that damage to it is noticed at
every opening; the digests of the arrays are compared only by `verify_segment`, because that
means reading them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from index import disk
from index.columnar.array_files import opened
from index.errors import DamagedIndex, SchemaMismatch
from index.sealing import Sealed, digest, is_whole, sealed

CODEC = "rostrum.columnar"
CODEC_VERSION = 3
FILE_NAME = "segment.json"


class ArrayEntry(msgspec.Struct, frozen=True):
    """One file of a segment: NAME.npy, its dtype and length, its size and its SHA-256."""

    dtype: str
    length: int
    bytes: int
    sha256: str


class SegmentManifest(Sealed, frozen=True, kw_only=True):
    """What a segment is: codec, how many passages and words, and its arrays by name."""

    codec: str = CODEC
    version: int = CODEC_VERSION
    passages: int
    words: int
    arrays: dict[str, ArrayEntry]


class _Versions(msgspec.Struct):
    """The part of a manifest that every version of it has."""

    codec: str
    version: int


def describe(path: Path) -> ArrayEntry:
    """The entry of an array that was just written."""
    array = opened(path)
    return ArrayEntry(array.dtype.str, len(array), path.stat().st_size, digest(path))


def write_manifest(folder: Path, passages: int, words: int) -> None:
    """Seal a segment: describe all arrays in its folder."""
    arrays = {path.stem: describe(path) for path in sorted(folder.glob("*.npy"))}
    manifest = SegmentManifest(passages=passages, words=words, arrays=arrays)
    content = msgspec.json.encode(sealed(manifest))
    disk.write(folder / FILE_NAME, msgspec.json.format(content, indent=1))


def read_manifest(folder: Path) -> SegmentManifest:
    """The manifest of a segment. Raises DamagedIndex, or SchemaMismatch for another codec."""
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
        found = msgspec.json.decode(content, type=_Versions)
        if (found.codec, found.version) != (CODEC, CODEC_VERSION):
            raise SchemaMismatch(
                f"{path} is of codec {found.codec} {found.version}; this program reads"
                f" {CODEC} {CODEC_VERSION}."
            )
        manifest = msgspec.json.decode(content, type=SegmentManifest)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}.") from error
    if not is_whole(manifest):
        raise DamagedIndex(f"{path} is not what was written.")
    return manifest


def load_array(folder: Path, name: str, entry: ArrayEntry) -> NDArray[Any]:
    """An array of a segment, mapped. Raises DamagedIndex where the file is not as described."""
    path = folder / f"{name}.npy"
    try:
        size = path.stat().st_size
        if size != entry.bytes:
            raise DamagedIndex(f"{path} has {size} bytes, not {entry.bytes}.")
    except OSError as error:
        raise DamagedIndex(f"{path} cannot be read: {error}.") from error
    array = opened(path)
    if (array.dtype.str, array.shape) != (entry.dtype, (entry.length,)):
        raise DamagedIndex(f"{path} holds {array.dtype}{list(array.shape)}.")
    return np.asarray(array)


def verify_segment(folder: Path) -> None:
    """Read all of a segment and compare digests. Raises DamagedIndex, naming the file."""
    for name, entry in read_manifest(folder).arrays.items():
        load_array(folder, name, entry)
        path = folder / f"{name}.npy"
        if digest(path) != entry.sha256:
            raise DamagedIndex(f"{path} is not what was written.")
