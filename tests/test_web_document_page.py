"""The reading page: text, what is known of it and from where, and what was stripped."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from web_page import Page, causeway, documents_found, served


def test_a_document_can_be_read_and_cited(client: FlaskClient) -> None:
    """Every paragraph has its number, anchor and permanent address."""
    page = Page(client, causeway(client))
    assert "Address on the long causeway" == page.text("h1")
    assert ["p1", "p2", "p3"] == [p["id"] for p in page.all(".paragraph")]
    assert [f"{causeway(client)}#p{n}" for n in (1, 2, 3)] == [
        a["href"] for a in page.all(".paragraph .para")
    ]


def test_a_document_says_what_is_known_and_from_where(client: FlaskClient) -> None:
    """Each value with its name; those that can be searched by lead there."""
    page = Page(client, causeway(client))
    facts = {d.dt.get_text(): d for d in page.all(".facts dl > div") if d.dt}
    assert "9 November 2019" in facts["Date"].get_text()
    assert "field of the record" in facts["Date"].select(".evidence")[0].get_text()
    assert 1 == documents_found(Page(client, page.link(".facts dd a", "Mara Torvane")))
    address = facts["Address"].select("a")[0]
    assert "https://president.valdoria.example/speeches/causeway" == address["href"]
    assert {"noopener", "nofollow"} <= set(address["rel"])


def test_a_document_lists_where_the_words_are(client: FlaskClient) -> None:
    """So that one can go there without a script, and back to the results."""
    page = Page(client, f"{causeway(client)}?q=causeway+OR+promise")
    assert ["#title", "#p1", "#p3"] == [a["href"] for a in page.all(".found a[href^='#']")]
    assert {"#title", "#p1", "#p3"} == {
        f"#{m.find_parent(id=True)['id']}" for m in page.all("article mark")  # type: ignore[index]
    }  # fmt: skip
    assert "/?q=causeway+OR+promise" == page.link(".found a", "All results")


def test_a_document_opens_whatever_the_query(client: FlaskClient) -> None:
    """A faulty or endless query marks nothing, but hides nothing either."""
    for query in ('"open', "word " * 2000, "source:"):
        response = client.get(causeway(client), query_string={"q": query})
        assert 200 == response.status_code
        assert "long causeway" in response.get_data(as_text=True)


def test_a_document_shows_what_was_kept_and_stripped(client: FlaskClient) -> None:
    """Each block of the capture with the verdict and its reason."""
    page = Page(client, causeway(client))
    assert page.all(".audit li")
    assert "Kept as" in page.text(".audit li .verdict")


def test_the_blocks_of_a_page_come_with_their_scores(tmp_path: Path) -> None:
    """And with a word on what the figures mean; texts, which no model judged, have none."""
    archive = tmp_path / "archive"
    archive.mkdir()
    story = "".join(f"<p>The mole of Ostrel lost {n} stones in the gale.</p>" for n in range(9))
    (archive / "a.html").write_text(f"<nav><a href='/'>Home</a></nav><h1>Gale</h1>{story}")
    for client in served(archive, tmp_path / "index"):
        page = Page(client, Page(client, "/?q=mole").link(".result h3 a", "Gale"))
        assert "score" in page.text(".audit .hint")
        scores = {float(one.get_text().removeprefix("score ")) for one in page.all(".audit .score")}
        assert scores
        assert scores <= {n / 100 for n in range(101)}
        found = client.get(page.link("footer a", "as JSON")).get_json()
        assert scores == {block["score"] for block in found["audit"]}


def test_an_audit_without_scores_does_not_speak_of_them(client: FlaskClient) -> None:
    """Records are taken as they are."""
    page = Page(client, causeway(client))
    assert not page.all(".audit .score")
    assert not page.all(".audit .hint")


def test_an_unknown_document_is_a_page_that_helps(client: FlaskClient) -> None:
    """The search box is there to find it again."""
    page = Page(client, "/documents/nowhere", status=404)
    assert "There is no such document" == page.text("h1")
    assert page.all("form.search")
