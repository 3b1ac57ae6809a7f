"""What an issue prints twice: pull quotes, and beginnings that were scanned two times over.

A pull quote is a sentence of the article set large in a column of its own, so in text it lies
in short lines in the middle of other sentences. It may be left out because it stands in full
elsewhere, and only then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.text.lines import Line

PULL_QUOTE = "pull quote: it stands in the text as well"
SHORTEST_QUOTE = 6
LONGEST_QUOTE = 45
LONGEST_LINE = 8
LONGEST_BEGINNING = 12

_WORD = re.compile(r"\w+")
_MARKS = " \"“”‘’'.…"


def prose_row(lines: Sequence[Line]) -> str:
    """All words of the longer lines in one row, to look sentences up in."""
    return f" {' '.join(_words(line.text) for line in lines if line.words > LONGEST_LINE)} "


def pull_quotes(lines: Sequence[Line], numbers: Sequence[int], row: str) -> set[int]:
    """The numbers of those short lines that together repeat a sentence of the prose."""
    found: set[int] = set()
    for at, number in enumerate(numbers):
        begins = at == 0 or lines[numbers[at - 1]].final or numbers[at - 1] in found
        if begins and number not in found and not lines[number].lower:
            found.update(_quote_from(lines, numbers, at, row))
    return found


def _quote_from(
    lines: Sequence[Line], numbers: Sequence[int], start: int, row: str
) -> Sequence[int]:
    """The longest run of short lines from `start` that is found in the prose as a whole."""
    words, best = "", start
    for end in range(start, len(numbers)):
        line = lines[numbers[end]]
        if line.words > LONGEST_LINE:
            break
        words = f"{words} {_words(line.text)}".strip()
        if f" {words} " not in row:
            break
        if words.count(" ") + 1 >= SHORTEST_QUOTE:
            best = end + 1
    goes_on = best < len(numbers) and lines[numbers[best]].lower
    return () if goes_on else numbers[start:best]


def repeat(line: Line, after: Line | None, whole_text: str) -> str | None:
    """Why a piece only repeats what stands elsewhere in the issue, or None.

    `after` is the piece below it, `whole_text` all pieces, one a row.
    """
    short = after is not None and line.words < min(LONGEST_BEGINNING, after.words)
    if after and short and not line.final and after.text.startswith(line.text):
        return "repeats the beginning of the next paragraph"
    text = line.text.strip(_MARKS)
    if not SHORTEST_QUOTE <= line.words <= LONGEST_QUOTE or line.text.endswith(","):
        return None
    if whole_text.count(text) < 2 or _stands_alone(text, whole_text):
        return None
    return PULL_QUOTE


def _stands_alone(text: str, whole_text: str) -> bool:
    """Whether a text is found only as whole pieces, not within a longer one."""
    alone = sum(row.strip(_MARKS) == text for row in whole_text.split("\n"))
    return whole_text.count(text) <= alone


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
