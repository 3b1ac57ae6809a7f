"""When a document is from: every sign of a date, weighed in a fixed order of trust.

A record's own date and a page's markup come first, then the dateline of the dispatch, then
the lines around the text, then the address and the file's name. A dateline lacks its year;
it is taken from the nearest of the others and the evidence says from which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.dates import PartialDate
from index.documents import Confidence, Evidence
from index.extraction.metadata.date_patterns import find_date
from index.extraction.metadata.datelines import Dateline
from index.extraction.metadata.foreign_dates import find_foreign_date
from index.extraction.metadata.years import date_in_path, last_before, nearest

Sign = tuple[PartialDate, Evidence]


@dataclass
class Signs:
    """The signs of a document's date, from the surest kind to the weakest.

    `stated` was named outright by record, markup or masthead; `posted` is a blog's own date;
    `header` stands in the lines around the text; `address` is in a URL or file name;
    `captured` is when it was scraped, which dates nothing by itself.
    """

    stated: Sign | None = None
    posted: Sign | None = None
    header: Sign | None = None
    address: Sign | None = None
    captured: Sign | None = None
    dateline: Dateline | None = None


@dataclass
class Dating:
    """The outcome: date and posting date with their evidence, or a bare month and day."""

    date: Sign | None = None
    posted: Sign | None = None
    month_day: tuple[int, int] | None = None
    signs: Signs = field(default_factory=Signs)


def dated(signs: Signs) -> Dating:
    """The date the signs give, and the posting date where that is another."""
    dispatch = _dispatch(signs)
    if signs.stated is not None:
        return Dating(_refined(signs.stated, signs.dateline), signs.posted)
    if dispatch is not None:
        return Dating(dispatch, signs.posted or _other(signs.header, dispatch))
    if signs.dateline is not None and signs.dateline.month and signs.dateline.day:
        return Dating(month_day=(signs.dateline.month, signs.dateline.day))
    return Dating(signs.posted or signs.header or signs.address, signs.posted)


def first_date(lines: Sequence[str], rule: str, confidence: Confidence) -> Sign | None:
    """The first date that header or footer lines give, of the finest precision among them."""
    found = list(_dates(lines))
    best = min(found, key=lambda one: _ROUGHNESS[one[0].precision], default=None)
    if best is None:
        return None
    return best[0], Evidence(f"{rule}: {best[1]}", best[2], confidence)


def address_date(url: str | None, path: str) -> Sign | None:
    """The date in a URL, else in the file's name."""
    for rule, text in (("date in the URL", url or ""), ("date in the file's name", path)):
        if found := date_in_path(text):
            return found[0], Evidence(rule, found[1], "medium")
    return None


_ROUGHNESS = {"day": 0, "month": 1, "year": 2}


def _dates(lines: Sequence[str]) -> Iterator[tuple[PartialDate, str, str]]:
    for line in lines:
        if found := find_date(line):
            yield found.date, found.pattern, line.strip()
        elif foreign := find_foreign_date(line):
            yield foreign, "date in another language", line.strip()


def _dispatch(signs: Signs) -> Sign | None:
    """The dateline's date, its year from the dateline itself or the nearest sign."""
    line = signs.dateline
    if line is None or line.month is None or line.day is None:
        return None
    if line.year is not None:
        found = nearest(line.month, line.day, PartialDate(line.year))
        return (found, Evidence("dateline", line.text)) if found else None
    for sign in (signs.posted, signs.header, signs.address):
        if sign is not None and (found := nearest(line.month, line.day, sign[0])):
            rule = f"dateline; year from {sign[1].rule}"
            return found, Evidence(rule, f"{line.text} … {sign[1].text}", "medium")
    return _from_capture(signs)


def _from_capture(signs: Signs) -> Sign | None:
    line, sign = signs.dateline, signs.captured
    if line is None or line.month is None or line.day is None or sign is None:
        return None
    found = last_before(line.month, line.day, sign[0])
    rule = "dateline; the last such day before the capture"
    return (found, Evidence(rule, f"{line.text} … {sign[0]}", "low")) if found else None


def _refined(stated: Sign, line: Dateline | None) -> Sign:
    """A stated year or month made a day by the dateline that agrees with it."""
    day = stated[0]
    if day.precision == "day" or line is None or line.month is None or line.day is None:
        return stated
    if day.month not in (None, line.month) or line.year not in (None, day.year):
        return stated
    found = nearest(line.month, line.day, day)
    rule = f"dateline; year from {stated[1].rule}"
    return (found, Evidence(rule, f"{line.text} … {stated[1].text}")) if found else stated


def _other(sign: Sign | None, than: Sign) -> Sign | None:
    """A sign of another day than the one given: when a dispatch was posted."""
    return sign if sign is not None and sign[0] != than[0] and sign[0].day else None
