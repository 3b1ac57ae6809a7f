"""Things as they are kept in a cluster: compressed JSON, as text."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TypeVar

import msgspec
import zstandard

Kept = TypeVar("Kept")

_LEVEL = 6


def packed(value: object) -> dict[str, str]:
    """A value as it is kept."""
    compressed = zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.json.encode(value))
    return {"zstd": b64encode(compressed).decode()}


def unpacked(kept: dict[str, str], kind: type[Kept]) -> Kept:
    """The value that was kept."""
    data = zstandard.ZstdDecompressor().decompress(b64decode(kept["zstd"]))
    return msgspec.json.decode(data, type=kind)
