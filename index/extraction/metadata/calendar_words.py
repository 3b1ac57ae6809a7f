"""The pieces dates are written with: month names, days and years, as regular expressions.

Shared by the header patterns and the datelines, so that both know the same spellings.
"""

from __future__ import annotations

_NAMES = "january february march april may june july august september october november december"
_NUMBERS = {name[:3]: number for number, name in enumerate(_NAMES.split(), start=1)}

MONTH = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th)\b)?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"


def month_number(name: str) -> int:
    """1 to 12 for an English month name, short or long, with or without its full stop."""
    return _NUMBERS[name[:3].lower()]
