"""What an issue prints twice: pull quotes, and beginnings that were scanned two times over.

A pull quote is a sentence of the article set large in a column of its own, so in text it lies
in short lines in the middle of other sentences. It may be left out because it stands in full
elsewhere, and only then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.extraction.text.lines import Line

PULL_QUOTE = "pull quote: it stands in the text as well"
SHORTEST_QUOTE = 6
LONGEST_QUOTE = 45
LONGEST_LINE = 8
LONGEST_BEGINNING = 12

_WORD = re.compile(r"\w+")
_MARKS = " \"“”‘’'.…"


class Prose:
    """All words of the longer lines in one row, to look sentences up in."""

    def __init__(self, lines: Sequence[Line]) -> None:
        words = [_words(line.text) for line in lines if line.words > LONGEST_LINE]
        self._row = f"{' '.join(words)} "
        self._places: dict[str, list[int]] = {}
        begin = 0
        for one, other in pairwise([*self._row.split(), ""]):
            self._places.setdefault(one, []).append(begin)
            self._places.setdefault(f"{one} {other}", []).append(begin)
            begin += len(one) + 1

    def __contains__(self, words: str) -> bool:
        """Whether words stand there one after the other: where their first two do, if at all."""
        first = " ".join(words.split(" ", 2)[:2])
        places = self._places.get(first, ())
        return any(self._row.startswith(f"{words} ", place) for place in places)


class Printed:
    """The pieces of an issue, and which of them have a word, to look texts up in."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces
        self._alone = Counter(piece.strip(_MARKS) for piece in pieces)
        self._known: dict[str, bool] = {}
        self._holders: dict[str, list[str]] = {}
        for piece in pieces:
            for word in set(piece.split(" ")):
                self._holders.setdefault(word, []).append(piece)

    def repeats(self, text: str) -> bool:
        """Whether the text of a piece stands twice, and not only as whole pieces.

        A piece that has it has the words within it; few pieces have the rarest of these.
        """
        if text not in self._known:
            self._known[text] = self._is_repeated(text)
        return self._known[text]

    def _is_repeated(self, text: str) -> bool:
        within = [self._holders[word] for word in text.split(" ")[1:-1]]
        enough = max(1, self._alone[text])
        found = 0
        for piece in min(within, key=len, default=self._pieces):
            found += piece.count(text)
            if found > enough:
                return True
        return False


def pull_quotes(lines: Sequence[Line], numbers: Sequence[int], prose: Prose) -> set[int]:
    """The numbers of those short lines that together repeat a sentence of the prose."""
    found: set[int] = set()
    for at, number in enumerate(numbers):
        begins = at == 0 or lines[numbers[at - 1]].final or numbers[at - 1] in found
        if begins and number not in found and not lines[number].lower:
            found.update(_quote_from(lines, numbers, at, prose))
    return found


def _quote_from(
    lines: Sequence[Line], numbers: Sequence[int], start: int, prose: Prose
) -> Sequence[int]:
    """The longest run of short lines from `start` that is found in the prose as a whole."""
    words, best = "", start
    for end in range(start, len(numbers)):
        line = lines[numbers[end]]
        if line.words > LONGEST_LINE:
            break
        words = f"{words} {_words(line.text)}".strip()
        if words not in prose:
            break
        if words.count(" ") + 1 >= SHORTEST_QUOTE:
            best = end + 1
    goes_on = best < len(numbers) and lines[numbers[best]].lower
    return () if goes_on else numbers[start:best]


def repeat(line: Line, after: Line | None, printed: Printed) -> str | None:
    """Why a piece only repeats what stands elsewhere in the issue, or None.

    `after` is the piece below it.
    """
    short = after is not None and line.words < min(LONGEST_BEGINNING, after.words)
    if after and short and not line.final and after.text.startswith(line.text):
        return "repeats the beginning of the next paragraph"
    text = line.text.strip(_MARKS)
    if not SHORTEST_QUOTE <= line.words <= LONGEST_QUOTE or line.text.endswith(","):
        return None
    return PULL_QUOTE if printed.repeats(text) else None


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
