"""A page dumped as text: the menu, the story and the footer, line by line.

Every line is given a weight by its shape, above nought for prose and below for furniture; the
story is the stretch of lines whose weights sum highest. Then the stretch is tidied, and what
belongs to the story just above and below it is fetched back: title, dates, bylines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from index.extraction.draft import Draft
from index.extraction.text.audit import Audit
from index.extraction.text.heading import first_text, read_footer, read_header
from index.extraction.text.lines import Line, is_stamp
from index.extraction.text.lines import line as describe
from index.extraction.text.phrases import (
    is_barrier,
    is_comment_heading,
    is_credit,
    is_furniture,
    is_notice,
)

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

_STAMP = re.compile(
    r"\d:\d\d|\b(?:19|20)\d\d\b|\b(?:hours?|days?|minutes?|mins?) ago\b|\bsa(?:ys|id):$"
)


def weight(line: Line) -> float:
    """How much a line speaks for being in the story: its words if prose, below nought if not."""
    text = line.text
    if line.words < 9 and is_furniture(text):
        return BARRIER if is_barrier(text) else PHRASE
    if line.words < LONGEST_NOTICE and is_notice(text):
        return NOTICE
    if line.prose:
        long = line.words if line.words > 7 else len(text) / 4
        return min(long * 0.5, 30.0) * (1.0 if line.final else 0.4)
    if line.final and line.stops:
        return 1.0
    if line.words < LONGEST_TEASER:
        return SHORT * 2 if _STAMP.search(text) else SHORT
    return SHORT * 2


def weights(lines: Sequence[Line]) -> list[float]:
    """The weight of each line; prose that stands alone among short lines counts less.

    A single paragraph between two headlines is a teaser more often than a story.
    """
    own = [weight(line) for line in lines]
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
        if highest > ENOUGH_BEFORE_COMMENTS and is_comment_heading(lines[at].text):
            break
        total += value
        if total <= 0:
            total, start = 0.0, at + 1
        elif total > highest:
            highest, best = total, (start, at + 1)
    return best


def is_page_dump(lines: Sequence[Line]) -> bool:
    """Whether a text came with the furniture of a page: runs of short lines, phrases of menus.

    The furniture has to be a fair share of the lines: a transcript, too, opens with a list of
    names, and says `Education` on a line of its own.
    """
    enough = max(ENOUGH_PHRASES, len(lines) // 30)
    furniture = (line for line in lines if line.words < 9 and is_furniture(line.text))
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
    _tidy(audit, text, end)
    read_footer(audit, end)
    if is_stamp(lines[0]) and not audit.judged(0):
        audit.keep(0, "date", "date the scraper put in front")
    _name_the_furniture(audit)
    return drafted(audit), audit


def drafted(audit: Audit, document: int = 0) -> Draft:
    """The draft of a document from the verdicts on its lines.

    A scraper's stamp comes last in the header: what the page itself says of its date is
    worth more.
    """
    draft = Draft()
    footer_from = max(audit.kept("paragraph", document), default=0)
    for at, (line, verdict) in enumerate(zip(audit.lines, audit.verdicts, strict=True)):
        if not verdict.kept or verdict.document != document:
            continue
        if verdict.role == "title":
            draft.title = line.text
        elif verdict.role in ("paragraph", "caption"):
            draft.paragraphs.append(line.text)
        elif at > footer_from:
            draft.footer.append(line.text)
        else:
            draft.header.append(line.text)
    draft.header.sort(key=lambda text: is_stamp(describe(text)))
    return draft


def _keep_standfirst(audit: Audit, start: int, text: int) -> None:
    """Keep the sentences between the title and the text; what else stands there is furniture."""
    titles = audit.kept("title")
    for at in range(titles[0] + 1 if titles else start, text):
        line = audit.lines[at]
        if audit.judged(at) or is_notice(line.text):
            continue
        if is_repeated_start(line, audit.lines[at + 1]):
            audit.strip(at, "repeats the beginning of the next line")
        elif line.prose or (line.final and line.words > 4):
            audit.keep(at, "paragraph", "sentence between title and text")


def _tidy(audit: Audit, start: int, end: int) -> None:
    """Judge the lines of the story: text, captions, and what was put between the paragraphs."""
    lines = audit.lines
    run = _short_runs(lines, start, end)
    for at in range(start, end):
        line = lines[at]
        if audit.judged(at):
            continue
        reason = _furniture_within(lines, at, run)
        if reason:
            audit.strip(at, reason)
        elif line.words < LONGEST_CAPTION and is_credit(line.text):
            audit.keep(at, "caption", "caption: it speaks of a photograph")
        elif is_short(line):
            audit.keep(at, "paragraph", "short line between paragraphs")
        else:
            audit.keep(at, "paragraph", "prose of the story")


def is_short(line: Line) -> bool:
    """Whether a line is neither prose nor a sentence."""
    return not line.prose and not line.final


def _short_runs(lines: Sequence[Line], start: int, end: int) -> dict[int, int]:
    """For each short line, how many short lines stand in a row with it."""
    runs: dict[int, int] = {}
    row: list[int] = []
    for at in range(start, end + 1):
        if at < end and is_short(lines[at]):
            row.append(at)
            continue
        runs.update(dict.fromkeys(row, len(row)))
        row = []
    return runs


def _furniture_within(lines: Sequence[Line], at: int, runs: dict[int, int]) -> str | None:
    """Why a line within the story is no part of it, or None."""
    line = lines[at]
    if line.words < 9 and is_furniture(line.text):
        return "phrase that pages put between paragraphs"
    if line.words < 25 and is_notice(line.text):
        return "notice between paragraphs"
    if at + 1 < len(lines) and is_repeated_start(line, lines[at + 1]):
        return "repeats the beginning of the next line"
    if runs.get(at, 0) >= SHORT_RUN:
        return f"one of {runs[at]} short lines in a row"
    if is_short(line) and (_STAMP.search(line.text) or line.words < 2):
        return "stray line between paragraphs"
    return None


def is_repeated_start(line: Line, after: Line) -> bool:
    """Whether a broken line only repeats how the next one begins."""
    return is_short(line) and len(after.text) > len(line.text) and after.text.startswith(line.text)


def _name_the_furniture(audit: Audit) -> None:
    """Give every line outside the story the reason it was stripped for."""
    runs = _short_runs(audit.lines, 0, len(audit.lines))
    for at, line in enumerate(audit.lines):
        if audit.judged(at):
            continue
        length = runs.get(at, 0)
        if is_furniture(line.text):
            audit.strip(at, "phrase that pages put around a story")
        elif is_notice(line.text):
            audit.strip(at, "notice or address of the publisher")
        elif length >= MENU_RUN:
            audit.strip(at, f"menu line: one of {length} short lines in a row")
        elif is_short(line):
            audit.strip(at, "short line outside the story")
        else:
            audit.strip(at, "text outside the story: teaser, comment or notice")
