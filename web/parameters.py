"""The query-string parameters of the API, declared once.

From these declarations requests are checked (`web.query_string`) and OpenAPI is written
(`web.openapi`). `expects` completes the sentence "… has to be" in errors, where the type
does not say enough; `commas` lets several values be written with commas between them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from index.dates import PartialDate, Precision
from search.language.limits import MAX_CHARACTERS
from search.requests import MAX_LIMIT, MAX_WINDOW, Group, SearchRequest, Sort
from web.problems import ProblemError

MAX_VALUES = 20
MAX_SUGGESTIONS = 50
MAX_PASSAGE = 10**9 - 1

Facet = Literal["source", "speaker", "kind", "place", "language", "agency"]
Switch = Literal["on", "off"]

# The grammar refuses a query that is too long, with a code of its own; here it is documented.
Query = Annotated[
    str,
    Meta(
        description="The query, in the query language. Empty: everything.",
        examples=["harbour tolls", '"the long causeway" AND kind:speech'],
        extra_json_schema={"maxLength": MAX_CHARACTERS},
    ),
]
_Value = Annotated[str, Meta(min_length=1, max_length=200)]


def _filter(what: str) -> Meta:
    """How a filter is declared: repeatable, its values being alternatives."""
    return Meta(
        description=f"Only documents {what}. Repeat it for alternatives.",
        max_length=MAX_VALUES,
        extra={"expects": "1 to 200 characters long"},
    )


def _date(side: str) -> Meta:
    """How a date is declared: ISO 8601 at any precision."""
    return Meta(
        description=f"Only documents dated wholly {side} this year, month or day.",
        examples=["2021", "2021-04", "2021-04-07"],
        pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
        extra={"expects": "a date: 2021, 2021-04 or 2021-04-07"},
    )


def number(description: str, most: int) -> Meta:
    """How a count from 1 on is declared."""
    expects = f"a whole number from 1 to {most}"
    return Meta(description=description, ge=1, le=most, extra={"expects": expects})


Lenient = Annotated[
    bool,
    Meta(
        description="Repair a faulty query and say what was repaired, instead of refusing it.",
        extra={"expects": "true or false"},
    ),
]


Cursor = Annotated[
    str,
    Meta(
        description="Where to go on: `next` of the answer before.",
        max_length=500,
        extra={"expects": "a cursor this service gave out"},
    ),
]


class FilterParameters(msgspec.Struct, frozen=True, kw_only=True):
    """The filters beside a query, and how it is read; whatever searches takes them."""

    source: Annotated[tuple[_Value, ...], _filter("of this source")] = ()
    speaker: Annotated[tuple[_Value, ...], _filter("by this speaker")] = ()
    kind: Annotated[tuple[_Value, ...], _filter("of this kind")] = ()
    place: Annotated[tuple[_Value, ...], _filter("from this place")] = ()
    language: Annotated[tuple[_Value, ...], _filter("in this language")] = ()
    date_from: Annotated[str, _date("in or after")] = ""
    date_to: Annotated[str, _date("in or before")] = ""
    lenient: Lenient = False
    variants: Annotated[
        Switch, Meta(description="Whether spelling variants are searched for too.")
    ] = "on"

    def filtered(self, query: str) -> SearchRequest:
        """A search for a query under these filters. Raises ProblemError for a date."""
        first, last = _day(self.date_from, "date_from"), _day(self.date_to, "date_to")
        if first and last and first.first_day > last.last_day:
            raise ProblemError(
                "bad_date_range",
                f"date_from={first} is after date_to={last}. Exchange them, or leave one out.",
                parameter="date_to",
            )
        return SearchRequest(
            query=query,
            source=self.source,
            speaker=self.speaker,
            kind=self.kind,
            place=self.place,
            language=self.language,
            date_from=first,
            date_to=last,
            lenient=self.lenient,
            variants=self.variants == "on",
        )


class SelectionParameters(FilterParameters, frozen=True, kw_only=True):
    """What says which passages are wanted, wherever passages are searched for."""

    q: Query = ""

    def selection(self) -> SearchRequest:
        """The search for these passages. Raises ProblemError for a date."""
        return self.filtered(self.q)


class SearchParameters(SelectionParameters, frozen=True, kw_only=True):
    """What `/api/v1/search` takes."""

    sort: Annotated[Sort, Meta(description="The order; `-date` is newest first.")] = "relevance"
    group: Annotated[Group, Meta(description="What one result is.")] = "document"
    limit: Annotated[int, number("How many results.", MAX_LIMIT)] = 10
    cursor: Cursor = ""
    facets: Annotated[
        tuple[Facet, ...],
        Meta(
            description="Fields whose values are counted; repeat, or put commas between.",
            extra={"commas": True},
        ),
    ] = ()
    timeline: Annotated[
        Precision | msgspec.UnsetType,
        Meta(description="Count the documents found by period."),
    ] = msgspec.UNSET

    def request(self) -> SearchRequest:
        """The search asked for, from its first result on. Raises ProblemError for a date."""
        return msgspec.structs.replace(
            self.selection(),
            sort=self.sort,
            group=self.group,
            limit=self.limit,
            facets=tuple(dict.fromkeys(self.facets)),
            timeline=None if isinstance(self.timeline, msgspec.UnsetType) else self.timeline,
        )


class ExportParameters(SelectionParameters, frozen=True, kw_only=True):
    """What `/search.csv`, `/search.ndjson` and `/search.json` take."""

    sort: Annotated[
        Sort,
        Meta(
            description=f"The order of up to {MAX_WINDOW:,} passages; more come in the order of "
            "reading. `-date` is newest first."
        ),
    ] = "relevance"

    def request(self) -> SearchRequest:
        """The search asked for. Raises ProblemError for a date."""
        return msgspec.structs.replace(self.selection(), sort=self.sort)


class FeedParameters(SelectionParameters, frozen=True, kw_only=True):
    """What `/search.atom` takes."""

    limit: Annotated[int, number("How many documents, the newest.", MAX_LIMIT)] = 50

    def request(self) -> SearchRequest:
        """The search asked for. Raises ProblemError for a date."""
        return msgspec.structs.replace(self.selection(), sort="-date", limit=self.limit)


class DocumentParameters(msgspec.Struct, frozen=True, kw_only=True):
    """What `/api/v1/documents/<id>` takes."""

    q: Annotated[Query, Meta(description="A query whose matches are highlighted.")] = ""


class CitationParameters(msgspec.Struct, frozen=True, kw_only=True):
    """What citations take."""

    passage: Annotated[
        Annotated[int, Meta(ge=0, le=MAX_PASSAGE)] | msgspec.UnsetType,
        Meta(
            description="Cite this passage; 0 is the title.",
            extra={"expects": "a whole number from 0 on"},
        ),
    ] = msgspec.UNSET

    @property
    def number(self) -> int | None:
        """The passage, or None for the whole document."""
        return None if isinstance(self.passage, msgspec.UnsetType) else self.passage


class SimilarParameters(msgspec.Struct, frozen=True, kw_only=True):
    """What `/api/v1/documents/<id>/similar` takes."""

    limit: Annotated[int, number("How many documents.", MAX_LIMIT)] = 5


class SuggestParameters(msgspec.Struct, frozen=True, kw_only=True):
    """What `/api/v1/suggest` takes."""

    q: Annotated[
        str,
        Meta(
            description="What was typed; its last word is completed.",
            max_length=MAX_CHARACTERS,
            extra={"expects": f"at most {MAX_CHARACTERS} characters long"},
        ),
    ] = ""
    field: Annotated[
        Facet | msgspec.UnsetType,
        Meta(description="Complete values of this field, instead of words."),
    ] = msgspec.UNSET
    limit: Annotated[int, number("How many completions.", MAX_SUGGESTIONS)] = 8


class NoParameters(msgspec.Struct, frozen=True):
    """Nothing: what an address takes that has no parameters."""


Parameters = TypeVar("Parameters", bound=msgspec.Struct)


def _day(text: str, parameter: str) -> PartialDate | None:
    """A date of the calendar, or None where none was given."""
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise ProblemError(
            "bad_date", f"{parameter}={text}: {error}.", parameter=parameter
        ) from error
