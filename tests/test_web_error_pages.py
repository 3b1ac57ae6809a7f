"""Pages for when something is not there or does not work."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_page import Page


@pytest.mark.parametrize(
    ("method", "address", "status", "heading"),
    [
        ("get", "/nowhere", 404, "There is no page here"),
        ("post", "/", 405, "This page can only be read"),
        ("get", "/documents/", 404, "There is no page here"),
    ],
)
def test_errors_are_pages_that_help(
    client: FlaskClient, method: str, address: str, status: int, heading: str
) -> None:
    """What happened, what to do, and the way back."""
    response = getattr(client, method)(address)
    assert status == response.status_code
    assert heading in response.get_data(as_text=True)
    assert 'role="search"' in response.get_data(as_text=True)
    assert "no-store" == response.headers["Cache-Control"]


def test_a_fault_of_ours_is_admitted_without_details(app: Flask) -> None:
    """The log has them; they may hold paths."""
    app.testing = False

    @app.get("/breaks")
    def breaks() -> str:
        raise RuntimeError("/secret/path")

    page = Page(app.test_client(), "/breaks", status=500)
    assert "Something broke on our side" == page.text("h1")
    assert "/secret/path" not in page.html


def test_without_an_index_every_page_says_how_to_make_one(empty_app: Flask) -> None:
    """With the command to copy, and the index it would make."""
    for address in ("/", "/?q=tolls", "/sources", "/documents/x"):
        page = Page(empty_app.test_client(), address, status=503)
        assert "There is no index yet" == page.text("h1")
        assert "rostrum index" in page.text("pre")
        assert "Retry-After" in page.headers
