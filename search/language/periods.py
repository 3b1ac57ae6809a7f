"""The dates of the language: what may follow `date:`, read, mended and written.

2021   2021-04   2021-04-07        within it
2017..2021   2017..   ..2021       from the first to the last, or open on one side
>=2021-01   >2021-01   <=   <      from it on, after it, up to it, before it
"""

from __future__ import annotations

import re

from index.dates import PartialDate, day_of
from search.language.syntax import DateRange

_DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_COMPARED = re.compile(rf"(>=|<=|>|<|=)?({_DATE})")
_RANGE = re.compile(rf"({_DATE})?\.\.({_DATE})?")
_LOOSE_DATE = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?(?![0-9])")
_TWO_YEARS = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SENTENCE_END = ".,:!?'’"


def read_period(text: str) -> DateRange:
    """The period a value of `date:` means; one mark of a sentence's end after it is passed over.

    Raises ValueError with what is wrong, worded to follow "The date …".
    """
    text = text.strip()
    if (compared := _match(_COMPARED, text)) is not None:
        return _compared(*compared.groups())
    between = _match(_RANGE, text)
    if between is None or not any(between.groups()):
        raise ValueError("is not written as a date")
    first, last = (_date(part) if part else None for part in between.groups())
    if first and last and first.first_day > last.last_day:
        raise ValueError("ends before it begins")
    return DateRange(first, last)


def mended_period(text: str) -> str:
    """The nearest value of `date:` that can be read, or nothing where no year stands in it.

    Ranges are turned round, single digits padded, and of a day the calendar does not have the
    month is kept, of such a month the year.
    """
    text = _TWO_YEARS.sub(r"\1..\2", text.strip())
    sides = [_existing(side) for side in text.split("..", 1)]
    sign = re.match(r"[<>]=?|", text)
    assert sign is not None
    in_order, turned = "..".join(sides), "..".join(reversed(sides))
    for value in (sign[0] + in_order, in_order, turned):
        try:
            read_period(value)
        except ValueError:
            continue
        return value
    return ""


def write_period(period: DateRange) -> str:
    """The value of `date:` for a period."""
    if period.first == period.last:
        return str(period.first)
    return f"{period.first or ''}..{period.last or ''}"


def period_in_words(period: DateRange) -> str:
    """A period as it follows the word *published*; the last of its days belongs to it."""
    first = date_in_words(period.first) if period.first else ""
    last = date_in_words(period.last) if period.last else ""
    if period.first == period.last:
        return f"on {first}" if period.first and period.first.day else f"in {first}"
    if not first:
        whole = period.last and not period.last.day
        return f"until the end of {last}" if whole else f"until {last}"
    return f"{first} to {last}" if last else f"from {first} on"


def date_in_words(date: PartialDate) -> str:
    """`7 April 2021`, `April 2021` or `2021`, as precise as the date is."""
    parts = (date.day, _MONTHS[date.month - 1] if date.month else None, date.year)
    return " ".join(str(part) for part in parts if part)


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = pattern.fullmatch(text)
    if found is None and text[-1:] in _SENTENCE_END:
        found = pattern.fullmatch(text[:-1])
    return found


def _compared(sign: str | None, written: str) -> DateRange:
    date = _date(written)
    match sign:
        case ">=":
            return DateRange(date, None)
        case "<=":
            return DateRange(None, date)
        case ">":
            return DateRange(_neighbour(date, date.last_day + 1), None)
        case "<":
            return DateRange(None, _neighbour(date, date.first_day - 1))
    return DateRange(date, date)


def _date(written: str) -> PartialDate:
    try:
        return PartialDate.parse(written)
    except ValueError:
        raise ValueError("is not in the calendar") from None


def _neighbour(date: PartialDate, day: int) -> PartialDate:
    """The year, month or day that a day lies in, whichever `date` is."""
    try:
        found = day_of(day)
    except (ValueError, OverflowError):
        raise ValueError("leaves no day of the calendar") from None
    month = None if date.month is None else found.month
    return PartialDate(found.year, month, None if date.day is None else found.day)


def _existing(text: str) -> str:
    """The first date in a text, as far as the calendar has it."""
    loose = _LOOSE_DATE.search(text)
    parts = [int(part) for part in loose.groups() if part] if loose else []
    while parts:
        try:
            return str(PartialDate(*parts))
        except ValueError:
            parts.pop()
    return ""
