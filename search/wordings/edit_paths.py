"""The shortest way from one row of words to another: which words go, which come, which stay.

As few as can be go and come (Myers 1986: "An O(ND) Difference Algorithm and Its Variations"),
found from both ends at once in little memory. What is equal costs a step a word, so that two
wordings of a speech are compared in no time; what differs altogether is given up after MOST
edits, so that nothing takes long. Rows too long for that are first cut where short runs stand that
are unique in both, as in Bram Cohen's patience diff.

Words are numbers here, whichever; equal words have equal numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

Array = NDArray[Any]
Kind = Literal["equal", "replaced", "left", "right"]

MOST = 512
"""Edits on each side after which the best way so far is taken."""

_ANCHOR = 4
"""Words of a run that cuts both rows where it stands once in each."""

_STRAY = 3
"""Equal words that say nothing where more than they are changed before and behind them."""


class Run(NamedTuple):
    """Words of both rows that belong together: from and to, end exclusive, on each side.

    Where words are of one side alone, the other is the place where they would stand.
    """

    kind: Kind
    left: tuple[int, int]
    right: tuple[int, int]


def aligned(left: Sequence[str], right: Sequence[str]) -> tuple[Run, ...]:
    """The runs of two rows of words, in order; together they are both rows whole."""
    return tuple(
        Run(kind_of(bool(equal), b - a, d - c), (a, b), (c, d))
        for equal, a, b, c, d in runs(*numbered(left, right)).tolist()
    )


def numbered(left: Sequence[str], right: Sequence[str]) -> tuple[Array, Array]:
    """int64[n], int64[m]: two rows of words as numbers, the same for the same word."""
    numbers: dict[str, int] = {}
    first, second = (
        np.array([numbers.setdefault(word, len(numbers)) for word in row], np.int64)
        for row in (left, right)
    )
    return first, second


def kind_of(equal: bool, left: int, right: int) -> Kind:
    """What a run is that has so many words on each side."""
    if equal:
        return "equal"
    if not left:
        return "right"
    return "replaced" if right else "left"


def runs(left: Array, right: Array) -> Array:
    """int64[r, 5]: the runs of two rows, int64[n] and int64[m], which together are the rows whole.

    Of each: whether it is equal, and from and to, end exclusive, on the left and on the right.
    """
    cuts = _anchors(left, right) if len(left) + len(right) > 2 * MOST else np.empty((0, 2), int)
    edges = np.concatenate([[[0, 0]], cuts, [[len(left), len(right)]]]).astype(np.int64)
    gone, new = _changes(left, right, edges)
    _slide(left, gone)
    _slide(right, new)
    found: Array = _joined(gone, new)
    return found


def _anchors(left: Array, right: Array) -> Array:
    """int64[n, 2]: where runs of _ANCHOR words stand that are unique in both rows, ascending."""
    (own, own_at), (other, other_at) = _unique_rows(left), _unique_rows(right)
    _, mine, theirs = np.intersect1d(own, other, assume_unique=True, return_indices=True)
    pairs = np.stack([own_at[mine], other_at[theirs]], axis=1)
    pairs = pairs[np.argsort(pairs[:, 0])]
    return pairs[_longest_ascent(pairs[:, 1].copy())]


def _unique_rows(words: Array) -> tuple[Array, Array]:
    """Digests of the runs of _ANCHOR words that stand once in a row, sorted, and where."""
    digest = np.zeros(max(len(words) - _ANCHOR + 1, 0), np.uint64)
    for n in range(_ANCHOR):
        digest *= np.uint64(0x9E3779B97F4A7C15)
        digest += words[n : n + len(digest)].astype(np.uint64) + np.uint64(1)
    values, at, often = np.unique(digest, return_index=True, return_counts=True)
    return values[often == 1], at[often == 1]


@compiled
def _longest_ascent(values: Array) -> Array:
    """int64[n]: the places of a longest ascending part of distinct values (Fredman 1975)."""
    tails = np.empty(len(values), np.int64)
    before = np.empty(len(values), np.int64)
    length = 0
    for n in range(len(values)):
        low, high = 0, length
        while low < high:
            middle = (low + high) // 2
            if values[tails[middle]] < values[n]:
                low = middle + 1
            else:
                high = middle
        before[n] = tails[low - 1] if low else -1
        tails[low] = n
        length = max(length, low + 1)
    places = np.empty(length, np.int64)
    at = tails[length - 1] if length else -1
    for n in range(length - 1, -1, -1):
        places[n] = at
        at = before[at]
    return places


@compiled
def _changes(left: Array, right: Array, edges: Array) -> tuple[Array, Array]:
    """bool[n], bool[m]: the words of each row that are not equal, `edges` being equal places.

    A box of both rows loses what is equal at its ends and is cut in two where the shortest way
    through it is half gone. The smaller half is next, so that few boxes ever wait.
    """
    gone, new = np.zeros(len(left), np.bool_), np.zeros(len(right), np.bool_)
    ahead, back = np.zeros(2 * MOST + 5, np.int64), np.zeros(2 * MOST + 5, np.int64)
    boxes = np.empty((70, 4), np.int64)
    for edge in range(len(edges) - 1):
        boxes[0, 0], boxes[0, 2] = edges[edge]
        boxes[0, 1], boxes[0, 3] = edges[edge + 1]
        count = 1
        while count:
            count -= 1
            a, b, c, d = boxes[count]
            while a < b and c < d and left[a] == right[c]:
                a, c = a + 1, c + 1
            while a < b and c < d and left[b - 1] == right[d - 1]:
                b, d = b - 1, d - 1
            if a == b or c == d:
                gone[a:b] = True
                new[c:d] = True
                continue
            x, y = _halfway(left[a:b], right[c:d], ahead, back)
            x, y = a + x, c + y
            first_is_smaller = x - a + y - c < b - x + d - y
            larger, smaller = (count, count + 1) if first_is_smaller else (count + 1, count)
            boxes[larger, 0], boxes[larger, 1], boxes[larger, 2], boxes[larger, 3] = x, b, y, d
            boxes[smaller, 0], boxes[smaller, 1], boxes[smaller, 2], boxes[smaller, 3] = a, x, c, y
            count += 2
    return gone, new


@compiled
def _farthest(ahead: Array, n: int, m: int, low: int, high: int) -> tuple[int, int]:
    """The place that ways on some diagonals came to from which least is left to go."""
    best_x, best_y = 1, 0
    for k in range(low, high + 1, 2):
        x = ahead[MOST + 2 + k]
        if x <= n and x - k <= m and 2 * x - k > best_x + best_y:
            best_x, best_y = x, x - k
    return best_x, best_y


@compiled
def _halfway(left: Array, right: Array, ahead: Array, back: Array) -> tuple[int, int]:
    """A place on a shortest way through two rows that begin and end differently.

    ahead, back: by diagonal (a place left less the place right), how far ways from the beginning
    and from the end have come, in words of the left; int64[2 * MOST + 5].
    """
    n, m = len(left), len(right)
    shift = n - m
    odd = shift % 2 != 0
    middle = MOST + 2
    ahead[middle + 1] = back[middle + 1] = 0
    for edits in range(MOST + 1):
        low, high = -edits + 2 * max(0, edits - m), edits - 2 * max(0, edits - n)
        for k in range(low, high + 1, 2):
            at = middle + k
            if k == -edits or (k != edits and ahead[at - 1] < ahead[at + 1]):
                x = ahead[at + 1]
            else:
                x = ahead[at - 1] + 1
            while x < n and x - k < m and left[x] == right[x - k]:
                x += 1
            ahead[at] = x
            if odd and abs(shift - k) < edits and x + back[middle + shift - k] >= n:
                return x, x - k
        for k in range(low, high + 1, 2):
            at = middle + k
            if k == -edits or (k != edits and back[at - 1] < back[at + 1]):
                x = back[at + 1]
            else:
                x = back[at - 1] + 1
            while x < n and x - k < m and left[n - 1 - x] == right[m - 1 - x + k]:
                x += 1
            back[at] = x
            if not odd and abs(shift - k) <= edits and x + ahead[middle + shift - k] >= n:
                return n - x, m - x + k
    return _farthest(ahead, n, m, low, high)


@compiled
def _slide(words: Array, changed: Array) -> None:
    """Move what changed in a row to where it leaves the rest whole; bool[n].

    Of "the wall the wall fell" either wall may be the new one. Words that changed move up past
    others as long as those are the same, and then down, and what they meet on the way they join.
    """
    start = end = 0
    while start < len(words):
        if not changed[start]:
            start += 1
            continue
        end = start
        while end < len(words) and changed[end]:
            end += 1
        while start > 0 and words[start - 1] == words[end - 1]:
            start, end = start - 1, end - 1
            changed[start], changed[end] = True, False
            while start > 0 and changed[start - 1]:
                start -= 1
        while start > 0 and end < len(words) and words[start] == words[end]:
            changed[start], changed[end] = False, True
            start, end = start + 1, end + 1
            while end < len(words) and changed[end]:
                end += 1
        start = end


@compiled
def _joined(gone: Array, new: Array) -> Array:
    """int64[r, 5]: the runs of two rows, stray equal words put to the changes around them."""
    found = np.empty((len(gone) + len(new) + 1, 5), np.int64)
    a = c = count = 0
    while a < len(gone) or c < len(new):
        b, d = a, c
        while b < len(gone) and d < len(new) and not gone[b] and not new[d]:
            b, d = b + 1, d + 1
        equal = b > a
        if not equal:
            while b < len(gone) and gone[b]:
                b += 1
            while d < len(new) and new[d]:
                d += 1
        while not equal and count > 1:
            stray = found[count - 1, 2] - found[count - 1, 1]
            before = max(a - stray - found[count - 2, 1], c - stray - found[count - 2, 3])
            if stray > _STRAY or stray >= before or stray >= max(b - a, d - c):
                break
            count -= 2
            a, c = found[count, 1], found[count, 3]
        found[count, 0] = equal
        found[count, 1], found[count, 2], found[count, 3], found[count, 4] = a, b, c, d
        a, c = b, d
        count += 1
    return found[:count]
