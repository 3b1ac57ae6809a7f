"""A page that was changed says so in the results; its versions stand beside the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from web.app import create_app
from web.settings import Settings


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    documents = [
        Document(
            id=f"notice{day}", path="notices", title="The light", paragraphs=(text, "Gulls."),
            url="https://lights.example/vennor", captured=PartialDate(2021, 3, day),
        )
        for day, text in ((4, "The light has failed."), (9, "The light is being maintained."))
    ]  # fmt: skip
    build_from_documents(documents, tmp_path / "index")
    return create_app(Settings(index=tmp_path / "index")).test_client()


def test_results_say_that_a_page_was_changed(client: FlaskClient) -> None:
    found = client.get("/?q=light").get_data(as_text=True)
    assert 1 == found.count('href="/documents/notice9#versions">Changed after publication: 2 ver')
    (result,) = client.get("/api/v1/search?q=light").get_json()["results"]
    assert ("notice9", 2) == (result["document"]["id"], result["document"]["versions"])


def test_a_document_lists_the_versions_of_its_page(client: FlaskClient) -> None:
    page = client.get("/documents/notice9").get_data(as_text=True)
    assert "2 versions of this page" in page
    assert '<a href="/documents/notice4">Seen 4 March 2021</a>' in page
    assert "Seen 9 March 2021, shown here" in page
    assert "1 paragraph added or changed, 1 paragraph dropped or changed" in page
    assert '<a href="/compare/notice4/notice9">What was changed</a>' in page
    versions = client.get("/api/v1/documents/notice4").get_json()["versions"]
    assert [("/documents/notice4", True), ("/documents/notice9", False)] == [
        (version["url"], version["shown"]) for version in versions
    ]
