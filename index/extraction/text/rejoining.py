"""Text put together again: letter-spaced words, hyphenated line ends, broken lines.

Scanned columns and dumps of pages break a sentence wherever the column or a link ended. What
belongs together shows at the seam: an unfinished line and one that begins in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.extraction.text.lines import Line, merged

_HYPHENS = "-‐¬"
_HYPHENATED = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
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
        self._texts = texts
        self._words: set[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            found = (_WORD.findall(text.lower()) for text in self._texts)
            self._words = {word for words in found for word in words}
        return word.lower() in self._words


def joined(pieces: Iterable[str], vocabulary: Vocabulary) -> str:
    """The pieces of one paragraph as one text, hyphenated words closed up."""
    parts: list[str] = []
    for piece in pieces:
        if parts and (whole := _closed_up(parts[-1], piece, vocabulary)):
            parts[-1] = whole
        else:
            parts.append(piece)
    return " ".join(parts)


def _closed_up(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """Two pieces without a space between them, or None where there has to be one."""
    match = _HYPHENATED.search(left) if left[-1:] in _HYPHENS else None
    after = _FIRST_WORD.match(right) if match else None
    if match and after:
        head, tail = match[1], after[0]
        compound = f"{head}-{tail}" in vocabulary and head + tail not in vocabulary
        if compound or not tail[0].islower():
            return left + right
        return left[:-1] + right
    return left + right if right[0] in ",.;:)!?”’" and right[:3] != "..." else None


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
    found: list[Line] = []
    end = 0
    for start, past in _broken(lines):
        found += lines[end:start]
        found.append(whole(lines[start:past], vocabulary))
        end = past
    return [*found, *lines[end:]]


def _broken(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The paragraphs of several lines: the first of each, and the one past its last."""
    found: list[tuple[int, int]] = []
    width = margin(lines)
    for at in range(1, len(lines)) if width else _seams_to_look_at(lines):
        goes_on_with = bool(found) and found[-1][1] == at
        start = found[-1][0] if goes_on_with else at - 1
        if _belongs(lines, start, at, width):
            found[len(found) - goes_on_with :] = [(start, at + 1)]
    return found


def _seams_to_look_at(lines: Sequence[Line]) -> list[int]:
    """The lines whose seam with the one above has something that asks for a closer look."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.lower:
            found.update((at - 1, at))
        if line.dangling or line.torn:
            found.add(at + 1)
    return sorted(found.intersection(range(1, len(lines))))


def _belongs(lines: Sequence[Line], start: int, at: int, width: int) -> bool:
    """Whether a line belongs to the paragraph begun: a label of a word or two begins none."""
    first = lines[start]
    if at == start + 1 and first.words < SHORTEST_BEGINNING and not first.dangling:
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
        if len(block) > 1 and all(len(line.text) <= LONGEST_WRAP for line in block):
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
