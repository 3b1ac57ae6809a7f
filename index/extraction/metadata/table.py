"""The patterns of dates and names, one table: what each reads, and an example with its value.

The usual tools fail on what archives hold: `Juche 110(2021)` is not the year 110, and
`Published : Apr 8, 2021 - 10:13` is not a number. So every way of writing that is known stands
here by name; the evidence of a value names it, and each example is a test. Dates and bylines
are meant for the lines around an article, never for prose, which is full of other dates and
names; a dateline opens a paragraph.

The value of an example is written as the reader gives it: a date in ISO 8601, a dateline as
place, day and agency parted by bars.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from index.extraction.metadata.calendar_words import DAY, MONTH, YEAR

PatternOf = Literal["date", "dateline", "place", "byline", "agency"]


@dataclass(frozen=True)
class Pattern:
    """One way of writing something: its name, the expression, and an example with its value.

    `abroad` says that it takes letters other than plain ones (ASCII) to write it so.
    """

    of: PatternOf
    name: str
    regex: re.Pattern[str]
    example: str
    value: str
    abroad: bool = False


def _row(
    of: PatternOf, name: str, regex: str, example: str, value: str, *, abroad: bool = False
) -> Pattern:
    flags = re.IGNORECASE if of == "date" else re.NOFLAG
    return Pattern(of, name, re.compile(regex, flags), example, value, abroad)


_BEFORE = r"(?<![\w.,/-])"
_OF = r"(?:(?:of|de|del|di|do)\s+)?"
_JUCHE = r"Juche\s*(?P<juche>\d{1,3})\s*(?:\(\s*(?P<year>\d{4})\s*\))?"
_NUMBERED_DAY = r"(?P<month>0?[1-9]|1[0-2])(?:\s?\.\s?|/)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"

_CAPITAL = "A-ZÀ-ÞŁŚŠŽÇĞİŞА-ЯЁІЇЄ"
_WORD = rf"[{_CAPITAL}][\w.'’-]*"
_SMALL = r"(?:de|la|el|del|da|do|of|on|upon|sur|am|an der|the|на)"
_PLACE = rf"(?P<place>{_WORD}(?:(?:,?\s|/)(?:{_SMALL}\s)?{_WORD}){{0,4}})"
_AGENCY = r"[(/\[](?P<agency>[\w][\w.&' –-]{1,30})[)/\]]"
_DASH = r"(?:--+|[–—―]|-(?=\s))"
_START = r"\s*[\"“«(]?"
_MONTH_DAY = rf"{MONTH}\s*{DAY}(?![:\d])(?:,?\s+{YEAR})?"
_DAY_MONTH = rf"{DAY}\.?\s+{_OF}{MONTH}(?:,?\s+{_OF}{YEAR})?"
_SIGNED = rf"[.,]?\s*(?:{_AGENCY}\s*(?:[.:]\s?)?(?:{_DASH}|[.:])?|\)?\s*{_DASH})\s*"
_KOREAN_PLACE = r"(?P<place>[^\W\d_]+(?:\s[^\W\d_]+)?)"
_KOREAN_DAY = r"(?P<month>1[0-2]|[1-9])월\s?(?P<day>[12]\d|3[01]|[1-9])일"

# fmt: off
TABLE: tuple[Pattern, ...] = (
    _row("date", "ISO date", rf"(?<![\d-]){YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
         " date 2021-04-07 ", "2021-04-07"),
    _row("date", "Juche year in Korean",
         r"주체\s*(?P<juche>\d{1,3})\s*\(\s*(?P<year>\d{4})\s*\)\s*년\s*(?P<month>\d{1,2})\s*월"
         r"\s*(?P<day>\d{1,2})\s*일",
         "주체110(2021)년 4월 7일", "2021-04-07", abroad=True),
    _row("date", "date in Korean, Chinese or Japanese",
         rf"{YEAR}\s*[년年]\s*(?P<month>\d{{1,2}})\s*[월月]\s*(?P<day>\d{{1,2}})\s*[일日]",
         "입력 2021년 4월 7일", "2021-04-07", abroad=True),
    _row("date", "month, day and Juche year", rf"{_BEFORE}{MONTH}\s*{DAY},?\s*{_JUCHE}",
         "Sat, April 10, Juche 110(2021)", "2021-04-10"),
    _row("date", "day, month and Juche year", rf"{_BEFORE}{DAY}\s+{MONTH},?\s*{_JUCHE}",
         "10 April Juche 110", "2021-04-10"),
    _row("date", "day, month and year",
         rf"{_BEFORE}{DAY}\.?[\s-]*{_OF}{MONTH}[\s,-]*{_OF}{YEAR}",
         "Publié le 1er août 2021 à 10h13", "2021-08-01"),
    _row("date", "month, day and year", rf"{_BEFORE}{MONTH}\s*{DAY}(?:\s*,\s*|\s+){YEAR}",
         "Published : Apr 8, 2021 - 10:13", "2021-04-08"),
    _row("date", "year, month and day", rf"(?<![\d.]){YEAR}(?:\s?\.\s?|/){_NUMBERED_DAY}",
         "Date of registration : 2015.04.28", "2015-04-28"),
    _row("date", "year, month name and day", rf"{YEAR}[\s,-]+{MONTH}[\s-]+{DAY}(?!\d)",
         "2021 Apr 08", "2021-04-08"),
    _row("date", "day.month.year", rf"(?<![\d.]){DAY}\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?{YEAR}",
         "Stand: 7.4.2021", "2021-04-07"),
    _row("date", "numbers and year",
         rf"(?<![\d/-])(?P<one>\d\d?)(?P<mark>[/-])(?P<two>\d\d?)(?P=mark){YEAR}",
         "Sitting Date: 25-07-1955", "1955-07-25"),
    _row("date", "month and Juche year", rf"{_BEFORE}{MONTH},?\s*{_JUCHE}",
         "April Juche 110 (2021)", "2021-04"),
    _row("date", "month and year", rf"{_BEFORE}(?<!\d\s){MONTH}(?:\s*,\s*|\s+){_OF}{YEAR}",
         "Spring issue, April 2021", "2021-04"),

    _row("dateline", "place, month and day", rf"{_START}{_PLACE}\s?[,:.]?\s+{_MONTH_DAY}{_SIGNED}",
         "Pyongyang, April 7 (KCNA) -- Delegates", "Pyongyang | 04-07 | KCNA"),
    _row("dateline", "place, day and month", rf"{_START}{_PLACE}\s?[,:.]?\s+{_DAY_MONTH}{_SIGNED}",
         "МОСКВА, 7 апреля. /ТАСС/. Депутаты", "Москва | 04-07 | TASS"),
    _row("dateline", "place and agency", rf"{_START}{_PLACE}\s*{_AGENCY}\s*\.?{_DASH}\s*",
         "BERLIN (dpa) - Delegierte", "Berlin | - | dpa"),
    _row("dateline", "Korean place, day and agency",
         rf"\s*{_KOREAN_PLACE},?\s+{_KOREAN_DAY}\s*\((?P<agency>[^()]{{2,30}})\)\s*{_DASH}?\s*",
         "포트올더, 6월 17일 (VNA) -- 대의원", "포트올더 | 06-17 | VNA", abroad=True),
    _row("dateline", "Korean dateline in brackets",
         rf"\s*\({_KOREAN_PLACE}\s+{_KOREAN_DAY}발?\s*(?P<agency>[^()]{{2,30}})?\)\s*",
         "(평양 4월 7일발 조선중앙통신) 대의원", "평양 | 04-07 | 조선중앙통신", abroad=True),
    _row("dateline", "Korean place and agency in brackets",
         r"\s*[(\[](?P<place>[가-힣]{2,8})=(?P<agency>[가-힣A-Za-z]{2,10})[)\]]\s*",
         "(서울=연합뉴스) 대의원", "서울 | - | 연합뉴스", abroad=True),
    _row("dateline", "Chinese agency, place and day",
         r"\s*(?P<agency>[\u4e00-\u9fff]{2,4}[社网網])(?P<place>[\u4e00-\u9fff]{2,8}?)"
         r"(?P<month>1[0-2]|[1-9])月(?P<day>[12]\d|3[01]|[1-9])日[电電讯訊]\s*",
         "新华社北京4月7日电 代表", "北京 | 04-07 | 新华社", abroad=True),
    _row("dateline", "place in capitals",
         r"\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’]{2,}(?:[ -][A-ZÀ-Þ.'’]{2,}){0,2})(?P<agency>)"
         r"\s?(?:--+|—)\s*(?=[A-Z“\"])",
         "SALTMERE -- Delegates", "Saltmere | - | -"),

    _row("place", "place, day and month",
         rf"{_PLACE},\s+(?:{_WORD},?\s+)?{_DAY_MONTH}\.?",
         "Port Alder, Tuesday 18 October 2016", "Port Alder"),
    _row("place", "place, month and day",
         rf"{_PLACE},\s+(?:{_WORD},?\s+)?{_MONTH_DAY}\.?", "SALTMERE, May 3, 2020", "Saltmere"),

    _row("byline", "by somebody",
         r"(?i)^\s*(?:(?:reported|written|story|words|text|posted|report)\s+)?by\s*:?\s+"
         r"(?P<who>.{2,90})$",
         "By Ahn Sung-mi", "Ahn Sung-mi"),
    _row("byline", "German, French, Spanish, Portuguese or Dutch",
         r"^\s*(?:Von|Par|Por|Door|VON|PAR|POR|DOOR)\s*:?\s+(?P<who>.{2,90})$",
         "Von Ilse Marrow, Saltmere", "Ilse Marrow"),
    _row("byline", "Russian", r"(?i)^\s*(?:автор|текст|беседовала?)\s*:\s*(?P<who>.{2,90})$",
         "Автор: Ольга Грач", "Ольга Грач", abroad=True),
    _row("byline", "Korean reporter",
         r"^\s*[\[(]?(?:[가-힣A-Za-z·]+=)?(?P<who>[가-힣]{2,4})\s?(?:기자|특파원|논설위원)\b[\])]?"
         r"(?:\s*=|\s+\S+@\S+)?\s*$",
         "김해린 기자 harin@packet.example", "김해린", abroad=True),
    _row("byline", "Chinese reporter",
         r"^\s*[（(]?(?:本报|新华社)?(?:记者|記者|作者|文)\s?[:：/]?\s*"
         r"(?P<who>[\u4e00-\u9fff·]{2,4}(?:[\s、]+[\u4e00-\u9fff·]{2,4}){0,3})[)）]?\s*$",
         "记者 林海鸥", "林海鸥", abroad=True),

    _row("agency", "in brackets at the end",
         r"(?:^|[.!?…”\"'’]\s*)\((?P<agency>[A-Z][\w.&/ -]{1,30})\)\s*$",
         "Nobody knows when it will end. (Yonhap)", "Yonhap"),
    _row("agency", "of a Russian dispatch",
         r"(?:^|[.!?…»\"]\s*)[/(](?P<agency>[А-ЯЁ][\w -]{2,20})[/)]\.?\s*$",
         "Никто не знает, чем это кончится. (ТАСС)", "TASS", abroad=True),
)
# fmt: on


def patterns(of: PatternOf) -> tuple[Pattern, ...]:
    """The rows of the table that read one thing, in the order they are tried."""
    return tuple(row for row in TABLE if row.of == of)


def patterns_for(of: PatternOf) -> Callable[[str], tuple[Pattern, ...]]:
    """A function that gives the rows that can read one thing in a text, by its letters."""
    every = patterns(of)
    plain = tuple(row for row in every if not row.abroad)
    return lambda text: plain if text.isascii() else every
