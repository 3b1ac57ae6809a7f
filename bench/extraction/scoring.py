"""How the two benchmarks score a text against the true one, so that figures are comparable.

AEB: 4-word shingles, each page's counts divided by their sum, precision and recall as means
over pages, F1 of the two means (`evaluate.py` of article-extraction-benchmark). WCXB: F1 over
the multisets of lower-case words, mean over pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"\w+")
SHINGLE = 4


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def word_f1(text: str, truth: str) -> float:
    """WCXB's score of one page, 0 to 1."""
    found, true = Counter(words(text)), Counter(words(truth))
    shared = (found & true).total()
    return 2 * shared / (found.total() + true.total()) if shared else float(not (found or true))


def shingle_counts(text: str, truth: str) -> tuple[float, float, float]:
    """AEB's counts of one page: true and false positives, false negatives; together 1."""
    found, true = _shingles(text), _shingles(truth)
    shared = (found & true).total()
    counts = (shared, found.total() - shared, true.total() - shared)
    return tuple(count / (sum(counts) or 1) for count in counts)  # type: ignore[return-value]


def shingle_f1(pages: Iterable[tuple[float, float, float]]) -> float:
    """AEB's score of many pages, given the counts of each."""
    rows = list(pages)
    precision = [tp / (tp + fp) for tp, fp, _ in rows if tp + fp]
    recall = [tp / (tp + fn) for tp, _, fn in rows if tp + fn]
    return _harmonic(mean(precision), mean(recall))


def mean(values: Sequence[float]) -> float:
    """The mean of some values, 0 of none."""
    return sum(values) / len(values) if values else 0.0


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    row = _WORD.findall(text)
    last = max(1, len(row) - SHINGLE + 1)
    return Counter(tuple(row[at : at + SHINGLE]) for at in range(last)) if row else Counter()
