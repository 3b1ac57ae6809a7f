"""Dates in the words of other languages, in header lines that are nothing but a date.

A second resort behind `date_patterns`: dateparser knows the month names of many languages,
and would find a date in almost any text, so it is only asked about a line that consists of a
day, one word or two, and a year.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.dates import PartialDate

_SHAPE = re.compile(
    r"(?:[^\W\d]+\.?,?\s+){0,2}(?P<date>\d{1,2}(?:\.|er|º)?\s+(?:(?:de|del|di)\s+)?[^\W\d]{3,12}\.?,?\s+"
    r"(?:(?:de|del)\s+)?(?:1[5-9]|20)\d\d)\s*(?:г\.?|года|р\.?|год)?(?:[\s,|–—-]+\d{1,2}[:.h]\d{2}.{0,10})?\s*"
)


def find_foreign_date(line: str) -> PartialDate | None:
    """The day a header line gives in another language: `7 avril 2021`, `7 de abril de 2021`."""
    match = _SHAPE.fullmatch(line.strip()) if len(line) < 80 else None
    return _parsed(match["date"]) if match else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> PartialDate | None:
    import dateparser  # costs a quarter of a second, which few archives need

    found = dateparser.parse(
        text,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    return PartialDate(found.year, found.month, found.day) if found else None
