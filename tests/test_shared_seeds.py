"""The real captures of the shared folder, held against the facts written down beside them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.building.build import build
from index.documents import Document, Passage, passages
from index.storage.generations import open_generation
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest
from search.results import ParallelPassage

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
EXPECTED = SEEDS / "expected.toml"
SPEECH, ISSUE = "004_e4707f57ef084f4f.txt", "003_39e42147cabf9964.txt"
PLAIN_FIELDS = ("title", "publisher", "issue", "byline", "speaker", "agency", "place", "kind")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXPECTED.is_file(), reason=f"no real captures at {SEEDS}"),
]

Facts = dict[str, Any]


def _facts(table: str) -> list[Facts]:
    """The entries of one table of expected.toml; none where the folder is missing."""
    if not EXPECTED.is_file():
        return []
    return list(tomllib.loads(EXPECTED.read_text(encoding="utf-8")).get(table, []))


EACH_DOCUMENT = pytest.mark.parametrize("facts", _facts("document"), ids=lambda f: f["file"][:3])
EACH_SEARCH = pytest.mark.parametrize("facts", _facts("search"), ids=lambda f: f["q"])


@pytest.fixture(scope="module")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the five captures."""
    folder = tmp_path_factory.mktemp("shared") / "index"
    assert () == build([SEEDS], folder).failures
    return folder


@pytest.fixture(scope="module")
def documents(real_index: Path) -> dict[str, list[Document]]:
    """The documents of each file, in order."""
    found: dict[str, list[Document]] = {}
    with closing(open_generation(real_index)) as generation:
        for document in generation.documents.documents():
            found.setdefault(document.path, []).append(document)
    return found


@pytest.fixture(scope="module")
def real_engine(real_index: Path) -> Iterator[EmbeddedEngine]:
    """The engine over the five captures."""
    with closing(EmbeddedEngine(real_index)) as engine:
        yield engine


def _texts(found: list[Document]) -> list[str]:
    return [_plain(passage.text) for document in found for passage in passages(document)]


def _plain(text: str) -> str:
    """Text whose hyphens, capitals and kinds of space make no difference."""
    return " ".join(text.casefold().replace("-", " ").split())


@EACH_DOCUMENT
def test_a_capture_gives_its_documents(facts: Facts, documents: dict[str, list[Document]]) -> None:
    found = documents[facts["file"]]
    assert facts.get("articles", [facts.get("title")]) == [document.title for document in found]


@EACH_DOCUMENT
def test_every_document_of_a_capture_has_its_metadata(
    facts: Facts, documents: dict[str, list[Document]]
) -> None:
    for document in documents[facts["file"]]:
        assert facts["date"] == str(document.date)
        for field in PLAIN_FIELDS:
            if field in facts:
                assert (field, facts[field]) == (field, getattr(document, field))
        if "posted" in facts:
            assert facts["posted"] == str(document.posted)


@EACH_DOCUMENT
def test_a_document_has_its_paragraphs(facts: Facts, documents: dict[str, list[Document]]) -> None:
    found = documents[facts["file"]]
    if "passages" in facts:
        assert facts["passages"] == sum(len(document.paragraphs) for document in found)
    texts = _texts(found)
    for sentence in facts.get("contains", ()):
        assert any(_plain(sentence) in text for text in texts), sentence


@EACH_DOCUMENT
def test_no_passage_is_furniture(facts: Facts, documents: dict[str, list[Document]]) -> None:
    texts = _texts(documents[facts["file"]])
    for line in facts.get("absent", ()):
        assert _plain(line) not in texts
        if facts["file"] != "000_f0a56981d1c2c41f.txt":  # there the lines are looked for whole
            assert [] == [text for text in texts if _plain(line) in text]


def test_the_year_of_a_bare_dateline_is_marked_as_inferred(
    documents: dict[str, list[Document]],
) -> None:
    assert "high" != documents[SPEECH][0].evidence["date"].confidence


def test_the_speech_is_recognised_in_the_issue(documents: dict[str, list[Document]]) -> None:
    article = set[tuple[str, ...]]()
    for paragraph in documents[ISSUE][0].paragraphs:
        article |= _shingles(paragraph)
    shared = [
        paragraph
        for paragraph in documents[SPEECH][0].paragraphs
        if (own := _shingles(paragraph)) and len(own & article) * 2 >= len(own)
    ]
    assert 26 <= len(shared)


def test_the_speech_is_tied_to_the_issue(
    documents: dict[str, list[Document]], real_engine: EmbeddedEngine
) -> None:
    """Paragraph by paragraph, and what the report quotes is tied to both."""
    tied = _tied(real_engine, documents, SPEECH, ISSUE)
    assert 26 <= len({parallel.passage for parallel in tied})
    for facts in _facts("parallel"):
        if "quote" in facts:
            found = _tied(real_engine, documents, *facts["between"])
            words = {parallel.text[slice(*s)] for parallel in found for s in parallel.spans_there}
            assert any(_words(facts["quote"]) in _words(shared) for shared in words)


def _tied(
    engine: EmbeddedEngine, documents: dict[str, list[Document]], one: str, other: str
) -> list[ParallelPassage]:
    """The parallels of the first document of a file in all those of another."""
    others = {document.id for document in documents[other]}
    found = engine.document(documents[one][0].id).parallels or ()
    return [parallel for parallel in found if parallel.document.id in others]


def _shingles(text: str, length: int = 5) -> set[tuple[str, ...]]:
    """Every row of five words of a text; a shorter text is one row."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(max(1, len(words) - length + 1))}


def test_the_speeches_of_the_issue_run_to_their_end(documents: dict[str, list[Document]]) -> None:
    opening, concluding, closing_address, report = documents[ISSUE]
    assert "Workers' Party of Korea open." in opening.paragraphs[-1]
    assert "victory of socialism" in concluding.paragraphs[-1]
    assert "Workers' Party of Korea closed." in closing_address.paragraphs[-1]
    assert "Secretaries of the WPK closed." in report.paragraphs[-1]


@EACH_SEARCH
def test_a_search_finds_its_files(
    facts: Facts, real_engine: EmbeddedEngine, documents: dict[str, list[Document]]
) -> None:
    by_id = {document.id: document for found in documents.values() for document in found}
    results = real_engine.search(SearchRequest(query=facts["q"], limit=100)).results
    assert results
    if "files" in facts:
        assert facts["files"] == sorted({by_id[result.document.id].path for result in results})
    if facts.get("exact_phrase"):
        for result in results:
            texts = {one.number: one.text for one in passages(by_id[result.document.id])}
            for hit in result.passages:
                assert f" {_words(facts['q'])} " in f" {_words(texts[hit.number])} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_passages_count_from_the_title(documents: dict[str, list[Document]]) -> None:
    speech = documents[SPEECH][0]
    assert Passage(0, speech.title or "") == passages(speech)[0]


QUOTED = "Cell secretaries are hard-core members of our Party and standard bearers in implementing"


def test_a_sentence_quoted_by_a_newspaper_is_found_at_its_source(
    real_engine: EmbeddedEngine, documents: dict[str, list[Document]]
) -> None:
    """Exactly, and the words behind it in pieces, as the newspaper put them together."""
    found = real_engine.quote(f"{QUOTED} Party policy.")
    assert "exact" == found.verdict
    places = [place.document.id for place in found.pieces[0].places]
    assert {documents[SPEECH][0].id, documents[ISSUE][0].id} < set(places)
    assert places[-1] == documents[ISSUE][0].id


def test_a_comparison_shows_what_the_newspaper_dropped(
    real_engine: EmbeddedEngine, documents: dict[str, list[Document]]
) -> None:
    """Of twenty-eight paragraphs none is missing; a few words are, and a spelling is another."""
    found = real_engine.compare(documents[SPEECH][0].id, documents[ISSUE][0].id)
    assert {"same", "changed"} == {row.kind for row in found.rows}
    texts = {p.number: p.text for row in found.rows for p in row.left}
    changed = [
        (difference.kind, texts[stretch.number][stretch.start : stretch.end])
        for row in found.rows
        for difference in row.differences
        for stretch in difference.left
    ]
    assert ("only_left", "congress") in changed
    assert ("spelling", "grass-roots") in changed
    assert 26 <= sum(row.kind == "same" or bool(row.right) for row in found.rows) - 1
