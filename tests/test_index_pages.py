"""Addresses that mean the same page are the same page; the front page of a site is nobody's."""

from __future__ import annotations

import pytest

from index.documents import Document
from index.storage.pages import NO_PAGE, page_of


def page(url: str | None, ordinal: int = 0) -> int:
    return page_of(Document(id="d", path="d", url=url, ordinal=ordinal))


@pytest.mark.parametrize(
    "url",
    ["http://packet.example/tides", "https://www.packet.example/tides/",
     "https://PACKET.example/tides#top", " https://packet.example:443/tides"],
)  # fmt: skip
def test_a_page_is_the_same_however_its_address_is_written(url: str) -> None:
    assert page("https://packet.example/tides") == page(url)


@pytest.mark.parametrize(
    "url",
    ["https://packet.example/Tides", "https://packet.example/tides?page=2",
     "https://herald.example/tides"],
)  # fmt: skip
def test_other_addresses_are_other_pages(url: str) -> None:
    assert page("https://packet.example/tides") != page(url) != NO_PAGE


@pytest.mark.parametrize("url", [None, "", "https://packet.example/", "packet", "http://[torn"])
def test_a_front_page_and_what_is_no_address_are_no_page(url: str | None) -> None:
    assert NO_PAGE == page(url)


def test_each_document_of_a_page_is_one_of_its_own() -> None:
    url = "https://packet.example/issue/7"
    assert page(url, 0) != page(url, 1) != NO_PAGE
