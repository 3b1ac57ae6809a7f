"""What differs between two wordings, word by word, and where that stands in their passages.

A word that is all but the same is told apart from another word: archives are full of *harbor* and
*harbour*, of *grassroots* and *grass-roots*, and of letters misread from paper. Such differences
are forgiven, and shown. Numbers are never forgiven: 1918 is not 1919.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

import msgspec
from rapidfuzz.distance import Levenshtein

from index.analysis import tokens
from index.documents import Passage
from search.results import Span
from search.wordings.edit_paths import Kind, Run, aligned

DifferenceKind = Literal["spelling", "replaced", "only_left", "only_right"]
Variants = Sequence[Sequence[str]]

_ONE_SIDE: dict[Kind, DifferenceKind] = {"left": "only_left", "right": "only_right"}

_LETTERS_A_SLIP = 4
"""For each so many letters one may differ."""
_SLIPS = 3
"""How many letters of neighbouring words may differ at most."""


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of a passage: offsets in characters, end exclusive."""

    number: int
    start: int
    end: int


class Difference(msgspec.Struct, frozen=True):
    """What stands on the left and what stands for it on the right.

    Where one of them has nothing, an empty stretch tells where it would be.
    `spelling` is all but a letter or two the same, or the same letters in other words.
    """

    kind: DifferenceKind
    left: tuple[Stretch, ...]
    right: tuple[Stretch, ...]


class Change(NamedTuple):
    """A difference by the words of both rows: from and to, end exclusive."""

    kind: DifferenceKind
    left: Span
    right: Span


class Wording:
    """The words of some passages that follow each other, each with where it stands."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self.words: list[str] = []
        self.spans: list[Stretch] = []
        for passage in self.passages:
            found = tokens(passage.text)
            self.words += [token.text for token in found]
            self.spans += [Stretch(passage.number, token.start, token.end) for token in found]

    @classmethod
    def of_text(cls, text: str) -> Wording:
        """The words of a text by itself, as passage 0."""
        return cls([Passage(0, text)])

    def stretches(self, first: int, end: int) -> tuple[Stretch, ...]:
        """Where some neighbouring words stand: a stretch of each passage they are in.

        No words stand, in no characters, behind the word before or before the first.
        """
        spans = self.spans[first:end]
        if not spans and self.spans:
            before, at_start = self.spans[max(first - 1, 0)], first == 0
            place = before.start if at_start else before.end
            return (Stretch(before.number, place, place),)
        return tuple(
            Stretch(number, run[0].start, run[-1].end)
            for number, run in ((n, list(g)) for n, g in groupby(spans, lambda s: s.number))
        )


def differences(left: Wording, right: Wording, changes: Iterable[Change]) -> tuple[Difference, ...]:
    """Changes as they are shown: by the characters of both sides."""
    return tuple(
        Difference(change.kind, left.stretches(*change.left), right.stretches(*change.right))
        for change in changes
    )


def changes(left: Sequence[str], right: Sequence[str], variants: Variants = ()) -> list[Change]:
    """What differs between two rows of words; `variants` are spellings that are the same."""
    alike = _Alike(variants)
    found = aligned(left, right)
    return [change for run in found for change in _of_run(run, left, right, alike)]


def only_left(change: Change) -> int:
    """How many words of the left a change takes away; another spelling takes none."""
    return 0 if change.kind == "spelling" else change.left[1] - change.left[0]


class _Alike:
    """Tells whether words are other spellings of each other."""

    def __init__(self, variants: Variants) -> None:
        self._groups = [{_letters(tokens(text)) for text in group} for group in variants]

    def __call__(self, left: Sequence[str], right: Sequence[str]) -> bool:
        own, other = "".join(left), "".join(right)
        if own == other or any(own in group and other in group for group in self._groups):
            return True
        if any(map(str.isdigit, own + other)):
            return False
        slips = min(_SLIPS, min(len(own), len(other)) // _LETTERS_A_SLIP)
        return bool(slips) and Levenshtein.distance(own, other, score_cutoff=slips) <= slips


def _letters(found: Iterable[tuple[str, int, int]]) -> str:
    return "".join(map(itemgetter(0), found))


def _of_run(run: Run, left: Sequence[str], right: Sequence[str], alike: _Alike) -> Iterator[Change]:
    """The changes of a run; words in place of as many others are compared one by one."""
    if run.kind == "equal":
        return
    if run.kind != "replaced":
        yield Change(_ONE_SIDE[run.kind], run.left, run.right)
        return
    (a, b), (c, d) = run.left, run.right
    if b - a != d - c or alike(left[a:b], right[c:d]):
        kind: DifferenceKind = "spelling" if alike(left[a:b], right[c:d]) else "replaced"
        yield Change(kind, run.left, run.right)
        return
    pairs = ((alike(left[a + n : a + n + 1], right[c + n : c + n + 1]), n) for n in range(b - a))
    for same, group in groupby(pairs, itemgetter(0)):
        places = [n for _, n in group]
        first, end = places[0], places[-1] + 1
        kind = "spelling" if same else "replaced"
        yield Change(kind, (a + first, a + end), (c + first, c + end))
