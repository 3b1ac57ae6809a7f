"""An issue of a newspaper: mastheads, columns, headlines, and articles over many pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import permutations
from types import FrameType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.archive import Archive
from index.documents import Block, Capture
from index.extraction.draft import Draft
from index.extraction.text.assignment import best_pairs
from index.extraction.text.audit import Audit
from index.extraction.text.lines import line, lines
from index.extraction.text.masthead import Masthead, jump, page_number, read_masthead
from index.extraction.text.newspaper import is_issue
from index.extraction.text.pieces import pieces_of
from index.extraction.text.pull_quotes import Prose, pull_quotes
from index.extraction.text.seams import Seams
from index.extraction.text.shapes import drafts

HEAD = """The Saltmere Packet

Republic of Valdoria

No. 7 (612)

weekly

http://packet.valdoria.example e-mail:desk@packet.valdoria.example

Sat, November 9, 2019"""

ISSUE = f"""{HEAD}

Torvane Opens the Long Causeway

Mara Torvane opened the long causeway at Saltmere on Friday before a crowd of pilots.

It is four miles long. It was built by the dockers, who were paid, and it crosses the

쇠다리 개통

marsh on nine hundred oak piles.

She thanked the engineers, and she said that nobody would ever again have to wait for

SEE PAGE 2



Harbour Tolls Halved by the Board

The harbour board halved the tolls on Monday. Attending the meeting were the pilots of var-

ious ports,

mainly

the exem-

plary crews

working at

the outer

mole.

Its chairman said that the board had

Page 2 Sat, November 9, 2019

FROM PAGE 1

the tide to cross the marsh. Her speech lasted nine minutes.

A causeway is

a handshake over

water

She told the crowd that a causeway is a handshake over water, and that hands get cold.

Sat, November 9, 2019 Page 3

FROM PAGE 1

listened to the gulls for long enough. The tables will be printed in n u m e r o u s copies.
"""


def _read(text: str) -> tuple[list[Draft], list[Block]]:
    return drafts(Capture(path="packet.txt", form="text", text=text, sha256=""), Archive())


@pytest.fixture(scope="module")
def articles() -> list[Draft]:
    """The articles of the invented issue."""
    return _read(ISSUE)[0]


def test_an_issue_is_told_from_a_page() -> None:
    assert is_issue(lines(ISSUE))
    assert not is_issue(lines(ISSUE.replace("PAGE", "").replace("Page", "").replace(HEAD, "")))


def test_an_issue_is_cut_at_its_headlines(articles: list[Draft]) -> None:
    assert ["Torvane Opens the Long Causeway", "Harbour Tolls Halved by the Board"] == [
        article.title for article in articles
    ]


def test_every_article_has_what_the_masthead_says(articles: list[Draft]) -> None:
    for article in articles:
        assert "The Saltmere Packet" == article.found["publisher"][0]
        assert "No. 7 (612)" == article.found["issue"][0]
        assert "2019-11-09" == article.found["date"][0]


def test_a_paragraph_is_rejoined_over_a_banner(articles: list[Draft]) -> None:
    assert any("it crosses the marsh on nine" in text for text in articles[0].paragraphs)


def test_each_jump_leads_to_the_article_that_broke_off(articles: list[Draft]) -> None:
    assert any("to wait for the tide to cross" in text for text in articles[0].paragraphs)
    assert any("the board had listened to the gulls" in t for t in articles[1].paragraphs)


def test_a_narrow_column_is_rejoined_word_by_word(articles: list[Draft]) -> None:
    whole = "the pilots of various ports, mainly the exemplary crews working at the outer mole."
    assert any(whole in text for text in articles[1].paragraphs)


def test_spaced_letters_are_closed_up(articles: list[Draft]) -> None:
    assert any("numerous copies" in text for text in articles[1].paragraphs)


def test_furniture_is_stripped_and_named() -> None:
    _, blocks = _read(ISSUE)
    reasons = {block.text: block.reason for block in blocks if not block.kept}
    assert "masthead" == reasons["weekly"]
    assert "page line" == reasons["Page 2 Sat, November 9, 2019"]
    assert "jump mark" in reasons["FROM PAGE 1"]
    assert "banner in another script" == reasons["쇠다리 개통"]
    assert "pull quote" in reasons["a handshake over"]


def test_every_line_of_an_issue_is_in_the_audit_in_order() -> None:
    _, blocks = _read(ISSUE)
    expected = [" ".join(row.split()) for row in ISSUE.splitlines() if row.strip()]
    assert expected == [block.text.replace("numerous", "n u m e r o u s") for block in blocks]


def test_no_long_line_of_an_issue_is_ever_stripped() -> None:
    _, blocks = _read(ISSUE)
    assert [] == [block for block in blocks if not block.kept and len(block.text.split()) > 12]


def test_mixed_columns_are_threaded_by_their_seams() -> None:
    prose = (
        "The board wants to raise the wall and to drain the marsh. It wants to pay for it. "
        "The pilots of the harbour were waiting slowly, and the dockers were singing loudly. "
        "She asked them to come and to bring the maps across the marsh, and across the bay. "
    )
    text = (
        f"{HEAD}\n\nTorvane Opens the Long Causeway\n\nMara Torvane spoke. {prose * 3}\n\n"
        "Page 2\n\nDockers Sing at the Quay\n\nThe dockers sang on Friday.\n\n"
        "All along the quay they were slowly\n\n"
        "bring the lamps to the pilots of the outer mole before the night.\n\n"
        "gathering by the lamps of the outer mole.\n\n"
        "FROM PAGE 1\n\nOn Saturday Mara Torvane will ask her friends to\n\nPage 3\n"
    )
    first, second = _read(text)[0]
    assert any("her friends to bring the lamps" in one for one in first.paragraphs)
    assert any("they were slowly gathering by" in one for one in second.paragraphs)


def test_pieces_whose_neighbours_are_lost_are_kept_and_the_audit_says_so() -> None:
    text = ISSUE.replace("FROM PAGE 1\n\nthe tide to cross", "for the tide to cross")
    text = text.replace("SEE PAGE 2", "The end.")
    reasons = {block.text: block.reason for block in _read(text)[1] if block.kept}
    assert "the rest of its sentence was not found" in next(
        reason for line_, reason in reasons.items() if line_.startswith("She thanked")
    )
    assert "the beginning of its sentence was not found" in next(
        reason for line_, reason in reasons.items() if line_.startswith("for the tide")
    )


def test_a_jump_that_names_its_article_leads_there() -> None:
    text = ISSUE.replace("FROM PAGE 1\n\nthe tide to", "Tolls, from page 1\n\nthe tide to")
    paragraphs = _read(text)[0][1].paragraphs
    assert any("said that the board had the tide to cross" in one for one in paragraphs)


def test_a_long_sentence_is_never_taken_for_a_masthead() -> None:
    sentence = "The harbour board met on Monday with the pilots of Ostrel and of the outer"
    head = read_masthead(lines(f"The Saltmere Packet\n\n{sentence}\n\nNo. 7 (612)"))
    assert [] == head.lines


def test_a_continued_headline_above_a_jump_is_furniture() -> None:
    text = ISSUE.replace("Page 3\n", "Page 3\n\nHarbour Tolls\n")
    found, blocks = _read(text)
    assert 2 == len(found)
    assert "headline repeated" in next(b.reason for b in blocks if b.text == "Harbour Tolls")


@pytest.mark.parametrize(
    ("text", "way", "page"),
    [
        ("FROM PAGE 3", "from", 3),
        ("SEE PAGE 12", "to", 12),
        ("(Continued on page 4)", "to", 4),
        ("Continued from Page 1", "from", 1),
        ("Harbour tolls, from page 2", "from", 2),
    ],
)
def test_jumps_are_read_in_their_many_wordings(text: str, way: str, page: int) -> None:
    found = jump(line(text))
    assert found is not None
    assert (way, page) == (found.way, found.page)


def test_a_sentence_about_a_page_is_no_jump() -> None:
    assert jump(line("The clerk told the pilots that the tables were on page 3.")) is None


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Page 8", 8),
        ("Sat, November 9, 2019 Page 3", 3),
        ("The Saltmere Packet 9 November 2019", 0),
        ("- 4 -", 4),
        ("The Saltmere Packet", 0),
        ("Page 3 of the report is missing", None),
        ("Harbour Tolls Halved", None),
    ],
)
def test_page_lines_are_told_from_text(text: str, page: int | None) -> None:
    assert page == page_number(line(text), "The Saltmere Packet", "2019-11-09")


def test_a_masthead_may_stand_on_one_line() -> None:
    head = read_masthead(lines("The Saltmere Packet, Vol. 3, No. 12, Saturday, 9 November 2019"))
    assert "The Saltmere Packet" == head.name
    assert "Vol. 3, No. 12" == head.found["issue"][0]
    assert "2019-11-09" == head.found["date"][0]


def test_a_text_without_a_masthead_has_none() -> None:
    assert [] == read_masthead(lines("Neighbours,\n\nthe tide is in, and so are we.")).lines


def test_words_that_go_together_fit_better_than_chance() -> None:
    seams = Seams(["She asked them to come. They want to sing. He came across the marsh."] * 3)
    assert seams.fit("all the pilots want to", "come") > seams.fit("all the pilots want to", "the")
    assert seams.fit("he walked across", "the bay") > 0


def test_a_pull_quote_is_found_only_where_the_text_has_it_whole() -> None:
    found = lines(
        "She said that a wall is only a promise made of stone, and left.\n\nA wall is\n\nonly a\n\n"
        "promise made\n\nof stone\n\nThe tide came in."
    )
    numbers = list(range(1, len(found)))
    assert {1, 2, 3, 4} == pull_quotes(found, numbers, Prose(found))
    assert set() == pull_quotes(found, numbers, Prose([]))


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called in some work, those of the interpreter among them."""
    calls = 0

    def called(frame: FrameType, event: str, of: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_the_work_on_an_issue_grows_as_its_lines_do() -> None:
    """A notice that every page repeats was looked for on all pages anew (issue 4)."""

    def issue(pages: int) -> str:
        notice = "The harbour office is open to all pilots on weekdays"
        story = "On day {} the dockers at mole {} told the board that the tide had come in early."
        return "\n\n".join(
            [HEAD, *(f"{story.format(n, n)}\n\n{notice}\n\nPage {n}" for n in range(2, pages))]
        )

    def work(pages: int) -> int:
        audit = Audit(lines(issue(pages)))
        return _calls(lambda: pieces_of(audit, Masthead()))

    assert work(400) < 5 * work(100)


SCORES = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(4, 7)), st.integers(-5, 9).map(float), max_size=12
)


@given(SCORES)
def test_the_pairs_found_are_the_best_there_are(scores: dict[tuple[int, int], float]) -> None:
    pairs = best_pairs(scores)
    assert len(pairs) == len(set(pairs.values()))
    best = max(
        sum(max(0.0, scores.get(pair, 0.0)) for pair in zip(range(4), order, strict=True))
        for order in permutations(range(4, 8))
    )
    assert best == pytest.approx(sum(scores[pair] for pair in pairs.items()))


@given(st.lists(st.sampled_from(ISSUE.split("\n\n")), min_size=9, max_size=30))
def test_no_order_of_pieces_loses_a_line(pieces: list[str]) -> None:
    text = "\n\n".join((HEAD, *pieces, "Page 2", "FROM PAGE 1", "SEE PAGE 3"))
    assume(is_issue(lines(text)))
    found, blocks = _read(text)
    kept = sum(len(block.text.split()) > 12 for block in blocks if block.kept)
    assert kept == sum(len(row.split()) > 12 for row in text.splitlines())
    assert all(block.document is None or block.document < len(found) for block in blocks)
