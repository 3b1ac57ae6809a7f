"""The Whoosh index we write is the one Whoosh would have written; stock Whoosh is the oracle."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from index.columns import open_columns
from index.dates import PartialDate
from index.documents import Document, passages
from index.posting_pool import PostingPool
from index.schema import VALUE_FIELDS, field_value, fields_present, make_schema, whole_value
from index.segment import SegmentWriter

WORDS = st.lists(
    st.sampled_from(["the", "sea", "sea-wall", "Élan", "sailing", "sails", "세포비서", "1931"])
)
TEXTS = WORDS.map(" ".join)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        id=st.just("x"),
        path=st.just("x"),
        title=st.none() | TEXTS,
        date=st.none() | st.builds(PartialDate, st.integers(1900, 2100)),
        source=st.sampled_from([None, "Harbour Board", "The Ostrel Herald"]),
        paragraphs=st.lists(TEXTS, max_size=3).map(tuple),
    ),
    max_size=6,
)


def ours(documents: list[Document], folder: Path) -> IndexReader:
    writer = SegmentWriter(folder)
    for document in documents:
        writer.add(document)
    writer.close()
    writer.columns.write(folder.with_name("columns"))
    return FileIndex(FileStorage(str(folder))).reader()  # type: ignore[no-untyped-call, no-any-return]


def whooshs(documents: list[Document]) -> IndexReader:
    """The same through Whoosh's own writer, analyzers and posting pool."""
    index = RamStorage().create_index(make_schema())  # type: ignore[no-untyped-call]
    writer = index.writer()
    for document in documents:
        fields: dict[str, Any] = {"has": list(fields_present(document))}
        fields |= {f: whole_value(v) for f in VALUE_FIELDS if (v := field_value(document, f))}
        if document.date:
            fields["first_day"] = document.date.first_day
            fields["last_day"] = document.date.last_day
        if document.title:
            fields["title"] = fields["title_exact"] = document.title
        for passage in passages(document):
            writer.add_document(text=passage.text, exact=passage.text, **fields)
    writer.commit()
    return index.reader()  # type: ignore[no-any-return]


def contents(reader: IndexReader) -> list[Any]:
    """Every posting of an index with its positions, and every length."""
    found: list[Any] = [reader.doc_count_all()]
    for field, term in reader.all_terms():
        info = reader.term_info(field, term)
        matcher = reader.postings(field, term)
        postings = []
        while matcher.is_active():
            positions = matcher.supports("positions") and matcher.value_as("positions")
            postings.append((matcher.id(), matcher.weight(), positions))
            matcher.next()
        found.append((field, term, postings, info.doc_frequency(), info.weight(),
                      info.min_length(), info.max_length(), info.max_weight()))  # fmt: skip
    for field in ("text", "exact", "title", "title_exact"):
        found += [reader.doc_field_length(n, field) for n in range(reader.doc_count_all())]
        found.append(reader.field_length(field))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(DOCUMENTS)
def test_the_index_is_the_one_whoosh_would_have_written(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document]
) -> None:
    folder = tmp_path_factory.mktemp("segment") / "whoosh"
    with closing(ours(documents, folder)) as reader:
        assert contents(whooshs(documents)) == contents(reader)


def test_whoosh_document_numbers_are_passage_numbers(tmp_path: Path) -> None:
    documents = [
        Document(id="a", path="a", title="Tides", paragraphs=("High water.", "Low water.")),
        Document(id="b", path="b", paragraphs=("Low pressure.",)),
    ]
    with closing(ours(documents, tmp_path / "whoosh")) as reader:
        low = list(reader.postings("exact", b"low").all_ids())
    columns = open_columns(tmp_path / "columns")
    assert [2, 3] == low
    assert [(0, 2), (1, 1)] == [
        (int(columns.passage_document[n]), int(columns.passage_number[n])) for n in low
    ]


def test_no_lock_file_is_left_in_the_index(tmp_path: Path) -> None:
    ours([], tmp_path / "whoosh").close()
    assert [] == list((tmp_path / "whoosh").glob("*LOCK"))


@given(st.lists(st.lists(st.sampled_from([b"a", b"b", b"c"]), unique=True)), st.integers(1, 5))
def test_a_pool_that_spills_to_disk_gives_the_same_order(
    tmp_path_factory: pytest.TempPathFactory, passages: list[list[bytes]], limit: int
) -> None:
    folder = tmp_path_factory.mktemp("pool")
    small, large = PostingPool(folder, limit), PostingPool(folder)
    for number, terms in enumerate(passages):
        for pool in (small, large):
            pool.add("text", number, [(term, 1.0, b"") for term in terms])
            pool.add("exact", number, [(term, 1.0, b"") for term in terms])
    expected = sorted(
        (field, term, number, 1.0, b"")
        for number, terms in enumerate(passages)
        for term in terms
        for field in ("text", "exact")
    )
    assert expected == list(small.iter_postings()) == list(large.iter_postings())
    small.cleanup()
    assert [] == list(folder.iterdir())
