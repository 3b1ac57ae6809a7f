"""The feed of a search: valid Atom, newest first, with ids that stay, new only when it is."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as Xml

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from index.building.build import build
from search.embedded import EmbeddedEngine
from web import create_app
from web.settings import Settings

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCHED = "{http://a9.com/-/spec/opensearch/1.1/}"


def feed(client: FlaskClient, query: str) -> Xml.Element:
    response = client.get(f"/search.atom?{query}")
    assert (200, "application/atom+xml") == (response.status_code, response.mimetype)
    return Xml.fromstring(response.data)


def text(element: Xml.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    return found.text or ""


def ids(root: Xml.Element) -> list[str]:
    return [text(entry, "id") for entry in root.iter(f"{ATOM}entry")]


def link(element: Xml.Element, rel: str) -> str:
    (found,) = (x.get("href") for x in element.findall(f"{ATOM}link") if x.get("rel") == rel)
    return found or ""


def test_a_feed_has_what_atom_asks_for(client: FlaskClient, engine: EmbeddedEngine) -> None:
    root = feed(client, "q=tolls")
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert text(element, "id").startswith("urn:uuid:")
        assert text(element, "title")
        assert text(element, "updated").endswith("Z")
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
    assert "tolls — Papers of Valdoria" == text(root, "title")
    assert "5 passages in 3 documents: passages with “tolls”" == text(root, "subtitle")
    assert "3" == root.findtext(f"{SEARCHED}totalResults")
    query, category = root.find(f"{SEARCHED}Query"), root.find(f"{ATOM}category")
    assert query is not None
    assert category is not None
    assert ("tolls", engine.index_version) == (query.get("searchTerms"), category.get("term"))


def test_entries_are_newest_first_and_the_undated_last(client: FlaskClient) -> None:
    moments = [text(entry, "updated") for entry in feed(client, "").iter(f"{ATOM}entry")]
    assert sorted(moments, reverse=True) == moments
    assert ("2020-12-01T00:00:00Z", "1970-01-01T00:00:00Z") == (moments[0], moments[-1])


def test_an_entry_leads_to_its_document_and_to_where_it_was_published(client: FlaskClient) -> None:
    (entry,) = feed(client, "q=causeway+kind:speech").iter(f"{ATOM}entry")
    page = link(entry, "alternate").removeprefix("http://localhost")
    assert page.endswith("?q=causeway+kind:speech")
    assert 200 == client.get(page).status_code
    assert "https://president.valdoria.example/speeches/causeway" == link(entry, "via")
    assert "Mara Torvane" == entry.findtext(f"{ATOM}author/{ATOM}name")
    shown = BeautifulSoup(text(entry, "content"), "lxml")
    assert {"causeway"} == {mark.get_text() for mark in shown.select("mark")}


def test_text_of_a_capture_is_no_markup_in_a_feed(client: FlaskClient) -> None:
    """Escaped once as HTML, and again as XML."""
    (entry,) = feed(client, "q=gulls").iter(f"{ATOM}entry")
    shown = BeautifulSoup(text(entry, "content"), "lxml")
    assert not shown.select("b")
    assert "<b>& worse</b>" in shown.get_text()


def test_the_limit_is_how_many_entries_there_are(client: FlaskClient) -> None:
    assert 4 == len(ids(feed(client, "limit=4")))
    assert ids(feed(client, "limit=4")) == ids(feed(client, ""))[:4]


def test_a_feed_names_itself_and_its_page(client: FlaskClient) -> None:
    root = feed(client, "q=tolls&source=herald&lenient=true")
    own = link(root, "self").removeprefix("http://localhost")
    assert ids(root) == ids(Xml.fromstring(client.get(own).data))
    page = link(root, "alternate").removeprefix("http://localhost")
    assert "in 2 documents" in client.get(page).text


def test_control_characters_leave_the_feed_well_formed(client: FlaskClient) -> None:
    root = feed(client, "q=tolls%00%0B%1B&lenient=true")
    assert "tolls" in text(root, "title")


def test_who_asks_when_it_was_changed_is_told(client: FlaskClient) -> None:
    first = client.get("/search.atom?q=tolls")
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert 304 == client.get("/search.atom?q=tolls", headers=since).status_code
    before = {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}
    assert 200 == client.get("/search.atom?q=tolls", headers=before).status_code


def test_after_a_reindex_only_a_feed_with_something_new_has_changed(tmp_path: Path) -> None:
    """And the entries that were there have kept their ids."""
    folder, index = tmp_path / "archive", tmp_path / "index"
    folder.mkdir()

    def add(name: str, date: str, words: str) -> None:
        record = {"id": name, "title": name, "date": date, "text": words}
        (folder / f"{name}.jsonl").write_text(json.dumps(record) + "\n")
        build([folder], index)

    add("quay", "2020-01-01", "The tolls of the quay were raised once more by the board.")
    with closing(EmbeddedEngine(index)) as engine:
        client = create_app(Settings(index=index), engine).test_client()
        held = client.get("/search.atom?q=tolls")
        tag = {"If-None-Match": held.headers["ETag"]}
        add("gulls", "2021-01-01", "Gulls were counted at the market, and there were many.")
        assert 304 == client.get("/search.atom?q=tolls", headers=tag).status_code
        add("mole", "2022-01-01", "No tolls are asked of those who walk on the mole at night.")
        changed = client.get("/search.atom?q=tolls", headers=tag)
        assert 200 == changed.status_code
        assert ids(Xml.fromstring(held.data)) == ids(Xml.fromstring(changed.data))[1:]
