"""Boxes add up what stands in them and know how far they are from each other."""

from __future__ import annotations

import numpy as np

from index.extraction.html.blocks import Box
from index.extraction.html.box_names import KEYS, meanings
from index.extraction.html.boxes import boxes, distances, main_box


def tree() -> list[Box]:
    """A page with a menu, and a main part with two paragraphs."""
    page = Box(None, "html", "", number=0)
    menu = Box(page, "nav", "site-nav", number=1)
    main = Box(page, "main", "content", number=2)
    one, two = (Box(main, "p", "", number=number) for number in (3, 4))
    return [page, menu, main, one, two]


def test_a_box_holds_what_all_boxes_in_it_hold() -> None:
    row = boxes(tree())
    values = np.array([[5], [20], [30]], np.float32)

    sums = row.totals(np.array([1, 3, 4]), values)

    assert [[55], [5], [50], [20], [30]] == sums.tolist()


def test_names_are_handed_down() -> None:
    row = boxes(tree())
    text = 1 << KEYS.index("text")

    assert [0, 0, text, text, text] == (row.inherited(row.meanings) & text).tolist()


def test_the_main_box_is_entered_while_it_holds_most_of_the_prose() -> None:
    row = boxes(tree())
    prose = np.array([100, 5, 95, 45, 50], np.float32)

    assert 2 == main_box(row.parents, prose, 0.8)


def test_distance_is_counted_up_to_a_common_box_and_down() -> None:
    row = boxes(tree())
    steps, gaps = np.zeros(5, np.int64), np.zeros(5, np.int64)

    distances(row.parents, 3, steps, gaps)

    assert ([0, 1, 0, 0, 1], [2, 2, 1, 0, 1]) == (steps.tolist(), gaps.tolist())


def test_names_are_read_whole_or_in_part_as_their_length_allows() -> None:
    def keys(names: str) -> set[str]:
        return {key for place, key in enumerate(KEYS) if meanings(names) >> place & 1}

    assert {"menu"} == keys("site-nav")
    assert set() == keys("canvas heads")
    assert {"related"} == keys("relatedstories")
    assert {"advertisement"} == keys("ad left")
