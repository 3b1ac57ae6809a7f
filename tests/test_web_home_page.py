"""The front page: what the archive holds, and searches that find something."""

from __future__ import annotations

from flask.testing import FlaskClient
from web_page import Page, documents_found


def test_the_front_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    """Before anyone has asked for anything."""
    page = Page(client, "/")
    assert "Papers of Valdoria" == page.text("h1")
    assert "16 documents" in page.text(".holdings")
    assert "2017–2020" in page.text(".holdings")
    assert 5 == len(page.all(".newest h3"))


def test_every_example_on_the_front_page_finds_something(client: FlaskClient) -> None:
    """An example that finds nothing teaches nothing."""
    examples = Page(client, "/").all(".examples a")
    assert len(examples) >= 5
    for example in examples:
        assert documents_found(Page(client, str(example["href"]))) > 0, example.get_text()


def test_blank_searches_are_the_front_page(client: FlaskClient) -> None:
    """As are addresses with parameters of somebody else's."""
    assert Page(client, "/").text("h1") == Page(client, "/?q=+&date_from=&fbclid=1").text("h1")
