"""The margin of the reading page: where else a paragraph stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from flask.testing import FlaskClient
from repeated_texts import documents
from web_page import Page, documents_found

from index.building.build import build_from_documents
from search.embedded import EmbeddedEngine
from web import create_app
from web.settings import Settings


@pytest.fixture(scope="module")
def echoes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The application over documents that repeat each other."""
    folder = tmp_path_factory.mktemp("echoes")
    build_from_documents(documents(), folder)
    with closing(EmbeddedEngine(folder)) as engine:
        yield create_app(Settings(index=folder), engine).test_client()


def test_a_paragraph_says_where_else_it_stands(echoes: FlaskClient) -> None:
    """Linked to the paragraph there, with how much of it, and who was first."""
    page = Page(echoes, "/documents/speech")
    assert "¶ 2 also stands in" in page.text("#p2 .elsewhere p")
    assert "/documents/draft#p2" == page.link("#p2 .elsewhere a", "A draft of the pledge, ¶ 2")
    assert "/documents/report#p1" == page.link("#p2 .elsewhere a", "Warden promises causeway")
    abouts = [about.get_text() for about in page.all("#p2 .about")]
    assert abouts[0].startswith("Office of the Warden, 2 November 2019: 81% of it, first (compare")
    assert abouts[1].startswith("Ostrel Herald, 10 November 2019: 84% of it, later (compare")
    assert "/compare/speech/draft" == page.link("#p2 .about a", "compare with A draft")
    assert not page.all("#p3 .elsewhere")


def test_what_does_not_fit_unfolds_and_the_rest_can_be_searched(echoes: FlaskClient) -> None:
    """Nothing is left out without being counted."""
    page = Page(echoes, "/documents/speech")
    assert 2 == len(page.all("#p2 .elsewhere > ul > li"))
    assert "6 more" in page.text("#p2 summary")
    assert 6 == len(page.all("#p2 details li"))
    rest = page.link("#p2 .elsewhere > p a", "5 more places")
    assert 'q="We+shall+carry' in rest.replace("%22", '"')
    assert 14 == documents_found(Page(echoes, rest))


def test_who_was_first_is_said_of_the_first(echoes: FlaskClient) -> None:
    """And nothing of it where the order is not known."""
    assert "stands here first, and also in" in Page(echoes, "/documents/draft").text("#p1 p + div")
    letter = Page(echoes, "/documents/letter")
    assert "order not known" in letter.text("#p1 .about")
    assert "first" not in letter.text("#p1 .elsewhere > p")


def test_the_api_gives_parallels_with_spans_on_both_sides(echoes: FlaskClient) -> None:
    """And counts those it does not give."""
    answer = echoes.get("/api/v1/documents/speech").get_json()
    first = next(found for found in answer["parallels"] if found["passage"] == 2)
    text = answer["passages"][2]["text"]
    assert ("earlier", "draft", "/documents/draft#p2") == (
        first["order"], first["document"]["id"], first["url"],
    )  # fmt: skip
    words = text[slice(*first["spans"][0])], first["text"][slice(*first["spans_there"][0])]
    assert words[0] == words[1]
    assert [{"passage": 2, "count": 5}] == answer["more_parallels"]
