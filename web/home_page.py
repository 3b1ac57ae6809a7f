"""What the front page says of an archive, and searches that are known to find something in it.

The examples are made from the archive's own titles, speakers, sources and years: an example
that finds nothing teaches nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from index.analysis import words
from index.commands.statistics import ArchiveReport
from search.engine import Engine
from search.requests import SearchRequest
from search.results import DocumentSummary, FacetCount, SearchResults
from web.presentation import date_in_words
from web.search_state import SearchState

NEWEST = 5
_SAMPLE = 50
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 5  # letters; shorter words seldom say what a text is about


@dataclass(frozen=True)
class Example:
    """A query, what it finds in words, and its address."""

    query: str
    finds: str
    href: str


@dataclass(frozen=True)
class HomePage:
    """The front page of an archive that has an index."""

    archive: ArchiveReport
    years: str
    examples: tuple[Example, ...]
    newest: tuple[DocumentSummary, ...]


def home_page(engine: Engine) -> HomePage:
    """Ask an engine for what the front page shows. Raises EngineUnavailable."""
    archive = engine.archive()
    request = SearchRequest(
        sort="-date", limit=_SAMPLE, facets=("speaker", "source", "place"), timeline="year"
    )
    answer = engine.search(request)
    return HomePage(
        archive=archive,
        years=_years(archive),
        examples=tuple(_examples(answer)),
        newest=tuple(result.document for result in answer.results[:NEWEST]),
    )


def _years(archive: ArchiveReport) -> str:
    firsts = [source.first[:4] for source in archive.sources if source.first]
    lasts = [source.last[:4] for source in archive.sources if source.last]
    if not firsts or not lasts:
        return ""
    return min(firsts) if min(firsts) == max(lasts) else f"{min(firsts)}–{max(lasts)}"


def _examples(answer: SearchResults) -> list[Example]:
    titles = [result.document.title for result in answer.results if result.document.titled]
    names = {word for values in answer.facets.values() for v in values for word in words(v.value)}
    found = [*_word_examples(titles, names), *_value_examples(answer.facets)]
    year = max(answer.timeline, key=lambda bucket: bucket.count, default=None)
    if year:
        finds = f"everything dated {date_in_words(year.start)}, the fullest year"
        found.append(_example(f"date:{year.start}", finds))
    return found


def _word_examples(titles: Sequence[str], names: AbstractSet[str]) -> list[Example]:
    pair = _telling_pair(titles, names)
    if not pair:
        return []
    first, second = pair
    beginning = second[: max(4, len(second) - 2)]
    return [
        _example(f'"{first} {second}"', "these very words, side by side"),
        _example(f"{first} {beginning}*", f"{first} with any word that begins with {beginning}"),
        _example(f"NEAR({second} {first}, 8)", "both within eight words, in either order"),
    ]


def _telling_pair(titles: Sequence[str], names: AbstractSet[str]) -> tuple[str, str] | None:
    """Two long words that stand side by side in the most titles, the longest of these.

    Names of people, places and sources have examples of their own, so that pairs without
    them come first.
    """
    pairs = Counter(pair for title in titles for pair in set(_long_pairs(title)))

    def telling(pair: tuple[str, str]) -> tuple[bool, int, int, tuple[str, str]]:
        return names.isdisjoint(pair), pairs[pair], len("".join(pair)), pair

    return max(pairs, key=telling, default=None)


def _long_pairs(title: str) -> list[tuple[str, str]]:
    """Neighbouring words of at least five letters with nothing but a space between them."""
    return [
        (one.group().lower(), two.group().lower())
        for one, two in pairwise(_WORD.finditer(title))
        if title[one.end() : two.start()] == " " and min(len(one[0]), len(two[0])) >= _LONG
    ]


def _value_examples(facets: dict[str, tuple[FacetCount, ...]]) -> list[Example]:
    phrases = {"speaker": "spoken by {}", "source": "published by {}", "place": "sent from {}"}
    return [
        _example(f'{field}:"{values[0].value}"', phrase.format(values[0].value))
        for field, phrase in phrases.items()
        if (values := [v for v in facets.get(field, ()) if '"' not in v.value])
    ]


def _example(query: str, finds: str) -> Example:
    return Example(query, finds, SearchState(q=query).href)
