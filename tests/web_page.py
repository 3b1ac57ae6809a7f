"""A page of the application as the tests read it: an answer, parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from index.building.build import build
from search.embedded import EmbeddedEngine
from web import create_app
from web.settings import Settings


class Page:
    """An answer, read as HTML."""

    def __init__(self, client: FlaskClient, address: str, status: int = 200) -> None:
        response = client.get(address)
        assert status == response.status_code, response.get_data(as_text=True)[:2000]
        self.address = address
        self.headers = response.headers
        self.html = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.html, "lxml")

    def all(self, selector: str) -> list[Tag]:
        """Every element a CSS selector finds."""
        return list(self.soup.select(selector))

    def one(self, selector: str) -> Tag:
        """The first element a CSS selector finds; there has to be one."""
        found = self.soup.select_one(selector)
        assert found is not None, f"{self.address} has no {selector}"
        return found

    def text(self, selector: str) -> str:
        """The text of the first element found, with single spaces."""
        return " ".join(self.one(selector).get_text(" ").split())

    def link(self, selector: str, words: str) -> str:
        """The address of the link that says these words."""
        for found in self.all(selector):
            if words in " ".join(found.get_text(" ").split()):
                return urljoin(self.address, str(found["href"]))
        raise AssertionError(f"{self.address} has no link {words!r} in {selector}")


def documents_found(page: Page) -> int:
    """How many documents the page says it found."""
    found = re.search(r"in ([\d,]+) documents?", page.text("h1"))
    return int(found[1].replace(",", "")) if found else 0


def causeway(client: FlaskClient) -> str:
    """The address of the speech about the causeway."""
    return Page(client, "/?q=title:causeway").link(".result h3 a", "causeway").split("?")[0]


def served(folder: Path, index: Path) -> Iterator[FlaskClient]:
    """An archive of a test's own, indexed and served."""
    build([folder], index)
    engine = EmbeddedEngine(index)
    yield create_app(Settings(index=index), engine).test_client()
    engine.close()
