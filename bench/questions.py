"""The questions put to every engine, drawn from the corpus by a seed.

A question is words and how they shall stand, in no engine's language; each peer writes it in
its own. Words are drawn from four bands of frequency in equal shares, because prose drawn
evenly would hardly ask for rare words and a dictionary drawn evenly hardly for frequent ones.
Rows of words (phrases) and words that meet (AND) are taken out of passages, so that they find
something.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from bench.records import Record, texts
from index.analysis import words

Form = Literal["all", "any", "phrase", "ordered", "prefix", "fuzzy"]

SAMPLED_PASSAGES = 100_000
KEPT_PASSAGES = 20_000
BANDS = (0.05, 0.005, 0.0005, 0.0)
"""Lower bounds of the share of passages a word stands in, one for each band."""

MOST_EXPANDED = 500
"""How many words a prefix may begin; engines bound it differently beyond."""

CLASSES: dict[str, tuple[Form, int]] = {
    "term": ("all", 1),
    "AND of 2": ("all", 2),
    "AND of 3": ("all", 3),
    "OR of 2": ("any", 2),
    "OR of 3": ("any", 3),
    "OR of 5": ("any", 5),
    "phrase of 2": ("phrase", 2),
    "phrase of 3": ("phrase", 3),
    "phrase of 5": ("phrase", 5),
    "ordered proximity": ("ordered", 2),
    "prefix": ("prefix", 1),
    "fuzzy": ("fuzzy", 1),
}
"""The classes of questions by name: the form, and of how many words."""


class Question(NamedTuple):
    """Words, and how they shall stand.

    `distance` is the edit distance of a fuzzy word, and for `ordered` how many positions the
    second word may stand after the first.
    """

    form: Form
    words: tuple[str, ...]
    distance: int = 0


class Sample:
    """What questions are drawn from: the words of some passages, and how many hold each."""

    def __init__(self, records: Iterable[Record], seed: int) -> None:
        self._random = random.Random(seed)
        found = (words(text) for record in records for text in texts(record))
        sampled = list(islice(found, SAMPLED_PASSAGES))
        counts = Counter(word for passage in sampled for word in set(passage))
        self._counts = {w: n for w, n in counts.items() if n > 1 and w.isascii() and w.isalpha()}
        self._bands = _bands(self._counts, len(sampled))
        self._common = frozenset(self._bands[0])
        self._passages = self._random.sample(sampled, min(KEPT_PASSAGES, len(sampled)))
        self._prefixes = Counter(
            word[:n] for word in self._counts for n in range(3, min(6, len(word)) + 1)
        )

    def draw(self, name: str, count: int) -> list[Question]:
        """Distinct questions of a class; fewer where the corpus does not hold as many."""
        form, size = CLASSES[name]
        makers: dict[Form, Callable[[int], Question | None]] = {
            "all": self._all,
            "any": self._any,
            "phrase": self._phrase,
            "ordered": self._ordered,
            "prefix": self._prefix,
            "fuzzy": self._fuzzy,
        }
        found: dict[Question, None] = {}
        for _ in range(count * 50):
            question = makers[form](size)
            if question:
                found[question] = None
            if len(found) == count:
                break
        return list(found)

    def _word(self, longer_than: int = 1) -> str | None:
        word = self._random.choice(self._random.choice(self._bands))
        return word if len(word) > longer_than else None

    def _all(self, size: int) -> Question | None:
        if size == 1:
            word = self._word()
            return Question("all", (word,)) if word else None
        held = self._held()
        if len(held) < size:
            return None
        return Question("all", tuple(self._random.sample(held, size)))

    def _held(self) -> list[str]:
        """The different words of a passage; half the time without the most frequent ones."""
        common = self._common if self._random.random() < 0.5 else frozenset()
        passage = self._random.choice(self._passages)
        known = [w for w in dict.fromkeys(passage) if w in self._counts and len(w) > 1]
        return [w for w in known if w not in common] or known

    def _any(self, size: int) -> Question | None:
        drawn = dict.fromkeys(word for _ in range(size) if (word := self._word()))
        return Question("any", tuple(drawn)) if len(drawn) == size else None

    def _phrase(self, size: int) -> Question | None:
        row = self._row(size)
        return Question("phrase", tuple(row)) if row else None

    def _ordered(self, size: int) -> Question | None:
        """Two words of a passage with up to one or up to four others between them."""
        distance = self._random.choice((2, 5))
        row = self._row(self._random.randint(2, distance + 1))
        if not row or row[0] == row[-1]:
            return None
        return Question("ordered", (row[0], row[-1]), distance)

    def _row(self, size: int) -> list[str] | None:
        passage = self._random.choice(self._passages)
        if len(passage) < size:
            return None
        start = self._random.randint(0, len(passage) - size)
        row = passage[start : start + size]
        return row if all(word in self._counts for word in row) else None

    def _prefix(self, size: int) -> Question | None:
        word = self._word(4)
        if word is None:
            return None
        prefix = word[: self._random.randint(3, min(6, len(word) - 1))]
        return Question("prefix", (prefix,)) if self._prefixes[prefix] < MOST_EXPANDED else None

    def _fuzzy(self, size: int) -> Question | None:
        word = self._word(4)
        if word is None:
            return None
        return Question("fuzzy", (word,), 2 if len(word) > 7 else 1)


def _bands(counts: dict[str, int], passages: int) -> list[Sequence[str]]:
    """The words of each band, sorted; bands without words are left out."""
    bands: list[list[str]] = [[] for _ in BANDS]
    for word in sorted(counts):
        share = counts[word] / passages
        bands[next(n for n, bound in enumerate(BANDS) if share > bound)].append(word)
    return [band for band in bands if band]
