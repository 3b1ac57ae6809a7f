"""The pieces dates are written with: month names, days and years, as regular expressions.

Shared by the header patterns and the datelines, so that both know the same spellings. The names
are those of a dozen languages as they stand in dates (Russian and Polish in the genitive), with
the abbreviations that are no other word.
"""

from __future__ import annotations

import re

_MONTHS = """
    january jan januar jänner jan janvier janv enero ene gennaio gen janeiro januari января янв
        stycznia ocak січня
    february feb februar feber février févr fév febrero febbraio fevereiro februari февраля фев
        lutego şubat лютого
    march mar märz mrz mär mars marzo março maart marts марта мар marca mart березня
    april apr avril avr abril abr aprile апреля апр kwietnia nisan квітня
    may mai mayo maggio maio mei maj мая maja mayıs травня
    june jun juni juin junio giugno junho июня июн czerwca haziran червня
    july jul juli juillet juil julio luglio julho июля июл lipca temmuz липня
    august aug août agosto ago augustus augusti августа авг sierpnia ağustos серпня
    september sept sep septembre septiembre setiembre settembre setembro сентября сен сент
        września eylül вересня
    october oct oktober okt octobre octubre ottobre outubro октября окт października ekim жовтня
    november nov novembre noviembre novembro ноября ноя нояб listopada kasım листопада
    december dec dezember dez décembre déc diciembre dic dicembre dezembro desember декабря дек
        grudnia aralık грудня
    """
_NUMBERS = {
    name: number
    for number, row in enumerate(re.split(r"\n    (?=\S)", _MONTHS.strip("\n "))[:12], start=1)
    for name in row.split()
}
_LONGEST_FIRST = "|".join(sorted(_NUMBERS, key=len, reverse=True))

_LETTERS = re.compile(r"[^\W\d_]+")

MONTH = rf"(?P<name>(?i:{_LONGEST_FIRST}))\b\.?"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th|er|º|°)\b)?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"


def month_number(name: str) -> int:
    """1 to 12 for the name of a month, short or long, with or without its full stop."""
    return _NUMBERS[name.rstrip(".").lower()]


def has_month_name(line: str) -> bool:
    """Whether a line may hold the name of a month; told for certain of plain letters only."""
    if not line.isascii():
        return True
    return not _NUMBERS.keys().isdisjoint(_LETTERS.findall(line.lower()))
