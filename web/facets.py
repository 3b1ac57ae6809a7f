"""The side of the results page: values to narrow by, and the filters that hold, as chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.analysis import words
from search.requests import FILTER_FIELDS
from search.results import FacetCount
from web.presentation import kind_in_words, language_in_words, period_in_words
from web.search_state import SearchState

SHOWN = 8
FIELD_NAMES = {
    "source": "Source",
    "speaker": "Speaker",
    "kind": "Kind",
    "place": "Place",
    "language": "Language",
}


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen, or, where it is `chosen`, let go of."""

    label: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True)
class Facet:
    """A field with its values, most frequent first; `rest` are folded away at first."""

    field: str
    name: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...]


@dataclass(frozen=True)
class Chip:
    """A filter that holds and the address of the same search without it."""

    name: str
    value: str
    href: str


def facets(state: SearchState, counts: Mapping[str, Sequence[FacetCount]]) -> list[Facet]:
    """The facets in which there is anything to choose, in the order of the filter fields."""
    found = [_facet(state, field, counts.get(field, ())) for field in FILTER_FIELDS]
    return [facet for facet in found if _worth_showing(facet)]


def _worth_showing(facet: Facet) -> bool:
    return len(facet.choices) > 1 or any(choice.chosen for choice in facet.choices)


def _facet(state: SearchState, field: str, counts: Sequence[FacetCount]) -> Facet:
    choices = [_choice(state, field, counted) for counted in counts]
    shown = SHOWN if len(choices) > SHOWN + 2 else len(choices)
    return Facet(field, FIELD_NAMES[field], tuple(choices[:shown]), tuple(choices[shown:]))


def _choice(state: SearchState, field: str, counted: FacetCount) -> Choice:
    key = normal(counted.value)
    typed = [value for value in state.values(field) if normal(value) == key]
    if typed:
        kept = tuple(value for value in state.values(field) if value not in typed)
        narrowed = state.but(**{field: kept})
    else:
        narrowed = state.with_value(field, counted.value)
    label = in_words(field, counted.value)
    return Choice(label, counted.count, bool(typed), narrowed.href)


def chips(state: SearchState) -> list[Chip]:
    """The filters that hold, dates included."""
    found = [
        Chip(FIELD_NAMES[field], in_words(field, value), state.without_value(field, value).href)
        for field in FILTER_FIELDS
        for value in state.values(field)
    ]
    if state.date_from or state.date_to:
        period = period_in_words(state.date_from or None, state.date_to or None)
        found.append(Chip("Date", period, state.but(date_from="", date_to="").href))
    return found


def in_words(field: str, value: str) -> str:
    """A value as it is shown: kinds and languages are codes, all else is as the captures say."""
    if field == "language":
        return language_in_words(value)
    return kind_in_words(value) if field == "kind" else value


def normal(value: str) -> str:
    """What two spellings of one value have in common, as the index compares them."""
    return " ".join(words(value)) or value.casefold()
