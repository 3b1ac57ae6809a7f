"""Two documents beside each other: which paragraphs are the same, changed, moved, on one side.

The words of both are aligned as one row each, whatever paragraphs they stand in, because a
newspaper breaks a speech where its column ends. Paragraphs that share most of their words that
way belong together, one with one or several with several; what is left over on both sides is
looked through for paragraphs that were moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

from index.documents import Document, Passage, passages
from search.deadline import check_time
from search.results import DocumentSummary
from search.wordings.edit_paths import aligned
from search.wordings.moved import moved
from search.wordings.wording import (
    Difference,
    Variants,
    Wording,
    changes,
    differences,
    only_left,
)

RowKind = Literal["same", "changed", "moved", "dropped", "added"]


class ComparedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Passages of both documents that belong together; on one side there may be none.

    `same` are the same words, whatever their capitals, punctuation and paragraphs. `moved` ones
    stand elsewhere on the right; they are told once, where they stand on the left.
    """

    kind: RowKind
    left: tuple[Passage, ...] = ()
    right: tuple[Passage, ...] = ()
    differences: tuple[Difference, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two documents compared; `shared_words` are those of the left that stand on the right."""

    left: DocumentSummary
    right: DocumentSummary
    rows: tuple[ComparedRow, ...]
    left_words: int
    right_words: int
    shared_words: int
    index_version: str


class Compared(NamedTuple):
    """The rows of a comparison and its counts of words."""

    rows: tuple[ComparedRow, ...]
    left_words: int
    right_words: int
    shared_words: int


class _Block(NamedTuple):
    """Passages that belong together, by their places: from and to, end exclusive."""

    left: range
    right: range


def compare(left: Document, right: Document, variants: Variants = ()) -> Compared:
    """The rows of two documents in order, and how many words they have and share.

    `variants` are spellings that count as the same word spelt otherwise.
    """
    sides = [[_Side(p) for p in passages(document)] for document in (left, right)]
    rows = _Rows(sides[0], sides[1], variants)
    found = tuple(rows.of(list(_blocks(*sides))))
    counts = [sum(len(side.wording.words) for side in row) for row in sides]
    return Compared(found, counts[0], counts[1], rows.shared)


class _Side:
    """A passage of one side with its words."""

    def __init__(self, passage: Passage) -> None:
        check_time()
        self.passage = passage
        self.wording = Wording([passage])


def _blocks(left: Sequence[_Side], right: Sequence[_Side]) -> Iterator[_Block]:
    """All passages of both sides in order, those that belong together in one block."""
    a = c = 0
    for tied in [*_joined_ties(_ties(left, right)), None]:
        until = tied or _Block(range(len(left), len(left)), range(len(right), len(right)))
        yield from (_Block(range(n, n + 1), range(0)) for n in range(a, until.left.start))
        yield from (_Block(range(0), range(n, n + 1)) for n in range(c, until.right.start))
        if tied:
            yield tied
        a, c = until.left.stop, until.right.stop


def _ties(left: Sequence[_Side], right: Sequence[_Side]) -> list[tuple[int, int]]:
    """Which passages of both sides belong together: half of the shorter one's words are aligned.

    Titles belong together, whatever they say.
    """
    owners = [
        [n for n, side in enumerate(row) for _ in side.wording.words] for row in (left, right)
    ]
    words = [[word for side in row for word in side.wording.words] for row in (left, right)]
    pairs = [
        pair
        for run in aligned(*words)
        if run.kind == "equal"
        for pair in zip(owners[0][slice(*run.left)], owners[1][slice(*run.right)], strict=True)
    ]
    shared = ((pair, len(list(same))) for pair, same in groupby(sorted(pairs)))
    ties = {
        (a, c)
        for (a, c), count in shared
        if 2 * count >= min(len(left[a].wording.words), len(right[c].wording.words))
    }
    titled = all(row and row[0].passage.number == 0 for row in (left, right))
    return sorted(ties | ({(0, 0)} if titled else set()))


def _joined_ties(ties: Sequence[tuple[int, int]]) -> Iterator[_Block]:
    """Blocks of all that hangs together, in order; what stands between parts of one is in it."""
    block: _Block | None = None
    for a, c in ties:
        if block and (a < block.left.stop or c < block.right.stop):
            block = _Block(
                range(block.left.start, max(block.left.stop, a + 1)),
                range(block.right.start, max(block.right.stop, c + 1)),
            )
            continue
        if block:
            yield block
        block = _Block(range(a, a + 1), range(c, c + 1))
    if block:
        yield block


class _Rows:
    """Makes rows of blocks, and counts the words that both sides share."""

    def __init__(self, left: Sequence[_Side], right: Sequence[_Side], variants: Variants) -> None:
        self._left = left
        self._right = right
        self._variants = variants
        self.shared = 0

    def of(self, blocks: Sequence[_Block]) -> Iterator[ComparedRow]:
        """The rows in order. A passage that was moved is shown with its partner, on the left."""
        partners = self._partners(blocks)
        taken = {place for place, _ in partners.values()}
        for block in blocks:
            if block.left and block.right:
                yield self._both(block)
            elif block.left:
                yield self._left_alone(block.left, partners.get(block.left.start))
            elif block.right.start not in taken:
                yield ComparedRow(kind="added", right=_texts(self._right, block.right))

    def _partners(self, blocks: Sequence[_Block]) -> dict[int, tuple[int, bool]]:
        """By passage of the left that is alone: its partner, and whether that stands elsewhere."""
        lost: list[tuple[int, int]] = []
        found: list[tuple[int, int]] = []
        tied = 0
        for block in blocks:
            tied += bool(block.left and block.right)
            if not block.right:
                lost.append((block.left.start, tied))
            elif not block.left:
                found.append((block.right.start, tied))
        pairs = moved(self._words(self._left, lost), self._words(self._right, found))
        return {lost[a][0]: (found[c][0], lost[a][1] != found[c][1]) for a, c in pairs}

    def _words(self, sides: Sequence[_Side], places: Sequence[tuple[int, int]]) -> list[list[str]]:
        return [sides[place].wording.words for place, _ in places]

    def _left_alone(self, left: range, partner: tuple[int, bool] | None) -> ComparedRow:
        if partner is None:
            return ComparedRow(kind="dropped", left=_texts(self._left, left))
        place, elsewhere = partner
        return self._both(_Block(left, range(place, place + 1)), moved=elsewhere)

    def _both(self, block: _Block, *, moved: bool = False) -> ComparedRow:
        check_time()
        left, right = _texts(self._left, block.left), _texts(self._right, block.right)
        one, other = Wording(left), Wording(right)
        found = changes(one.words, other.words, self._variants)
        self.shared += len(one.words) - sum(map(only_left, found))
        kind: RowKind = "moved" if moved else "changed" if found else "same"
        shown = differences(one, other, found)
        return ComparedRow(kind=kind, left=left, right=right, differences=shown)


def _texts(sides: Sequence[_Side], places: range) -> tuple[Passage, ...]:
    return tuple(sides[place].passage for place in places)
