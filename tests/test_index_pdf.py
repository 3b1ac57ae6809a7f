"""PDF files: their columns are read in order, their furniture is left out, their articles whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_pages import PdfPage, leftward_pdf, pdf

from index.archive import Archive
from index.documents import Capture, Document, Extraction
from index.errors import CaptureError
from index.extraction.extract import extract
from index.extraction.pdf.columns import blocks_of
from index.extraction.pdf.direction import mirror
from index.extraction.pdf.rows import Row, pages_of

PILOTS = "The pilots of the harbour left the quay on Monday, and nobody asked them to come back."
GULLS = "A gull sat on the mole of Ostrel and watched the ships that went out with the tide."
BOARD = "The board had listened to the gulls for long enough, its chairman said, and he went home."
TABLES = "She will publish the tide tables of the coming year before the end of the month."
BRIDGE = "Mara Torvane opened the long causeway before a crowd of dockers, pilots and engineers."
MARSH = "It is four miles long, it stands on nine hundred piles of oak, and it crosses the marsh."
TOLLS = "The tolls were halved by the board when the dockers had walked off for nine long months."
LAMP = "The lamp of the outer mole will be lit again by hand until the new engine has come."


def extracted(content: bytes) -> Extraction:
    capture = Capture(path="a.pdf", form="pdf", text="", content=content, sha256="")
    return extract(capture, Archive())


def documents(*pages: PdfPage) -> tuple[Document, ...]:
    return extracted(pdf(*pages)).documents


def first_page() -> PdfPage:
    """A masthead, a story over two columns that goes on elsewhere, and one in the third."""
    page = PdfPage()
    page.line(40, 50, "The Saltmere Packet", 36)
    page.line(40, 70, "No. 7 (612)    Saturday, 9 November 2019", 9)
    page.line(40, 110, "Torvane Opens the Long Causeway", 22)
    page.column(40, 130, 160, BRIDGE, MARSH, PILOTS)
    y = page.column(220, 130, 160, GULLS)
    page.column(
        220, y, 160, "She thanked the engineers, and she said that nobody would ever wait for"
    )
    page.line(220, y + 40, "SEE PAGE 2", 8)
    page.line(400, 110, "Tolls Are Halved", 22)
    page.column(400, 130, 160, TOLLS, BOARD)
    return page


def second_page() -> PdfPage:
    """A running head, the rest of the first story, and a story of its own below it."""
    page = PdfPage()
    page.line(40, 40, "The Saltmere Packet", 9)
    page.line(440, 40, "9 November 2019   Page 2", 9)
    page.line(40, 80, "FROM PAGE 1", 8)
    page.column(40, 110, 240, "the tide again. " + TABLES)
    page.line(40, 300, "The Lamp Is Lit", 22)
    page.column(40, 320, 240, LAMP)
    page.column(320, 320, 240, PILOTS)
    return page


def third_page() -> PdfPage:
    """The running head again, and nothing but a picture."""
    page = PdfPage()
    page.line(40, 40, "The Saltmere Packet", 9)
    page.line(440, 40, "9 November 2019   Page 3", 9)
    return page


ISSUE = (first_page(), second_page(), third_page())


def test_an_issue_is_cut_into_its_articles_column_by_column() -> None:
    causeway, tolls, lamp = documents(*ISSUE)
    assert "Torvane Opens the Long Causeway" == causeway.title
    whole = (
        "She thanked the engineers, and she said that nobody would ever wait for the tide again."
        f" {TABLES}"
    )
    assert (BRIDGE, MARSH, PILOTS, GULLS, whole) == causeway.paragraphs
    assert ("Tolls Are Halved", (TOLLS, BOARD)) == (tolls.title, tolls.paragraphs)
    assert ("The Lamp Is Lit", (LAMP, PILOTS)) == (lamp.title, lamp.paragraphs)


def test_the_articles_of_an_issue_know_its_name_number_and_day() -> None:
    for document in documents(*ISSUE):
        assert "The Saltmere Packet" == document.publisher
        assert ("No. 7 (612)", "2019-11-09") == (document.issue, str(document.date))


def test_running_heads_and_jumps_are_in_the_audit_and_nowhere_else() -> None:
    found = extracted(pdf(*ISSUE))
    stripped = {block.text: block.reason for block in found.blocks if not block.kept}
    assert "running head: it stands on 2 of 3 pages" == stripped["9 November 2019 Page 2"]
    assert stripped["SEE PAGE 2"].startswith("jump mark")
    texts = [text for document in found.documents for text in document.paragraphs]
    assert [] == [text for text in texts if "PAGE" in text or "Packet" in text]


def report() -> list[PdfPage]:
    """A speech on two pages with headings, a paragraph of which runs over the break."""
    first, second = PdfPage(), PdfPage()
    first.line(40, 60, "Address on the Long Causeway", 20)
    first.line(40, 85, "Saltmere, 9 November 2019")
    y = first.column(40, 110, 500, BRIDGE + " " + MARSH, PILOTS)
    first.line(40, y + 10, "What the board did", 14)
    first.column(40, y + 30, 500, "The tolls of the harbour were halved by the board when the")
    second.column(30, 60, 500, "dockers had walked off. " + BOARD)
    for number, page in enumerate((first, second), start=1):
        page.line(290, 780, f"- {number} -", 9)
    return [first, second]


def test_a_text_on_several_pages_is_one_document_with_its_title_and_date() -> None:
    (speech,) = documents(*report())
    assert ("Address on the Long Causeway", "2019-11-09") == (speech.title, str(speech.date))
    over_the_break = (
        "The tolls of the harbour were halved by the board when the dockers had walked off."
        f" {BOARD}"
    )
    assert (f"{BRIDGE} {MARSH}", PILOTS, "What the board did", over_the_break) == speech.paragraphs


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    page = PdfPage()
    for number, row in enumerate(
        ("The dockers walked off the var-", "ious quays of Saltmere before", "the tide came in.")
    ):
        page.line(40, 60 + 12 * number, row)
    (document,) = documents(page)
    assert (
        "The dockers walked off the various quays of Saltmere before the tide came in.",
    ) == document.paragraphs


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.4 and then nothing", "damaged"),
        (pdf(PdfPage()), "no_text"),
        (pdf(*ISSUE)[:400], "damaged"),
    ],
)
def test_a_file_without_text_says_what_is_wrong_with_it(content: bytes, reason: str) -> None:
    with pytest.raises(CaptureError) as caught:
        extracted(content)
    assert reason == caught.value.reason


def test_a_headline_over_two_of_three_columns_parts_only_these() -> None:
    def row(text: str, left: float, right: float, top: float, height: float = 10) -> Row:
        return Row(text, left, top - height, right, top)

    rows = [
        row(f"{name}{n}", x, x + 90, 700 - 12 * n)
        for name, x in zip("abc", (0, 100, 200), strict=True)
        for n in range(9)
    ]
    above = [row("H", 0, 190, 730, 20)]
    below = [row("J", 0, 190, 585, 20)]
    lower = [
        row(f"{name}{n}", x, x + 90, 560 - 12 * n)
        for name, x in (("d", 0), ("e", 100))
        for n in range(4)
    ]
    order = [
        "".join(dict.fromkeys(line.text[0] for line in block))
        for block in blocks_of(above + rows + below + lower)
    ]
    assert "HabJdec" == "".join(order)


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 60), st.integers(1, 30), st.integers(1, 3)),
        max_size=40,
    )
)
def test_no_arrangement_of_rows_loses_one(places: list[tuple[int, int, int, int]]) -> None:
    rows = [
        Row(f"w{number}", 10.0 * x, 10.0 * y, 10.0 * (x + width), 10.0 * (y + height))
        for number, (x, y, width, height) in enumerate(places)
    ]
    words = [word for block in blocks_of(rows) for line in block for word in line.text.split()]
    assert sorted(row.text for row in rows) == sorted(words)


HEBREW = [
    (60, 20, "הסערה בנמל אוסטרל"),
    (100, 10, "המעבורת הפליגה בצהריים מן הנמל ועליה 40 נוסעים, פסנתר גדול אחד"),
    (112, 10, "ושני כבשים. איש לא ידע על הפסנתר, אמר מנהל הנמל בשנת 1948 לסוכנות"),
    (124, 10, "הידיעות."),
    (148, 10, "הפסנתר יורד אל החוף ביום חמישי, אם הרוח והמים ירשו זאת, הוסיף."),
]


def test_text_that_runs_from_right_to_left_is_read_in_its_order() -> None:
    (document,) = extracted(leftward_pdf(HEBREW)).documents
    title, *body = (text for _, _, text in HEBREW)
    assert title == document.title
    assert (" ".join(body[:3]), body[3]) == document.paragraphs


def test_words_against_the_direction_of_their_row_stay_where_they_are_read() -> None:
    text = "ב 12 ביוני 1948 כתבה Valdoria Gazette על הגל."
    (page,) = pages_of(leftward_pdf([(100, 10, text)]))
    assert [text] == [row.text for row in page.rows]


def test_a_page_read_to_the_left_is_laid_out_in_its_mirror() -> None:
    rows = [Row("אחת", 40, 0, 70, 10), Row("שתיים", 30, 20, 70, 30), Row("x", 30, 40, 40, 50)]
    mirror(rows)
    assert [(30, 60), (30, 70), (60, 70)] == [(row.left, row.right) for row in rows]
    rows = [Row("One", 40, 0, 70, 10), Row("א", 30, 20, 40, 30)]
    mirror(rows)
    assert [(40, 70), (30, 40)] == [(row.left, row.right) for row in rows]
