"""From a request to one query tree: the words typed and the filters beside them.

A filter means what the same words in the query mean, so it becomes those words: the reading
that is shown, the search that is run and the normal form all speak of one tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.analysis import words
from search.errors import RequestError
from search.language import syntax
from search.language.description import describe
from search.language.grammar import parse
from search.language.lexer import fold
from search.language.normal_form import write
from search.language.repair import Reading, parse_leniently
from search.requests import FILTER_FIELDS, MAX_LIMIT, MAX_WINDOW, SearchRequest
from search.results import QueryReading


class ReadRequest(NamedTuple):
    """A request as trees: the query as it was understood, and the same with its filters."""

    request: SearchRequest
    understood: Reading
    filtered: syntax.Query

    @property
    def typed(self) -> syntax.Query:
        """The query without the filters beside it."""
        return self.understood.query

    @property
    def reading(self) -> QueryReading:
        """What to say of it; written when it is asked for, since most of reading would be that."""
        return QueryReading(
            input=self.request.query,
            normalized=write(self.filtered),
            description=describe(self.filtered),
            repairs=self.understood.repairs,
            literal=self.understood.literal,
        )


def read(request: SearchRequest) -> ReadRequest:
    """The request's query with its filters. Raises QueryError or RequestError."""
    _check_window(request)
    _check_dates(request)
    understood = _parse(request)
    filtered = with_filters(understood.query, filters(request))
    return ReadRequest(request, understood, filtered)


def filters(request: SearchRequest) -> list[syntax.Query]:
    """The filters of a request as queries, all of which have to hold."""
    found: list[syntax.Query] = []
    for field in FILTER_FIELDS:
        if given := getattr(request, field):
            found += _in_field(field, given)
    if request.date_from or request.date_to:
        found.append(syntax.DateRange(request.date_from, request.date_to))
    return found


def _in_field(field: str, values: Iterable[str]) -> Iterator[syntax.Query]:
    """Any of the values of a filter, unless none of them holds a word."""
    alternatives = tuple(_value(value) for value in values if words(value))
    if alternatives:
        either = syntax.Or(alternatives) if len(alternatives) > 1 else alternatives[0]
        yield syntax.InField(field, either)


def with_filters(query: syntax.Query, filters: Sequence[syntax.Query]) -> syntax.Query:
    """A query that finds what both query and filters find."""
    if not filters:
        return query
    match query:
        case syntax.Everything():
            parts: tuple[syntax.Query, ...] = tuple(filters)
        case syntax.And(queries):
            parts = (*queries, *filters)
        case _:
            parts = (query, *filters)
    return parts[0] if len(parts) == 1 else syntax.And(parts)


def _parse(request: SearchRequest) -> Reading:
    if request.lenient:
        return parse_leniently(request.query)
    return Reading(parse(request.query))


def _value(value: str) -> syntax.Query:
    """A value of a filter as words; a quotation mark within would end them early."""
    plain = " ".join(fold(value).replace('"', " ").split())
    return syntax.Word(plain) if plain.isalnum() and plain.islower() else syntax.Phrase(plain)


def _check_window(request: SearchRequest) -> None:
    if not 0 <= request.limit <= MAX_LIMIT:
        raise RequestError("bad_limit", f"limit must be from 0 to {MAX_LIMIT}.", "limit")
    if request.offset < 0 or request.offset + request.limit > MAX_WINDOW:
        message = f"Only the first {MAX_WINDOW:,} results can be paged through; narrow the search."
        raise RequestError("beyond_window", message, "offset")


def _check_dates(request: SearchRequest) -> None:
    first, last = request.date_from, request.date_to
    if first and last and first.first_day > last.last_day:
        message = f"{first} is after {last}. Exchange them, or leave one out."
        raise RequestError("bad_date_range", message, "date_to")
