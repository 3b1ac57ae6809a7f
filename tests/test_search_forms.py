"""Which passages hold a form is told by codes as it is by the words themselves."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_lists import passages_in, row_of

from index.columnar.row import FAR
from index.columnar.segment import Segment, open_segment
from index.columnar.writing import write_segment
from search.lists.forms import (
    counts_of,
    form_frequencies,
    mark_forms,
    may_hold_all,
    with_form,
    within_form,
)
from search.lists.union import marked

Array = NDArray[Any]

FORMS = ["walk", "walks", "walking", "walked", "talk", "talked", "moor", "moors"]
RANKS = [1, 2, FAR - 1, FAR, FAR + 1]


class Held(NamedTuple):
    """A segment, and how often each form stands in each of its passages."""

    segment: Segment
    often: dict[str, list[int]]

    def rank(self, form: str) -> int:
        number = self.segment.forms.number(form)
        return int(self.segment.form_rank[number])

    def where(self, form: str) -> list[int]:
        return [n for n, often in enumerate(self.often[form]) if often]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """Passages with one form of a stem, with several, or with a rare one."""
    chance = np.random.default_rng(7)
    shares = np.array([0.4, 0.2, 0.1, 0.05, 0.1, 0.1, 0.03, 0.02])
    texts = [list(chance.choice(FORMS, chance.integers(0, 5), p=shares)) for _ in range(900)]
    folder = tmp_path_factory.mktemp("forms") / "segment"
    write_segment(folder, map(" ".join, texts))
    often = {form: [words.count(form) for words in texts] for form in FORMS}
    return Held(open_segment(folder), often)


@pytest.mark.parametrize("form", FORMS)
def test_the_passages_of_a_form_are_those_it_stands_in(held: Held, form: str) -> None:
    segment, rank = held.segment, held.rank(form)
    where = segment.list_of(int(segment.form_stem[segment.forms.number(form)]))
    expected = held.where(form)
    assert expected == with_form(segment.lists, segment.words_row, where, rank).tolist()
    asked = passages_in(range(0, 900, 3))
    found = within_form(segment.lists, segment.words_row, where, rank, asked)
    assert [passage for passage in expected if passage % 3 == 0] == found.tolist()
    counts = form_frequencies(segment.lists, segment.words_row, where, rank, asked)
    assert held.often[form][::3] == counts.tolist()


@pytest.mark.parametrize("forms", [["walk"], ["walks", "walking"], ["walked", "talk"], FORMS])
def test_the_passages_of_any_of_some_forms_are_marked(held: Held, forms: list[str]) -> None:
    segment = held.segment
    numbers = np.array(sorted(map(segment.forms.number, forms)))
    stems, counts = np.unique(segment.form_stem[numbers], return_counts=True)
    of_stem = numbers[np.argsort(segment.form_stem[numbers], kind="stable")]
    bits = np.zeros(900 // 64 + 1, np.uint64)
    wheres, ranks = segment.lists_of(stems), segment.form_rank[of_stem]
    mark_forms(bits, segment.lists, segment.words_row, wheres, ranks, np.cumsum(counts))
    assert sorted(set().union(*map(held.where, forms))) == marked(bits).tolist()


def test_codes_leave_out_what_cannot_hold_all_forms(held: Held) -> None:
    segment = held.segment
    forms = ["moor", "walk"]
    ranks = [held.rank(form) for form in forms]
    stems = segment.form_stem[[segment.forms.number(form) for form in forms]]
    able = holders(segment, stems, ranks, np.zeros(0, np.bool_))
    assert set.intersection(*(set(held.where(form)) for form in forms)) <= set(able)
    without_moor = {n for n in held.where("moors") if not held.often["moor"][n]}
    assert without_moor
    assert not without_moor & set(able)


def test_only_passages_of_wanted_documents_may_hold_anything(held: Held) -> None:
    segment, number = held.segment, held.segment.forms.number("walk")
    stems, ranks = segment.form_stem[[number]], [held.rank("walk")]
    able = holders(segment, stems, ranks, np.zeros(0, np.bool_))
    odd = np.arange(900) % 2 == 1
    assert [passage for passage in able if passage % 2] == holders(segment, stems, ranks, odd)


def holders(segment: Segment, stems: Array, ranks: list[int], chosen: Array) -> list[int]:
    wheres, owners = segment.lists_of(stems), np.arange(900, dtype=np.int32)
    found: list[int] = may_hold_all(
        segment.lists, segment.words_row, wheres, np.array(ranks), chosen, owners
    ).tolist()
    return found


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(RANKS), max_size=9), min_size=1, max_size=9),
    st.sampled_from(RANKS),
)
def test_a_form_is_counted_wherever_it_stands(texts: list[list[int]], rank: int) -> None:
    found = counts_of(row_of(texts), np.arange(len(texts), dtype=np.int32), rank)
    assert [words.count(rank) for words in texts] == found.tolist()
