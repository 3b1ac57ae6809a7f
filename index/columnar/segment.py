"""A segment: an immutable stretch of the archive as one row of words, and where each word stands.

The passages follow each other in the row with a gap of one before, between and after them, so
that no phrase crosses over. An *address* is a place in the row. Words of the row are *forms*,
exact spellings; each form has a *stem*, and passages are listed by stem:

    row*                       the form of each address, by rank: 0 is a gap, the most frequent
                               form is 1 (see `overflow`); rank_form, the form of each rank
    lengths*                   how many words each passage has (see `overflow`)
    forms_*, stems_*           the vocabularies, sorted; form_stem, stem_forms lead across
    gaps_*                     the passages of each stem, as gaps (see `narrow`)
    few, many*                 how often it stands in each (see `frequencies`)
    places_*                   where in the passage, for stems that are in few (see `narrow`)

Exact postings need no lists of their own: the row at a stem's addresses tells the form. Nor do
the addresses of frequent stems, which are most of the row: who asks for them asks beside other
words, and looks through the passages that have them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.frequencies import Frequencies
from index.columnar.manifest import load_array, read_manifest, verify_segment
from index.columnar.narrow import FIELDS, NarrowLists
from index.columnar.overflow import OverflowRow, overflow_row
from index.columnar.vocabulary import Vocabulary
from index.errors import DamagedIndex

__all__ = ["Segment", "open_segment", "verify_segment"]

Array = NDArray[Any]


class Segment:
    """An open segment of P passages, F forms and S stems. Immutable; threads may share it."""

    def __init__(self, arrays: dict[str, Array], words: int) -> None:
        self.words = words
        lengths = overflow_row("lengths", arrays)
        self.passages = len(lengths)
        self.passage_start = _starts(lengths)
        """int64[P+1]: passage p is row[passage_start[p] : passage_start[p+1] - 1]."""
        self.forms = Vocabulary(arrays["forms_text"], arrays["forms_start"])
        self.stems = Vocabulary(arrays["stems_text"], arrays["stems_start"])
        self.form_stem: Array = arrays["form_stem"]
        """uint32[F]: the stem of each form."""
        self.form_occurrences: Array = arrays["form_occurrences"]
        """uint32[F]: how often each form stands in the row."""
        self.stem_passages: Array = arrays["stem_passages"]
        """uint32[S]: in how many passages each stem stands."""
        self.stem_occurrences: Array = arrays["stem_occurrences"]
        """uint32[S]: how often each stem stands in the row."""
        self.gap = len(self.forms)
        """What `row` and `at` answer for an address between passages: no form's number."""
        self._row = overflow_row("row", arrays)
        self._rank_form = arrays["rank_form"]
        self._stem_forms = arrays["stem_forms"]
        self._stem_forms_start = arrays["stem_forms_start"]
        self._gaps = _lists("gaps", arrays, self.stem_passages)
        self._places = _lists("places", arrays, self.stem_occurrences)
        self._frequencies = Frequencies(arrays, self.stem_passages)
        self.has_positions: NDArray[np.bool_] = self._places.held
        """bool[S]: whether positions are stored, so that `positions` need not scan the row."""

    def postings(self, stem: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The passages a stem stands in, sorted, and how often in each; int32[n] both."""
        return self.passages_of(stem), self.frequencies(stem)

    def passages_of(self, stem: int) -> NDArray[np.int32]:
        """int32[n]: the passages a stem stands in, sorted."""
        gaps = self._gaps.get(stem, np.int32)
        # Gaps count from -1; so does their sum if the first is made one less.
        gaps[:1] -= 1
        return np.cumsum(gaps, out=gaps)

    def frequencies(self, stem: int) -> NDArray[np.int32]:
        """int32[n]: how often a stem stands in each of its passages."""
        return self._frequencies.of(stem)

    def positions(self, stem: int) -> NDArray[np.int64]:
        """int64[n]: the addresses of a stem, sorted. Scans the row unless `has_positions`."""
        if not self.has_positions[stem]:
            return self._scan(stem)
        passages, frequencies = self.postings(stem)
        places = self._places.get(stem, np.int64)
        places += np.repeat(self.passage_start[passages] - 1, frequencies)
        return places

    def positions_in(self, stem: int, passages: NDArray[Any]) -> NDArray[np.int64]:
        """int64[n]: the addresses of a stem in some passages, sorted, by looking through them."""
        addresses = self.addresses(passages)
        forms = np.zeros(self.gap + 1, np.bool_)
        forms[self.forms_of(stem)] = True
        return addresses[forms[self.at(addresses)]]

    def addresses(self, passages: NDArray[Any]) -> NDArray[np.int64]:
        """int64[n]: every address of some passages that are sorted."""
        starts = self.passage_start[passages]
        lengths = self.passage_start[np.asarray(passages) + 1] - 1 - starts
        ends = np.cumsum(lengths)
        found: NDArray[np.int64] = np.repeat(starts - (ends - lengths), lengths)
        found += np.arange(len(found))
        return found

    def forms_of(self, stem: int) -> Array:
        """uint32[n]: the forms of a stem, sorted."""
        start, stop = self._stem_forms_start[stem : stem + 2].tolist()
        return self._stem_forms[start:stop]

    def row(self, start: int, stop: int) -> NDArray[np.uint32]:
        """uint32[stop-start]: the forms of a stretch of the row; `gap` between passages."""
        found: NDArray[np.uint32] = self._rank_form[self._row.stretch(start, stop)]
        return found

    def at(self, addresses: NDArray[Any]) -> NDArray[np.uint32]:
        """uint32[n]: the forms at addresses; `gap` between passages and beyond the row."""
        # Both ends of the row are gaps, so what is beyond finds one.
        found: NDArray[np.uint32] = self._rank_form[self._row.at(addresses)]
        return found

    def _scan(self, stem: int) -> NDArray[np.int64]:
        """The addresses of a stem, by looking at every word of the row."""
        forms = np.zeros(self.gap + 1, np.bool_)
        forms[self.forms_of(stem)] = True
        return self._row.places_of(forms[self._rank_form])


def _starts(lengths: OverflowRow) -> NDArray[np.int64]:
    """The address of each passage's first word, and of what would be the next one's."""
    starts = np.empty(len(lengths) + 1, np.int64)
    starts[0] = 1
    np.cumsum(lengths.stretch(0, len(lengths)), out=starts[1:])
    starts[1:] += np.arange(2, len(starts) + 1)
    return starts


def _lists(name: str, arrays: dict[str, Array], lengths: Array) -> NarrowLists:
    return NarrowLists({field: arrays[f"{name}_{field}"] for field in FIELDS}, lengths)


def open_segment(folder: Path) -> Segment:
    """Open the segment in a folder; its arrays are mapped, not read.

    Raises DamagedIndex, naming the file, where one is missing or not of the size described, and
    SchemaMismatch where it is of another codec.
    """
    manifest = read_manifest(folder)
    arrays = {name: load_array(folder, name, entry) for name, entry in manifest.arrays.items()}
    try:
        return Segment(arrays, manifest.words)
    except KeyError as error:
        raise DamagedIndex(f"{folder} lacks the array {error}") from error
