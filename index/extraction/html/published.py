"""When a page was published: by its markup, by its `<time>` elements, by the line at its head.

Markup often tells when a page was put into the present system; what a reader sees at the head
of an older article is then an earlier date, and that is the one of its publication. The date
of an update is none, nor is that of a site's entrance, nor what JSON-LD alone says on a page that
shows its readers no day: such is the date of an entry in a database, made for every page that
a site has, and was right on four labelled pages of sixteen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from index.dates import PartialDate
from index.documents import Evidence
from index.extraction.draft import Draft
from index.extraction.html.blocks import HtmlBlock, Look, Page, TimeElement
from index.extraction.html.boilerplate import Label
from index.extraction.html.head import PageFacts
from index.extraction.metadata.date_patterns import FoundDate, find_dates, may_hold_a_date

_PUBLISHED = re.compile(r"datepublished|pubdate|published|entry-date")
_LATER = re.compile(r"updated|modif")
_VISITED = re.compile(r"(?:last|next|date)?\s*(?:reviewed|checked|verified|tested)\b", re.I)
_LABEL_OF_UPDATES = re.compile(
    r"\W*(?:(?:date|last|content|page)\s+)*(?:updated|modified|reviewed|revised)(?:\s+on)?\W*", re.I
)
_FIRST = re.compile(r"\b[Oo]riginally (?:published|posted)\b.{0,30}")
_GLUED = re.compile(r"(?<=[a-z0-9])(?=[A-Z][A-Za-z]{2,9}\.?:? \d|[A-Z][a-z]+:? [A-Z]\w+\.? \d)")
NEAR = 12
ABOVE = 3
LONGEST_DECK = 200
LONGEST_LABEL = 16
FEWEST_OF_A_LIST = 3


def add_date(draft: Draft, facts: PageFacts, page: Page, labels: Sequence[Label]) -> None:
    """The date of a page's article, into what the draft has found.

    A blog's own date is when it was posted, which the dispatch it carries may precede.
    """
    if "date" in draft.found and _dates_the_site(facts, page, labels):
        del draft.found["date"]
    if "date" not in draft.found:
        for value, rule in _times(page, labels):
            if dates := find_dates(value):
                draft.found["date"] = (str(dates[0].date), Evidence(rule, value[:200]))
                break
    _shown_earlier(draft, page, labels)
    _told_first(draft, page)
    if facts.is_blog and "date" in draft.found:
        draft.found["posted"] = draft.found.pop("date")


def _dates_the_site(facts: PageFacts, page: Page, labels: Sequence[Label]) -> bool:
    """Whether the date in the markup is that of a page as a page, and not of an article."""
    address = urlsplit(facts.found["url"][0]) if "url" in facts.found else None
    if address and not address.path.strip("/") and "article" not in facts.kinds.lower():
        return True
    return facts.is_data_alone and not _shows_a_day(facts.found["date"][0], page, labels)


def _shows_a_day(stated: str, page: Page, labels: Sequence[Label]) -> bool:
    """Whether readers are shown the day that is stated, or any at the head of the text."""
    lines = zip(page.blocks, labels, strict=True)
    if any(label.role == "date" and has_one_day(block.text) for block, label in lines):
        return True
    values = [*(time.value for time in page.times), *(block.text for block in page.blocks)]
    return any(str(found.date) == stated for value in values for found in find_dates(value))


def unglued(text: str) -> str:
    """A line of dates with spaces where the page only had them on screen: `NewsMay 4, 2021`."""
    return _GLUED.sub(" ", text)


def line_dates(text: str) -> list[FoundDate]:
    """The dates of a line, be they glued to its other words or not."""
    return find_dates(unglued(text)) if may_hold_a_date(text) else []


def has_one_day(text: str) -> bool:
    """Whether a line gives one day, or one besides those of updates, and not a month or two."""
    return _are_one_day(line_dates(text))


def _are_one_day(dates: Sequence[FoundDate]) -> bool:
    plain = [date for date in dates if not date.later] or dates
    return len({date.date for date in plain}) == 1 and plain[0].date.day is not None


def is_day_alone(text: str) -> bool:
    """Whether a line gives one day and next to nothing else, as those below a text must."""
    dates = line_dates(text)
    rest = len(text) - sum(date.end - date.start for date in dates)
    return rest <= LONGEST_LABEL and _are_one_day(dates)


def is_update(text: str, above: str = "") -> bool:
    """Whether every date of a line is that of an update, a review or a visit.

    `above` is the block above, which may say it in the line's place: `Last updated:`.
    """
    if _LABEL_OF_UPDATES.fullmatch(above):
        return True
    dates = line_dates(text)
    return bool(dates) and (
        all(date.later for date in dates) or bool(_VISITED.match(unglued(text)))
    )


def strike_lists_of_days(blocks: Sequence[HtmlBlock], labels: list[Label]) -> None:
    """Take the days off a list, of events or of other articles, for what they are: furniture.

    Lines that are nothing but a day, set alike, and three different days at least, are a list.
    """
    alone = [at for at, label in enumerate(labels)
             if label.role == "date" and is_day_alone(blocks[at].text)]  # fmt: skip
    days: dict[Look, set[PartialDate]] = {blocks[at].box.look: set() for at in alone}
    for block in blocks if days else ():
        if block.box.look in days and is_day_alone(block.text):
            days[block.box.look].add(line_dates(block.text)[0].date)
    for at in alone:
        if len(days[blocks[at].box.look]) >= FEWEST_OF_A_LIST:
            labels[at] = labels[at].stripped("one day of a list of days")


def _told_first(draft: Draft, page: Page) -> None:
    """Put the day on which a text says it was `originally published` in place of a later one."""
    for block in page.blocks:
        match = _FIRST.search(block.text) if "riginally" in block.text else None
        for date in find_dates(match[0])[:1] if match else ():
            _put_if_earlier(draft, date, Evidence("told as first published", block.text[:200]))


def _shown_earlier(draft: Draft, page: Page, labels: Sequence[Label]) -> None:
    """Put a day that readers are shown in place of a later one the markup gives.

    That is the one `<time>` marked as the publication's, else the line that stands above the text.
    """
    if "date" not in draft.found:
        return
    rule = f"earlier than {draft.found['date'][1].rule}"
    marked = {time.value for time in page.times if _PUBLISHED.search(time.names)}
    for value in marked if len(marked) == 1 else ():
        for date in find_dates(value)[:1]:
            _put_if_earlier(draft, date, Evidence(f"the one <time> of its kind, {rule}", value))
    for text, date in islice(_days_above(page.blocks, labels), 1):
        _put_if_earlier(draft, date, Evidence(f"line above the text, {rule}", text[:200]))


def _put_if_earlier(draft: Draft, found: FoundDate, evidence: Evidence) -> None:
    stated = draft.found["date"][0] if "date" in draft.found else None
    if found.date.day and (stated is None or _is_earlier(found.date, stated)):
        draft.found["date"] = (str(found.date), evidence)


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
    times = [
        time
        for time in page.times
        if not (_LATER.search(time.names) or _is_called_an_update(time, page.blocks))
    ]
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


def _is_called_an_update(time: TimeElement, blocks: Sequence[HtmlBlock]) -> bool:
    return time.block > 0 and bool(_LABEL_OF_UPDATES.fullmatch(blocks[time.block - 1].text))


def _far(time: TimeElement, title: int) -> tuple[bool, int]:
    """What orders times: those below the title first, then the nearest."""
    return time.block <= title, abs(time.block - title)
