"""`manifest.json`: what a generation is and how each of its files can be known to be whole.

It carries a seal, the SHA-256 of its own content. Opening a generation compares the seal, the
size of every file, and the digests of what is small; `rostrum check` compares all digests.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from index import disk
from index.archive import Archive
from index.columnar.manifest import CODEC, read_manifest
from index.columnar.manifest import FILE_NAME as SEGMENT_FILE
from index.errors import DamagedIndex, SchemaMismatch
from index.schema import SCHEMA_VERSION
from index.sealing import Sealed, digest, is_whole, sealed
from index.storage.current import repair_advice
from index.storage.live_segments import SegmentEntry

MANIFEST_FILE = "manifest.json"

_CHEAP = ".json"
"""Files of this ending are small and say what the others are: their digests cost nothing."""


class Written(msgspec.Struct, frozen=True):
    """A file as it was written: its size in bytes and its SHA-256."""

    bytes: int
    sha256: str


class Manifest(Sealed, frozen=True, kw_only=True):
    """What a generation is. `built` is an ISO 8601 time; `files` are all others, by path.

    Documents, passages, words and captures are those that are there, without deleted ones.
    `roots` are the folders and files that were read; `made_by` is a digest of the indexing code.
    """

    schema_version: int
    codec: str
    version: str
    built: str
    documents: int
    passages: int
    words: int
    captures: int
    failures: int
    segments: tuple[SegmentEntry, ...]
    archive: Archive
    roots: tuple[str, ...]
    made_by: str
    files: dict[str, Written]


class _Versions(msgspec.Struct):
    """The part of a manifest that every version of it has had."""

    schema_version: int
    codec: str


def write_generation_manifest(manifest: Manifest, folder: Path) -> None:
    """Seal a manifest and write it."""
    content = msgspec.json.encode(sealed(manifest))
    disk.write(folder / MANIFEST_FILE, msgspec.json.format(content, indent=2))


def read_generation_manifest(folder: Path, index_dir: Path) -> Manifest:
    """The manifest of a generation, its versions checked before anything else is believed of it.

    Raises DamagedIndex or SchemaMismatch, with the command that puts it right.
    """
    path = folder / MANIFEST_FILE
    try:
        content = path.read_bytes()
        versions = msgspec.json.decode(content, type=_Versions)
        if (versions.schema_version, versions.codec) != (SCHEMA_VERSION, CODEC):
            raise SchemaMismatch(
                f"The index at {index_dir} has schema {versions.schema_version}"
                f" ({versions.codec}); this program reads schema {SCHEMA_VERSION} ({CODEC})."
                f" Rebuild it: rostrum index PATH --index {index_dir} --full"
            )
        manifest = msgspec.json.decode(content, type=Manifest)
    except FileNotFoundError as error:
        raise DamagedIndex(f"{path} is missing. {repair_advice(index_dir)}") from error
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        told = error.strerror if isinstance(error, OSError) else error
        raise DamagedIndex(f"{path} cannot be read: {told}. {repair_advice(index_dir)}") from error
    if manifest.version != folder.name or not is_whole(manifest):
        raise DamagedIndex(f"{path} is not what was written. {repair_advice(index_dir)}")
    return manifest


def check_cheaply(folder: Path, manifest: Manifest) -> None:
    """Notice what opening can notice without reading all: missing and cut files, small ones whole.

    Raises DamagedIndex, naming the file, before anything fails on it strangely.
    """
    for name, entry in manifest.files.items():
        found = fault(folder / name, entry, whole=name.endswith(_CHEAP))
        if found:
            raise DamagedIndex(found)


def fault(path: Path, entry: Written, *, whole: bool) -> str | None:
    """What is wrong with a file, naming it, or None; its content is read only if `whole`."""
    try:
        found = path.stat().st_size
        if found != entry.bytes:
            return f"{path} has {found:,} bytes, not {entry.bytes:,}."
        if whole and digest(path) != entry.sha256:
            return f"{path} is not what was written."
    except FileNotFoundError:
        return f"{path} is missing."
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}."
    return None


def verify(folder: Path, entries: Mapping[str, Written]) -> None:
    """Read files whole that are about to be copied, lest damage to them be sealed as if sound.

    Raises DamagedIndex, naming the file.
    """
    for name, entry in entries.items():
        found = fault(folder / name, entry, whole=True)
        if found:
            raise DamagedIndex(found)


def written(folder: Path, known: Mapping[str, Written]) -> dict[str, Written]:
    """Every file of a tree by its path in it, sorted; digests that are known are believed.

    Known are those of files shared with another generation and those that segments tell of
    their own arrays, so that no reindex reads again what it did not write.
    """
    known = {**_told(folder), **known}
    paths = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    by_name = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: known.get(name) or Written(path.stat().st_size, digest(path))
        for name, path in sorted(by_name.items())
    }


def written_in(manifest: Manifest, entry: SegmentEntry) -> dict[str, Written]:
    """The files of a segment, as the manifest of a generation has them."""
    prefix = entry.words(Path()).parent.as_posix() + "/"
    return {name: found for name, found in manifest.files.items() if name.startswith(prefix)}


def _told(folder: Path) -> dict[str, Written]:
    """What the sealed manifests of a tree's segments say of their arrays."""
    return {
        (path.parent / f"{name}.npy").relative_to(folder).as_posix(): Written(
            entry.bytes, entry.sha256
        )
        for path in folder.rglob(SEGMENT_FILE)
        for name, entry in read_manifest(path.parent).arrays.items()
    }
