"""CSS selectors of archive.toml decide what of a page is text, whatever the model says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive, Source
from index.building.build import build
from index.documents import Block, Capture, Extraction
from index.errors import ArchiveSettingsError, CaptureError
from index.extraction.extract import extract
from index.extraction.html.blocks import HtmlBlock, page_blocks
from index.extraction.html.markup import parse
from index.extraction.html.selectors import chosen_boxes
from index.extraction.overrides import Overrides

OPENING = "The ferry Ostrel Maid sailed at noon with forty passengers and a piano on her deck."
SECOND = "Nobody, said the harbour master, had asked him about the piano before it was aboard."
THIRD = "It will be landed at Ostrel Haven on Thursday, wind and water permitting, he added."
TEASER = "The mayor of Ostrel Haven, who plays no instrument, said that he would meet the ship."
PAGE = f"""<html><head><title>A piano puts to sea</title></head><body>
<nav id="menu"><a href="/">Home</a> <a href="/tides">Tides</a></nav>
<main><h1>A piano puts to sea</h1><div class="story"><p>{OPENING}</p><p>{SECOND}</p>
<p class="teaser lead">{TEASER}</p><p>{THIRD}</p></div></main>
<footer><ul><li class="note">Tide 07:12</li></ul></footer></body></html>"""


def extracted(html: str = PAGE, **settings: object) -> Extraction:
    source = Source(name="The Tern", paths=("tern/*",), **settings)  # type: ignore[arg-type]
    capture = Capture(path="tern/a.html", form="html", text=html, sha256="")
    return extract(capture, Archive(source=(source,)))


def paragraphs(html: str = PAGE, **settings: object) -> list[str]:
    (document,) = extracted(html, **settings).documents
    return list(document.paragraphs)


def block(found: Extraction, text: str) -> Block:
    return next(one for one in found.blocks if one.text == text)


def test_what_is_dropped_is_stripped_where_it_stood_and_the_reason_names_the_selector() -> None:
    assert [OPENING, SECOND, TEASER, THIRD] == paragraphs()
    found = extracted(drop=("p.teaser",))
    assert (OPENING, SECOND, THIRD) == found.documents[0].paragraphs
    dropped = block(found, TEASER)
    assert (False, "archive.toml, drop: p.teaser") == (dropped.kept, dropped.reason)
    assert [one.text for one in extracted().blocks] == [one.text for one in found.blocks]


def test_what_is_kept_is_text_whatever_the_model_says() -> None:
    found = extracted(keep=("footer .note",))
    kept = block(found, "Tide 07:12")
    assert (True, "paragraph", "archive.toml, keep: footer .note", 0) == (
        kept.kept, kept.role, kept.reason, kept.document,
    )  # fmt: skip
    assert "Tide 07:12" == found.documents[0].paragraphs[-1]
    assert not block(extracted(), "Tide 07:12").kept


@pytest.mark.parametrize(
    ("keep", "drop"), [("div.story", ".teaser"), (".teaser", ".story > p.lead"), ("p", "p.teaser")]
)
def test_what_is_dropped_is_so_even_where_it_is_also_kept(keep: str, drop: str) -> None:
    assert TEASER not in paragraphs(keep=(keep,), drop=(drop,))


def test_an_element_dropped_around_a_kept_one_takes_it_along() -> None:
    assert "Tide 07:12" not in paragraphs(keep=(".note",), drop=("footer",))


@pytest.mark.parametrize(
    "selector",
    [
        "#menu ~ main p:nth-of-type(3)",
        "p:has(+ p:last-child)",
        "p.teaser:not(.aside)",
        "[class*=eas]",
    ],
)
def test_any_selector_will_do(selector: str) -> None:
    assert [OPENING, SECOND, THIRD] == paragraphs(drop=(selector,))


def test_a_heading_that_is_dropped_is_no_title() -> None:
    html = PAGE.replace("<title>A piano puts to sea</title>", "")
    (document,) = extracted(html, drop=("h1",)).documents
    assert "A piano puts to sea" != document.title


def test_the_date_of_what_is_dropped_is_no_date() -> None:
    html = PAGE.replace(
        "<h1>", "<p class='now'><time datetime='2024-05-06'>6 May 2024</time></p><h1>"
    )
    (dated,), (undated,) = (extracted(html, drop=drop).documents for drop in ((), (".now",)))
    assert ("2024-05-06", None) == (str(dated.date), undated.date)


def test_a_mark_dropped_within_a_sentence_leaves_it_whole() -> None:
    html = PAGE.replace("at noon", "at <sup>1</sup>noon")
    found = extracted(html, drop=("sup",))
    assert OPENING in found.documents[0].paragraphs
    assert not block(found, "1").kept


def test_text_in_an_inline_element_can_be_kept_or_dropped_with_all_that_stands_in_it() -> None:
    html = PAGE.replace("<div class=", "<span class='all'><div class=").replace(
        "</main>", "</span></main>"
    )
    assert (
        "archive.toml, keep: span.all" == block(extracted(html, keep=("span.all",)), THIRD).reason
    )
    with pytest.raises(CaptureError, match="no paragraph"):
        extracted(html, drop=("span.all",))


def test_scripts_and_pictures_that_are_chosen_bring_no_text_to_light() -> None:
    html = PAGE.replace("<nav", "<svg><text>Anchor</text></svg><script>let tide = 1</script><nav")
    found = extracted(html, drop=("script", "svg text"), keep=("svg",))
    assert [one.text for one in extracted().blocks] == [one.text for one in found.blocks]


def test_a_page_of_which_all_is_dropped_is_empty() -> None:
    with pytest.raises(CaptureError) as caught:
        extracted(drop=("html",))
    assert "empty" == caught.value.reason


def test_lines_are_stripped_from_pages_too() -> None:
    found = extracted(strip_lines=("The mayor of .*",))
    assert TEASER not in found.documents[0].paragraphs
    assert "archive.toml, strip_lines: The mayor of .*" == block(found, TEASER).reason


def test_a_page_of_another_source_is_left_alone() -> None:
    source = Source(name="The Gull", domains=("gull.example",), drop=(".teaser",))
    capture = Capture(path="a.html", form="html", text=PAGE, sha256="")
    (document,) = extract(capture, Archive(source=(source,))).documents
    assert TEASER in document.paragraphs


@pytest.mark.parametrize(
    "sign",
    [
        "<link rel='canonical' href='https://www.gull.example/1'>",
        "<meta property='og:site_name' content='The Gull'>",
    ],
)
def test_a_source_is_known_by_what_the_page_says_of_itself(sign: str) -> None:
    source = Source(
        name="The Gull", domains=("gull.example",), mastheads=("The Gull",), drop=(".teaser",)
    )
    html = PAGE.replace("<head>", f"<head>{sign}")
    capture = Capture(path="a.html", form="html", text=html, sha256="")
    (document,) = extract(capture, Archive(source=(source,))).documents
    assert TEASER not in document.paragraphs


def test_a_bad_selector_stops_the_run_with_file_source_and_selector(tmp_path: Path) -> None:
    settings = tmp_path / "archive.toml"
    settings.write_text('[[source]]\nname = "The Tern"\ndrop = [".teaser", "div["]\n')
    with pytest.raises(ArchiveSettingsError) as caught:
        build([tmp_path], tmp_path / "index")
    assert str(caught.value).startswith(
        f"{settings}: source `The Tern`: drop `div[` is no CSS selector: "
    )


def test_a_page_of_many_elements_does_not_take_long() -> None:
    html = PAGE.replace("<footer>", "<p><i>a</i> <b class='x'>b</b></p>" * 5_000 + "<footer>")
    started = time.process_time()
    extracted(html, drop=("b.x", "footer > ul:not(.y)"), keep=("p.lead",))
    assert time.process_time() - started < 8


TAGS = ["<p>", "</p>", "<b>", "</b>", "<td>", "<svg>", "</svg>", "<br>", "<a>", "<li>", "x", "y"]


@given(st.lists(st.sampled_from(TAGS)))
def test_choosing_elements_neither_loses_words_nor_confuses_boxes(pieces: list[str]) -> None:
    html = "<body>w" + "".join(pieces)
    root, twin = parse(html, ""), parse(html, "")
    before = page_blocks(root)
    chosen = chosen_boxes(twin, Overrides(drop=("b",), keep=("p", "a")))
    page = page_blocks(twin)
    assert {page.boxes[number].tag for number, choice in chosen.items() if choice.kept} <= {
        "p",
        "div",
    }
    assert {page.boxes[number].tag for number, choice in chosen.items() if not choice.kept} <= {
        "div"
    }
    assert letters(before.blocks) == letters(page.blocks)


def letters(blocks: list[HtmlBlock]) -> list[str]:
    return sorted(c for one in blocks for c in one.text if not c.isspace())
