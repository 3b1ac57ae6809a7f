"""What words add to the scores of passages: the formulas of ranking as loops over all words.

Functions here are compiled; passages are int32, sorted, of one segment.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import List, Lists
from index.columnar.row import Row
from index.compiled import compiled
from search.lists.forms import WHOLE_STEM, form_frequencies
from search.lists.intersection import frequencies_at
from search.ranking.formulas import DECIMALS, K1, TEXT_WEIGHT, TITLE_WEIGHT

Array = NDArray[Any]
Floats = NDArray[np.float64]

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
        where = List(words.wheres[n, 0], words.wheres[n, 1], words.wheres[n, 2])
        if words.ranks[n] == WHOLE_STEM:
            often = frequencies_at(lists, where, passages)
        else:
            often = form_frequencies(lists, row, where, words.ranks[n], passages)
        add_word(scores, words, n, passages, often)


@compiled
def add_word(scores: Floats, words: Words, n: int, passages: Array, often: Array) -> None:
    """Add what one word adds, given how often it stands in the text of each passage."""
    norms, idf = words.norms, words.idfs[n]
    if words.lifts_begin[n] == words.lifts_end[n]:
        for place in range(len(passages)):
            scores[place] += impact(often[place], norms[passages[place]], 0.0) * idf
        return
    lifts = lifts_over(words, n, passages)
    for place in range(len(passages)):
        added = impact(often[place], norms[passages[place]], lifts[place]) * idf
        scores[place] += added if often[place] else 0.0


@compiled
def impact(often: int, norm: float, lift: float) -> float:
    """What a frequency and the weight in a title saturate to: w / (K1 + w), divided only once."""
    weight = TEXT_WEIGHT * often + lift * norm
    return weight / (weight + K1 * norm)


@compiled
def lifts_over(words: Words, n: int, passages: Array) -> Floats:
    """float64[n]: the weight of a word in the title over each of some passages, or 0."""
    first, last, lifts = words.lift_first, words.lift_last, words.lift
    found = np.zeros(len(passages))
    if not len(passages):
        return found
    begin, end = words.lifts_begin[n], words.lifts_end[n]
    begin += np.searchsorted(last[begin:end], passages[0], "right")
    place = 0
    for at in range(begin, end):
        if place == len(passages):
            break
        while place < len(passages) and passages[place] < first[at]:
            place += 1
        while place < len(passages) and passages[place] < last[at]:
            found[place] = lifts[at]
            place += 1
    return found


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
def round_scores(scores: Floats) -> None:
    """Round scores to DECIMALS, in place."""
    for n in range(len(scores)):
        scores[n] = np.rint(scores[n] * _SCALE) / _SCALE
