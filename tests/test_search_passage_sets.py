"""Sets of passages join, and tell what they have, as sets of numbers do."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

import numpy as np
import pytest
from brute_force import in_order
from hypothesis import given, settings
from hypothesis import strategies as st
from several_segments import several

from index.analysis import stem, words
from index.documents import Document, passages
from search.evaluation.finding import Sources
from search.evaluation.passage_sets import AllOf, AnyOf, Everything, Listed, OfDocuments, PassageSet
from search.evaluation.segments import SearchedSegment, Word
from search.evaluation.word_sets import OfAnyWord, OfWord, Row
from search.lists.union import marked

FORMS = ("gull", "gulls", "tern", "quay", "quays", "toll", "tolled", "tolls", "heron", "osprey")
WEIGHTS = (50, 20, 30, 9, 9, 3, 2, 2, 1, 1)


def _documents() -> Iterator[Document]:
    """Documents of one passage or of many, of which one at most holds the last words."""
    chance = random.Random(7)
    for number, size in enumerate([1, 60, 3, 30, 6, 100]):
        texts = [
            " ".join(chance.choices(FORMS, WEIGHTS, k=chance.randint(0, 7))) for _ in range(size)
        ]
        yield Document(id=str(number), path="p", paragraphs=tuple(f"the {text}" for text in texts))


DOCUMENTS = list(_documents())
TEXTS = [words(passage.text) for document in DOCUMENTS for passage in passages(document)]
STARTS = [0, *accumulate(len(list(passages(document))) for document in DOCUMENTS)]
UNIVERSE = range(len(TEXTS))

Known = set[int]
Recipe = tuple[object, ...]
"""A set by its kind and what it is made of."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> SearchedSegment:
    (found,) = Sources(several(tmp_path_factory.mktemp("one"), DOCUMENTS)).segments
    return found


def with_any(forms: Sequence[str]) -> Known:
    return {p for p in UNIVERSE if set(forms) & set(TEXTS[p])}


def with_stem(wanted: str) -> Known:
    return {p for p in UNIVERSE if wanted in map(stem, TEXTS[p])}


def known_word(source: SearchedSegment, text: str, *, stemmed: bool) -> Word:
    found = source.word(text, stemmed=stemmed)
    assert found is not None
    return found


leaves = st.one_of(
    st.tuples(st.just("stem"), st.sampled_from(sorted({stem(form) for form in (*FORMS, "the")}))),
    st.tuples(st.just("form"), st.sampled_from(FORMS)),
    st.tuples(st.just("any"), st.lists(st.sampled_from(FORMS), min_size=1, max_size=9)),
    st.tuples(st.just("listed"), st.sets(st.sampled_from(UNIVERSE), max_size=9)),
    st.tuples(st.just("documents"), st.lists(st.booleans(), min_size=6, max_size=6)),
    st.just(("everything",)),
)


def nested(recipes: st.SearchStrategy[Recipe]) -> st.SearchStrategy[Recipe]:
    several = st.lists(recipes, min_size=1, max_size=3)
    row = st.tuples(
        st.lists(st.sampled_from(FORMS), min_size=2, max_size=3), st.integers(1, 20), st.booleans()
    )
    rows = st.lists(row, max_size=1)
    return st.one_of(
        st.tuples(st.just("all"), several, st.lists(recipes, max_size=2), rows),
        st.tuples(st.just("or"), several),
    )


recipes: st.SearchStrategy[Recipe] = st.recursive(leaves, nested, max_leaves=6)


def made(source: SearchedSegment, recipe: Recipe) -> tuple[PassageSet, Known]:
    """The set of a recipe, and the passages it should have."""
    match recipe:
        case ("stem", str(text)):
            return OfWord(source, known_word(source, text, stemmed=True)), with_stem(text)
        case ("form", str(text)):
            return OfWord(source, known_word(source, text, stemmed=False)), with_any([text])
        case ("any", list(forms)):
            numbers = source.numbers(forms, stemmed=False)
            return OfAnyWord(source, numbers, stemmed=False), with_any(forms)
        case ("listed", set(numbers)):
            return Listed(np.array(sorted(numbers), np.int32)), numbers
        case ("documents", list(chosen)):
            own_passages = [range(*STARTS[n : n + 2]) for n, is_in in enumerate(chosen) if is_in]
            return OfDocuments(source, np.array(chosen)), set(chain(*own_passages))
        case ("all", list(wanted), list(unwanted), list(rows)):
            return all_of(source, wanted, unwanted, rows)
        case ("or", list(parts)):
            sets, known = zip(*(made(source, part) for part in parts), strict=True)
            return AnyOf(source, sets), set().union(*known)
    return Everything(source), set(UNIVERSE)


def all_of(
    source: SearchedSegment,
    wanted: Sequence[Recipe],
    unwanted: Sequence[Recipe],
    rows: Sequence[tuple[list[str], int, bool]],
) -> tuple[PassageSet, Known]:
    sets, known = zip(*(made(source, part) for part in wanted), strict=True)
    less = [made(source, part) for part in unwanted]
    conditions, found = [], set.intersection(*known).difference(*(own for _, own in less))
    for forms, distance, stemmed in rows:
        found &= {p for p in UNIVERSE if stands(forms, TEXTS[p], distance, stemmed=stemmed)}
        conditions.append(row_of(source, forms, distance, stemmed=stemmed))
    return AllOf(list(sets), [own for own, _ in less], conditions), found


def row_of(source: SearchedSegment, forms: list[str], distance: int, *, stemmed: bool) -> Row:
    own = [known_word(source, stem(f) if stemmed else f, stemmed=stemmed) for f in forms]
    return Row(source, own, distance, ordered=True)


def stands(forms: list[str], text: list[str], distance: int, *, stemmed: bool) -> bool:
    if stemmed:
        return in_order(list(map(stem, forms)), list(map(stem, text)), distance)
    return in_order(forms, text, distance)


@settings(deadline=None, max_examples=150)
@given(recipe=recipes, asked=st.sets(st.sampled_from(UNIVERSE), max_size=40))
def test_a_set_has_what_it_should_however_it_is_asked(
    source: SearchedSegment, recipe: Recipe, asked: Known
) -> None:
    _, known = made(source, recipe)
    own = np.array(sorted(asked), np.int32)
    assert sorted(asked & known) == made(source, recipe)[0].within(own).tolist()
    everything = np.array(UNIVERSE, np.int32)
    assert sorted(known) == made(source, recipe)[0].within(everything).tolist()
    bits = np.zeros(len(UNIVERSE) // 64 + 1, np.uint64)
    made(source, recipe)[0].mark(bits)
    assert sorted(known) == marked(bits).tolist()
    assert len(known) == made(source, recipe)[0].count
    found, _ = made(source, recipe)
    assert (sorted(known), len(known)) == (found.passages().tolist(), found.count)
    assert sorted(asked & known) == found.within(own).tolist()
