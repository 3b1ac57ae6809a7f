"""How values are shown: marking, words for dates and numbers, and which links are safe."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import PartialDate
from web.presentation import (
    counted,
    date_in_words,
    kind_in_words,
    language_in_words,
    marked,
    moment_in_words,
    month_and_day,
    number,
    period_in_words,
    shortened,
    web_link,
)

spans = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=6)


def test_found_words_are_marked() -> None:
    """Each span becomes one mark."""
    assert "the <mark>harbour</mark> <mark>tolls</mark>" == marked(
        "the harbour tolls", [(4, 11), (12, 17)]
    )


def test_markup_in_a_text_stays_text() -> None:
    """Escaping happens on both sides of a mark and within it."""
    assert (
        "&lt;b&gt;<mark>&lt;script&gt;</mark>&amp;" == marked("<b><script>&", [(3, 11)])
    )  # fmt: skip


def test_overlapping_spans_become_one_mark() -> None:
    """Marks cannot cross, so what overlaps is joined; what only touches is not."""
    assert "<mark>abcd</mark><mark>ef</mark>" == marked("abcdef", [(1, 4), (0, 2), (4, 6)])


@given(st.text(max_size=30), spans)
def test_marking_changes_nothing_but_the_marks(text: str, found: list[tuple[int, int]]) -> None:
    """Without its marks the HTML is the text, and no other tag stands in it."""
    html = str(marked(text, found))
    without = html.replace("<mark>", "").replace("</mark>", "")
    assert not set("<>") & set(without)
    assert text == unescape(without) or "\r" in text or "\0" in text or _has_reference(text)


def _has_reference(text: str) -> bool:
    """Whether unescape() of the escaped text could differ: characters HTML cannot hold."""
    return any(ord(c) < 32 or 0x7F <= ord(c) <= 0x9F for c in text)


@given(st.text(min_size=1, max_size=30), spans)
def test_exactly_the_characters_of_the_spans_are_marked(
    text: str, found: list[tuple[int, int]]
) -> None:
    """What stands in marks is what the spans cover, in order."""
    covered = {i for start, end in found for i in range(max(0, start), min(end, len(text)))}
    inside = "".join(re.findall(r"<mark>(.*?)</mark>", str(marked(text, found)), re.DOTALL))
    assert len(covered) == len(unescape(inside)) or _has_reference(text)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2021-04-07", "7 April 2021"),
        ("2021-04", "April 2021"),
        ("2021", "2021"),
        (PartialDate(1709, 12, 31), "31 December 1709"),
        (None, ""),
    ],
)
def test_a_date_is_as_long_as_it_is_precise(date: PartialDate | str | None, words: str) -> None:
    """Nothing is invented for what is not known."""
    assert words == date_in_words(date)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("1998", "2001-04", "1998 to April 2001"),
        ("1998", None, "from 1998"),
        (None, "2001", "until 2001"),
        ("1998", "1998", "1998"),
        (None, None, ""),
    ],
)
def test_a_period_in_words(first: str | None, last: str | None, words: str) -> None:
    """Open on either side, or closed."""
    assert words == period_in_words(first, last)


def test_a_dateline_without_a_year() -> None:
    """The day and the month, as they stand."""
    assert "7 April" == month_and_day((4, 7))


def test_a_moment_names_its_zone() -> None:
    """When an index was built, to the minute; what is no moment is left alone."""
    assert "7 April 2021, 14:05 UTC" == moment_in_words("2021-04-07T14:05:59+00:00")
    assert "yesterday" == moment_in_words("yesterday")


def test_numbers_and_nouns() -> None:
    """Thousands are set apart, and one is not many."""
    assert "12,345" == number(12345)
    assert "1 passage" == counted(1, "passage")
    assert "0 passages" == counted(0, "passage")
    assert "2 more passages" == counted(2, "more passage")


def test_codes_have_names() -> None:
    """Kinds and languages are codes in the index; an unknown code is shown as it is."""
    assert "Speech" == kind_in_words("speech")
    assert "Speeches" == kind_in_words("speech", 3)
    assert "English" == language_in_words("en-GB")
    assert "tlh" == language_in_words("tlh")


@pytest.mark.parametrize("url", ["https://a.example/x?y=1", "HTTP://a.example", " https://a.b "])
def test_addresses_of_the_web_are_links(url: str) -> None:
    """http and https, in whatever case they were captured."""
    assert url.strip() == web_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https:",
        "http://[",
        "gazette/1.html",
        "",
        None,
    ],
)
def test_other_addresses_are_never_links(url: str | None) -> None:
    """A capture's address is not to be trusted further than its scheme."""
    assert web_link(url) is None


def test_long_texts_are_cut_after_a_word() -> None:
    """Short ones are left alone; one long word is cut where it has to be."""
    assert "short" == shortened("short", 10)
    assert "the long …" == shortened("the long causeway", 12)
    assert "aaaaaaaaaa …" == shortened("a" * 30, 10)
