"""When a page was published: by its markup, by its `<time>` elements, by the line at its head.

Markup often tells when a page was put into the present system; what a reader sees at the head
of an older article is then an earlier date, and that is the one of its publication. The date
of an update is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.dates import PartialDate
from index.documents import Evidence
from index.extraction.draft import Draft
from index.extraction.html.blocks import HtmlBlock, Page, TimeElement
from index.extraction.html.boilerplate import Label
from index.extraction.html.head import PageFacts
from index.extraction.metadata.date_patterns import FoundDate, find_dates

_PUBLISHED = re.compile(r"datepublished|pubdate|published|entry-date")
_LATER = re.compile(r"updated|modif")
_VISITED = re.compile(r"(?:last|next|date)?\s*(?:reviewed|checked|verified|tested)\b", re.I)
_GLUED = re.compile(r"(?<=[a-z0-9])(?=[A-Z][A-Za-z]{2,9}\.?:? \d|[A-Z][a-z]+:? [A-Z]\w+\.? \d)")
NEAR = 12
ABOVE = 3
LONGEST_DECK = 200
LONGEST_LABEL = 16


def add_date(draft: Draft, facts: PageFacts, page: Page, labels: Sequence[Label]) -> None:
    """The date of a page's article, into what the draft has found.

    A blog's own date is when it was posted, which the dispatch it carries may precede.
    """
    if "date" not in draft.found:
        for value, rule in _times(page, labels):
            if dates := find_dates(value):
                draft.found["date"] = (str(dates[0].date), Evidence(rule, value[:200]))
                break
    _shown_earlier(draft, page.blocks, labels)
    if facts.is_blog and "date" in draft.found:
        draft.found["posted"] = draft.found.pop("date")


def unglued(text: str) -> str:
    """A line of dates with spaces where the page only had them on screen: `NewsMay 4, 2021`."""
    return _GLUED.sub(" ", text)


def has_one_day(text: str) -> bool:
    """Whether a line gives one day, or one besides those of updates, and not a month or two."""
    dates = find_dates(unglued(text))
    plain = [date for date in dates if not date.later] or dates
    return len({date.date for date in plain}) == 1 and plain[0].date.day is not None


def is_day_alone(text: str) -> bool:
    """Whether a line gives one day and next to nothing else, as those below a text must."""
    rest = len(text) - sum(date.end - date.start for date in find_dates(unglued(text)))
    return rest <= LONGEST_LABEL and has_one_day(text)


def is_update(text: str) -> bool:
    """Whether every date of a line is that of an update, a review or a visit."""
    text = unglued(text)
    dates = find_dates(text)
    return bool(dates) and (all(date.later for date in dates) or bool(_VISITED.match(text)))


def _shown_earlier(draft: Draft, blocks: Sequence[HtmlBlock], labels: Sequence[Label]) -> None:
    """Put the day that stands above the text in place of a later one the markup gives."""
    if "date" not in draft.found:
        return
    stated, evidence = draft.found["date"]
    for text, date in _days_above(blocks, labels):
        if _is_earlier(date.date, stated):
            rule = f"line above the text, earlier than {evidence.rule}"
            draft.found["date"] = (str(date.date), Evidence(rule, text[:200]))
        break


def _days_above(
    blocks: Sequence[HtmlBlock], labels: Sequence[Label]
) -> Iterator[tuple[str, FoundDate]]:
    """The days in the lines between the title, or just above it, and the text; with the line."""
    title = next((at for at, label in enumerate(labels) if label.role == "title"), None)
    for at in range(max((title or 0) - ABOVE, 0), len(blocks)):
        if labels[at].kept and len(blocks[at].text) > LONGEST_DECK:
            return
        if title is None or labels[at].role != "date":
            continue
        for date in find_dates(blocks[at].text):
            if date.date.day and not date.later:
                yield blocks[at].text, date


def _is_earlier(date: PartialDate, stated: str) -> bool:
    try:
        return date.last_day < PartialDate.parse(stated).first_day
    except ValueError:
        return False


def _times(page: Page, labels: Sequence[Label]) -> list[tuple[str, str]]:
    """The times of a page, those marked as its publication first, then those near the text."""
    times = [time for time in page.times if not _LATER.search(time.names)]
    found = [
        (time.value, "<time> marked as published")
        for time in times
        if _PUBLISHED.search(time.names)
    ]
    kept = [at for at, label in enumerate(labels) if label.kept]
    if not kept:
        return found
    title = next((at for at, label in enumerate(labels) if label.role == "title"), kept[0])
    near = [time for time in times if kept[0] - NEAR <= time.block <= kept[0] + 3]
    near.sort(key=lambda time: _far(time, title))
    found += [(time.value, "<time> beside the article") for time in near]
    below = {time.value for time in times if 0 <= time.block - kept[-1] <= NEAR}
    return found + [
        (value, "the one <time> below the article") for value in below if len(below) == 1
    ]


def _far(time: TimeElement, title: int) -> tuple[bool, int]:
    """What orders times: those below the title first, then the nearest."""
    return time.block <= title, abs(time.block - title)
