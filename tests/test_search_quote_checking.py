from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing

import pytest

from index.building.build import build
from search.embedded import EmbeddedEngine
from search.errors import RequestError
from search.quotations.quotation import MAX_CHARACTERS, MAX_WORDS, QuoteCheck, QuotePlace

SPEECH = {
    "title": "Address on the sea wall",
    "date": "2018-03-02",
    "source": "Government",
    "text": "The engineers knew, and they wrote it down in the spring of the great storm.\n\n"
    "I promise the keepers of Saltmere a wall of stone, nine hands above the highest tide.\n\n"
    "It will not be built by words. It will be built by those whose houses stand behind it.",
}
REPORT = {
    "title": "A wall is promised",
    "date": "2018-03-05",
    "source": "Herald",
    "text": "On Friday the minister promised the keepers of Saltmere a wall of stone, nine hands "
    "above the highest tide, and nobody on the quay believed a word of it.",
}
LATE = {
    "title": "What was said of the wall",
    "source": "Packet",
    "text": "I promise the keepers of Saltmere a wall of stone, nine hands above the highest "
    "tide. So it was said, and the harbour pilots keep a copy of the speech in a drawer.",
}
BULLETINS = [
    {"title": f"Bulletin {n}", "date": f"2019-01-{n:02d}", "source": "Board",
     "text": f"High water at the mole of Ostrel stood {n} hands above the mark of the old storm."}
    for n in range(1, 29)
]  # fmt: skip


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    """An archive in two segments: a speech, what was made of it, and many short bulletins."""
    folder = tmp_path_factory.mktemp("wall")
    captures = folder / "captures"
    captures.mkdir()
    for name, records in (("a", [SPEECH, REPORT]), ("b", [LATE, *BULLETINS])):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (captures / f"{name}.jsonl").write_text(lines)
        build([captures], folder / "index")
    with closing(EmbeddedEngine(folder / "index")) as engine:
        yield engine


def _titles(check: QuoteCheck, piece: int = 0) -> list[str]:
    return [place.document.title for place in check.pieces[piece].places]


def _shown(check: QuoteCheck, place: QuotePlace) -> list[tuple[str, str, str]]:
    """The differences of a place in words."""
    texts = {passage.number: passage.text for passage in place.passages}
    return [
        (
            difference.kind,
            " ".join(check.text[s.start : s.end] for s in difference.left),
            " ".join(texts[s.number][s.start : s.end] for s in difference.right),
        )
        for difference in place.differences
    ]


def test_what_stands_word_for_word_is_exact_and_the_earliest_comes_first(
    wall: EmbeddedEngine,
) -> None:
    """With what its date was read from; what has no date comes last."""
    check = wall.quote("“i promise the Keepers of SALTMERE, a wall of stone”")
    assert "exact" == check.verdict
    assert [
        "Address on the sea wall",
        "A wall is promised",
        "What was said of the wall",
    ] == _titles(check)
    assert ["exact", "near", "exact"] == [place.verdict for place in check.pieces[0].places]
    assert 2 == check.pieces[0].exact_passages
    evidence = check.pieces[0].places[0].date_evidence
    assert evidence
    assert "2018-03-02" == evidence.text


def test_where_it_stands_is_told_in_characters(wall: EmbeddedEngine) -> None:
    place = wall.quote("those whose houses stand").pieces[0].places[0]
    (found,), (passage,) = place.found, place.passages
    assert (3, "those whose houses stand") == (found.number, passage.text[found.start : found.end])


def test_a_quotation_may_cross_the_end_of_a_paragraph(wall: EmbeddedEngine) -> None:
    """It stands in both, and that is exact."""
    check = wall.quote("nine hands above the highest tide. It will not be built by words")
    assert "exact" == check.verdict
    assert [2, 3] == [stretch.number for stretch in check.pieces[0].places[0].found]


def test_what_differs_is_told_word_by_word(wall: EmbeddedEngine) -> None:
    """Another spelling, another word, a word left out and one put in."""
    check = wall.quote(
        "I promise the kepers of Saltmere a fence of stone, hands far above the highest tide"
    )
    assert "near" == check.verdict
    expected = [
        ("spelling", "kepers", "keepers"),
        ("replaced", "fence", "wall"),
        ("only_right", "", "nine"),
        ("only_left", "far", ""),
    ]
    assert expected == _shown(check, check.pieces[0].places[0])


def test_a_spelling_is_forgiven_but_not_exact(wall: EmbeddedEngine) -> None:
    """The place holds all of the quotation's words."""
    check = wall.quote("the enginers knew and they wrote it down")
    place = check.pieces[0].places[0]
    assert ("near", "near", 1.0) == (check.verdict, place.verdict, place.share)


def test_an_ellipsis_parts_a_quotation(wall: EmbeddedEngine) -> None:
    """Its pieces stand in one document, and that is told."""
    for ellipsis in ("…", "...", "[...]", "[…]", "(. . .)"):
        check = wall.quote(f"The engineers knew {ellipsis} It will not be built by words")
        assert "pieces" == check.verdict
        assert ["exact", "exact"] == [piece.verdict for piece in check.pieces]
        assert 1 == len(check.together)


def test_a_quotation_put_together_is_taken_apart(wall: EmbeddedEngine) -> None:
    """The pieces are told by characters, and where each stands."""
    first, second = "they wrote it down in the spring", "keep a copy of the speech in a drawer"
    check = wall.quote(f"{first} and {second}")
    found = [check.text[p.start : p.end] for p in check.pieces if p.places]
    assert "pieces" == check.verdict
    assert first in found[0]
    assert second in found[1]
    assert (["Address on the sea wall"], ["What was said of the wall"]) == (
        _titles(check),
        _titles(check, len(check.pieces) - 1),
    )
    assert () == check.together


def test_a_piece_that_nobody_said_is_not_found(wall: EmbeddedEngine) -> None:
    """The others are, and the whole is in pieces."""
    check = wall.quote("The engineers knew … purple elephants danced upon the moon all night")
    assert ["exact", "none"] == [piece.verdict for piece in check.pieces]
    assert "pieces" == check.verdict


def test_what_nobody_said_is_not_found(wall: EmbeddedEngine) -> None:
    """Though every word of it stands somewhere."""
    check = wall.quote("houses of pilots promised a tide of keepers to the great drawer")
    assert ("none", ()) == (check.verdict, check.pieces[0].places)


def test_words_the_archive_does_not_know_are_looked_for_by_their_like(
    wall: EmbeddedEngine,
) -> None:
    """Also where no word of the quotation is spelt as in the archive."""
    check = wall.quote("enginears knewe annd")
    assert ("near", ["Address on the sea wall"]) == (check.verdict, _titles(check))


def test_more_places_than_are_given_are_counted(wall: EmbeddedEngine) -> None:
    """The earliest are given."""
    piece = wall.quote("hands above the mark of the old storm").pieces[0]
    assert 28 == piece.exact_passages
    assert [f"Bulletin {n}" for n in range(1, 21)] == [p.document.title for p in piece.places]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_quote"),
        (" …!? ", "empty_quote"),
        ("a" * (MAX_CHARACTERS + 1), "quote_too_long"),
        ("a " * (MAX_WORDS + 1), "quote_too_long"),
    ],
)
def test_what_cannot_be_checked_is_refused(wall: EmbeddedEngine, text: str, code: str) -> None:
    with pytest.raises(RequestError) as refused:
        wall.quote(text)
    assert code == refused.value.code


def test_any_stretch_of_any_document_is_found_exactly_where_it_stands(
    wall: EmbeddedEngine,
) -> None:
    """From any word to any other, over all ends of paragraphs."""
    chance = random.Random(19)
    for record in (SPEECH, REPORT, LATE, *BULLETINS[:3]):
        words = record["text"].split()
        for _ in range(12):
            first = chance.randrange(len(words) - 6)
            text = " ".join(words[first : chance.randrange(first + 6, len(words)) + 1])
            check = wall.quote(text)
            assert "exact" == check.verdict, text
            if check.pieces[0].exact_passages < 20:
                assert record["title"] in _titles(check), text


def test_nothing_typed_breaks_a_check(wall: EmbeddedEngine) -> None:
    """Other scripts, lone surrogates, the same word again and again."""
    for text in ("世界の壁" * 50, "\ud800 wall", "wall " * 900, "a.b…c…d…", "… wall …", "1" * 400):
        assert wall.quote(text).pieces


def test_what_stands_at_the_beginning_of_a_document_is_found_behind_other_words(
    wall: EmbeddedEngine,
) -> None:
    """A passage is looked at in its own document, wherever the quotation would begin."""
    other = " ".join(f"unsaid{n}" for n in range(60))
    found = wall.quote(f"{other} On Friday the minister promised the keepers")
    assert "pieces" == found.verdict
    assert [REPORT["title"]] == _titles(found, -1)
