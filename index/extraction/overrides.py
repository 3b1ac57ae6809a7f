"""What `archive.toml` says of a source's captures before anything else is asked.

For the page that no rule gets right, an archive's keeper names the elements that are text or
never are, the lines to strip, and the values to put down: see `index.archive.Source`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.archive import Archive
from index.documents import Capture
from index.extraction.metadata.sources import source_named, source_of

FIRST_LINES, HEAD = 12, 2_000
"""Lines of a capture, and its characters, among which a masthead is looked for."""


@dataclass(frozen=True)
class Overrides:
    """The overrides for one capture: CSS selectors, and expressions for whole lines."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    strip_lines: tuple[re.Pattern[str], ...] = ()

    def stripping(self, text: str) -> str | None:
        """The reason to strip a line or block that an expression matches as a whole, or None."""
        for pattern in self.strip_lines:
            if pattern.fullmatch(text):
                return f"archive.toml, strip_lines: {pattern.pattern}"
        return None


NONE = Overrides()


def overrides_of(
    capture: Capture, archive: Archive, url: str | None = None, publisher: str | None = None
) -> Overrides:
    """The overrides for a capture; `url` and `publisher` are what a page says of itself."""
    if not any(one.keep or one.drop or one.strip_lines for one in archive.source):
        return NONE
    source = source_named(archive, capture.fields.get("source", ""))
    if source is None:
        heads = [*capture.text[:HEAD].splitlines()[:FIRST_LINES], publisher or ""]
        fit = source_of(archive, capture.path, capture.fields.get("url") or url, heads)
        source = fit[0] if fit else None
    return _compiled(source.keep, source.drop, source.strip_lines) if source else NONE


@lru_cache(maxsize=256)
def _compiled(
    keep: tuple[str, ...], drop: tuple[str, ...], strip_lines: tuple[str, ...]
) -> Overrides:
    return Overrides(keep, drop, tuple(map(re.compile, strip_lines)))
