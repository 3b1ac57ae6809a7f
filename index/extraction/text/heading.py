"""What stands around the text of a page: title, dates and bylines above, signatures below.

The title is the last header-like line above the first date, byline or paragraph. A line that
is none of these is left to whoever asked: between a menu and a story it is furniture, in a
document of plain text it is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from index.extraction.metadata.date_patterns import find_date
from index.extraction.metadata.datelines import dateline
from index.extraction.metadata.names import agency_signature, byline, is_end_mark
from index.extraction.text.audit import Audit
from index.extraction.text.line_kernels import NUMBER
from index.extraction.text.lines import FUNCTION_WORDS, Line, is_credit_line

LONGEST_TITLE = 32
LONGEST_HEADER_LINE = 140
LONGEST_DATE_LINE, BESIDE_DATE = 16, 11
REACH = 14
TAIL = 4
CAPITALS = 0.6
FIRST_LINE = 1.2
LONGEST_CLOSED_TITLE = 6


def first_text(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line from `start` that is text: a sentence, a long line, or a dateline."""
    for at in islice(range(start, end), 40):
        line = lines[at]
        if line.words > LONGEST_TITLE or (line.prose and line.final) or dateline(line.text):
            return at
    return start


def read_header(audit: Audit, floor: int, text: int, *, from_top: bool = False) -> int | None:
    """Judge the dates, bylines and the title between `floor` and the first line of text.

    `from_top` says that nothing but the document stands here, so that its first line is
    likelier its title than a line below. Returns the number of the title's line, if any.
    """
    lines = audit.lines
    candidates: list[int] = []
    top = text
    for at in range(text - 1, max(floor, text - REACH) - 1, -1):
        line = lines[at]
        if _judge_header_line(audit, at):
            top = at
        elif is_title_like(line):
            candidates.append(at)
    title = _best(lines, candidates, top, text, FIRST_LINE if from_top else 0.0)
    if title is not None:
        audit.keep(title, "title", "title: the last header-like line above the text")
    return title


def read_dates_and_bylines(audit: Audit, floor: int, text: int) -> None:
    """Judge the dates and bylines between `floor` and the first line of text."""
    for at in range(max(floor, text - REACH), text):
        _judge_header_line(audit, at)


def _judge_header_line(audit: Audit, at: int) -> bool:
    """Judge a line that is a date or a byline; whether it was one."""
    text = audit.lines[at].text
    if len(text) > LONGEST_HEADER_LINE:
        return False
    if byline(text):
        audit.keep(at, "byline", "byline above the text")
        return True
    if is_date_line(audit.lines[at]):
        audit.keep(at, "date", "date above the text")
        return True
    return False


def is_date_line(line: Line) -> bool:
    """Whether a short line is there for the date it gives: few words are left without it."""
    if line.words > LONGEST_DATE_LINE or (line.final and line.stops):
        return False
    if not line.hints & NUMBER:
        return False
    found = find_date(line.text)
    return found is not None and line.words - len(found.text.split()) <= BESIDE_DATE


def is_title_like(line: Line) -> bool:
    """Whether a line could be a headline: a few words, no stop, not a phrase of furniture."""
    text = line.text
    if not 2 <= line.words <= LONGEST_TITLE and (text.isascii() or len(text) < 6):
        return False
    if line.torn or text[-1] in ",;:" or text.endswith(("...", "…", "–", "—")) or text[0] in "({[":
        return False
    if line.final and line.words > LONGEST_CLOSED_TITLE and text[-1] not in "?!":
        return False
    return not (line.phrase or line.notice or line.recurs or is_credit_line(line))


def is_title_case(text: str) -> bool:
    """Whether most words that carry meaning begin with a capital or a digit."""
    content = [word for word in text.split() if word.lower() not in FUNCTION_WORDS]
    capital = sum(word[0].isupper() or word[0].isdigit() for word in content)
    return bool(content) and capital >= CAPITALS * len(content)


def _best(
    lines: Sequence[Line], candidates: list[int], top: int, text: int, first: float
) -> int | None:
    """The title among the lines that could be one: nearest first, but a better one wins."""
    best, highest, pages = None, -1.0, ""
    for rank, at in enumerate(candidates):
        line = lines[at]
        points = first if at == candidates[-1] else -0.45 * rank
        points += 1.5 if at < top < text or top == text else 0.0
        points += 1.0 if at + 1 == top or at + 1 == text else 0.0
        points += 1.0 if line.words >= 4 else -0.8
        points += 0.0 if line.final else 1.0
        points += 0.7 if line.gap and lines[at + 1].gap else 0.0
        points += 0.8 if is_title_case(line.text) else 0.0
        points -= 3.0 if line.lower else 0.0
        if line.words >= 4 and points + 1.0 > highest and len(candidates) > 1:
            pages = pages or "\n".join([line.text for line in lines])
            points += 1.0 if pages.count(line.text) > 1 else 0.0
        if points > highest:
            best, highest = at, points
    return best


def read_footer(audit: Audit, end: int) -> list[int]:
    """Judge what signs the text in its last lines or just below them.

    `end` is past the last line of text. Returns the numbers of the lines that sign.
    """
    signing: list[int] = []
    for at in range(max(0, end - TAIL), min(len(audit.lines), end + TAIL)):
        text = audit.lines[at].text
        if len(text) > LONGEST_HEADER_LINE or audit.verdicts[at].kept:
            continue
        if byline(text) or is_end_mark(text) or _is_signature(text):
            audit.keep(at, "byline", "signature below the text")
            signing.append(at)
    return signing


def _is_signature(text: str) -> bool:
    return len(text) < 40 and agency_signature(text) is not None
