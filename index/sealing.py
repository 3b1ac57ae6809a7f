"""Seals and digests, by which it is known that what is read is what was written.

A manifest carries a seal, the SHA-256 of its own content with keys in order and the seal empty;
it tells the digests of the files that it describes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A manifest, with its seal or not yet."""

    seal: str = ""


Manifest = TypeVar("Manifest", bound=Sealed)


def sealed(manifest: Manifest) -> Manifest:
    """A manifest with its seal."""
    return msgspec.structs.replace(manifest, seal=_seal(manifest))


def is_whole(manifest: Sealed) -> bool:
    """Whether a manifest is as it was sealed."""
    return manifest.seal == _seal(manifest)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(manifest: Sealed) -> str:
    unsealed = msgspec.structs.replace(manifest, seal="")
    return hashlib.sha256(msgspec.json.encode(unsealed, order="sorted")).hexdigest()
