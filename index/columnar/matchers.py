"""A matcher over the postings of one term: what Whoosh steps through when it searches.

Whoosh asks for one posting at a time, so arrays are turned into lists here, once: an element
of a list is read in a fraction of the time an element of an array takes.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

import numpy as np
from whoosh.formats import Format, Frequency, Positions
from whoosh.matching.mcore import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer
from whoosh.system import pack_uint

from index.columnar.field_terms import FieldTerms, Postings

BLOCK = 128
"""Postings a block. Whoosh skips a block whose best posting could not reach the top."""


class _Blocks(NamedTuple):
    """What bounds the score of a block: its greatest weight and its least length."""

    max_weights: list[float]
    min_lengths: list[int]


class TermMatcher(LeafMatcher):
    """The postings of one term of one field."""

    def __init__(
        self, field: FieldTerms, number: int, term: tuple[str, bytes], format_: Format,
        scorer: BaseScorer | None,
    ) -> None:  # fmt: skip
        self._field = field
        self._number = number
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._at = 0

    @cached_property
    def _postings(self) -> Postings:
        return self._field.postings(self._number)

    @cached_property
    def _count(self) -> int:
        return len(self._postings.passages)

    @cached_property
    def _passages(self) -> list[int]:
        # Some matchers of Whoosh's ask for the passage of one that has just run out, and expect
        # what its own codec tells them then: the last passage.
        passages: list[int] = self._postings.passages.tolist()
        return passages + passages[-1:]

    @cached_property
    def _frequencies(self) -> list[float]:
        weights: list[float] = self._postings.frequencies.astype(float).tolist()
        return weights

    @cached_property
    def _offsets(self) -> list[int]:
        """Where the positions of each posting begin, and where the last one's end."""
        return [0, *np.cumsum(self._postings.frequencies).tolist()]

    @cached_property
    def _all_positions(self) -> list[int]:
        positions = self._field.positions(self._number)
        return [] if positions is None else positions.tolist()

    @cached_property
    def _blocks(self) -> _Blocks:
        passages, frequencies = self._postings
        lengths = self._field.lengths_of(passages)
        starts = np.arange(0, len(passages), BLOCK)
        return _Blocks(
            np.maximum.reduceat(frequencies, starts).astype(float).tolist(),
            np.minimum.reduceat(lengths, starts).tolist(),
        )

    @property
    def _block(self) -> int:
        """The number of the block; behind the last posting still the last one's."""
        return min(self._at, self._count - 1) // BLOCK

    def _positions(self) -> list[int]:
        start, stop = self._offsets[self._at : self._at + 2]
        return self._all_positions[start:stop]

    def is_active(self) -> bool:
        """Whether there is a posting left."""
        return self._at < self._count

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def copy(self) -> TermMatcher:
        """A matcher of the same term at the same posting."""
        copied = TermMatcher(self._field, self._number, self._term, self.format, self.scorer)
        copied.__dict__.update(self.__dict__)
        return copied

    def id(self) -> int:
        """The passage of the posting."""
        return self._passages[self._at]

    def weight(self) -> float:
        """How often the term stands in the passage."""
        return self._frequencies[self._at]

    def next(self) -> bool:  # type: ignore[override]
        """Go to the next posting; whether it begins a block."""
        self._at += 1
        return self._at % BLOCK == 0

    def skip_to(self, id: int) -> None:  # noqa: A002 — Whoosh's name
        """Go to the first posting of this passage or a later one."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._passages, id, self._at, self._count)

    def value(self) -> bytes:
        """The posting as the field's format writes it."""
        if isinstance(self.format, Positions):
            encoded: bytes = self.format.encode(self._positions())
            return encoded
        if isinstance(self.format, Frequency):
            return pack_uint(int(self.weight()))
        return b""

    def value_as(self, astype: str) -> object:
        """What the posting says of one thing, such as `positions`."""
        if astype == "positions" and self.format.supports(astype):
            return self._positions()
        said: object = self.format.decoder(astype)(self.value())
        return said

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the next block that could hold a better posting; how many were skipped."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:  # type: ignore[no-untyped-call]
            self._at = min((self._block + 1) * BLOCK, self._count)
            skipped += 1
        return skipped

    def block_min_length(self) -> int:
        """How many words the shortest passage of the block has."""
        return self._blocks.min_lengths[self._block]

    def block_max_weight(self) -> float:
        """How often the term stands in a passage of the block at most."""
        return self._blocks.max_weights[self._block]
