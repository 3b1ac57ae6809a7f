"""`archive.toml`: what an archive's keeper knows that its files do not say.

The file stands at the root of the archive and is optional. Its settings are listed in
README.md; an unknown or unusable one is an error, so that a misspelt setting is noticed before
a run and not after it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec

from index.dates import PartialDate
from index.documents import Kind, MetadataField
from index.errors import ArchiveSettingsError

FILE_NAME = "archive.toml"
RECORD_FIELDS = (*get_args(MetadataField), "text", "html", "id")
"""What `[fields]` may give another name: the metadata of a document, its text, and its id."""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publisher of the archive, how its captures are recognised, and what to do with them.

    A capture is this source's if its path matches one of `paths` (glob patterns relative to
    the archive's root), its URL's host is or ends in one of `domains`, or one of its first
    lines is one of `mastheads`; the first source that fits wins. `kind`, `place`, `speaker`
    and `language` are used where the capture itself says nothing, `fixed` whatever it says.

    For the page that no rule gets right: `keep` and `drop` are CSS selectors of elements that
    are always or never text, `strip_lines` regular expressions; a line or block that one of
    them matches from its first to its last character is never text. What is dropped or
    stripped is so even where it is also kept.
    """

    name: str
    paths: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    mastheads: tuple[str, ...] = ()
    kind: Kind | None = None
    place: str | None = None
    speaker: str | None = None
    language: str | None = None
    fixed: dict[str, str] = {}
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    strip_lines: tuple[str, ...] = ()


class Archive(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one archive.

    `fields` maps our field names to a scraper's (`title = "headline"`); several names are tried
    in turn, and dots lead into nested objects (`text = ["body", "article.text"]`). `variants`
    are groups of spellings that a search treats as one unless told otherwise.
    """

    title: str = "Rostrum"
    language: str = "en"
    source: tuple[Source, ...] = ()
    fields: dict[str, str | tuple[str, ...]] = {}
    variants: tuple[tuple[str, ...], ...] = ()


def load_archive(root: Path) -> Archive:
    """The settings at the root of an archive, or the defaults where there are none.

    Raises ArchiveSettingsError, naming the file and what in it cannot be used.
    """
    path = root / FILE_NAME
    if not path.is_file():
        return Archive()
    try:
        archive = msgspec.toml.decode(path.read_bytes(), type=Archive)
        _check(archive)
    except (msgspec.DecodeError, ValueError, OSError) as error:
        raise ArchiveSettingsError(f"{path}: {error}. Correct the setting or remove it.") from error
    return archive


def _check(archive: Archive) -> None:
    """Raise ValueError for a setting that has the right type but cannot be used."""
    for name in archive.fields:
        if name not in RECORD_FIELDS:
            known = ", ".join(RECORD_FIELDS)
            raise ValueError(f"[fields] names `{name}`, which is no field of ours ({known})")
    for source in archive.source:
        try:
            _check_source(source)
        except ValueError as error:
            raise ValueError(f"source `{source.name}`: {error}") from error


def _check_source(source: Source) -> None:
    for name, value in source.fixed.items():
        _check_fixed(name, value)
    for pattern in source.strip_lines:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(
                f"strip_lines `{pattern}` is no regular expression: {error}"
            ) from error
    for name, selectors in (("keep", source.keep), ("drop", source.drop)):
        for selector in selectors:
            _check_selector(name, selector)


def _check_fixed(name: str, value: str) -> None:
    if name not in get_args(MetadataField):
        known = ", ".join(get_args(MetadataField))
        raise ValueError(f"fixed names `{name}`, which is no field of ours ({known})")
    if name == "kind" and value not in get_args(Kind):
        raise ValueError(f"fixed kind `{value}` is none of {', '.join(get_args(Kind))}")
    if name in ("date", "posted", "captured"):
        PartialDate.parse(value)


def _check_selector(name: str, selector: str) -> None:
    """Raise ValueError for what is no CSS selector; `name` is the setting that has it."""
    import soupsieve  # imported when needed: searching an index never selects elements

    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        problem = str(error).partition("\n")[0]
        raise ValueError(f"{name} `{selector}` is no CSS selector: {problem}") from error
