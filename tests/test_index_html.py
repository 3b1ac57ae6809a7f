"""Pages of every age give their article whole, and say why the rest was left out."""

from __future__ import annotations

import re
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.documents import Capture, Document, Extraction
from index.errors import CaptureError
from index.extraction.extract import extract
from index.reading.encodings import decode

SHARED = Path(__file__).parents[2] / "shared"
OPENING = "The ferry Ostrel Maid sailed at noon with forty passengers and a piano on her deck."
SECOND = "Nobody, said the harbour master, had asked him about the piano before it was aboard."
THIRD = "It will be landed at Ostrel Haven on Thursday, wind and water permitting, he added."
STORY = f"<p>{OPENING}</p><p>{SECOND}</p><p>{THIRD}</p>"


def extracted(html: str, **fields: str) -> Extraction:
    capture = Capture(path="page.html", form="html", text=html, sha256="", fields=fields)
    return extract(capture, Archive())


def only(html: str, **fields: str) -> Document:
    (document,) = extracted(html, **fields).documents
    return document


def reason_or_document(html: str) -> str | Document:
    try:
        return only(html)
    except CaptureError as error:
        return error.reason


def refusal(html: str) -> CaptureError:
    with pytest.raises(CaptureError) as caught:
        extracted(html)
    return caught.value


MODERN = f"""<!DOCTYPE html><html lang="en-GB"><head><title>A piano puts to sea | The Tern</title>
<meta property="og:site_name" content="The Tern">
<link rel="canonical" href="/2021/04/07/piano"><base href="https://tern.example/">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle",
"headline": "A piano puts to sea", "datePublished": "2021-04-07T10:00:00Z",
"author": [{{"name": "Odile Brandt"}}], "publisher": {{"name": "The Tern"}}}}]}}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/sea">Sea</a></ul></nav>
<main><article><h1>A piano puts to sea</h1><p class="byline">By Odile Brandt</p>
<time datetime="2021-04-07">7 April 2021</time>
<figure><img src="p.jpg"><figcaption>The piano, under canvas.</figcaption></figure>
<div class="article-body"><p>{OPENING}</p>
<aside class="newsletter"><p>Get the tide tables in your inbox, every morning at six.</p></aside>
<h2>No questions asked</h2><blockquote><p>{SECOND}</p></blockquote><p>{THIRD}</p>
<ul><li>One piano, upright</li><li>Forty passengers</li></ul></div>
<div class="related"><h3>Related stories</h3><a href="/a">An organ comes ashore</a></div></article>
<section class="comments"><h3>2 comments</h3><p>I heard it play in the night, off the point.</p>
</section></main><footer><p>© The Tern Ltd. All rights reserved.</p></footer></body></html>"""


def test_a_modern_page_gives_its_article_and_nothing_else() -> None:
    document = only(MODERN)

    assert "A piano puts to sea" == document.title
    assert (
        OPENING,
        "No questions asked",
        SECOND,
        THIRD,
        "One piano, upright",
        "Forty passengers",
    ) == document.paragraphs


def test_markup_s_own_metadata_is_believed() -> None:
    document = only(MODERN)

    assert ("2021-04-07", "Odile Brandt", "The Tern", "The Tern", "en") == (
        str(document.date),
        document.byline,
        document.publisher,
        document.source,
        document.language,
    )
    assert "https://tern.example/2021/04/07/piano" == document.url
    assert "JSON-LD datePublished" == document.evidence["date"].rule


def test_an_address_that_cannot_be_taken_apart_is_none() -> None:
    document = only(
        MODERN.replace('href="/2021/04/07/piano"', 'href="https://[tern.example/piano"')
    )
    assert (None, "The Tern") == (document.url, document.source)


def test_every_word_of_a_page_is_in_its_audit_with_a_reason() -> None:
    blocks = extracted(MODERN).blocks
    body = re.sub(r"<script.*?</script>|<head>.*?</head>|<[^>]+>", " ", MODERN, flags=re.DOTALL)

    assert body.split() == " ".join(block.text for block in blocks).split()
    assert all(block.reason for block in blocks)
    assert all(block.score is not None and 0 <= block.score <= 1 for block in blocks)
    reasons = {block.text: block.reason for block in blocks}
    assert "gives the byline of the article" == reasons["By Odile Brandt"]


def test_kept_blocks_belong_to_the_document_and_others_to_none() -> None:
    for block in extracted(MODERN).blocks:
        assert (0 if block.kept else None) == block.document


TABLES = f"""<HTML><HEAD><TITLE>The Packet - A piano puts to sea</TITLE></HEAD><BODY><TABLE><TR>
<TD COLSPAN=2><FONT SIZE=6>The Packet</FONT><TR><TD><A HREF=a>Tides</A><BR><A HREF=b>Fish</A>
<TD><FONT SIZE=5><B>A piano puts to sea</B></FONT><BR><FONT SIZE=2>By Odile Brandt</FONT><BR>
Tuesday, April 6, 2021<BR><BR>{OPENING}<BR><BR>&nbsp;&nbsp;{SECOND[:24]}<BR>
{SECOND[25:]}<BR><BR>{THIRD}</TABLE></BODY></HTML>"""


def test_a_page_of_tables_and_line_breaks_is_cut_into_its_paragraphs() -> None:
    document = only(TABLES)

    assert (OPENING, SECOND, THIRD) == document.paragraphs
    assert ("A piano puts to sea", "Odile Brandt", "2021-04-06") == (
        document.title,
        document.byline,
        str(document.date),
    )


def test_a_paragraph_broken_by_a_column_mark_is_made_whole() -> None:
    mark = "<br><br><font size=1><b>Column: 1496</b></font><br><br>"
    half = OPENING.index("with forty")
    page = (
        f"<body><h2>DEBATES</h2>{OPENING[:half]}{mark}{OPENING[half:]}{mark}<b>Mr Olm:</b> Sir, no."
    )
    document = only(page)

    assert (OPENING, "Mr Olm: Sir, no.") == document.paragraphs
    assert "Debates" == document.title


def test_a_salutation_that_opens_a_speech_is_kept() -> None:
    page = f"<article><h1>Speech on the Piano Bill</h1><p>Mr Speaker,</p>{STORY}</article>"

    assert "Mr Speaker," == only(page).paragraphs[0]


def test_a_blog_s_own_date_is_when_it_posted_the_dispatch() -> None:
    page = (
        '<html><head><meta name="generator" content="blogger"></head><body><h2>Sunday, January 3, '
        '2021</h2><div class="post"><h3>A piano puts to sea</h3><div class="post-body">Port Alder, '
        f"December 31 (VNA) -- {OPENING}<br><br>{SECOND}</div></div><p>No comments:</p>"
    )
    document = only(
        page.replace("<h2>", '<time class="published" datetime="2021-01-03"></time><h2>')
    )

    assert ("2020-12-31", "2021-01-03") == (str(document.date), str(document.posted))
    assert 2 == len(document.paragraphs)


def test_spaces_are_put_right_and_nothing_else() -> None:
    soft = OPENING.replace("passengers", "passen\u00adgers").replace(
        "at noon", "at\u00a0noon\u200b"
    )

    assert OPENING == only(f"<p>{soft}</p><p>{SECOND}</p>").paragraphs[0]


def test_comments_scripts_and_styles_are_no_text() -> None:
    silent = f"<style>p {{}}</style><!-- {SECOND} --><script>var a = '{SECOND}';</script>"
    page = f"{silent}<p>{OPENING}</p>"

    assert (OPENING,) == only(page).paragraphs


def test_a_fragment_of_markup_in_a_record_is_its_article() -> None:
    document = only("<p>The House rose.</p>", title="Adjournment", date="1956-02-09")

    assert ("Adjournment", ("The House rose.",)) == (document.title, document.paragraphs)


def test_tags_left_open_by_the_thousand_lose_no_sentence() -> None:
    for tag in ("<div>", "<font>", "<table><tr><td>"):
        assert OPENING == only(tag * 20_000 + f"<p>{OPENING}</p>").paragraphs[0]


def test_ten_million_characters_of_open_tags_lose_no_sentence() -> None:
    assert OPENING == only("<div>" * 2_000_000 + f"<p>{OPENING}</p>").paragraphs[0]


def test_nesting_a_hundred_thousand_deep_loses_no_sentence() -> None:
    deep = "<div>" * 100_000 + f"<p>{OPENING}</p>" + "</div>" * 100_000

    assert (OPENING,) == only(deep).paragraphs


def test_a_page_of_more_lines_than_any_document_has_is_refused() -> None:
    error = refusal("<li>" + "One more line.<br>" * 60_000)

    assert "too_large" == error.reason
    assert "Split it" in str(error)


def test_a_menu_left_open_does_not_swallow_the_article() -> None:
    page = f'<nav><ul><li><a href="/">Home</a><li><a href="/sea">Sea</a><main>{STORY}</main>'

    assert (OPENING, SECOND, THIRD) == only(page).paragraphs


@pytest.mark.parametrize(
    "page",
    ["", "\0" * 100, "<html><script>var a = 1;</script>", "<!--" * 50_000, "<p> </p>"],
    ids=["nothing", "NULs", "only a script", "open comments", "blank"],
)
def test_a_page_without_text_is_refused_as_empty(page: str) -> None:
    error = refusal(page)

    assert "empty" == error.reason
    assert "page.html" in str(error)


@pytest.mark.parametrize(
    "page",
    [
        "<html><head>" + "<!--" * 50_000 + f"</head><p>{OPENING}</p>",
        "<html><head>" + "<script>" * 50_000,
        "<html><head>" + "<title>" * 50_000 + f"</head><p>{OPENING}</p>",
        "<div " + " ".join(f"a{n}=b" for n in range(100_000)) + f">{STORY}",
        "<pre>" + "word\n" * 40_000 + f"</pre>{STORY}",
        "<b>" * 500_000 + STORY,
        "<h2>April 7, 2021</h2>" * 5_000 + STORY,
        "<body>" + "line of a list<br>" * 10_000 + STORY,
        "<body>a<br>" + "<i> </i>" * 20_000 + STORY,
        "<" * 100_000,
        '<script type="application/ld+json">' + "[" * 100_000 + f"</script>{STORY}",
    ],
    ids=[
        *("comments", "scripts", "titles", "attributes", "lines", "bold", "headings"),
        *("breaks", "spaces", "brackets", "data"),
    ],
)
def test_no_page_takes_long(page: str) -> None:
    start = time.process_time()
    found = reason_or_document(page)
    assert isinstance(found, Document) or "empty" == found
    assert 5 > time.process_time() - start


@given(st.text(st.sampled_from("<>/=\"' \n&;!-abpdivr\0\u00a0"), max_size=200))
def test_whatever_the_markup_a_page_is_read_or_refused(markup: str) -> None:
    found = reason_or_document(f"{markup}<p>{OPENING}</p>")

    assert found.paragraphs if isinstance(found, Document) else "empty" == found


@pytest.mark.shared
def test_debates_of_two_decades_are_read_whole_and_dated() -> None:
    path = SHARED / "corpora" / "hansard-html.tar.xz"
    if not path.exists():
        pytest.skip("the shared corpora are not beside the project")
    with tarfile.open(path) as tar:
        for member in tar.getmembers()[::5]:
            stream = tar.extractfile(member)
            assert stream is not None
            result = extracted(decode(stream.read()).text)
            (document,) = result.documents
            assert Path(member.name).stem == str(document.date)
            assert "Debates" in (document.title or "")
            assert not any("Column:" in text for text in document.paragraphs)
            stripped = [block.text for block in result.blocks if not block.kept]
            assert not [text for text in stripped if len(text) > 110 and text[0] != "$"]
