"""`archive.toml`: what an archive's keeper knows that its files do not say.

The file stands at the root of the archive and is optional. Its settings are listed in
README.md; an unknown one is an error, so that a misspelt setting is noticed.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from index.documents import Kind
from index.errors import ArchiveSettingsError

FILE_NAME = "archive.toml"


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publisher of the archive and how its captures are recognised.

    A capture is this source's if its path matches one of `paths` (glob patterns relative to
    the archive's root), its URL's host is or ends in one of `domains`, or one of its first
    lines is one of `mastheads`; the first source that fits wins. `kind`, `place`, `speaker`
    and `language` are used where the capture itself says nothing.
    """

    name: str
    paths: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    mastheads: tuple[str, ...] = ()
    kind: Kind | None = None
    place: str | None = None
    speaker: str | None = None
    language: str | None = None


class Archive(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one archive.

    `fields` maps our field names to a scraper's (`title = "headline"`, `text = "body"`).
    `variants` are groups of spellings that a search treats as one unless told otherwise.
    """

    title: str = "Rostrum"
    language: str = "en"
    source: tuple[Source, ...] = ()
    fields: dict[str, str] = {}
    variants: tuple[tuple[str, ...], ...] = ()


def load_archive(root: Path) -> Archive:
    """The settings at the root of an archive, or the defaults where there are none.

    Raises ArchiveSettingsError, naming the file and what in it cannot be used.
    """
    path = root / FILE_NAME
    if not path.is_file():
        return Archive()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Archive)
    except (msgspec.DecodeError, msgspec.ValidationError, OSError, UnicodeDecodeError) as error:
        raise ArchiveSettingsError(f"{path}: {error}. Correct the setting or remove it.") from error
