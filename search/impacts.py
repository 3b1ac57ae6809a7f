"""What words add to the scores of passages: `search.ranking` as loops over all words of a query.

Functions here are compiled; passages are int32, sorted, of one segment.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import List, Lists
from index.columnar.row import FAR, Row, far_rank
from index.compiled import compiled
from search.intersection import frequencies_at
from search.ranking import DECIMALS, K1, TEXT_WEIGHT, TITLE_WEIGHT

Array = NDArray[Any]
Floats = NDArray[np.float64]

WHOLE_STEM = -1

_SCALE = 10.0**DECIMALS


class Words(NamedTuple):
    """n words in one segment of P passages, with all that their impacts are made of.

    wheres: int64[n, 3], the fields of each `List`. ranks: int64[n], the rank of a form whose
    stem has others too, or WHOLE_STEM. idfs: float64[n], how telling each is. norms:
    float64[P], what a frequency in each passage is divided by.

    Titles lift the passages under them. lift_first, lift_last, lift: from which passage up to
    which, and the weight there; those of word i are from lifts_begin[i] up to lifts_end[i].
    """

    wheres: NDArray[np.int64]
    ranks: NDArray[np.int64]
    idfs: Floats
    lift_first: NDArray[np.int64]
    lift_last: NDArray[np.int64]
    lift: Floats
    lifts_begin: NDArray[np.int64]
    lifts_end: NDArray[np.int64]
    norms: Floats


@compiled
def lifts_of(
    titles: Array, owners: Array, document_start: Array, offset: int, norms: Floats
) -> tuple[Array, Array, Floats]:
    """The lifts of a word, from the titles that hold it, each as often as it does, sorted.

    Passages are counted from `offset`. owners: the document of each passage. document_start:
    the first passage of each document. norms: what a frequency in its title is divided by.
    """
    first, last = np.empty(len(titles), np.int64), np.empty(len(titles), np.int64)
    weights = np.empty(len(titles))
    n = -1
    for place in range(len(titles)):
        document = owners[titles[place]]
        if place == 0 or titles[place] != titles[place - 1]:
            n += 1
            first[n] = document_start[document] - offset
            last[n] = document_start[document + 1] - offset
            weights[n] = 0.0
        weights[n] += TITLE_WEIGHT / norms[document]
    return first[: n + 1], last[: n + 1], weights[: n + 1]


@compiled
def add_impacts(scores: Floats, lists: Lists, row: Row, words: Words, passages: Array) -> None:
    """Add to the scores of some passages what each word adds where it stands in their text."""
    for n in range(len(words.idfs)):
        if words.ranks[n] == WHOLE_STEM:
            where = List(words.wheres[n, 0], words.wheres[n, 1], words.wheres[n, 2])
            often = frequencies_at(lists, where, passages)
        else:
            often = counts_of(row, passages, words.ranks[n])
        add_word(scores, words, n, passages, often)


@compiled
def add_word(scores: Floats, words: Words, n: int, passages: Array, often: Array) -> None:
    """Add what one word adds, given how often it stands in the text of each passage."""
    first, last, lifts = words.lift_first, words.lift_last, words.lift
    norms, idf = words.norms, words.idfs[n]
    at, end = words.lifts_begin[n], words.lifts_end[n]
    for place in range(len(passages)):
        if often[place] == 0:
            continue
        passage = passages[place]
        weight = TEXT_WEIGHT * often[place] / norms[passage]
        while at < end and last[at] <= passage:
            at += 1
        if at < end and first[at] <= passage:
            weight += lifts[at]
        scores[place] += weight / (K1 + weight) * idf


@compiled
def add_lifts(scores: Floats, words: Words, passages: Array) -> None:
    """Add to the scores of some passages what each word adds where it stands in their title."""
    first, last, lifts = words.lift_first, words.lift_last, words.lift
    for n in range(len(words.idfs)):
        at, end = words.lifts_begin[n], words.lifts_end[n]
        for place in range(len(passages)):
            while at < end and last[at] <= passages[place]:
                at += 1
            if at < end and first[at] <= passages[place]:
                scores[place] += lifts[at] / (K1 + lifts[at]) * words.idfs[n]


@compiled
def counts_of(row: Row, passages: Array, rank: int) -> Array:
    """int32[n]: how often the form of a rank stands in each of some passages."""
    counts = np.empty(len(passages), np.int32)
    near, starts = row.near, row.starts
    held = np.uint16(min(rank, FAR))
    for n in range(len(passages)):
        start = starts[passages[n]]
        words = near[start : starts[passages[n] + 1] - 1]
        count = np.uint32(0)
        for place in range(len(words)):
            count += words[place] == held
        if count and rank >= FAR:
            count = np.uint32(0)
            for place in range(len(words)):
                if words[place] == FAR:
                    count += far_rank(row, start + place) == rank
        counts[n] = count
    return counts


@compiled
def round_scores(scores: Floats) -> None:
    """Round scores to DECIMALS, in place."""
    for n in range(len(scores)):
        scores[n] = np.rint(scores[n] * _SCALE) / _SCALE
