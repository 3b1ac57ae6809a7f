"""Which source of `archive.toml` a capture belongs to.

The keeper of an archive knows that everything under `gazette/` is the Gazette, whatever the
pages say; the first source that fits wins, as in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from index.archive import Archive, Source
from index.documents import Evidence


def source_named(archive: Archive, name: str) -> Source | None:
    """The source that a capture itself names, however it is written in upper and lower case."""
    return next((one for one in archive.source if one.name.casefold() == name.casefold()), None)


def source_of(
    archive: Archive, path: str, url: str | None, lines: Sequence[str]
) -> tuple[Source, Evidence] | None:
    """The source that fits a capture by its path, its URL's host, or one of its first lines."""
    host = host_of(url)
    heads = {line.strip().casefold() for line in lines}
    for source in archive.source:
        evidence = _fit(source, path, host, heads)
        if evidence is not None:
            return source, evidence
    return None


def host_of(url: str | None) -> str:
    """The host of a URL in lower case without `www.`; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _fit(source: Source, path: str, host: str, heads: set[str]) -> Evidence | None:
    for pattern in source.paths:
        if fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern.rstrip('/')}/*"):
            return Evidence("archive.toml: path", path)
    for domain in source.domains:
        bare = domain.lower().removeprefix("www.")
        if host and (host == bare or host.endswith(f".{bare}")):
            return Evidence("archive.toml: domain", host)
    for masthead in source.mastheads:
        if masthead.strip().casefold() in heads:
            return Evidence("archive.toml: masthead", masthead)
    return None
