from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Document
from search.wordings.comparison import Compared, compare

TOLLS = "The tolls of the harbour will be halved before the first storm of winter comes."
WALL = "A wall was promised to Saltmere in the spring, and no stone of it stands today."
GULLS = "Sir, the gulls of the fish market have learned to open parcels, and worse."
DOCKS = "Two hundred dockers left the quays on Tuesday and went home without a word."

WORDS = st.sampled_from(["wall", "toll", "gull", "dock", "of", "the", "1918"])
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=6)


def _document(*paragraphs: str, title: str | None = None) -> Document:
    return Document(id="x", path="x.txt", title=title, paragraphs=paragraphs)


def _compared(left: Sequence[str], right: Sequence[str]) -> Compared:
    return compare(_document(*left), _document(*right))


def _rows(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, list[int], list[int]]]:
    return [
        (row.kind, [p.number for p in row.left], [p.number for p in row.right])
        for row in _compared(left, right).rows
    ]


def test_what_is_the_same_changed_dropped_and_added() -> None:
    """Each paragraph in its order, and the words that changed."""
    changed = WALL.replace("spring", "autumn")
    expected = [
        ("same", [1], [1]),
        ("changed", [2], [2]),
        ("dropped", [3], []),
        ("added", [], [3]),
    ]
    assert expected == _rows([TOLLS, WALL, GULLS], [TOLLS.upper(), changed, DOCKS])


def test_a_paragraph_that_is_broken_elsewhere_is_the_same() -> None:
    """A newspaper breaks paragraphs where its columns end."""
    first, second = WALL.split(" in ")
    second = f"in {second}"
    assert [("same", [1], [1, 2]), ("same", [2], [3])] == _rows(
        [WALL, DOCKS], [first, second, DOCKS]
    )


def test_a_paragraph_that_moved_is_told_once() -> None:
    """With its partner, and with what changed in it besides."""
    moved = GULLS.replace("parcels", "boxes")
    rows = _compared([GULLS, TOLLS, WALL], [TOLLS, WALL, moved]).rows
    assert ["moved", "same", "same"] == [row.kind for row in rows]
    assert ["replaced"] == [difference.kind for difference in rows[0].differences]


def test_a_paragraph_much_changed_in_its_place_has_not_moved() -> None:
    """Though hardly half of its words stand in the new one."""
    new = "Sir, a gull of the fish market has learned to open parcels, others and worse."
    assert "changed" == _rows([TOLLS, GULLS, WALL], [TOLLS, new, WALL])[1][0]


def test_titles_are_compared_too() -> None:
    """As passage 0."""
    left, right = _document(WALL, title="The wall"), _document(WALL, title="A wall")
    row = compare(left, right).rows[0]
    assert ("changed", 0, 0) == (row.kind, row.left[0].number, row.right[0].number)


def test_shared_words_are_those_that_stand_in_both() -> None:
    """Another spelling among them."""
    found = _compared(["the harbor tolls fell"], ["the harbour tolls rose again"])
    assert (4, 5, 3) == (found.left_words, found.right_words, found.shared_words)


@settings(deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_stands_in_one_row(left: list[str], right: list[str]) -> None:
    """Nothing is lost and nothing told twice, whatever the texts."""
    rows = _compared(left, right).rows
    lefts = [passage.number for row in rows for passage in row.left]
    rights = [passage.number for row in rows for passage in row.right]
    assert list(range(1, len(left) + 1)) == lefts
    assert list(range(1, len(right) + 1)) == sorted(rights)


@settings(deadline=None)
@given(PARAGRAPHS)
def test_a_document_is_the_same_as_itself(paragraphs: list[str]) -> None:
    """Every word is shared; only paragraphs without a word belong to none."""
    found = _compared(paragraphs, paragraphs)
    assert found.left_words == found.shared_words
    kinds = {row.kind for row in found.rows if any(p.text for p in (*row.left, *row.right))}
    assert kinds <= {"same"}
