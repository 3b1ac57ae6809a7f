"""From a generation to what is sent to a cluster: each document with its passages, and a digest.

Words are made here, by the same `index.analysis` as for the embedded engine, so that a cluster
decides nothing about what a word is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.analysis import stems, words
from index.documents import Document, passages
from index.schema import VALUE_FIELDS, field_value, fields_present, whole_value
from index.storage.columns import NO_DAY
from search.neighbours import Rows
from search.opening import Opened
from search.opensearch.layout import shown as shown_field
from search.opensearch.packing import packed
from search.presentation.document_view import view_of
from search.requests import FACET_FIELDS
from search.wordings.comparing import summary_of


class Record(NamedTuple):
    """A document as it is sent.

    route: what decides on which shard its passages stand. passages: by number, what is indexed
    of each. stored: what is kept to be shown.
    """

    id: str
    route: int
    digest: str
    passages: dict[int, dict[str, Any]]
    stored: dict[str, Any]


def key_of(document_id: str) -> int:
    """A number for a document, of 63 bits and never 0."""
    hashed = blake2b(document_id.encode(), digest_size=8).digest()
    return int.from_bytes(hashed, "big") >> 1 or 1


class Records:
    """The documents of a generation as records, in the order of reading."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._generation = opened.generation
        self._columns = opened.generation.columns

    def __len__(self) -> int:
        return self._columns.documents

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """int64[n]: the documents that can be found."""
        return self._columns.in_reading_order()

    def ids(self) -> list[str]:
        """The ids of the documents."""
        return [d.id for d in self._generation.documents.openings(self.numbers.tolist())]

    def __call__(self, places: Sequence[int]) -> Iterator[Record]:
        """The records; `places` are ascending numbers that stand for the order of reading."""
        for number, place in zip(self.numbers.tolist(), places, strict=True):
            yield self._record(number, place)

    def _record(self, number: int, place: int) -> Record:
        shown = summary_of(number, self._opened)
        view = view_of(number, self._opened, self._rows)
        document = view.document
        page = int(self._columns.page[number].astype(np.int64))
        own = self._of_document(number, document, page, place)
        indexed = _passages(document, own)
        stored = {
            "summary": packed(shown),
            "whole": packed(msgspec.structs.replace(view, index_version="", archive="")),
        }
        digest = blake2b(msgspec.json.encode([indexed, stored]), digest_size=16).hexdigest()
        return Record(document.id, page or key_of(document.id), digest, indexed, stored)

    def _of_document(
        self, number: int, document: Document, page: int, place: int
    ) -> dict[str, Any]:
        """What every passage of a document says of it."""
        columns = self._columns
        title = words(document.title or "")
        found: dict[str, Any] = {
            "key": key_of(document.id),
            "order": place,
            "page": page,
            "story": self._story(number),
            "precision": int(columns.precision[number]),
            "captured_day": int(columns.captured_day[number]),
            "title": " ".join(stems(title)),
            "title_exact": " ".join(title),
            "title_words": len(title),
            "has": list(fields_present(document)),
        }
        for day in ("first_day", "last_day"):
            value = int(getattr(columns, day)[number])
            if value != NO_DAY:
                found[day] = value
        for field in VALUE_FIELDS:
            if text := field_value(document, field):
                found[field] = whole_value(text)
                if field in FACET_FIELDS:
                    found[shown_field(field)] = text
        return found

    def _story(self, number: int) -> int:
        """The number of a document's story; 0 where it is alone."""
        story = int(self._stories[number])
        if self._together[story] < 2:
            return 0
        return key_of(self._generation.documents.openings([story])[0].id)

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self._columns)

    @cached_property
    def _stories(self) -> NDArray[np.integer]:
        return self._opened.stories.of(np.arange(len(self._columns.first_day)))

    @cached_property
    def _together(self) -> NDArray[np.integer]:
        return np.bincount(self._stories)


def _passages(document: Document, own: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """What is indexed of each passage, by its number."""
    found = {}
    for passage in passages(document):
        forms = words(passage.text)
        found[passage.number] = {
            **own,
            "number": passage.number,
            "words": len(forms),
            "text": " ".join(stems(forms)),
            "exact": " ".join(forms),
            "paragraph": passage.text,
        }
    return found
