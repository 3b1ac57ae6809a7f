from __future__ import annotations

import pytest

from index.documents import Passage
from search.wordings.edit_paths import aligned
from search.wordings.wording import Change, Stretch, Wording, changes, differences


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("harbour", "harbor", "spelling"),
        ("grass roots", "grassroots", "spelling"),
        ("rnornent", "moment", "replaced"),
        ("tbe", "the", "replaced"),
        ("promisc", "promise", "spelling"),
        ("1918", "1919", "replaced"),
        ("19 18", "1918", "spelling"),
        ("wall", "dyke", "replaced"),
    ],
)
def test_a_letter_or_two_make_no_other_word(left: str, right: str, kind: str) -> None:
    """But three letters are too few to tell, and a number is another with any digit."""
    assert [kind] == [change.kind for change in changes(left.split(), right.split())]


def test_variants_of_the_archive_are_spellings() -> None:
    """Whatever their letters."""
    variants = (("Ostrel", "Vostrelia"),)
    assert "replaced" == changes(["ostrel"], ["vostrelia"])[0].kind
    assert "spelling" == changes(["ostrel"], ["vostrelia"], variants)[0].kind


def test_neighbouring_words_are_told_apart() -> None:
    """One is only spelt otherwise, the next is another."""
    found = changes(["the", "harbor", "gate", "fell"], ["the", "harbour", "wall", "fell"])
    expected = [Change("spelling", (1, 2), (1, 2)), Change("replaced", (2, 3), (2, 3))]
    assert expected == found


def test_a_difference_over_two_passages_stands_in_both() -> None:
    """With the characters of each; and what is missing has a place too."""
    left = Wording.of_text("The wall, and the sea.")
    right = Wording([Passage(4, "The wall, they"), Passage(5, "say, and the sea!")])
    shown = differences(left, right, changes(left.words, right.words))
    assert [("only_right", (Stretch(0, 8, 8),))] == [(one.kind, one.left) for one in shown]
    assert (Stretch(4, 10, 14), Stretch(5, 0, 3)) == shown[0].right


def test_equal_words_are_no_difference() -> None:
    """Capitals, punctuation and accents do not count."""
    left, right = Wording.of_text("L'Élysée, SAID he"), Wording.of_text("l’elysee said: he")
    assert [] == changes(left.words, right.words)
    assert 1 == len(aligned(left.words, right.words))
