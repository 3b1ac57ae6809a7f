"""Passages of a cluster brought to this machine, as a small segment of their own.

Shards do not say where in a passage something stands, so what has to be told place by place is
fetched, put in a row of words as the embedded engine has it, and looked through by its loops.
Which alternatives of a query hold in a passage the cluster has told by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import And, Or, Require
from whoosh.query.qcore import Query
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from index.columnar.segment import open_segment
from index.columnar.writing import write_segment
from index.storage.columns import DTYPES, NO_DAY, Columns
from index.storage.live_segments import LiveSegment
from search.evaluation.passage_sets import Listed
from search.evaluation.segments import SearchedSegment
from search.opensearch.packing import unpacked
from search.opensearch.passages import Passage
from search.opensearch.reader import Reader
from search.results import DocumentSummary

Passages = NDArray[np.int32]


@dataclass(frozen=True)
class SomeColumns(Columns):
    """The columns of documents of which some passages are here; int32[P]: their `numbers`."""

    numbers: Passages

    @cached_property
    def titles(self) -> Passages:
        """int32[n]: the passages that are titles."""
        return np.flatnonzero(self.numbers == 0).astype(np.int32)

    def numbers_of(self, passages: Sequence[int] | NDArray[np.integer]) -> Passages:
        """int32[n]: the numbers of passages in their documents."""
        return self.numbers[np.asarray(passages, np.int32)]


class Brought:
    """Passages in the order of reading, with what is known of their documents."""

    def __init__(self, reader: Reader, passages: Sequence[Passage]) -> None:
        self._reader = reader
        self._passages = passages
        orders = np.array([passage.order for passage in passages], np.int64)
        self._firsts = np.flatnonzero(np.diff(orders, prepend=-1))
        self.keys = [passages[first].key for first in self._firsts.tolist()]
        """The documents, by number."""

    def columns(self, *further: dict[str, NDArray[np.int32]]) -> SomeColumns:
        """The columns of these documents, and of further ones of which only the days are told."""
        firsts = [self._passages[first] for first in self._firsts.tolist()]
        days = {
            "first_day": [NO_DAY if one.first_day is None else one.first_day for one in firsts],
            "last_day": [NO_DAY if one.last_day is None else one.last_day for one in firsts],
            "precision": [one.precision for one in firsts],
        }
        told = {
            name: np.concatenate([np.array(own, np.int32), *(more[name] for more in further)])
            for name, own in days.items()
        }
        count = len(told["first_day"])
        told["document_rank"] = np.arange(count)
        stored = {
            name: told.get(name, np.zeros(count)).astype(dtype) for name, dtype in DTYPES.items()
        }
        ends = np.full(count - len(self._firsts) + 1, len(self._passages))
        return SomeColumns(
            document_start=np.concatenate((self._firsts, ends)).astype(np.int32),
            passage_words=np.zeros(len(self._passages), np.int32),
            coded={},
            numbers=np.array([passage.number for passage in self._passages], np.int32),
            **stored,
        )

    def segment(self, columns: Columns) -> SearchedSegment:
        """The words of the passages."""
        with TemporaryDirectory() as folder:
            words = Path(folder) / "words"
            write_segment(words, (passage.text for passage in self._passages))
            # What is mapped stays as long as it is used, whatever becomes of its names.
            return SearchedSegment(LiveSegment(open_segment(words), 0, None), columns)

    def summaries(self, numbers: Iterable[int]) -> list[DocumentSummary]:
        """What is shown of some documents, by number, in the order given."""
        orders = [self._passages[int(self._firsts[number])].order for number in numbers]
        found, _ = self._reader.shown(orders)
        known = {one["rank"]: unpacked(one["summary"], DocumentSummary) for one in found}
        return [known[order] for order in orders]

    def paragraphs(self, places: Iterable[tuple[int, int]]) -> list[str]:
        """Some paragraphs, each by its document and its number in it, from 0."""
        return [self._texts[self.keys[document], number + 1] for document, number in places]

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        return {(passage.key, passage.number): passage.text for passage in self._passages}


class Alternatives:
    """Where the alternatives of a query hold in the passages of one segment, as shards told it."""

    def __init__(
        self, source: SearchedSegment, parts: Sequence[Query], passages: Sequence[Passage]
    ) -> None:
        self.source = source
        self._held = {
            id(part): np.array(
                [place for place, passage in enumerate(passages) if n in passage.parts], np.int32
            )
            for n, part in enumerate(parts)
        }

    def check(self) -> None:
        """Nothing takes long of what is here."""

    def find(self, query: Query) -> Listed:
        """Where an alternative holds."""
        return Listed(self._held[id(query)])


def alternatives(query: Query) -> Iterator[Query]:
    """The alternatives within a query that are more than a word: where they stand, they count."""
    match query:
        case Or():
            for part in query.subqueries:
                if not isinstance(part, Term | Not):
                    yield part
                    yield from alternatives(part)
        case And():
            for part in query.subqueries:
                if not isinstance(part, Not):
                    yield from alternatives(part)
        case Require():
            yield from alternatives(query.b)
        case ConstantScoreQuery():
            yield from alternatives(query.child)
