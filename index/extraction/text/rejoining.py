"""Text put together again: letter-spaced words, hyphenated line ends, broken lines.

Scanned columns and dumps of pages break a sentence wherever the column or a link ended. What
belongs together shows at the seam: an unfinished line and one that begins in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.extraction.text.lines import Line, merged

_HYPHENATED = re.compile(r"([^\W\d_]+)[-‐¬]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

SHORTEST_WRAP = 30
LONGEST_WRAP = 120
SHORTEST_BEGINNING = 4
LONGEST_TITLE = 12
FILLED, FILLED_BY_SENTENCE = 0.6, 0.8
OVERHANG = 8


class Vocabulary:
    """The words of a capture, by which a hyphen at a line's end is judged.

    A capture that writes `grass-roots` elsewhere keeps the hyphen of `grass-` + `roots`; one
    that writes `various` loses that of `var-` + `ious`. Read only when a seam asks for it.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._words: set[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            found = (_WORD.findall(text.lower()) for text in self._texts)
            self._words = {word for words in found for word in words}
        return word.lower() in self._words


def joined(pieces: Iterable[str], vocabulary: Vocabulary) -> str:
    """The pieces of one paragraph as one text, hyphenated words closed up."""
    text = ""
    for piece in pieces:
        text = _seam(text, piece, vocabulary) if text else piece
    return text


def _seam(left: str, right: str, vocabulary: Vocabulary) -> str:
    match, after = _HYPHENATED.search(left), _FIRST_WORD.match(right)
    if match and after:
        head, tail = match[1], after[0]
        compound = f"{head}-{tail}" in vocabulary and head + tail not in vocabulary
        if compound or not tail[0].islower():
            return left + right
        return left[:-1] + right
    return left + right if right[0] in ",.;:)!?”’" and right[:3] != "..." else f"{left} {right}"


def continues(before: Line, after: Line) -> bool:
    """Whether a line carries on the sentence that the line before it left unfinished."""
    if not before.open or not any(character.isalnum() for character in after.text):
        return False
    return after.lower or before.torn or (before.words > LONGEST_TITLE and before.dangling)


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """The lines with broken sentences put together, one line a paragraph.

    Text wrapped at a margin is read block by block; otherwise a line is a paragraph, unless
    its seam with the next shows that a sentence was broken, or a short piece such as the text
    of a link stands between two halves of one.
    """
    vocabulary = Vocabulary(line.text for line in lines)
    groups: list[list[Line]] = []
    width = margin(lines)
    for at, asked in enumerate(_seams_to_look_at(lines, bool(width))):
        if asked and _belongs(groups[-1], lines, at, width):
            groups[-1].append(lines[at])
        else:
            groups.append([lines[at]])
    return [group[0] if len(group) == 1 else whole(group, vocabulary) for group in groups]


def _seams_to_look_at(lines: Sequence[Line], every: bool) -> list[bool]:
    """For each line whether anything about its seam with the one above asks for a closer look."""
    lower = [line.lower for line in lines]
    loose = [False, *(line.dangling or line.torn for line in lines[:-1])]
    after = [*lower[1:], False]
    asked = [every or any(signs) for signs in zip(lower, loose, after, strict=True)]
    return [False, *asked[1:]]


def _belongs(group: Sequence[Line], lines: Sequence[Line], at: int, width: int) -> bool:
    """Whether a line belongs to the paragraph begun: a label of a word or two begins none."""
    if len(group) == 1 and group[0].words < SHORTEST_BEGINNING and not group[0].dangling:
        return False
    return goes_on(lines[at - 1], lines[at], width) or _is_link_text(lines, at)


def whole(group: Sequence[Line], vocabulary: Vocabulary) -> Line:
    """One line made of the lines of a group."""
    return merged(group, joined((line.text for line in group), vocabulary))


def goes_on(before: Line, line: Line, width: int) -> bool:
    """Whether a line carries on the paragraph of the one above it.

    `width` is where the text was wrapped; a line that fills it is carried on by what follows.
    """
    if continues(before, line):
        return True
    if not width or line.gap or line.indent > before.indent + 1:
        return False
    filled = FILLED_BY_SENTENCE if before.final else FILLED
    return width * filled < len(before.text) <= width + OVERHANG


def _is_link_text(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line stands between an unfinished one and the rest of its sentence."""
    if not 0 < at < len(lines) - 1:
        return False
    before, line, after = lines[at - 1], lines[at], lines[at + 1]
    if line.words > 8 or line.final or line.gap or after.gap or not after.lower:
        return False
    return before.open and before.stops >= 2


def margin(lines: Sequence[Line]) -> int:
    """The width at which text was wrapped, or 0 where lines are whole paragraphs."""
    pairs = broken = 0
    wrapped: list[Sequence[Line]] = []
    for block in _blocks(lines):
        if len(block) > 1 and max(len(line.text) for line in block) <= LONGEST_WRAP:
            wrapped.append(block)
            pairs += len(block) - 1
            broken += sum(before.open and after.lower for before, after in pairwise(block))
    if pairs < 3 or broken * 4 < pairs:
        return 0
    lengths = sorted(len(line.text) for block in wrapped for line in block)
    width = lengths[len(lengths) * 9 // 10]
    return width if width >= SHORTEST_WRAP else 0


def _blocks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines between blank ones; none where no line begins as the rest of a sentence does."""
    if not any(line.lower for line in lines):
        return
    starts = [0, *(at for at, line in enumerate(lines) if line.gap and at), len(lines)]
    for start, end in pairwise(starts):
        yield lines[start:end]
