"""The forms of all segments in one alphabetical order, so that words can be sorted by number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from search.evaluation.segments import SearchedSegment

NO_WORD = 0
"""What comes before every word: the place of a gap."""


class FormOrder:
    """Where the forms of each segment stand among those of all, from 1 on; made when first asked.

    Forms are ordered by code point, as they were normalised.
    """

    def __init__(self, segments: Sequence[SearchedSegment]) -> None:
        self._segments = segments

    @cached_property
    def places(self) -> list[NDArray[np.int32]]:
        """int32[F+1] for each segment: the place of each form, and NO_WORD for its gap."""
        if len(self._segments) == 1:
            forms = self._segments[0].segment.gap
            return [_with_gap(np.arange(1, forms + 1, dtype=np.int32))]
        own = [source.segment.forms.words() for source in self._segments]
        place = {word: n for n, word in enumerate(sorted(set(chain(*own))), start=1)}
        return [_with_gap(np.array([place[word] for word in words], np.int32)) for words in own]


def _with_gap(places: NDArray[np.int32]) -> NDArray[np.int32]:
    """A place more: that of the gap, whose number follows those of the forms."""
    return np.append(places, np.int32(NO_WORD))
