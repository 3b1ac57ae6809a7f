"""What a query should find, worked out the slow way: every passage read, nothing indexed.

The reference the engine is held against. It shares only the splitting into words and the
stemmer with the engine; the rest is written down again, as plainly as possible.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product
from typing import NamedTuple

from index.analysis import stem, words
from index.documents import Document, passages
from search.language import syntax

Form = Callable[[str], str]
"""What is compared of a word: its stem, or itself."""


class Place(NamedTuple):
    """A passage: the number of its document in the archive, and its number in the document."""

    document: int
    passage: int


@dataclass
class Archive:
    """Documents that can be searched by reading all of them."""

    documents: Sequence[Document]

    def __post_init__(self) -> None:
        self.texts = {
            Place(number, passage.number): words(passage.text)
            for number, document in enumerate(self.documents)
            for passage in passages(document)
        }

    def find(self, query: syntax.Query) -> dict[Place, float]:
        """The passages a query finds, and their scores."""
        return {
            place: round(self.score(query, place), 6)
            for place in self.texts
            if self.matches(query, place)
        }

    def matches(self, query: syntax.Query, place: Place) -> bool:
        document = self.documents[place.document]
        match query:
            case syntax.Everything():
                return True
            case syntax.And(queries):
                return all(self.matches(q, place) for q in queries)
            case syntax.Or(queries):
                return any(self.matches(q, place) for q in queries)
            case syntax.Not(inner):
                return not self.matches(inner, place)
            case syntax.Boosted(inner, _):
                return self.matches(inner, place)
            case syntax.Has(field):
                return bool(getattr(document, field)) and getattr(document, field) != "other"
            case syntax.DateRange(first, last):
                date = document.date
                return (
                    date is not None
                    and (first is None or first.first_day <= date.first_day)
                    and (last is None or date.last_day <= last.last_day)
                )
            case syntax.InField("title", inner):
                return stands(inner, words(document.title or ""))
            case syntax.InField(field, inner):
                return self.has_value(document, field, inner)
        return stands(query, self.texts[place])

    def has_value(self, document: Document, field: str, query: syntax.Query) -> bool:
        assert isinstance(query, syntax.Word | syntax.Phrase)
        wanted = words(query.text)
        own = words(getattr(document, field) or "")
        if any(words(getattr(other, field) or "") == wanted for other in self.documents):
            return own == wanted
        return any(own[n : n + len(wanted)] == wanted for n in range(len(own)))

    def score(self, query: syntax.Query, place: Place, boost: float = 1.0) -> float:
        """The score of a passage that matches."""
        match query:
            case syntax.And(queries) | syntax.Or(queries):
                matching = [q for q in queries if self.matches(q, place)]
                return sum(self.score(q, place, boost) for q in matching)
            case syntax.Boosted(inner, factor):
                return self.score(inner, place, boost * factor)
            case syntax.Word(text):
                return boost * sum(self.word_score(w, place, stem) for w in distinct_stems(text))
            case syntax.Near(texts, _):
                stems = distinct_stems(" ".join(texts))
                return boost * sum(self.word_score(w, place, stem) for w in stems)
            case syntax.Phrase(text, _):
                forms = dict.fromkeys(words(text))
                return boost * sum(self.word_score(w, place, str) for w in forms)
            case syntax.Wildcard() | syntax.Fuzzy():
                return boost
            case syntax.InField("title", inner):
                return self.title_score(inner, place, boost)
        return 0.0

    def title_score(self, query: syntax.Query, place: Place, boost: float) -> float:
        match query:
            case syntax.Word(text):
                stems = distinct_stems(text)
                return boost * sum(self.word_score(w, place, stem, title_only=True) for w in stems)
        raise NotImplementedError(query)

    def word_score(self, word: str, place: Place, form: Form, *, title_only: bool = False) -> float:
        """BM25F of one word, as `search.ranking.formulas` states it."""
        titles = {p: words(self.documents[p.document].title or "") for p in self.texts}
        searched = titles if title_only else self.texts
        found = sum(word in map(form, text) for text in searched.values())
        idf = math.log(1 + (len(self.texts) - found + 0.5) / (found + 0.5))
        weight = _normed(word, place, titles, form)
        if not title_only:
            weight += _normed(word, place, self.texts, form)
        return idf * weight / (1.2 + weight)


def _normed(word: str, place: Place, texts: dict[Place, list[str]], form: Form) -> float:
    average = sum(map(len, texts.values())) / len(texts) or 1.0
    frequency = [form(w) for w in texts[place]].count(word)
    return frequency / (0.25 + 0.75 * len(texts[place]) / average)


def distinct_stems(text: str) -> list[str]:
    return list(dict.fromkeys(map(stem, words(text))))


def stands(query: syntax.Query, text: list[str]) -> bool:
    """Whether a text holds the words of a query."""
    match query:
        case syntax.Word(typed):
            return in_order(list(map(stem, words(typed))), list(map(stem, text)), 1)
        case syntax.Phrase(typed, distance):
            return in_order(words(typed), text, distance)
        case syntax.Near(typed, distance):
            wanted = [stem(word) for part in typed for word in words(part)]
            stems = list(map(stem, text))
            return any(in_order(list(row), stems, distance) for row in permutations(wanted))
        case syntax.Wildcard(pattern):
            expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
            return any(re.fullmatch(expression, word) for word in text)
        case syntax.Fuzzy(typed, distance):
            return any(edits(typed, word) <= distance for word in text)
    raise NotImplementedError(query)


def in_order(wanted: list[str], text: list[str], distance: int) -> bool:
    """Whether words stand in this order, each at most `distance` after the one before."""
    places = [[n for n, word in enumerate(text) if word == w] for w in wanted]
    return bool(wanted) and any(
        all(0 < b - a <= distance for a, b in pairwise(row)) for row in product(*places)
    )


def shortest_rows(
    text: Sequence[str], orders: Iterable[Sequence[str]], distance: int
) -> list[tuple[int, int]]:
    """Where words stand in one of some orders, by the first and the last place of each row.

    From the left: the row that ends first and, of these, begins last; none shares a word with
    the one before.
    """
    able = {
        (row[0], row[-1])
        for order in orders
        for row in product(*([n for n, word in enumerate(text) if word == w] for w in order))
        if all(0 < b - a <= distance for a, b in pairwise(row))
    }
    found: list[tuple[int, int]] = []
    for first, last in sorted(able, key=lambda ends: (ends[1], -ends[0])):
        if not found or first > found[-1][1]:
            found.append((first, last))
    return found


def edits(one: str, other: str) -> int:
    """The edit distance: insertions, deletions and substitutions."""
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, start=1):
        before, row[0] = row[0], n
        for m, b in enumerate(other, start=1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (a != b))
    return row[-1]
