"""A segment: an immutable stretch of the archive as one row of words, and where each word stands.

The passages follow each other in the row with a gap of one before, between and after them, so
that no phrase crosses over. An *address* is a place in the row. Words of the row are *forms*,
exact spellings; each form has a *stem*, and passages are listed by stem:

    row*                       the form of each address, by rank: 0 is a gap, the most frequent
                               form is 1 (see `row`); rank_form, the form of each rank
    lengths*                   how many words each passage has (see `overflow`)
    forms_*, stems_*           the vocabularies, sorted; form_stem, stem_forms lead across
    form_passages, stem_...    how many passages hold each form, each stem
    lists_*                    the passages of each stem and how often it stands in them
                               (see `lists`)

Forms need no lists of their own, since the lists of stems tell them apart, and no list says where
in its passage a word stands: passages are short, and to look through the row of those that can
matter takes less than to read where else a word stands.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import BLOCK, DENSE, NOT_DENSE, List, Lists, frequencies_of, passages_of
from index.columnar.manifest import load_array, read_manifest, verify_segment
from index.columnar.overflow import OverflowRow, overflow_row
from index.columnar.row import Row, addresses_in, codes_of
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
        self.form_passages: Array = arrays["form_passages"]
        """uint32[F]: in how many passages each form stands."""
        self.stem_passages: Array = arrays["stem_passages"]
        """uint32[S]: in how many passages each stem stands."""
        self.gap = len(self.forms)
        """What `row` and `at` answer for an address between passages: no form's number."""
        self.lists = _lists(arrays, self.passages)
        self._row = overflow_row("row", arrays)
        self._rank_form = arrays["rank_form"]
        self._stem_forms = arrays["stem_forms"]
        self._stem_forms_start = arrays["stem_forms_start"]
        self._blocks = _before((self.stem_passages.astype(np.int64) + BLOCK - 1) // BLOCK)
        self._dense = np.flatnonzero(self.stem_passages.astype(np.int64) * DENSE > self.passages)

    @cached_property
    def words_row(self) -> Row:
        """The row, for loops over it."""
        row = self._row
        codes = np.zeros(self.gap + 1, np.uint8)
        codes[1:] = codes_of(self.rank_stem[1:], len(self.stems))
        return Row(self.passage_start, row.held, row.far_at.astype(np.int64), row.far, codes)

    def list_of(self, stem: int) -> List:
        """Where in `lists` the list of a stem is."""
        dense = int(np.searchsorted(self._dense, stem))
        is_dense = dense < len(self._dense) and self._dense[dense] == stem
        count = int(self.stem_passages[stem])
        return List(int(self._blocks[stem]), count, dense if is_dense else NOT_DENSE)

    def postings(self, stem: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The passages a stem stands in, sorted, and how often in each; int32[n] both."""
        return self.passages_of(stem), frequencies_of(self.lists, self.list_of(stem))

    def lists_of(self, stems: Array) -> NDArray[np.int64]:
        """int64[n, 3]: where the lists of some stems are, the fields of each `List`."""
        found = np.empty((len(stems), 3), np.int64)
        found[:, 0] = self._blocks[stems]
        found[:, 1] = self.stem_passages[stems]
        dense = self._dense.searchsorted(stems)
        is_dense = np.append(self._dense, -1)[dense] == stems
        found[:, 2] = np.where(is_dense, dense, NOT_DENSE)
        return found

    def forms_in(self, stems: Array) -> Array:
        """How many forms some stems have."""
        counts: Array = self._stem_forms_start[stems + 1] - self._stem_forms_start[stems]
        return counts

    def passages_of(self, stem: int) -> NDArray[np.int32]:
        """int32[n]: the passages a stem stands in, sorted."""
        return passages_of(self.lists, self.list_of(stem))

    def positions(self, stem: int) -> NDArray[np.int64]:
        """int64[n]: the addresses of a stem, sorted, by looking through its passages."""
        wanted = self.wanted(self.forms_of(stem))
        found: NDArray[np.int64] = addresses_in(self.words_row, self.passages_of(stem), wanted)
        return found

    def wanted(self, forms: Array) -> NDArray[np.bool_]:
        """bool[F+1], by rank: whether a form is among some."""
        wanted = np.zeros(self.gap + 1, np.bool_)
        wanted[self.form_rank[forms]] = True
        return wanted

    @cached_property
    def form_rank(self) -> NDArray[np.int64]:
        """int64[F+1]: the rank of each form, and of `gap`."""
        ranks = np.empty(self.gap + 1, np.int64)
        ranks[self._rank_form] = np.arange(self.gap + 1)
        return ranks

    @cached_property
    def rank_form(self) -> NDArray[np.int64]:
        """int64[F+1]: the form of each rank; that of the gap's rank, 0, is `gap`."""
        return self._rank_form.astype(np.int64)

    @cached_property
    def rank_stem(self) -> NDArray[np.int64]:
        """int64[F+1]: the stem of the form of each rank; 0 for the gap's."""
        stems = np.zeros(self.gap + 1, np.int64)
        stems[1:] = self.form_stem[self._rank_form[1:]]
        return stems

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


def _starts(lengths: OverflowRow) -> NDArray[np.int64]:
    """The address of each passage's first word, and of what would be the next one's."""
    starts = np.empty(len(lengths) + 1, np.int64)
    starts[0] = 1
    np.cumsum(lengths.stretch(0, len(lengths)), out=starts[1:])
    starts[1:] += np.arange(2, len(starts) + 1)
    return starts


def _lists(arrays: dict[str, Array], passages: int) -> Lists:
    lists = {field: arrays[f"lists_{field}"] for field in Lists._fields}
    lists["dense"] = lists["dense"].reshape(-1, passages // 64 + 1)
    return Lists(**lists)


def _before(counts: Array) -> NDArray[np.int64]:
    """The sum of all counts before each."""
    before: NDArray[np.int64] = np.cumsum(counts) - counts
    return before


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
