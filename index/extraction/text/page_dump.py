"""A page dumped as text: the menu, the story and the footer, line by line.

Every line is given a weight by its shape, above nought for prose and below for furniture; the
story is the stretch of lines whose weights sum highest. Then the stretch is tidied, and what
belongs to the story just above and below it is fetched back: title, dates, bylines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, islice

from index.extraction.draft import Draft
from index.extraction.text.audit import Audit
from index.extraction.text.heading import first_text, read_footer, read_header
from index.extraction.text.line_kernels import COMMENT, LABEL, NUMBER
from index.extraction.text.lines import Line, is_credit_line, is_stamp
from index.extraction.text.phrases import is_barrier, is_comment_heading

RECURS = "it stands on many pages of this source"
BARRIER = -45.0
PHRASE = -6.0
SHORT = -2.2
NOTICE = -12.0
LONGEST_NOTICE = 40
LONGEST_TEASER = 14
ENOUGH_BEFORE_COMMENTS = 25.0
ENOUGH_PHRASES = 3
MENU, LONG_MENU = 8, 15
SHORT_RUN, MENU_RUN = 4, 3
LONGEST_CAPTION = 120

_TIME = re.compile(r":(?<=\d:)\d\d|(?:19|20)(?<!\w\d\d)\d\d\b")
"""A time or a year; what may stand before is asked behind, so that most places need no look."""
_WORDS_OF_TIME = re.compile(r"\b(?:hours?|days?|minutes?|mins?) ago\b|\bsa(?:ys|id):$")


def weight(line: Line) -> float:
    """How much a line speaks for being in the story: its words if prose, below nought if not."""
    text = line.text
    if line.recurs:
        return SHORT * 2 if line.prose else SHORT
    if line.words < 9 and line.phrase:
        return BARRIER if is_barrier(text) else PHRASE
    if line.words < LONGEST_NOTICE and line.notice:
        return NOTICE
    if line.prose:
        long = line.words if line.words > 7 else len(text) / 4
        return min(long * 0.5, 30.0) * (1.0 if line.final else 0.4)
    if line.final and line.stops:
        return 1.0
    if line.words < LONGEST_TEASER:
        return SHORT * 2 if _is_stamped(line) else SHORT
    return SHORT * 2


def weights(lines: Sequence[Line]) -> list[float]:
    """The weight of each line; prose that stands alone among short lines counts less.

    A single paragraph between two headlines is a teaser more often than a story.
    """
    own = [SHORT if line.hints & LABEL else weight(line) for line in lines]
    low = SHORT / 2
    found = list(own)
    for at in range(1, len(own) - 1):
        if own[at] > 1 and own[at - 1] < low and own[at + 1] < low:
            found[at] = own[at] * 0.5
    return found


def story(lines: Sequence[Line]) -> tuple[int, int]:
    """The stretch of lines, first and past the last, whose weights sum highest.

    What follows a heading such as `34 comments` is not looked at once a story stands above it.
    """
    best, total, start = (0, 0), 0.0, 0
    highest = 0.0
    for at, value in enumerate(weights(lines)):
        if highest > ENOUGH_BEFORE_COMMENTS and _heads_comments(lines[at]):
            break
        total += value
        if total <= 0:
            total, start = 0.0, at + 1
        elif total > highest:
            highest, best = total, (start, at + 1)
    return best


def _is_stamped(line: Line) -> bool:
    text = line.text
    has_digits, announces = line.hints & NUMBER, text[-1] == ":"
    if has_digits and _TIME.search(text):
        return True
    may_be = announces or (has_digits and " ago" in text)
    return bool(may_be) and _WORDS_OF_TIME.search(text) is not None


def _heads_comments(line: Line) -> bool:
    return bool(line.hints & COMMENT) and is_comment_heading(line.text)


def is_page_dump(lines: Sequence[Line]) -> bool:
    """Whether a text came with the furniture of a page: runs of short lines, phrases of menus.

    The furniture has to be a fair share of the lines: a transcript, too, opens with a list of
    names, and says `Education` on a line of its own.
    """
    enough = max(ENOUGH_PHRASES, len(lines) // 30)
    furniture = (line for line in lines if line.recurs or (line.words < 9 and line.phrase))
    phrases = sum(1 for _ in islice(furniture, enough))
    if phrases == enough:
        return True
    texts = [at for at, line in enumerate(lines) if line.prose]
    if not texts:
        return False
    around = texts[0] + len(lines) - 1 - texts[-1]
    return around >= max(MENU if phrases else LONG_MENU, len(lines) // 4)


def read(lines: Sequence[Line]) -> tuple[Draft, Audit]:
    """The story of a dumped page, and the audit of its lines."""
    audit = Audit(lines)
    start, end = story(lines)
    text = first_text(lines, start, end)
    read_header(audit, max(0, start - 14), text)
    _keep_standfirst(audit, start, text)
    runs = _short_runs(lines)
    _tidy(audit, text, end, runs)
    read_footer(audit, end)
    if is_stamp(lines[0].text) and not audit.judged(0):
        audit.keep(0, "date", "date the scraper put in front")
    _name_the_furniture(audit, runs)
    return drafted(audit), audit


def drafted(audit: Audit, document: int = 0) -> Draft:
    """The draft of a document from the verdicts on its lines.

    A scraper's stamp comes last in the header: what the page itself says of its date is
    worth more.
    """
    draft = Draft()
    footer_from = max(audit.kept("paragraph", document), default=0)
    for at in [at for at, verdict in enumerate(audit.verdicts) if verdict.kept]:
        line, verdict = audit.lines[at], audit.verdicts[at]
        if verdict.document != document:
            continue
        if verdict.role == "title":
            draft.title = line.text
        elif verdict.role in ("paragraph", "caption"):
            draft.paragraphs.append(line.text)
        elif at > footer_from:
            draft.footer.append(line.text)
        else:
            draft.header.append(line.text)
    draft.header.sort(key=is_stamp)
    return draft


def _keep_standfirst(audit: Audit, start: int, text: int) -> None:
    """Keep the sentences between the title and the text; what else stands there is furniture."""
    titles = audit.kept("title")
    for at in range(titles[0] + 1 if titles else start, text):
        line = audit.lines[at]
        if audit.judged(at) or line.notice or line.recurs:
            continue
        if is_repeated_start(line, audit.lines[at + 1]):
            audit.strip(at, "repeats the beginning of the next line")
        elif line.prose or (line.final and line.words > 4):
            audit.keep(at, "paragraph", "sentence between title and text")


def _tidy(audit: Audit, start: int, end: int, runs: Sequence[int]) -> None:
    """Judge the lines of the story: text, captions, and what was put between the paragraphs."""
    lines = audit.lines
    for at in range(start, end):
        line = lines[at]
        if audit.judged(at):
            continue
        reason = _furniture_within(lines, at, runs)
        if reason:
            audit.strip(at, reason)
        elif line.words < LONGEST_CAPTION and is_credit_line(line):
            audit.keep(at, "caption", "caption: it speaks of a photograph")
        elif is_short(line):
            audit.keep(at, "paragraph", "short line between paragraphs")
        else:
            audit.keep(at, "paragraph", "prose of the story")


def is_short(line: Line) -> bool:
    """Whether a line is neither prose nor a sentence."""
    return not line.prose and not line.final


def _short_runs(lines: Sequence[Line]) -> list[int]:
    """For each short line, how many short lines stand in a row with it; 0 for the others."""
    runs: list[int] = []
    for short, row in groupby([not (line.prose or line.final) for line in lines]):
        length = len(list(row))
        runs += [length if short else 0] * length
    return runs


def _furniture_within(lines: Sequence[Line], at: int, runs: Sequence[int]) -> str | None:
    """Why a line within the story is no part of it, or None."""
    line = lines[at]
    if line.recurs:
        return RECURS
    if line.words < 9 and line.phrase:
        return "phrase that pages put between paragraphs"
    if line.words < 25 and line.notice:
        return "notice between paragraphs"
    if at + 1 < len(lines) and is_repeated_start(line, lines[at + 1]):
        return "repeats the beginning of the next line"
    if runs[at] >= SHORT_RUN:
        return f"one of {runs[at]} short lines in a row"
    if is_short(line) and (line.words < 2 or _is_stamped(line)):
        return "stray line between paragraphs"
    return None


def is_repeated_start(line: Line, after: Line) -> bool:
    """Whether a broken line only repeats how the next one begins."""
    return is_short(line) and len(after.text) > len(line.text) and after.text.startswith(line.text)


def _name_the_furniture(audit: Audit, runs: Sequence[int]) -> None:
    """Give every line outside the story the reason it was stripped for."""
    for at in audit.unjudged():
        audit.strip(at, _furniture_outside(audit.lines[at], runs[at]))


def _furniture_outside(line: Line, run: int) -> str:
    if line.recurs:
        return RECURS
    if line.phrase:
        return "phrase that pages put around a story"
    if line.notice:
        return "notice or address of the publisher"
    if run >= MENU_RUN:
        return f"menu line: one of {run} short lines in a row"
    if run:
        return "short line outside the story"
    return "text outside the story: teaser, comment or notice"
