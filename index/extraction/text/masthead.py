"""The furniture of an issue: its masthead, its page lines, and the marks of a jump.

A masthead names the paper, the number and the day of the issue, which hold for every article
in it. A page line repeats them at the head or foot of a page. `FROM PAGE 1` and `SEE PAGE 3`
say where an article goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.documents import Evidence, MetadataField
from index.extraction.metadata.date_patterns import find_date
from index.extraction.text.line_kernels import NUMBER, PAGE
from index.extraction.text.lines import Line

ISSUE = re.compile(
    r"(?:\bvol(?:ume)?\.?\s*[\dIVXLC]+\b[\s,.;·|–—-]*)?"
    r"(?:\bno|№|\bnr|\bissue(?:\s+no)?|\bnumber)\.?\s*\d[\d ]*(?:\s?\([\d ]+\))?",
    re.IGNORECASE,
)
_MAY_HOLD_A_NUMBER = re.compile(r"n[oru]|issue|№", re.IGNORECASE)
"""Without these letters and a digit ISSUE finds nothing: they are looked for first."""
_JUMP = re.compile(
    r"^\W*(?P<head>[^.!?]{0,50}?)[\s,:(\[–—-]*\b"
    r"(?P<way>(?:continued|cont['’]?d?\.?)\s+(?:on|from)|(?:turn\s+|go\s+)?to|from|see)\s+"
    r"(?:page|pg\.?|p\.)\s*(?P<page>\d{1,3})\W*$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\b(?:page|pg\.?)\s*(\d{1,3})\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(\d{1,3})\W*$")
_PERIOD = re.compile(
    r"^\W*(?:daily|weekly|bi-?weekly|fortnightly|monthly|quarterly)\W*$", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"https?://|www\.|\S@\S+\.\w|\be-?mail\s*:|^\W*(?:price|tel)\b", re.IGNORECASE
)
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY_END = re.compile(rf"[\s,|·–—-]*{_WEEKDAY}\W*$", re.IGNORECASE)
_CALENDAR = re.compile(rf"{_WEEKDAY}\b|\b(?:page|pg)\b|[^\W\d_]?\d+\w*|\W+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
MASTHEAD_REACH = 16
LONGEST = 12


@dataclass(frozen=True)
class Jump:
    """A mark that an article goes on: `way` is "from" or "to", `head` what stood before it."""

    way: str
    page: int
    head: str


@dataclass
class Masthead:
    """What the head of an issue says, and the numbers of its lines."""

    name: str | None = None
    lines: list[int] = field(default_factory=list)
    found: dict[MetadataField, tuple[str, Evidence]] = field(default_factory=dict)


def jump(line: Line) -> Jump | None:
    """The jump a line marks, or None."""
    if line.words > LONGEST or not line.text.rstrip(" .)]»>*-–—")[-1:].isdigit():
        return None
    match = _JUMP.match(line.text)
    if not match:
        return None
    way = "from" if "from" in match["way"].lower() else "to"
    return Jump(way, int(match["page"]), match["head"].strip())


def marks_page(line: Line) -> bool:
    """Whether a short line says in words which page it stands on, comes from or leads to."""
    if line.words > LONGEST or not line.hints & PAGE:
        return False
    return jump(line) is not None or bool(page_number(line, None))


def page_number(line: Line, name: str | None, day: str | None = None) -> int | None:
    """The page a page line announces: 0 for one without a number; None for any other line.

    `name` and `day` are those of the issue: a line that gives nothing but these is one too.
    """
    text = line.text
    if line.words > LONGEST or (name is None and not _DIGIT.search(text)):
        return None
    if alone := _NUMBER.match(text):
        return int(alone[1])
    page = _PAGE.search(text)
    date = find_date(text)
    is_day = date is not None and str(date.date) == day
    if not (page or is_day or (name and name.lower() == text.lower())):
        return None
    rest = text.replace(date.text, " ") if date else text
    if name:
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    rest = _CALENDAR.sub(" ", ISSUE.sub(" ", rest))
    if len(rest.split()) > 1:
        return None
    return int(page[1]) if page else 0


def is_numbered(lines: Sequence[Line]) -> bool:
    """Whether there is the number of an issue anywhere that a masthead could be."""
    head = lines[:MASTHEAD_REACH]
    return any(_issue_number(line) for line in head)


def _issue_number(line: Line) -> str | None:
    """The number of an issue that a line gives, or None."""
    if not line.hints & NUMBER or not _MAY_HOLD_A_NUMBER.search(line.text):
        return None
    number = ISSUE.search(line.text)
    return number[0] if number else None


def read_masthead(lines: Sequence[Line]) -> Masthead:
    """The masthead above the first article of an issue; empty where there is none."""
    head = Masthead()
    last = -1
    for at, line in enumerate(lines[:MASTHEAD_REACH]):
        if line.words > LONGEST + 4 or (line.prose and (line.final or line.words > LONGEST)):
            break
        if _read_line(head, line):
            last = at
    head.lines = list(range(last + 1))
    for line in lines[: last + 1]:
        if head.name is None:
            head.name = _name(line)
    if head.name:
        head.found["publisher"] = (head.name, Evidence("masthead", head.name))
    return head


def _read_line(head: Masthead, line: Line) -> bool:
    """Take from a line what only a masthead says; whether it said anything of the kind."""
    text = line.text
    if line.words > LONGEST + 4:
        return False
    number = _issue_number(line)
    date = find_date(text) if line.hints & NUMBER else None
    if number and "issue" not in head.found:
        head.found["issue"] = (number.strip(" ,.;"), Evidence("masthead", text))
    if date and "date" not in head.found and not text.lower().startswith(("date ", "captured ")):
        head.found["date"] = (str(date.date), Evidence("masthead", text))
    return bool(number or date or _PERIOD.match(text) or _ADDRESS.search(text))


def _name(line: Line) -> str | None:
    """The name of the paper, if a line of the masthead begins with it."""
    text = line.text
    ends = [found.start() for found in (ISSUE.search(text), _ADDRESS.search(text)) if found]
    date = find_date(text)
    if date:
        ends.append(date.start)
    name = _WEEKDAY_END.sub("", text[: min(ends, default=len(text))]).strip(" ,.;:|·–—-")
    letters = sum(character.isalpha() for character in name)
    if letters < 4 or _PERIOD.match(name) or name.lower() in {"date", "captured", "posted"}:
        return None
    return name if line.words <= LONGEST + 4 else None


def issue_date(head: Masthead, lines: Sequence[Line]) -> None:
    """Take the day of the issue from the first page line that gives it, if the masthead did not."""
    if "date" in head.found:
        return
    for line in lines:
        found = find_date(line.text) if line.words <= LONGEST else None
        is_page = found and page_number(line, head.name, str(found.date)) is not None
        if found and is_page and found.date.precision == "day":
            head.found["date"] = (str(found.date), Evidence("page line", line.text))
            return
