"""From a pattern to the words of the archive it stands for: prefixes, wildcards, near spellings.

A pattern can stand for tens of thousands of words. Only the `MAX_EXPANSIONS` most frequent are
searched, ties by spelling, and the reader is told, so that an answer is the same on every run
and never silently short.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from index.normalization import fold
from search.language.limits import MAX_EXPANSIONS
from search.vocabulary.spellings import Spellings

_LAST = "\U0010ffff"


class Expansion(NamedTuple):
    """The words a pattern stands for, most frequent first, and how many there were to cut."""

    words: tuple[str, ...]
    total: int

    @property
    def cut(self) -> bool:
        """Whether words were left out."""
        return self.total > len(self.words)


class Vocabulary:
    """Words, and how frequent each is."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        found = sorted(dict(counts).items())
        self.words: list[str] = [word for word, _ in found]
        self._counts: Sequence[int] = [count for _, count in found]

    @classmethod
    def of_sorted(cls, words: list[str], counts: Sequence[int]) -> Vocabulary:
        """Words that are distinct and sorted by code point, and the count of each."""
        vocabulary = cls([])
        vocabulary.words, vocabulary._counts = words, counts
        return vocabulary

    def __contains__(self, word: str) -> bool:
        at = bisect_left(self.words, word)
        return at < len(self.words) and self.words[at] == word

    def __len__(self) -> int:
        return len(self.words)

    def count(self, word: str) -> int:
        """How frequent a word is; 0 for an unknown one."""
        return int(self._counts[bisect_left(self.words, word)]) if word in self else 0

    def starting_with(self, prefix: str) -> list[str]:
        """The words that begin with `prefix`, sorted."""
        places = self._starting_with(prefix)
        return self.words[places.start : places.stop]

    def by_frequency(self, words: Iterable[str]) -> list[str]:
        """Words with the most frequent first, ties by spelling."""
        return sorted(words, key=lambda word: (-self.count(word), word))

    def prefix(self, prefix: str, limit: int = MAX_EXPANSIONS) -> Expansion:
        """The words that begin with `prefix`."""
        return self._expansion(self._starting_with(prefix), limit)

    def wildcard(self, pattern: str, limit: int = MAX_EXPANSIONS) -> Expansion:
        """The words that fit a pattern of `*` (any characters) and `?` (one character)."""
        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        if pattern == literal + "*":
            return self.prefix(literal, limit)
        fits = wildcard_pattern(pattern).fullmatch
        places = [n for n in self._starting_with(literal) if fits(self.words[n])]
        return self._expansion(places, limit)

    def fuzzy(self, word: str, distance: int, limit: int = MAX_EXPANSIONS) -> Expansion:
        """The words within an edit distance of `word`: insertions, deletions, substitutions."""
        near = sorted(word for word, _ in self.within(word, distance))
        return self._expansion([bisect_left(self.words, word) for word in near], limit)

    def within(self, word: str, distance: int) -> list[tuple[str, int]]:
        """The words within an edit distance of `word`, each with its distance."""
        return self._spellings.within(word, distance)

    def nearest(self, word: str, distance: int = 2) -> str | None:
        """The known word most likely meant: fewest edits, then most frequent, then by spelling."""
        near = self.within(word, distance)
        return min(near, key=lambda n: (n[1], -self.count(n[0]), n[0]))[0] if near else None

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.words)

    def _starting_with(self, prefix: str) -> range:
        """The places of the words that begin with `prefix`."""
        first = bisect_left(self.words, prefix)
        return range(first, bisect_right(self.words, prefix + _LAST, first))

    def _expansion(self, places: Sequence[int], limit: int) -> Expansion:
        """The words at ascending places; sorting keeps their order where counts are equal."""
        counts, words = self._counts, self.words
        most_frequent = sorted(places, key=counts.__getitem__, reverse=True)
        return Expansion(tuple([words[n] for n in most_frequent[:limit]]), len(places))


def wildcard_pattern(pattern: str) -> re.Pattern[str]:
    """A wildcard pattern as a regular expression for whole words."""
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(c) or re.escape(c) for c in pattern), re.DOTALL)


def folded_pattern(pattern: str) -> str:
    """A wildcard pattern with its letters normalised as those of the archive are."""
    return "".join(part if part in "*?" else fold(part) for part in re.split(r"([*?])", pattern))
