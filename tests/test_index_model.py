"""The shipped model fits the features, judges pages of every kind, and says why."""

from __future__ import annotations

import json

import pytest

from index.archive import Archive
from index.documents import Capture, Extraction
from index.extraction.extract import extract
from index.extraction.html.features import feature_names
from index.extraction.html.model import FILE, shipped
from index.extraction.html.second_look import further_names

ENGLISH = (
    "The ferry Ostrel Maid sailed at noon with forty passengers and a piano on her deck.",
    "Nobody, said the harbour master, had asked him about the piano before it was aboard.",
    "It will be landed at Ostrel Haven on Thursday, wind and water permitting, he added.",
)
LANGUAGES = {
    "Korean": (
        "오스트렐 메이드호는 정오에 승객 마흔 명과 피아노 한 대를 싣고 출항하였다.",
        "항만장은 피아노가 배에 실리기 전까지 아무도 자기에게 묻지 않았다고 말하였다.",
        "바람과 물결이 허락하면 피아노는 목요일에 오스트렐 항구에 내려진다고 덧붙였다.",
    ),
    "Russian": (
        "Паром вышел в море в полдень с сорока пассажирами и пианино на палубе.",
        "Никто, сказал начальник порта, не спрашивал его о пианино до погрузки.",
        "Его выгрузят в четверг в порту, если позволят ветер и вода, добавил он к этому.",
    ),
    "French": (
        "Le bac est parti à midi avec quarante passagers et un piano sur le pont.",
        "Personne, dit le capitaine du port, ne lui avait parlé du piano auparavant.",
        "Il sera débarqué jeudi, si le vent et la mer le permettent, ajouta-t-il.",
    ),
    "German": (
        "Die Fähre lief mittags mit vierzig Fahrgästen und einem Klavier an Deck aus.",
        "Niemand, sagte der Hafenmeister, habe ihn vorher nach dem Klavier gefragt.",
        "Es wird am Donnerstag gelöscht, wenn Wind und Wasser es erlauben, sagte er.",
    ),
    "Spanish": (
        "El transbordador zarpó a mediodía con cuarenta pasajeros y un piano a bordo.",
        "Nadie, dijo el capitán del puerto, le había preguntado antes por el piano.",
        "Lo desembarcarán el jueves, si el viento y el agua lo permiten, añadió.",
    ),
    "Chinese": (
        "渡轮中午载着四十名乘客启航，甲板上还放着一架钢琴，港口的人都跑来看。",
        "港务长说，在钢琴搬上船之前，没有任何人向他提过这件事，也没有人问过他。",
        "他补充说，如果风和水流允许，钢琴将于星期四在奥斯特雷尔港卸下来。",
    ),
}


def page(paragraphs: tuple[str, ...], menu: str = "Home") -> str:
    """A page with a menu, a list of other articles, comments and a footer."""
    items = "".join(f'<li><a href="/{n}">{menu}</a>' for n in range(12))
    story = "".join(f"<p>{text}</p>" for text in paragraphs * 2)
    return (
        f"<html><body><nav><ul>{items}</ul></nav><main><article><h1>{menu} {menu} {menu}</h1>"
        f"<div class='article-body'>{story}</div></article></main><aside class='sidebar'>"
        f"<ul>{items}</ul></aside>"
        f"<footer><p><a href='/'>{menu}</a> © {menu}</p></footer></body></html>"
    )


def extracted(html: str) -> Extraction:
    return extract(Capture(path="p.html", form="html", text=html, sha256=""), Archive())


def test_the_model_was_trained_on_the_features_there_are() -> None:
    assert (*feature_names(), *further_names()) == shipped().names


def test_the_model_comes_with_what_it_scored() -> None:
    report = json.loads(FILE.with_suffix(".json").read_text(encoding="utf-8"))

    assert {"AEB", "WCXB"} == set(report["pages"])
    assert all(0 < float(score) < 1 for score in report["scores"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_in_any_language_is_kept_without_the_menus_around_it(language: str) -> None:
    paragraphs = LANGUAGES[language]
    html = page(paragraphs, menu=paragraphs[0].split()[0][:6])

    (document,) = extracted(html).documents

    assert paragraphs == document.paragraphs


def test_every_block_has_its_reason_and_its_score() -> None:
    blocks = extracted(page(ENGLISH)).blocks
    menu = next(block for block in blocks if not block.kept)
    text = next(block for block in blocks if block.text == ENGLISH[0])

    assert menu.score is not None
    assert text.score is not None
    assert 0 <= menu.score < text.score <= 1
    assert "score" not in menu.reason
    assert text.reason.startswith("text of the article: ")


def test_a_paragraph_that_stands_there_twice_is_kept_once() -> None:
    blocks = extracted(page(ENGLISH)).blocks

    assert [True, False] == [block.kept for block in blocks if block.text == ENGLISH[1]]
    assert "the same words stand above" in {block.reason for block in blocks}


def test_comments_are_no_part_of_what_calls_itself_an_article() -> None:
    comments = "".join(f"<div class='comment'><p>{text}</p></div>" for text in LANGUAGES["German"])
    html = page(ENGLISH).replace(
        "</main>", f"<section class='comments'>{comments}</section></main>"
    )
    html = html.replace("<body>", '<head><meta property="og:type" content="article"></head><body>')

    (document,) = extracted(html).documents

    assert ENGLISH == document.paragraphs


def test_an_article_that_is_only_there_as_data_is_read_from_it() -> None:
    body = "\\n".join(ENGLISH)
    data = f'{{"@type": "NewsArticle", "headline": "A piano", "articleBody": "{body}"}}'
    result = extracted(f'<script type="application/ld+json">{data}</script><p>Loading</p>')

    assert ENGLISH == result.documents[0].paragraphs
    assert "articleBody" in result.blocks[-1].reason
