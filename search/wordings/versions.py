"""Versions of a page: its captures by their wording, when each was seen, and what had changed."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from index.documents import Document
from index.storage.collection import Collection
from index.storage.columns import Columns
from search.results import Version


def versions(documents: Collection, columns: Columns, number: int) -> tuple[Version, ...]:
    """The versions of the page a document is of, oldest first; none where it was captured once.

    A wording that comes back after another is a version of its own.
    """
    captures = columns.recaptures.of(number)
    if len(captures) == 1:
        return ()
    shown = captures.index(number)
    read = list(enumerate(map(documents.get, captures)))
    found: list[Version] = []
    before: Document | None = None
    for _, run in groupby(read, lambda capture: wording(capture[1])):
        own = list(run)
        found.append(_version([d for _, d in own], before, shown in dict(own)))
        before = own[0][1]
    return tuple(found)


def wordings(documents: Collection, columns: Columns, number: int) -> int:
    """How many versions the page of a document has, 1 where it was captured once."""
    captures = columns.recaptures.of(number)
    if len(captures) == 1:
        return 1
    return sum(1 for _ in groupby(map(wording, map(documents.get, captures))))


def wording(document: Document) -> tuple[str, ...]:
    """What a reader sees of a document, whatever its spaces: title and paragraphs."""
    return tuple(" ".join(text.split()) for text in (document.title or "", *document.paragraphs))


def _version(captures: list[Document], before: Document | None, shown: bool) -> Version:
    days = [str(day) for document in captures if (day := document.captured)]
    now, then = Counter(wording(captures[0])), Counter(wording(before or captures[0]))
    return Version(
        id=captures[0].id,
        title=captures[0].title,
        first_seen=days[0] if days else None,
        last_seen=days[-1] if days else None,
        captures=len(captures),
        added=(now - then).total(),
        dropped=(then - now).total(),
        shown=shown,
    )
