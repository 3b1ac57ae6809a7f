"""The passages that hold a form of a stem, and how often it stands there.

The codes in the list of the stem tell, except where several of its forms are in a passage: only
there are the words themselves gone through. Functions here are compiled; passages are int32,
sorted; a rank is that of the form, or WHOLE_STEM for whichever form.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import (
    SEVERAL,
    List,
    Lists,
    codes_of_list,
    codes_of_some,
    frequencies_of_some,
    passages_of,
)
from index.columnar.row import FAR, Row, far_rank
from index.compiled import compiled
from search.lists.intersection import meet, within_documents
from search.lists.union import mark

Array = NDArray[Any]

WHOLE_STEM = -1


@compiled
def with_form(lists: Lists, row: Row, where: List, rank: int) -> Array:
    """int32[m]: the passages of a list that hold a form."""
    passages, codes = passages_of(lists, where), codes_of_list(lists, where)
    return passages[_hold(row, passages, codes, np.array([rank]))]


@compiled
def within_form(lists: Lists, row: Row, where: List, rank: int, passages: Array) -> Array:
    """int32[m]: those of some passages that hold a form of the stem of a list."""
    places, postings = np.empty((2, len(passages)), np.int64)
    met = meet(lists, where, passages, places, postings)
    passages = passages[places[:met]]
    codes = codes_of_some(lists, where, postings[:met])
    return passages[_hold(row, passages, codes, np.array([rank]))]


@compiled
def may_hold_all(
    lists: Lists, row: Row, wheres: Array, ranks: Array, chosen: Array, owners: Array
) -> Array:
    """int32[m]: the passages that may hold a form of each of some stems, as far as lists tell.

    wheres: int64[n, 3], the fields of each `List`, the shortest of which comes first. ranks:
    int64[n]. chosen: bool, by document, those whose passages are wanted; empty where all are.
    owners: the document of each passage. Codes of dense lists are not read: to find a code among
    so many takes longer than to look at the passage.
    """
    passages = np.empty(0, np.int32)
    for n in range(len(wheres)):
        where = List(wheres[n, 0], wheres[n, 1], wheres[n, 2])
        is_whole = ranks[n] == WHOLE_STEM or where.dense >= 0
        if n == 0:
            passages = passages_of(lists, where)
            if not is_whole:
                passages = passages[_able(codes_of_list(lists, where), row.codes[ranks[n]])]
            if len(chosen):
                passages = within_documents(chosen, owners, passages)
            continue
        places = np.empty(len(passages), np.int64)
        postings = np.empty(0 if is_whole else len(passages), np.int64)
        met = meet(lists, where, passages, places, postings)
        passages = passages[places[:met]]
        if not is_whole:
            codes = codes_of_some(lists, where, postings[:met])
            passages = passages[_able(codes, row.codes[ranks[n]])]
    return passages


@compiled
def form_frequencies(lists: Lists, row: Row, where: List, rank: int, passages: Array) -> Array:
    """int32[n]: how often a form of the stem of a list stands in each of some passages."""
    found = np.zeros(len(passages), np.int32)
    places, postings = np.empty((2, len(passages)), np.int64)
    met = meet(lists, where, passages, places, postings)
    often = frequencies_of_some(lists, where, postings[:met])
    codes = codes_of_some(lists, where, postings[:met])
    own, unsure, n = row.codes[rank], np.empty(met, np.int64), 0
    for place in range(met):
        if codes[place] == SEVERAL:
            unsure[n] = places[place]
            n += 1
        elif codes[place] == own:
            found[places[place]] = often[place]
    counts = counts_of(row, passages[unsure[:n]], rank)
    for place in range(n):
        found[unsure[place]] = counts[place]
    return found


@compiled
def mark_forms(
    bits: Array, lists: Lists, row: Row, wheres: Array, ranks: Array, ends: Array
) -> None:
    """Mark the passages that hold some forms of some stems, a bit each (see `search.lists.union`).

    wheres: int64[s, 3], the fields of each stem's `List`. ranks: int64, those of its forms, up to
    ends[s], int64.
    """
    first = 0
    for n in range(len(wheres)):
        where = List(wheres[n, 0], wheres[n, 1], wheres[n, 2])
        passages, codes = passages_of(lists, where), codes_of_list(lists, where)
        mark(bits, passages[_hold(row, passages, codes, ranks[first : ends[n]])])
        first = ends[n]


@compiled
def counts_of(row: Row, passages: Array, rank: int) -> Array:
    """int32[n]: how often the form of a rank stands in each of some passages, by their words."""
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
def _able(codes: Array, own: int) -> Array:
    """bool[n]: which codes allow for a form of some code."""
    able: Array = (codes == own) | (codes == SEVERAL)
    return able


@compiled
def _hold(row: Row, passages: Array, codes: Array, ranks: Array) -> Array:
    """bool[n]: which passages with some codes hold forms of some ranks."""
    wanted = np.zeros(SEVERAL + 1, np.bool_)
    for rank in ranks:
        wanted[row.codes[rank]] = True
    found = np.empty(len(codes), np.bool_)
    unsure, n = np.empty(len(codes), np.int64), 0
    for place in range(len(codes)):
        found[place] = wanted[codes[place]]
        unsure[n] = place
        n += codes[place] == SEVERAL
    unsure = unsure[:n]
    asked = passages[unsure]
    found[unsure] = False
    for rank in ranks:
        counts = counts_of(row, asked, rank)
        for place in range(n):
            found[unsure[place]] |= counts[place] > 0
    return found
