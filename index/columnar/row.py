"""The row of words, as loops read it: passage after passage, word after word.

A word of the row is the rank of its form, in 16 bits; what does not fit stands apart, sorted by
address (see `overflow`).

Functions here are compiled. What they take is taken apart before their loops: to hand an array
to a function, or to name the field of a tuple, costs more than what is done with a word.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import SEVERAL
from index.compiled import compiled

Array = NDArray[Any]

FAR = 0xFFFF
"""What stands in `near` for a rank that does not fit."""


class Row(NamedTuple):
    """The row of P passages: passage p is row[starts[p] : starts[p + 1] - 1].

    starts: int64[P+1]. near: uint16, a rank an address, or FAR. far_at, far: int64 and uint32,
    the addresses of ranks that do not fit, sorted, and these ranks. codes: uint8[F+1], the code
    of the form of each rank in the lists of stems (see `lists`).
    """

    starts: NDArray[np.int64]
    near: NDArray[np.uint16]
    far_at: NDArray[np.int64]
    far: NDArray[np.uint32]
    codes: NDArray[np.uint8]


@compiled
def codes_of(forms_of_stem: Array, stems: int) -> Array:
    """uint8[F]: the code of each form, from the stem of each, the most frequent form first."""
    codes = np.empty(len(forms_of_stem), np.uint8)
    met = np.zeros(stems, np.uint8)
    for n in range(len(forms_of_stem)):
        stem = forms_of_stem[n]
        codes[n] = met[stem]
        met[stem] = min(met[stem] + 1, SEVERAL)
    return codes


@compiled
def far_rank(row: Row, address: int) -> int:
    """The rank of the form at an address where FAR stands."""
    return int(row.far[np.searchsorted(row.far_at, address)])


@compiled
def counts_in(row: Row, passages: Array, wanted: Array) -> Array:
    """int32[n]: how many words of each of some passages are wanted; `wanted`: bool, by rank."""
    counts = np.zeros(len(passages), np.int32)
    near, starts = row.near, row.starts
    for n in range(len(passages)):
        start = starts[passages[n]]
        words = near[start : starts[passages[n] + 1] - 1]
        count = 0
        for place in range(len(words)):
            rank = words[place]
            if rank == FAR:
                rank = far_rank(row, start + place)
            count += wanted[rank]
        counts[n] = count
    return counts


@compiled
def addresses_in(row: Row, passages: Array, wanted: Array) -> Array:
    """int64[n]: the addresses, in some passages, of words that are wanted; `wanted`: as above."""
    found = np.empty(np.sum(counts_in(row, passages, wanted)), np.int64)
    near, starts = row.near, row.starts
    n = 0
    for passage in passages:
        for address in range(starts[passage], starts[passage + 1] - 1):
            rank = near[address]
            if rank == FAR:
                rank = far_rank(row, address)
            if wanted[rank]:
                found[n] = address
                n += 1
    return found


@compiled
def holders_of(row: Row, passages: Array, of_rank: Array, numbers: int) -> Array:
    """int64[numbers]: how many of some passages hold each number; `of_rank`: that of each rank."""
    counts = np.zeros(numbers, np.int64)
    last_met = np.full(numbers, -1, np.int64)
    near, starts = row.near, row.starts
    for passage in passages:
        for address in range(starts[passage], starts[passage + 1] - 1):
            rank = near[address]
            if rank == FAR:
                rank = far_rank(row, address)
            number = of_rank[rank]
            if last_met[number] != passage:
                last_met[number] = passage
                counts[number] += 1
    return counts
