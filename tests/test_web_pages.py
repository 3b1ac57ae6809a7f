"""What holds of every page: landmarks, nothing from elsewhere, hostile captures stay text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_page import Page, causeway, served


@pytest.mark.parametrize("address", ["/?q=tolls&kind=report&page=1", '/?q="open', "/sources"])
def test_a_page_leads_to_the_same_as_json(client: FlaskClient, address: str) -> None:
    """Whatever is shown can be taken away by a program."""
    answer = client.get(Page(client, address).link("footer a", "as JSON"))
    assert 200 == answer.status_code
    assert answer.is_json


def test_a_document_leads_to_its_json(client: FlaskClient) -> None:
    """With the same words marked."""
    page = Page(client, f"{causeway(client)}?q=causeway")
    answer = client.get(page.link("footer a", "as JSON"))
    assert "Address on the long causeway" == answer.get_json()["title"]


PARAMETERS = ("q", "source", "kind", "date_from", "date_to", "sort", "page")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=30)))
def test_nothing_typed_breaks_a_page(client: FlaskClient, parameters: dict[str, str]) -> None:
    """Any text in any parameter gets a page, if only one that says what to correct."""
    response = client.get("/", query_string=parameters)
    assert response.status_code in (200, 400, 404)
    assert "<h1" in response.get_data(as_text=True)


@given(st.binary(max_size=20).map(quote_from_bytes))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_in_an_address_break_a_page(client: FlaskClient, raw: str) -> None:
    """Addresses need not be UTF-8, nor name anything."""
    for address in (f"/?q={raw}", f"/documents/{raw}", f"/{raw}"):
        assert client.get(address).status_code < 500


EVERY_PAGE = [
    "/",
    "/?q=tolls",
    "/?sort=date",
    "/?q=nowhere",
    "/?q=%22open",
    "/?date_from=x",
    "/sources",
    "/help",
    "/quote",
    "/quote?text=the+harbor+tolls+will+be+halved",
    "/nowhere",
]


def _every_page(client: FlaskClient, document: str) -> list[BeautifulSoup]:
    addresses = [*EVERY_PAGE, f"{document}?q=causeway", f"{document}/cite?passage=1"]
    return [BeautifulSoup(client.get(address).data, "lxml") for address in addresses]


def test_every_page_has_its_landmarks(client: FlaskClient) -> None:
    """One main heading, a way past the head of the page, a labelled search, named regions."""
    for soup in _every_page(client, causeway(client)):
        assert 1 == len(soup.select("h1"))
        assert soup.select("a.skip[href='#main']")
        assert 1 == len(soup.select("main#main"))
        assert soup.select("form[role=search] label[for=q]")
        assert all(nav.get("aria-label") for nav in soup.select("nav"))
        assert soup.title
        assert "Papers of Valdoria" in soup.title.get_text()
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))


def test_pages_need_nothing_from_elsewhere(client: FlaskClient) -> None:
    """No third party, no inline script or style: the policy allows neither."""
    for soup in _every_page(client, causeway(client)):
        for tag in soup.select("script, link[rel=stylesheet], link[rel=icon], img"):
            address = str(tag.get("src") or tag.get("href"))
            assert address.startswith("/static/")
            with client.get(address) as found:
                assert 200 == found.status_code
        assert not soup.select("style, [style], script:not([src])")
        attributes = {name for tag in soup.find_all(True) for name in tag.attrs}
        assert not {name for name in attributes if name.startswith("on")}


def test_the_policy_allows_what_the_pages_do_and_no_more(client: FlaskClient) -> None:
    """Styles, scripts and suggestions from this host, on pages of errors too."""
    for address in ("/", "/?q=tolls", "/nowhere"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "connect-src 'self'" in policy


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[FlaskClient]:
    """An archive in which every value tries to be markup."""
    evil = "<script>alert(1)</script>"
    escaped = evil.replace("<", "&lt;").replace(">", "&gt;")
    folder = tmp_path / "archive"
    folder.mkdir()
    record = {
        "title": f"{evil} quay", "source": f'"><img src=x onerror=alert(1)>{evil}',
        "speaker": f"{evil} speaker", "place": f"{evil} place", "url": "javascript:alert(1)//quay",
        "date": "2020-02-02", "text": f"The quay <svg onload=alert(1)> and {evil} again.",
    }  # fmt: skip
    (folder / "a.jsonl").write_text(json.dumps(record) + "\n" + json.dumps({**record, "url": ""}))
    body = f"<p>The quay of {escaped} stood open all night, and nobody asked who came ashore.</p>"
    page = f"<html><title>{escaped}</title><body><h1>{escaped} quay</h1>{body * 3}</body></html>"
    (folder / "<b>b.html").write_text(page)
    (folder / "<i>broken.jsonl").write_text(f"{{{evil}")
    (folder / "archive.toml").write_text(f'title = "{evil} archive"\n')
    yield from served(folder, tmp_path / "index")


def _compared(documents: list[str]) -> str:
    """The address of two documents beside each other, by those of both."""
    return "/compare/" + "/".join(href.split("?")[0].split("/")[-1] for href in documents[:2])


def test_hostile_captures_stay_text(hostile: FlaskClient) -> None:
    """In titles, values, addresses, texts, snippets, paths and errors, on every page."""
    results = Page(hostile, "/?q=quay")
    documents = [str(a["href"]) for a in results.all(".result h3 a")]
    assert documents
    evil = "/?q=%3Cscript%3Ealert(1)%3C/script%3E&source=%22%3E%3Cimg+src=x+onerror=alert(1)%3E"
    addresses = [
        "/",
        "/?q=quay",
        "/sources",
        "/quote?text=%3Cscript%3Ealert(1)%3C/script%3E+quay",
        "/quote?text=stood+opened+all+night+and+%3Cb%3Enobody%3C/b%3E+asked+who",
        _compared(documents),
        evil,
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        *documents,
        *(f"{document.split('?')[0]}/cite?passage=1" for document in documents),
        "/help",
    ]
    for address in addresses:
        response = hostile.get(address)
        soup = BeautifulSoup(response.data, "lxml")
        assert {"/static/rostrum.js"} == {s.get("src") for s in soup.select("script")}
        assert not soup.select("img, [onerror], [onload], a[href^='javascript:' i]")
        assert "<script>alert" in soup.get_text()
