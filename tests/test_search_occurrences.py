"""Occurrences, held against reading every passage and marking what a query asks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, permutations

import pytest
from brute_force import Archive, Place, shortest_rows, stands
from generated_archives import documents, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from several_segments import several

from index.analysis import stem, words
from index.documents import Document, passages
from search.language import syntax
from search.occurrences.finding import occurrences
from search.opening import Opened
from search.translation import translate

Stretch = tuple[int, int]


def marks(archive: Archive, query: syntax.Query, place: Place) -> Iterator[Stretch]:
    """What a query marks in a passage it finds: the first and the last word of each stretch."""
    match query:
        case syntax.And(parts):
            for part in parts:
                yield from marks(archive, part, place)
        case syntax.Or(parts):
            for part in parts:
                if archive.matches(part, place):
                    yield from marks(archive, part, place)
        case syntax.Boosted(inner, _):
            yield from marks(archive, inner, place)
        case syntax.InField("title", inner):
            if place.passage == 0:
                yield from marks(archive, inner, place)
        case _:
            yield from leaf_marks(query, archive.texts[place])


def leaf_marks(query: syntax.Query, text: list[str]) -> list[Stretch]:
    """The same for a word, a phrase, a NEAR or a pattern; nothing for a filter."""
    stems = list(map(stem, text))
    match query:
        case syntax.Word(typed):
            return shortest_rows(stems, [[stem(word) for word in words(typed)]], 1)
        case syntax.Phrase(typed, distance):
            return shortest_rows(text, [words(typed)], distance)
        case syntax.Near(several_words, distance):
            orders = set(permutations(map(stem, several_words)))
            return shortest_rows(stems, orders, distance)
        case syntax.Wildcard() | syntax.Fuzzy():
            return [(n, n) for n, word in enumerate(text) if stands(query, [word])]
    return []


def together(found: list[Stretch]) -> list[Stretch]:
    """Those that share a word as one."""
    kept: list[Stretch] = []
    for first, last in sorted(found):
        if kept and first <= kept[-1][1]:
            kept[-1] = kept[-1][0], max(last, kept[-1][1])
        else:
            kept.append((first, last))
    return kept


archives = st.lists(documents(), min_size=1, max_size=3)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
    deadline=None,
    max_examples=60,
)
@given(archives, st.sets(st.integers(0, 9), max_size=3), st.lists(queries, min_size=1, max_size=8))
def test_occurrences_are_what_a_reader_would_mark(
    tmp_path_factory: pytest.TempPathFactory,
    segments: list[list[Document]],
    deleted: set[int],
    asked: list[syntax.Query],
) -> None:
    """Whatever the query, over several segments, some documents of which are deleted."""
    folder = tmp_path_factory.mktemp("occurring")
    opened = Opened(several(folder, *segments, deleted=deleted))
    every = list(chain(*segments))
    numbers = [n for n in range(len(every)) if n not in deleted]
    archive = Archive([every[n] for n in numbers])
    places = [
        Place(numbers.index(n), passage.number) if n in numbers else None
        for n, document in enumerate(every)
        for passage in passages(document)
    ]
    for query in asked:
        expected = {
            place: marked
            for place in archive.texts
            if archive.matches(query, place)
            and (marked := together(list(marks(archive, query, place))))
        }
        found: dict[Place | None, list[Stretch]] = {}
        for own in occurrences(translate(query, opened.lexicon).query, opened.sources):
            starts = own.source.segment.passage_start
            for passage, (first, last) in zip(own.passages, own.stretches.tolist(), strict=True):
                place = places[own.source.first + passage]
                stretch = (first - int(starts[passage]), last - int(starts[passage]))
                found.setdefault(place, []).append(stretch)
        assert expected == found, query
