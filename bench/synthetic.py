"""A corpus made from a seed: as many passages as wanted, with the statistics of prose.

Words follow a Zipf-Mandelbrot law over invented stems with several forms each; the passages
of a document share a topic; some pairs of words like to stand together; lengths are
log-normal. The first n documents are the same however many are made, so a small corpus is
the beginning of a larger one.

Mandelbrot: "An informational theory of the statistical structure of language" (1953).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import numpy as np
from numpy.typing import NDArray

from bench.records import Record

STEMS = 25_000
COMMON = 80
"""The most frequent stems are short and have one form, as *the* and *of* have."""

SHORT = 3_000
"""The stems before this one have two syllables at most."""

SUFFIXES = ("", "s", "ed", "ing", "er", "ation", "ly")
MEDIAN_WORDS, SPREAD, LONGEST = 45, 0.75, 600
PASSAGES_PER_DOCUMENT = 10
TOPICS, TOPIC_WORDS, TOPICAL = 600, 60, 0.08
COLLOCATED = 0.12
BATCH = 100
"""Documents made at a time; each batch has a generator of its own."""

_ONSETS = (
    "b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl",
    "pr", "qu", "r", "s", "sk", "sp", "st", "t", "tr", "v", "w",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou", "é", "ö")
_VOWEL_WEIGHTS = (20, 22, 16, 16, 10, 5, 6, 4, 0.5, 0.5)
_CODAS = ("", "", "", "", "", "n", "r", "l", "s", "nd", "m", "ck", "st")
_TREES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse")
_SHORES = ("Ash", "Bay", "Cove", "Dale", "East", "Ford", "Glen", "Hill", "Isle", "Key")
_SOURCES = [f"The {name} Herald" for name in _TREES]
_AGENCIES = ["oral answers", "written answers", "bills", "motions", "statements", "petitions"]
_PLACES = [f"Port {name}" for name in _SHORES]

Ints = NDArray[np.int64]


class Language:
    """An invented vocabulary: forms, how likely each is, and which likes to follow which."""

    def __init__(self, seed: int, stems: int = STEMS) -> None:
        random = np.random.default_rng([seed, 0])
        roots = _roots(Random(seed), stems)
        forms: list[str] = []
        weights: list[float] = []
        for rank, root in enumerate(roots):
            weight = (rank + 3.7) ** -1.28
            count = 1 if rank < COMMON else int(random.integers(1, len(SUFFIXES) + 1))
            for n, suffix in enumerate(SUFFIXES[:count]):
                forms.append(root + suffix)
                weights.append(weight * 0.5**n)
        self.forms = np.array(forms, dtype=object)
        self.cumulated = np.cumsum(weights) / sum(weights)
        ranks = np.arange(len(forms))
        near = np.log(ranks + 2.0) + random.normal(0, 0.7, len(forms))
        self.follower = np.argsort(near)[ranks]
        least = np.log(COMMON / len(forms))
        drawn = np.exp(random.uniform(least, 0, (TOPICS, TOPIC_WORDS))) * len(forms)
        self.topics = drawn.astype(np.int64).clip(max=len(forms) - 1)

    def words(self, random: np.random.Generator, topics: Ints) -> Ints:
        """A row of form numbers, int64[n], given the topic of each word."""
        n = len(topics)
        drawn = np.searchsorted(self.cumulated, random.random(n)).clip(max=len(self.forms) - 1)
        topical = random.random(n) < TOPICAL
        choice = (random.random(int(topical.sum())) ** 2 * TOPIC_WORDS).astype(np.int64)
        drawn[topical] = self.topics[topics[topical], choice]
        follows = np.flatnonzero(random.random(n) < COLLOCATED)
        follows = follows[follows > 0]
        drawn[follows] = self.follower[drawn[follows - 1]]
        return drawn


def synthetic(passages: int, seed: int = 1) -> Iterator[Record]:
    """About this many passages of invented documents, the same for the same seed."""
    language = Language(seed)
    made = batch = 0
    while made < passages:
        for record in _batch(language, seed, batch):
            yield record
            made += 1 + len(record.paragraphs)
            if made >= passages:
                return
        batch += 1


def _batch(language: Language, seed: int, number: int) -> Iterator[Record]:
    random = np.random.default_rng([seed, 1, number])
    sizes = random.geometric(1 / (PASSAGES_PER_DOCUMENT - 1), BATCH)
    lengths = np.exp(random.normal(np.log(MEDIAN_WORDS), SPREAD, int(sizes.sum())))
    lengths = lengths.astype(np.int64).clip(2, LONGEST)
    lengths = np.insert(lengths, np.cumsum(sizes) - sizes, random.integers(3, 9, BATCH))
    topics = np.repeat(random.integers(0, TOPICS, BATCH), sizes + 1)
    words = language.words(random, np.repeat(topics, lengths))
    row = language.forms[words].tolist()
    ends = np.cumsum(lengths).tolist()
    starts = [0, *ends[:-1]]
    texts = [_sentence(row[a:b]) for a, b in zip(starts, ends, strict=True)]
    at = 0
    for n, size in enumerate(sizes.tolist()):
        title, *paragraphs = texts[at : at + size + 1]
        at += size + 1
        yield Record(
            id=f"d{number * BATCH + n:07d}",
            title=title.rstrip("."),
            date=str(date(1960, 1, 1) + timedelta(days=int(random.integers(0, 23_000)))),
            source=_SOURCES[int(random.random() ** 2 * len(_SOURCES))],
            agency=_AGENCIES[int(random.random() ** 2 * len(_AGENCIES))],
            place=_PLACES[int(random.random() ** 2 * len(_PLACES))],
            paragraphs=tuple(paragraphs),
        )


def _sentence(words: list[str]) -> str:
    """Words with a capital, a comma every dozen words, and a full stop."""
    for n in range(11, len(words) - 1, 12):
        words[n] += ","
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."


def _roots(random: Random, count: int) -> list[str]:
    """Distinct pronounceable stems, the first ones of one syllable."""
    roots: dict[str, None] = {}
    while len(roots) < count:
        most = 1 if len(roots) < COMMON else 2 if len(roots) < SHORT else 3
        syllables = range(random.randint(min(most, 2), most))
        roots["".join(_syllable(random) for _ in syllables)] = None
    return list(roots)


def _syllable(random: Random) -> str:
    (vowel,) = random.choices(_VOWELS, _VOWEL_WEIGHTS)
    return random.choice(_ONSETS) + vowel + random.choice(_CODAS)
