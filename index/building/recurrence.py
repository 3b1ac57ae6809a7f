"""Which lines a source repeats from page to page, found before any page is taken apart.

A sample of the archive's texts is read first, so many of each folder that adding a capture
hardly changes what is found; and what was found counts among a capture's settings, so that one
is extracted again only where one of its own lines has become furniture, or ceased to be.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

import msgspec

from index.archive import Archive
from index.documents import Capture
from index.extraction.metadata.sources import host_of, source_of
from index.extraction.text.recurring import LineCounts, line_keys
from index.reading.captures import read_file
from index.reading.compression import suffix_within

FILES, CAPTURES = 300, 200
"""Files of a folder and captures of a file that are looked at."""
_FIRST_LINES = 12
_NO_DUMPS = frozenset((".html", ".htm", ".xhtml", ".pdf"))

File = tuple[Path, Path, Archive]
"""A file, the root it is below, and the settings there."""


class Recurrence:
    """The lines that recur, by source."""

    def __init__(self, lines: Mapping[str, frozenset[str]]) -> None:
        self._lines = lines

    def settings(self, settings: str) -> str:
        """Settings of a file's captures, with all that recurs in the archive."""
        if not self._lines:
            return settings
        found = sorted((source, *sorted(lines)) for source, lines in self._lines.items())
        return f"{settings}+{hashlib.sha256(repr(found).encode()).hexdigest()[:16]}"

    def marked(self, capture: Capture, archive: Archive) -> Capture:
        """A capture that knows which of its lines its source repeats."""
        if not self._lines or not _may_be_dump(capture):
            return capture
        lines = self._lines.get(_source(capture, archive), frozenset())
        own = lines.intersection(line_keys(capture.text)) if lines else lines
        return msgspec.structs.replace(capture, recurring=frozenset(own)) if own else capture


def recurrence_of(files: Iterable[File]) -> Recurrence:
    """Count the lines of a sample of these files, the same sample whatever else is there."""
    counts = LineCounts()
    for file, root, archive in _sample(files):
        for capture in islice(read_file(file, root, archive), CAPTURES):
            if isinstance(capture, Capture) and _may_be_dump(capture):
                counts.add(_source(capture, archive), capture.text)
    return Recurrence(counts.recurring())


def settings_with(settings: str, capture: Capture) -> str:
    """The settings of an extraction, with what recurs in this capture."""
    if not capture.recurring:
        return settings
    lines = "\n".join(sorted(capture.recurring)).encode("utf-8", "surrogatepass")
    return f"{settings}+{hashlib.sha256(lines).hexdigest()[:16]}"


def _sample(files: Iterable[File]) -> Iterator[File]:
    folders: dict[Path, list[File]] = defaultdict(list)
    for one in files:
        if suffix_within(one[0]) not in _NO_DUMPS:
            folders[one[0].parent].append(one)
    for own in folders.values():
        yield from own if len(own) <= FILES else sorted(own, key=_lot)[:FILES]


def _lot(file: File) -> bytes:
    return hashlib.sha256(file[0].name.encode("utf-8", "surrogateescape")).digest()


def _may_be_dump(capture: Capture) -> bool:
    """Whether a capture is text that nobody has cut an article out of yet."""
    return capture.form == "text" or (capture.form == "record" and "title" not in capture.fields)


def _source(capture: Capture, archive: Archive) -> str:
    """What tells the pages of one source: its name, the host of its pages, or their folder."""
    url = capture.fields.get("url")
    heads = capture.text[:2000].splitlines()[:_FIRST_LINES]
    if fit := source_of(archive, capture.path, url, heads):
        return f"source {fit[0].name}"
    return (
        f"host {host}" if (host := host_of(url)) else f"folder {PurePosixPath(capture.path).parent}"
    )
