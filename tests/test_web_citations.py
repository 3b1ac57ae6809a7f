"""Citations over HTTP: on the document's page, on a page of their own, as files, in the API."""

from __future__ import annotations

import re

import msgspec
import pytest
from citation_parsers import read_bibtex, read_ris
from flask.testing import FlaskClient
from web_page import Page, causeway

from search.citations.forms import FORMS, CitationAnswer


def test_the_page_of_a_document_shows_how_to_cite_it(client: FlaskClient) -> None:
    """In words, with the other forms as links, and a link that copies where scripts run."""
    page = Page(client, causeway(client))
    shown = page.text("#citation")
    assert shown.startswith("Mara Torvane, “Address on the long causeway”.")
    assert f"<http://localhost{causeway(client)}>. SHA-256 of the capture: " in shown
    copy = page.one(".cite a.copy")
    assert "citation" == copy["data-copies"]
    assert shown == client.get(str(copy["href"])).text.strip()
    for title in ("BibTeX", "RIS", "CSL-JSON"):
        assert 200 == client.get(page.link(".cite a", title)).status_code


def test_every_paragraph_leads_to_its_citation(client: FlaskClient) -> None:
    page = Page(client, causeway(client))
    links = [str(a["href"]) for a in page.all(".paragraph .cite-this")]
    assert [f"{causeway(client)}/cite?passage={n}" for n in (1, 2, 3)] == links
    cited = Page(client, links[1])
    assert "paragraph 2" in cited.text(".lead")
    assert 4 == len(cited.all("main pre"))
    assert all(f"{causeway(client)}#p2" in pre.get_text().replace("\\", "")
               for pre in cited.all("main pre"))  # fmt: skip
    assert f"{causeway(client)}#p2" == cited.link(".lead a", "Address")
    assert "2" == cited.one("#passage")["value"]


def test_each_form_is_a_file_of_its_type(client: FlaskClient) -> None:
    for form in FORMS.values():
        response = client.get(f"{causeway(client)}/cite.{form.ending}?passage=1")
        assert (200, form.media_type) == (response.status_code, response.mimetype)
        saved = "attachment" in response.headers.get("Content-Disposition", "")
        assert saved == (form.ending != "txt")
    entry = read_bibtex(client.get(f"{causeway(client)}/cite.bib").text)
    assert "https://president.valdoria.example/speeches/causeway" == entry.fields["url"]
    tags = read_ris(client.get(f"{causeway(client)}/cite.ris").data.decode())
    assert ("T2", "Office of the President") in tags


def test_the_api_has_every_form_at_once(client: FlaskClient) -> None:
    address = f"/api/v1{causeway(client)}/citation?passage=3"
    found = msgspec.json.decode(client.get(address).data, type=CitationAnswer)
    assert f"http://localhost{causeway(client)}#p3" == found.permalink
    assert found.bibtex == client.get(f"{causeway(client)}/cite.bib?passage=3").text
    assert re.fullmatch("[0-9a-f]{64}", found.sha256)
    whole = client.get(f"/api/v1{causeway(client)}").json or {}
    assert found.sha256 == whole["sha256"]


@pytest.mark.parametrize("ending", ["cite.txt", "cite.bib", "cite.ris", "cite.json"])
def test_what_cannot_be_cited_is_a_problem_that_says_so(client: FlaskClient, ending: str) -> None:
    codes = [
        (client.get(address).json or {})["code"]
        for address in (
            f"{causeway(client)}/{ending}?passage=9",
            f"{causeway(client)}/{ending}?passage=x",
            f"/documents/nowhere/{ending}",
            f"{causeway(client)}/cite.doc",
        )
    ]
    assert ["passage_not_found", "bad_parameter", "document_not_found", "not_found"] == codes
    posted = client.post(f"{causeway(client)}/{ending}")
    assert (405, "method_not_allowed") == (posted.status_code, (posted.json or {})["code"])


def test_the_page_of_a_citation_helps_where_there_is_no_such_paragraph(
    client: FlaskClient,
) -> None:
    page = Page(client, f"{causeway(client)}/cite?passage=99", status=404)
    assert "no such paragraph" in page.text("h1")
    assert 200 == client.get(f"{causeway(client)}/cite?passage=first").status_code


def test_who_asks_for_a_citation_again_is_told_that_nothing_changed(client: FlaskClient) -> None:
    for address in (f"{causeway(client)}/cite.bib", f"/api/v1{causeway(client)}/citation"):
        tag = {"If-None-Match": client.get(address).headers["ETag"]}
        assert 304 == client.get(address, headers=tag).status_code
        elsewhere = client.get(address, headers=tag, base_url="https://other.example")
        assert 200 == elsewhere.status_code
