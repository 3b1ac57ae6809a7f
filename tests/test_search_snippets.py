"""Snippets show the best stretch of a passage as text and spans, never more than asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.presentation.snippets import WIDTH, snippet

SENTENCE = "The dockers of Saltmere met again on the quay. "


def test_a_short_passage_is_shown_whole() -> None:
    shown = snippet("The tolls were halved.", ((4, 9),))
    assert ("The tolls were halved.", 0, ((4, 9),), False, False) == shown


def test_a_passage_without_a_match_is_shown_from_its_beginning() -> None:
    shown = snippet(SENTENCE * 20, ())
    assert (0, False, True) == (shown.start, shown.cut_before, shown.cut_after)
    assert len(shown.text) <= WIDTH


def test_the_stretch_with_more_different_words_wins() -> None:
    text = "gull gull gull " + "and so on " * 60 + "the gull met the tern " + "and so on " * 60
    spans = tuple((n, n + 4) for n in range(len(text)) if text.startswith(("gull", "tern"), n))
    shown = snippet(text, spans)
    assert {"gull", "tern"} == {shown.text[a:b] for a, b in shown.spans}


def test_a_snippet_begins_with_a_sentence_where_it_can() -> None:
    text = SENTENCE * 10 + "Then the mayor spoke of the causeway. " + SENTENCE * 10
    at = text.index("causeway")
    shown = snippet(text, ((at, at + 8),))
    assert shown.text.startswith("The dockers")
    assert ["causeway"] == [shown.text[a:b] for a, b in shown.spans]


def test_no_word_is_cut_in_two() -> None:
    text = "quayside " * 100
    shown = snippet(text, ((450, 458),))
    assert {"quayside"} == set(shown.text.split())


def test_a_script_without_spaces_is_cut_where_the_width_falls() -> None:
    text = "港" * 1000
    shown = snippet(text, ((500, 502),))
    assert ["港港"] == [shown.text[a:b] for a, b in shown.spans]
    assert 0 < len(shown.text) <= WIDTH


def test_a_match_longer_than_the_snippet_is_marked_as_far_as_it_goes() -> None:
    shown = snippet("word " * 200, ((0, 999),))
    assert ((0, len(shown.text)),) == shown.spans


texts = st.text(st.sampled_from("ab .。\n港"), max_size=120)


@given(texts, st.data(), st.integers(8, 40))
def test_a_snippet_is_a_stretch_of_the_text_with_the_same_words_marked(
    text: str, data: st.DataObject, width: int
) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted))
    spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    shown = snippet(text, spans, width)
    assert text[shown.start : shown.start + len(shown.text)] == shown.text
    assert len(shown.text) <= max(width, 0)
    assert all(0 <= a < b <= len(shown.text) for a, b in shown.spans)
    assert shown.cut_before == (shown.start > 0)
    assert shown.cut_after == (shown.start + len(shown.text) < len(text))
    if any(b - a <= width for a, b in spans[:1]):
        assert shown.spans
