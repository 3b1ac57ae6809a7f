"""Which passages of a segment may hold a quotation: first by its rare words, then by its shingles.

The quotation is cut into windows. What holds several of the rarest words of a window is looked
through in the row of words for shingles: rows of three words that the quotation has too. Where
most of them follow each other as they do in the quotation, there it would begin.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import stem
from index.columnar.lists import List, Lists, passages_of
from index.columnar.row import FAR, Row, far_rank
from index.compiled import compiled
from search.evaluation.segments import UNKNOWN, SearchedSegment

Array = NDArray[Any]

_WINDOW = 16
"""Words of a window."""
RAREST = 4
"""Words of a window that are looked for."""
FEW = 5_000
"""Where more passages hold two of them, three have to be there, and so on."""
_SHINGLE = 3
_BITS = 12
"""A word of a quotation is a number of so many bits: see `quotation.MAX_WORDS`."""


class Holders(NamedTuple):
    """Passages of a segment that hold shingles of a quotation, n of them.

    passages: int32[n]. hits: int64[n], how many shingles. begin: int64[n], the address of the
    quotation's first word, if all is there. exact: bool[n], whether one passage holds it whole.
    """

    passages: Array
    hits: Array
    begin: Array
    exact: Array


class QuotedWords(NamedTuple):
    """The words of a quotation, each with its number from 1 and the known word meant by it."""

    words: Sequence[str]
    meant: Sequence[str]
    numbers: NDArray[np.int64]


def numbered(words: Sequence[str], meant: Callable[[str], str]) -> QuotedWords:
    """The words of a quotation with their numbers."""
    numbers: dict[str, int] = {}
    row = np.array([numbers.setdefault(word, len(numbers) + 1) for word in words], np.int64)
    known = {word: meant(word) for word in numbers}
    return QuotedWords(words, [known[word] for word in words], row)


def numbers_by_rank(source: SearchedSegment, quoted: QuotedWords) -> NDArray[np.int32]:
    """int32[F+1]: the number in the quotation of the form of each rank; 0 for most.

    The word that a misspelt one means has its number, unless the quotation has it, too.
    """
    segment = source.segment
    found = np.zeros(segment.gap + 1, np.int32)
    numbers = dict(zip(quoted.words, quoted.numbers.tolist(), strict=True))
    meant = dict(zip(quoted.meant, quoted.numbers.tolist(), strict=True))
    for word, number in (meant | numbers).items():
        form = segment.forms.number(word)
        if form != UNKNOWN:
            found[segment.form_rank[form]] = number
    return found


def windows(quoted: QuotedWords) -> list[list[str]]:
    """The words meant by a quotation, in pieces of about 16."""
    parts = -(-len(quoted.meant) // _WINDOW)
    return [part.tolist() for part in np.array_split(np.array(quoted.meant, object), parts)]


def holders(
    source: SearchedSegment, quoted: QuotedWords, by_rank: Array, check: Callable[[], None]
) -> Holders:
    """The passages that may hold a quotation; `check` is called between two loops."""
    counts = np.zeros(source.passages, np.uint8)
    found = [np.zeros(0, np.int32)]
    for window in windows(quoted):
        check()
        found.append(_of_window(source, window, counts))
    passages = np.unique(np.concatenate(found))
    if source.deleted is not None:
        passages = passages[~source.deleted[passages]]
    check()
    return holders_among(source, passages, quoted, by_rank)


def holders_among(
    source: SearchedSegment, passages: Array, quoted: QuotedWords, by_rank: Array
) -> Holders:
    """Those of some passages that hold shingles of a quotation."""
    row, size = source.segment.words_row, min(_SHINGLE, len(quoted.words))
    hits, begin, exact = _looked_through(row, passages, by_rank, quoted.numbers, size)
    held = np.flatnonzero(hits)
    return Holders(passages[held], hits[held], begin[held], exact[held])


def _of_window(source: SearchedSegment, words: Sequence[str], counts: Array) -> Array:
    """int32[n]: the passages that hold several of the rarest words of a window."""
    known = (source.word(stem(word), stemmed=True) for word in dict.fromkeys(words))
    stems = {word.stem: word for word in known if word}
    rarest = sorted(stems.values(), key=lambda word: word.passages)[:RAREST]
    if not rarest:
        return np.zeros(0, np.int32)
    wheres = np.array([word.where for word in rarest], np.int64)
    found: Array = _holding_several(source.segment.lists, wheres, counts)
    return found


@compiled
def _holding_several(lists: Lists, wheres: Array, counts: Array) -> Array:
    """int32[n]: the passages in two of some lists, or in more where these are not few.

    wheres: int64[w, 3], the fields of each `List`. counts: uint8, by passage, all 0 before and
    after.
    """
    held = np.empty(wheres[:, 1].sum(), np.int32)
    tally = np.zeros(len(wheres) + 1, np.int64)
    end = 0
    for n in range(len(wheres)):
        start = end
        end += wheres[n, 1]
        held[start:end] = passages_of(lists, List(wheres[n, 0], wheres[n, 1], wheres[n, 2]))
        for place in range(start, end):
            counts[held[place]] += 1
            tally[counts[held[place]]] += 1
    needed = min(2, len(wheres))
    while needed < len(wheres) and tally[needed] > FEW:
        needed += 1
    found = np.empty(tally[needed], np.int32)
    n = 0
    for passage in held:
        if counts[passage] >= needed:
            found[n] = passage
            n += 1
        counts[passage] = 0
    return found


class _Shingles(NamedTuple):
    """The shingles of a quotation, in slots by their digest: keys, -1 for none, and where."""

    keys: Array
    places: Array


@compiled
def _slot(keys: Array, key: int) -> int:
    """The slot of a shingle, or the empty one where it would be."""
    last = len(keys) - 1
    slot = (key ^ key >> 17) * 0x9E3779B1 >> 7 & last
    while keys[slot] != -1 and keys[slot] != key:
        slot = slot + 1 & last
    return int(slot)


@compiled
def _shingles(quoted: Array, size: int) -> _Shingles:
    """The shingles of a quotation, each where it stands first."""
    slots = 16
    while slots < 4 * len(quoted):
        slots *= 2
    keys, places = np.full(slots, -1, np.int64), np.empty(slots, np.int64)
    key = 0
    for n in range(len(quoted)):
        key = (key << _BITS | quoted[n]) & ((1 << (_BITS * size)) - 1)
        if n >= size - 1:
            slot = _slot(keys, key)
            if keys[slot] == -1:
                keys[slot], places[slot] = key, n - size + 1
    return _Shingles(keys, places)


@compiled
def _looked_through(
    row: Row, passages: Array, by_rank: Array, quoted: Array, size: int
) -> tuple[Array, Array, Array]:
    """The `hits`, `begin` and `exact` of Holders for some passages; shingles have `size` words."""
    shingles = _shingles(quoted, size)
    hits, begin = np.zeros(len(passages), np.int64), np.zeros(len(passages), np.int64)
    exact = np.zeros(len(passages), np.bool_)
    near, starts = row.near, row.starts
    numbers = np.empty(1 << 8, np.int64)
    for n in range(len(passages)):
        start = starts[passages[n]]
        length = starts[passages[n] + 1] - 1 - start
        if length > len(numbers):
            numbers = np.empty(2 * length, np.int64)
        for place in range(length):
            rank = near[start + place]
            if rank == FAR:
                rank = far_rank(row, start + place)
            numbers[place] = by_rank[rank]
        hits[n], begin[n] = _hits(numbers[:length], shingles, size)
        if hits[n]:
            whole = _phrase(numbers[:length], quoted)
            exact[n] = whole >= 0
            begin[n] = start + (whole if whole >= 0 else begin[n])
    return hits, begin, exact


@compiled
def _hits(numbers: Array, shingles: _Shingles, size: int) -> tuple[int, int]:
    """How many shingles a passage holds, and where the quotation would begin in it.

    That is told by the most shingles that follow each other as they do in the quotation.
    """
    keys, places = shingles.keys, shingles.places
    mask = (1 << (_BITS * size)) - 1
    hits = begin = key = run = streak = longest = 0
    last = -2
    for place in range(len(numbers)):
        number = numbers[place]
        key = (key << _BITS | number) & mask
        run = run + 1 if number else 0
        found = -1
        if run >= size:
            slot = _slot(keys, key)
            if keys[slot] != -1:
                found = places[slot]
        if found < 0:
            streak, last = 0, -2
            continue
        hits += 1
        streak = streak + 1 if found == last + 1 else 1
        last = found
        if streak > longest:
            longest, begin = streak, place - size + 1 - last
    return hits, begin


@compiled
def _phrase(numbers: Array, quoted: Array) -> int:
    """Where a passage holds the whole quotation; -1 where it does not."""
    for place in range(len(numbers) - len(quoted) + 1):
        same = 0
        while same < len(quoted) and numbers[place + same] == quoted[same]:
            same += 1
        if same == len(quoted):
            return place
    return -1
