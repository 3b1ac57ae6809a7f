"""What an engine answers. Highlights are offsets into plain text, in characters, end exclusive.

HTML is made at the edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from index.dates import Precision
from index.documents import Block, Document

if TYPE_CHECKING:
    from search.absence import Absence

Order = Literal["earlier", "later", "same", "undated"]
Span = tuple[int, int]


class Repair(msgspec.Struct, frozen=True):
    """One change made to a faulty query so that it could be run."""

    code: str
    position: int
    message: str


class QueryReading(msgspec.Struct, frozen=True, kw_only=True):
    """How a query was understood: as typed, in normal form, and in words.

    `literal` is the query that searches for the very words typed, given where something was
    repaired. `notices` say what a reader should know (spelling variants used, expansion cut).
    """

    input: str
    normalized: str
    description: str
    repairs: tuple[Repair, ...] = ()
    literal: str | None = None
    notices: tuple[str, ...] = ()


class Totals(msgspec.Struct, frozen=True):
    """Exact counts."""

    passages: int
    documents: int
    stories: int


class DocumentSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a result shows of its document; `title_highlights` are spans of the title.

    `title` is what to call it: where it is not `titled`, its opening words. `versions` counts
    the wordings its page had; more than one means that it was changed after publication.
    """

    id: str
    title: str
    titled: bool = True
    title_highlights: tuple[Span, ...] = ()
    date: str | None = None
    date_precision: Precision | None = None
    date_inferred: bool = False
    source: str | None = None
    speaker: str | None = None
    place: str | None = None
    kind: str = "other"
    url: str | None = None
    passages: int = 0
    versions: int = 1


class PassageHit(msgspec.Struct, frozen=True, kw_only=True):
    """A ranked passage as shown: a snippet of its text and the spans that matched in it.

    `start` is where the snippet begins in the passage; `cut_before` and `cut_after` say
    whether text of the passage was left out on that side.
    """

    number: int
    text: str
    highlights: tuple[Span, ...]
    score: float
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One document with its best passages, or one passage where passages are not grouped.

    Where one result is a story, `also` are the other documents found that carry the same text,
    and `more_also` counts those beside.
    """

    document: DocumentSummary
    score: float
    passages: tuple[PassageHit, ...]
    more_passages: int = 0
    also: tuple[DocumentSummary, ...] = ()
    more_also: int = 0


class FacetCount(msgspec.Struct, frozen=True):
    """How many of the documents found carry a value."""

    value: str
    count: int


class TimelineBucket(msgspec.Struct, frozen=True):
    """How many of the documents found are of a period; `start` is ISO 8601 at its precision."""

    start: str
    count: int


class SearchResults(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a SearchRequest.

    `undated` counts the documents found that the timeline cannot place at its precision.
    `did_you_mean` is a query whose unknown words are replaced by the nearest known ones;
    `absence` says why nothing was found, unless there was no time to find out.
    """

    reading: QueryReading
    total: Totals
    results: tuple[Result, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    timeline: tuple[TimelineBucket, ...]
    undated: int
    did_you_mean: str | None
    index_version: str
    absence: Absence | None = None


class ParallelPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of another document that shares text with one of this.

    `passage` is the number of the one here, `number` that of the other, which is `text`. `order`
    tells which document is earlier; those whose dates overlap are the `same`. `share` is how
    much of the words here stand there, `share_there` how much of the words there stand here;
    `spans` and `spans_there` say which.
    """

    passage: int
    document: DocumentSummary
    number: int
    order: Order
    shared_words: int
    share: float
    share_there: float
    spans: tuple[Span, ...]
    text: str
    spans_there: tuple[Span, ...]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One wording of a page.

    `id` is that of its first capture. `first_seen` and `last_seen` are dates as they are known,
    or None. `added` and `dropped` count paragraphs that differ from the version before.
    `shown` says whether the document at hand is of this wording.
    """

    id: str
    title: str | None
    first_seen: str | None
    last_seen: str | None
    captures: int
    added: int
    dropped: int
    shown: bool


class Neighbours(msgspec.Struct, frozen=True, kw_only=True):
    """The documents before and after one among those of the same source, or by one speaker.

    `field` is `source` or `speaker`, `value` its value.
    """

    field: str
    value: str
    previous: DocumentSummary | None
    next: DocumentSummary | None


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """A document whole, with the audit of its capture and the spans a query matches in it.

    `highlights` maps passage numbers (0 is the title) to spans of that passage's text. `sha256`
    is the hash of the capture as it was read, `archive` the title of the archive.
    `parallels` are passages elsewhere that share text, the earliest of each passage first; None
    where they were not looked for. `more_parallels` tells how many each passage has beside.
    `versions` are those of its page, oldest first, where it was captured more than once.
    """

    document: Document
    blocks: tuple[Block, ...]
    highlights: dict[int, tuple[Span, ...]]
    parallels: tuple[ParallelPassage, ...] | None
    more_parallels: dict[int, int]
    neighbours: tuple[Neighbours, ...]
    sha256: str
    archive: str
    index_version: str
    versions: tuple[Version, ...] = ()


class SimilarDocuments(msgspec.Struct, frozen=True, kw_only=True):
    """Documents like another, the most alike first.

    `words` are the words that tell most of it, `query` the search for any of them that found
    these documents.
    """

    words: tuple[str, ...]
    query: str
    results: tuple[Result, ...]
    index_version: str


class Suggestion(msgspec.Struct, frozen=True):
    """A completion of what was typed: a word of the texts, or a value of a field.

    `query` is what to search for; `count` the passages (for a word) or documents (for a
    value) it stands in.
    """

    query: str
    value: str
    field: str | None
    count: int


class FieldReport(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the query language, and how many documents have it."""

    name: str
    description: str
    example: str
    documents: int
    values: int | None = None
