"""The sample archive: whole in itself, and indexed as tests/sample_facts.toml says it must be."""

from __future__ import annotations

import csv
import gzip
import html
import json
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from sample_facts import FACTS, NAMED, DocumentFacts, SearchFacts, VersionFacts

from index.archive import load_archive
from index.building.build import build
from index.dates import PartialDate
from index.documents import Document, passages
from index.storage.generations import open_generation
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest

SEEDS = Path(__file__).parent.parent / "seeds"
ISSUE = "gazette/"
TEXT_FIELDS = (
    "title", "source", "speaker", "byline", "place", "agency", "kind", "language", "issue", "url",
)  # fmt: skip
EACH_DOCUMENT = pytest.mark.parametrize("facts", FACTS.document, ids=lambda facts: facts.name)
EACH_SEARCH = pytest.mark.parametrize("facts", FACTS.search, ids=lambda facts: facts.q)


def captures() -> list[Path]:
    """The files of the archive, its settings left out."""
    return sorted(p for p in SEEDS.rglob("*") if p.is_file() and p.name != "archive.toml")


def raw_text(path: Path) -> str:
    """What a file says, markup and all, with its spaces made one."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    text = content.decode("iso-8859-1" if path.suffix == ".htm" else "utf-8")
    if path.suffix in (".json", ".jsonl"):
        text = " ".join(value for record in records(path) for value in record.values())
    if path.suffix == ".csv":
        text = text.replace('""', '"')
    return " ".join(html.unescape(text).split())


def records(path: Path) -> list[dict[str, str]]:
    """The records of a file of records, as the standard library reads them."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    if path.suffix == ".json":
        return list(json.loads(text))
    return list(csv.DictReader(text.splitlines(keepends=True)))


def folded(text: str) -> str:
    """Text whose case and typographic quotation marks make no difference."""
    return unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’“”", "''\"\""))


@pytest.fixture(scope="module")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the sample archive, built once."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    report = build([SEEDS], folder)
    assert () == report.failures
    return folder


@pytest.fixture(scope="module")
def indexed(sample_index: Path) -> Iterator[dict[str, Document]]:
    """The documents of the index under their names in the facts."""
    generation = open_generation(sample_index)
    by_file: dict[str, list[Document]] = {}
    for document in generation.documents.documents():
        by_file.setdefault(document.path, []).append(document)
    yield {
        facts.name: by_file[facts.file][facts.nth]
        for facts in FACTS.document
        if facts.nth < len(by_file.get(facts.file, ()))
    }
    generation.close()


@pytest.fixture(scope="module")
def sample_engine(sample_index: Path) -> Iterator[EmbeddedEngine]:
    """The engine over the index of the sample archive."""
    with closing(EmbeddedEngine(sample_index)) as engine:
        yield engine


def test_the_settings_of_the_archive_load() -> None:
    archive = load_archive(SEEDS)
    assert "The Valdoria Archive" == archive.title
    assert {facts.source for facts in FACTS.document} == {source.name for source in archive.source}


def test_every_file_of_the_archive_has_its_facts() -> None:
    assert [path.relative_to(SEEDS).as_posix() for path in captures()] == sorted(
        {facts.file for facts in FACTS.document}
    )


def test_the_archive_is_small_and_in_many_shapes() -> None:
    assert 30 <= len(FACTS.document) <= 45
    assert {".html", ".htm", ".txt", ".gz", ".jsonl", ".json", ".csv"} == {
        path.suffix for path in captures()
    }


def test_the_facts_name_each_document_once() -> None:
    assert len(FACTS.document) == len(NAMED)


def test_records_have_as_many_facts_as_their_file_has_records() -> None:
    for path in captures():
        if path.suffix in (".json", ".jsonl", ".csv"):
            file = path.relative_to(SEEDS).as_posix()
            assert len(records(path)) == sum(facts.file == file for facts in FACTS.document)


def test_the_old_site_is_in_latin_1_and_says_so() -> None:
    for path in SEEDS.rglob("*.htm"):
        content = path.read_bytes()
        assert b"charset=iso-8859-1" in content
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")


def test_all_web_addresses_are_of_the_reserved_kind() -> None:
    for path in captures():
        for address in raw_text(path).split("://")[1:]:
            host = address.split("/")[0].split()[0].split('"')[0]
            assert host.endswith(".example") or host == "schema.org"


@EACH_DOCUMENT
def test_what_the_facts_quote_stands_in_the_file(facts: DocumentFacts) -> None:
    text = raw_text(SEEDS / facts.file)
    if not facts.file.startswith(ISSUE):
        assert [] == [quote for quote in facts.contains if quote not in text]
    assert [] == [furniture for furniture in facts.absent if furniture not in text]


@EACH_DOCUMENT
def test_the_index_shows_the_metadata_of_a_document(
    facts: DocumentFacts, indexed: dict[str, Document]
) -> None:
    document = indexed[facts.name]
    for field in TEXT_FIELDS:
        expected = getattr(facts, field)
        if expected is not None:
            assert (field, folded(expected)) == (field, folded(str(getattr(document, field))))


@EACH_DOCUMENT
def test_the_index_dates_a_document_as_precisely_as_is_known(
    facts: DocumentFacts, indexed: dict[str, Document]
) -> None:
    document = indexed[facts.name]
    assert (PartialDate.parse(facts.date) if facts.date else None) == document.date
    for field in ("posted", "captured"):
        if (expected := getattr(facts, field)) is not None:
            assert (field, expected) == (field, str(getattr(document, field)))
    if facts.inferred_from:
        assert "high" != document.evidence["date"].confidence


@EACH_DOCUMENT
def test_a_document_has_all_its_paragraphs_and_none_of_the_page(
    facts: DocumentFacts, indexed: dict[str, Document]
) -> None:
    texts = [" ".join(passage.text.split()) for passage in passages(indexed[facts.name])]
    whole = [quote for quote in facts.contains if not any(quote in text for text in texts)]
    assert [] == whole
    assert [] == [line for line in facts.absent if any(line in text for text in texts)]
    count = len(indexed[facts.name].paragraphs)
    assert (facts.passages or count) == count
    assert (facts.passages_at_least or 0) <= count


def test_the_index_holds_no_document_the_facts_do_not_know(sample_index: Path) -> None:
    generation = open_generation(sample_index)
    assert len(FACTS.document) == len(generation.documents)
    generation.close()


@EACH_SEARCH
def test_a_search_finds_exactly_its_documents(
    facts: SearchFacts, sample_engine: EmbeddedEngine, indexed: dict[str, Document]
) -> None:
    names = {document.id: name for name, document in indexed.items()}
    request = SearchRequest(query=facts.q, variants=facts.variants, limit=100)
    results = sample_engine.search(request)
    assert sorted(facts.documents) == sorted(names[r.document.id] for r in results.results)
    assert len(facts.documents) == results.total.documents
    assert facts.passages in (None, results.total.passages)


@pytest.mark.parametrize("facts", FACTS.version, ids=lambda facts: facts.documents[0])
def test_both_wordings_of_a_changed_page_are_kept(
    facts: VersionFacts, indexed: dict[str, Document]
) -> None:
    before, after = (indexed[name] for name in facts.documents)
    assert before.url == after.url
    assert before.id != after.id
    assert any(facts.before in paragraph for paragraph in before.paragraphs)
    assert any(facts.after in paragraph for paragraph in after.paragraphs)


def test_documents_that_share_text_are_tied(
    indexed: dict[str, Document], sample_engine: EmbeddedEngine
) -> None:
    for parallel in FACTS.parallel:
        for one, other in permutations(parallel.between, 2):
            found = sample_engine.document(indexed[one].id).parallels or ()
            tied = {p.passage for p in found if p.document.id == indexed[other].id}
            assert len(tied) >= parallel.passages_at_least, (one, other)


def test_the_parallels_name_documents_that_exist_and_quotes_that_stand_in_them() -> None:
    for parallel in FACTS.parallel:
        assert {*parallel.between, *parallel.among} <= NAMED.keys()
        for name in parallel.among:
            assert parallel.quote in raw_text(SEEDS / NAMED[name].file)
