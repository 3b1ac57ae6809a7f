"""Characters have the kind of their category, but for those that are named."""

from __future__ import annotations

import unicodedata

import numpy as np

from index.extraction.characters import IDEOGRAPHS, PLANE, character_tables


def test_every_character_has_the_kind_of_its_category_or_none() -> None:
    kinds, _ = character_tables({"Lu": 1, "Ll": 2}, {}, other=7)
    for code, kind in enumerate(kinds.tolist()):
        assert {"Lu": 1, "Ll": 2}.get(unicodedata.category(chr(code)), 7) == kind


def test_of_two_exceptions_the_last_is_right() -> None:
    kinds, _ = character_tables({"Lo": 1}, {3: IDEOGRAPHS, 4: [ord("海"), ord("!")]}, other=0)
    assert [3, 4, 4, 1, 0] == [int(kinds[ord(character)]) for character in "山海!ก."]


def test_the_small_form_is_one_character_or_the_character_itself() -> None:
    _, lower = character_tables({}, {}, other=0)
    assert ["a", "a", "ж", "İ", "ß", "ǆ"] == [chr(lower[ord(one)]) for one in "Aaж" + "İßǅ"]
    assert np.array_equal(lower, lower[lower])
    assert PLANE == len(lower)
