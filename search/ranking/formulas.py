"""How well a passage answers, as a number: BM25F over a passage's text and its document's title.

For a word in a passage, with N passages of which n hold the word in their text:

    idf   = ln(1 + (N - n + 0.5) / (n + 0.5))
    norm  = 1 - b + b * length / average length               (of the text, of the title)
    tf'   = w_text * tf_text / norm_text + w_title * tf_title / norm_title
    score = idf * tf' / (k1 + tf')

with k1 = 1.2, b = 0.75, w_text = w_title = 1. A passage's score is the sum over its words.
Only the text decides whether a passage is found; the title lifts it. Lengths are exact, in
words; averages are over all passages. Words of a query within the title alone are scored by
the same formula with tf_text = 0 and n counted over titles. Phrases and NEAR score as their
words do; patterns (wildcard, fuzzy) score 1, and filters 0.

A document whose passages score s1 >= s2 >= s3 ... scores

    s1 + 0.1 * (s2 + s3 / 2 + s4 / 4 + s5 / 8 + ...)

its best passage with a small credit for further ones, of never more than a fifth of the best,
so that many weak passages cannot outrank a strong one by much.

Robertson, Zaragoza: "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), 3.3 and
3.6; the idf is Lucene's, which is never negative.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.integer]

K1 = 1.2
B = 0.75
TEXT_WEIGHT = 1.0
TITLE_WEIGHT = 1.0
CREDIT = 0.1
BEST_CREDIT = 1 + 2 * CREDIT
"""How many times the score of its best passage a document scores at most."""
DECIMALS = 6
"""Scores are rounded to this many decimals, so that equal passages tie on every engine."""


def idf(passages: int, found: int) -> float:
    """How telling a word is that stands in `found` of `passages`."""
    return math.log(1 + (passages - found + 0.5) / (found + 0.5))


def norms(lengths: NDArray[np.integer], average: float | None = None) -> Floats:
    """What to divide each term frequency by, given lengths in words.

    `average` is the average over all passages; unless given, `lengths` are those of all.
    """
    if average is None:
        average = float(lengths.mean()) if len(lengths) else 0.0
    return 1 - B + B * lengths.astype(np.float64) / (average or 1.0)


def weigh(text: Floats | float, title: Floats | float) -> Floats:
    """Tf' of a word, given its frequencies in text and title, each divided by its norm."""
    return np.asarray(TEXT_WEIGHT * text + TITLE_WEIGHT * title)


def saturate(weights: Floats) -> Floats:
    """What tf' contributes: nothing for 0, ever closer to 1 as it grows."""
    return weights / (K1 + weights)


def document_scores(scores: Floats, starts: Ints) -> Floats:
    """The score of each document, float64[D], from those of its passages.

    `scores` holds the scores of all passages found, those of a document side by side and the
    best first; `starts` holds where each document's begin, int64[D].
    """
    if not len(starts):
        return np.zeros(0)
    sizes = np.diff(np.append(starts, len(scores)))
    rank = np.arange(len(scores)) - np.repeat(starts, sizes)
    weights = np.where(rank == 0, 1.0, CREDIT * np.exp2(1.0 - rank))
    summed: Floats = np.add.reduceat(scores * weights, starts)
    return np.round(summed, DECIMALS)
