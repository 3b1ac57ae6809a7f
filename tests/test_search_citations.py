"""Citations hold what is known in every form, and read back as what was written."""

from __future__ import annotations

import json
import unicodedata

import msgspec
import pytest
from citation_parsers import read_bibtex, read_ris, read_tex
from hypothesis import example, given
from hypothesis import strategies as st

from index.dates import PartialDate
from index.documents import Document, Evidence
from search.citations.bibtex import bibtex
from search.citations.citation import Citation, citation_of, line
from search.citations.csl import CslItem, csl
from search.citations.forms import FORMS, Form
from search.citations.plain import plain
from search.citations.ris import ris
from search.errors import PassageNotFound
from search.results import DocumentView

SPEECH = Document(
    id="9f3c",
    path="speeches/quay.html",
    title="Address at Łomna & Æbel: 100 % of the tolls",
    date=PartialDate(2021, 4, 7),
    captured=PartialDate(2022, 1, 2),
    source="Gazette of Ørst",
    speaker="Márta Ilvén",
    place="Saltmere",
    kind="speech",
    language="en",
    url="https://gazette.example/a_b?x={1}&y=é",
    paragraphs=("The quay.", "The tolls."),
    evidence={"date": Evidence("dateline", "Saltmere, April 7")},
)
REPORT = msgspec.structs.replace(
    SPEECH,
    kind="report",
    date=PartialDate(2021, 4),
    evidence={"date": Evidence("parallel", "shared text", "low")},
)
UNDATED = Document(id="b7", path="b.txt", paragraphs=("Nobody knows when this was said.",))

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def cited(document: Document, passage: int | None = None, site: str = "") -> Citation:
    view = DocumentView(
        document=document,
        blocks=(),
        highlights={},
        parallels=None,
        more_parallels={},
        neighbours=(),
        sha256="ab" * 32,
        archive="Papers of Valdoria",
        index_version="1",
    )
    return citation_of(view, passage=passage, site=site)


def titled(text: str) -> Citation:
    return msgspec.structs.replace(cited(SPEECH), title=text, author=text, source=text)


def printed(text: str) -> str:
    return unicodedata.normalize("NFC", line(text))


def test_plain_says_everything_one_needs_to_find_it_again() -> None:
    assert (
        "Márta Ilvén, “Address at Łomna & Æbel: 100 % of the tolls”. Gazette of Ørst, Saltmere,"
        " 7 April 2021 [from dateline “Saltmere, April 7”]. Paragraph 2. Published at"
        " <https://gazette.example/a_b?x={1}&y=é>. Captured 2 January 2022. Papers of Valdoria,"
        f" <https://here.example/documents/9f3c#p2>. SHA-256 of the capture: {'ab' * 32}.\n"
    ) == plain(cited(SPEECH, 2, "https://here.example"))


def test_what_is_not_known_is_not_said() -> None:
    assert "“Nobody knows when this was said.”. Undated. Papers of Valdoria" in plain(
        cited(UNDATED)
    )
    assert {"title", "note"} == set(read_bibtex(bibtex(cited(UNDATED))).fields)
    assert not {"AU", "PY", "DA", "UR"} & {tag for tag, _ in read_ris(ris(cited(UNDATED)))}


def test_an_inferred_date_is_called_so_in_every_form() -> None:
    citation = cited(REPORT)
    assert "April 2021 [inferred from parallel “shared text”]" in plain(citation)
    assert "date inferred from parallel" in read_tex(read_bibtex(bibtex(citation)).fields["note"])
    assert ("N1", "Date inferred from parallel “shared text”") in read_ris(ris(citation))
    assert {"date-parts": [[2021, 4]], "circa": True} == json.loads(csl(citation))[0]["issued"]


def test_bibtex_has_the_fields_of_its_kind() -> None:
    speech, report = read_bibtex(bibtex(cited(SPEECH, 1))), read_bibtex(bibtex(cited(REPORT)))
    assert ("misc", "ilven-2021-9f3c-p1") == (speech.kind, speech.key)
    assert ("2021-04-07", "2021", "apr") == tuple(
        speech.fields[name] for name in ("date", "year", "month")
    )
    assert "Gazette of Ørst" == read_tex(speech.fields["howpublished"])
    assert ("article", "Gazette of Ørst") == (report.kind, read_tex(report.fields["journal"]))
    assert "https://gazette.example/a_b?x=%7B1%7D&y=%C3%A9" == report.fields["url"]
    assert "2022-01-02" == report.fields["urldate"]


def test_bibtex_writes_accents_as_commands_and_other_scripts_as_they_are() -> None:
    assert "{\\'{E}}mile {\\v{C}}apek, {\\L}omna, ế 東京 Пётр".replace(
        "ế", "{\\'{\\^{e}}}"
    ) in bibtex(titled("Émile Čapek, Łomna, ế 東京 Пётр"))


@given(TEXTS)
@example("{ } \\ \\{ }{ $x_1^2$ ~ 50% & #7 --- ''a'' ``b`` ,, <<c>> \"d\" | ?` fi\n@misc{x,")
@example("ı́ í ǰ ế ŀ e\u0301\u0301 \u0301")
def test_bibtex_reads_back_as_what_was_written(text: str) -> None:
    """Whatever stands in a title, the entry keeps its shape and TeX prints the text."""
    entry = read_bibtex(bibtex(titled(text)))
    assert printed(text) == read_tex(entry.fields["title"])
    assert printed(text) == read_tex(entry.fields.get("author", ""))


@given(TEXTS)
@example("first\r\nER  - \r\nTY  - BOOK\u2028N1  - forged\x0c\x85\x1e")
def test_ris_reads_back_as_what_was_written(text: str) -> None:
    """No text can begin a line of its own."""
    tags = read_ris(ris(titled(text)))
    assert 1 == sum(tag == "TY" for tag, _ in tags)
    assert [line(text)] == [value for tag, value in tags if tag == "TI"] or not line(text)
    assert ("DA", "2021/04/07/") in tags
    assert ("Y2", "2022/01/02/") in tags


@given(TEXTS)
def test_csl_json_reads_back_as_what_was_written(text: str) -> None:
    (item,) = msgspec.json.decode(csl(titled(text)), type=tuple[CslItem, ...])
    assert text == item.title
    assert ("speech", ((2021, 4, 7),)) == (item.type, item.issued and item.issued.date_parts)


def test_csl_json_has_the_names_of_its_schema() -> None:
    item = json.loads(csl(cited(SPEECH, 2)))[0]
    assert [{"literal": "Márta Ilvén"}] == item["author"]
    assert ("Gazette of Ørst", "Saltmere", "paragraph 2") == (
        item["container-title"],
        item["event-place"],
        item["section"],
    )
    assert ("/documents/9f3c#p2", SPEECH.url) == (item["archive_location"], item["URL"])


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_holds_hash_permalink_and_what_the_date_was_read_from(form: Form) -> None:
    written = form.write(cited(SPEECH, 2, "https://here.example")).replace("\\#", "#")
    for part in ("ab" * 32, "https://here.example/documents/9f3c#p2", "dateline", "April 7"):
        assert part in written


def test_the_title_and_every_paragraph_can_be_cited_and_nothing_else() -> None:
    assert cited(SPEECH, 0).permalink.endswith("#title")
    with pytest.raises(PassageNotFound, match="only 1 to 2"):
        cited(SPEECH, 3)
    with pytest.raises(PassageNotFound):
        cited(UNDATED, 0)
