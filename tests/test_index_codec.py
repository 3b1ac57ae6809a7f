"""Stock Whoosh reads columnar segments; what its own codec says of the same documents is right."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from columnar_segments import columnar_reader, write_folder
from edge_archives import EDGES
from generated_archives import documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stock_index import stock_reader
from whoosh.filedb.filestore import ReadOnlyError
from whoosh.index import open_dir
from whoosh.matching.mcore import ReadTooFar
from whoosh.query.compound import Or
from whoosh.query.positional import Phrase
from whoosh.query.terms import Term
from whoosh.reading import IndexReader, TermInfo, TermNotFound
from whoosh.searching import Searcher

from index.building.build import build_from_documents
from index.columnar.codec import ColumnarSegment, Places
from index.documents import Document
from index.storage.generations import open_generation

COUNTED = ("text", "exact", "title", "title_exact")

TIDES = Document(id="tides", path="a", title="Tides", paragraphs=("High water at noon.",))
GULLS = Document(id="gulls", path="a", title="A gull", paragraphs=("Gulls, a tern.",))


def contents(reader: IndexReader) -> list[Any]:
    """Every term with all that is known of it, every posting, and every length."""
    found: list[Any] = [reader.doc_count_all(), reader.doc_count(), sorted(reader.all_doc_ids())]
    for field, term in reader.all_terms():
        found.append((field, term, *known(reader.term_info(field, term))))
        found.append((reader.frequency(field, term), reader.doc_frequency(field, term)))
        found.append(postings(reader, field, term))
    for field in COUNTED:
        passages = range(reader.doc_count_all())
        found += [reader.doc_field_length(passage, field) or 0 for passage in passages]
        found.append(reader.field_length(field))
    return found


def known(info: TermInfo) -> tuple[object, ...]:
    return (
        info.weight(), info.doc_frequency(), info.min_length(), info.max_length(),
        info.max_weight(), info.min_id(), info.max_id(),
    )  # fmt: skip


def postings(reader: IndexReader, field: str, term: bytes) -> list[Any]:
    matcher = reader.postings(field, term)
    found = []
    while matcher.is_active():
        positions = matcher.supports("positions") and matcher.value_as("positions")
        found.append((matcher.id(), matcher.weight(), positions))
        matcher.next()
    return found


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(st.lists(documents(), min_size=1, max_size=3), st.sets(st.integers(0, 6), max_size=3))
def test_all_that_is_known_of_terms_and_passages_is_what_stock_whoosh_knows(
    tmp_path_factory: pytest.TempPathFactory,
    segments: list[list[Document]],
    deleted: set[int],
) -> None:
    expected = stock_reader(*segments, deleted=deleted)
    folder = tmp_path_factory.mktemp("segments")
    with closing(columnar_reader(folder, *segments, deleted=deleted)) as reader:
        assert contents(expected) == contents(reader)


@pytest.mark.parametrize("name", EDGES)
def test_edges_are_read_as_stock_whoosh_reads_them(tmp_path: Path, name: str) -> None:
    expected = stock_reader(EDGES[name])
    with closing(columnar_reader(tmp_path, EDGES[name])) as reader:
        assert contents(expected) == contents(reader)


def test_open_dir_opens_segments_by_their_table_of_contents(tmp_path: Path) -> None:
    write_folder(tmp_path, [TIDES], [GULLS])
    with open_dir(str(tmp_path)).searcher() as searcher:
        query = Or([Term("text", "gull"), Phrase("exact", ["high", "water"])])
        found = {(hit["document"], hit["passage"]) for hit in searcher.search(query)}
        assert {("tides", 1), ("gulls", 0), ("gulls", 1)} == found


def test_segments_in_a_table_of_contents_are_as_whole_as_those_opened_without(
    tmp_path: Path,
) -> None:
    other = Document(id="other", path="a", paragraphs=("A gull at noon.",))
    write_folder(tmp_path, [TIDES, GULLS], [other])
    with open_dir(str(tmp_path)).reader() as found:  # type: ignore[no-untyped-call]
        assert contents(stock_reader([TIDES, GULLS], [other])) == contents(found)


def test_whoosh_opens_a_generation_as_it_stands(tmp_path: Path) -> None:
    build_from_documents([TIDES, GULLS], tmp_path)
    expected = contents(stock_reader([TIDES, GULLS]))
    with closing(open_generation(tmp_path)) as generation:
        assert expected == contents(generation.reader)
        assert expected == contents(open_dir(str(generation.path)).reader())  # type: ignore[no-untyped-call]


def test_lengths_of_long_passages_are_exact(tmp_path: Path) -> None:
    long = Document(id="a", path="a", paragraphs=("gull " * 1234, "tern"))
    with columnar_reader(tmp_path, [long]) as reader:
        assert [1234, 1] == [reader.doc_field_length(passage, "text") for passage in (0, 1)]
        assert 1235 == reader.field_length("exact")
        assert (1, 1234) == (reader.min_field_length("text"), reader.max_field_length("text"))


def test_a_search_that_skips_blocks_finds_the_best(tmp_path: Path) -> None:
    texts = tuple("tern " * (1 + n * 7919 % 11) + "gull " * (n % 5 == 0) for n in range(900))
    documents = [Document(id="a", path="a", paragraphs=texts)]
    query = Or([Term("text", "tern"), Term("text", "gull")])
    with Searcher(columnar_reader(tmp_path, documents)) as searcher:
        best = searcher.search(query, limit=5)
        assert searcher.search(query, limit=None).top_n[:5] == best.top_n
        assert 900 == len(best)


def test_a_matcher_skips_to_a_passage_and_no_further(tmp_path: Path) -> None:
    documents = [Document(id="a", path="a", paragraphs=("gull", "tern", "gull gull", "gull"))]
    with columnar_reader(tmp_path, documents) as reader:
        matcher = reader.postings("text", "gull")
        matcher.skip_to(1)
        copied = matcher.copy()
        matcher.skip_to(3)
        assert (2, 2.0, [0, 1]) == (copied.id(), copied.weight(), copied.value_as("positions"))
        assert 3 == matcher.id()
        matcher.skip_to(4)
        assert not matcher.is_active()
        with pytest.raises(ReadTooFar):
            matcher.skip_to(5)


def test_an_encoded_posting_is_what_the_format_decodes(tmp_path: Path) -> None:
    with columnar_reader(tmp_path, [GULLS]) as reader:
        for field, _, _, weight, value in reader.iter_postings():
            format_: Any = reader.schema[field].format
            assert weight == format_.decode_frequency(value)


def test_a_cursor_moves_through_the_terms_of_its_field(tmp_path: Path) -> None:
    with columnar_reader(tmp_path, [GULLS]) as reader:
        cursor: Any = reader.cursor("exact")
        assert ["a", "gull", "gulls", "tern"] == [cursor.text(), *(cursor.next() for _ in "abc")]
        assert 1 == cursor.term_info().doc_frequency()
        assert None is cursor.next()
        assert not cursor.is_valid()
        assert None is cursor.term_info()
        assert "gulls" == cursor.find("gullet")
        assert "a" == cursor.first()
        of_no_terms: Any = reader.cursor("byline")
        assert None is of_no_terms.text()


def test_unknown_terms_are_not_found(tmp_path: Path) -> None:
    with columnar_reader(tmp_path, [GULLS]) as reader:
        assert ("text", b"heron") not in reader
        assert 0 == reader.doc_frequency("text", "heron") == reader.frequency("text", "heron")
        for look_up in (reader.term_info, reader.postings):
            with pytest.raises(TermNotFound):
                look_up("byline", "heron")


def test_columnar_segments_refuse_to_be_written_by_whoosh(tmp_path: Path) -> None:
    write_folder(tmp_path, [GULLS])
    writer = open_dir(str(tmp_path)).writer()
    with pytest.raises(ReadOnlyError, match="reindex"):
        writer.delete_document(0)
    writer.cancel()
    segment = ColumnarSegment("0", Places("", "", "", ""), 1, range(1))
    for write in (segment.codec().field_writer, segment.codec().per_document_writer):
        with pytest.raises(ReadOnlyError):
            write(None, segment)
