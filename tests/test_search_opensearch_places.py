"""Numbers for the order of reading: ascending, and those that are known stay where they can."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from search.opensearch.places import APART, places_of

Ids = some.lists(some.text("abcdefgh", min_size=1, max_size=3), unique=True, max_size=30)


@given(Ids, Ids)
def test_places_ascend_whatever_was_known(before: list[str], after: list[str]) -> None:
    """Whatever stood where before, the order of places is that of reading."""
    known = dict(zip(before, places_of(before, {}), strict=True))
    places = places_of(after, known)
    assert len(after) == len(places)
    assert sorted(set(places)) == places


@given(Ids, some.data())
def test_documents_that_are_added_move_no_others(ids: list[str], data: some.DataObject) -> None:
    """Where an archive only grows or shrinks, documents keep their places."""
    kept = data.draw(some.lists(some.sampled_from(ids), unique=True)) if ids else []
    before = [one for one in ids if one in kept]
    known = dict(zip(before, places_of(before, {}), strict=True))
    places = dict(zip(ids, places_of(ids, known), strict=True))
    assert known == {one: places[one] for one in before}


def test_all_places_are_new_where_there_is_no_room() -> None:
    """Between two neighbours nothing fits, so everything is numbered anew."""
    assert [APART, 2 * APART, 3 * APART] == places_of(["a", "b", "c"], {"a": 5, "c": 6})
