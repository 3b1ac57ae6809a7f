"""The store gives back what was stored, with what the archive added, and names its damage."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.dates import PartialDate
from index.documents import Block, Document, Evidence, Extraction, Failure
from index.errors import DamagedIndex
from index.packing import CaptureKey, pack
from index.store import DocumentStore
from index.store_writing import StoreWriter

KEY = CaptureKey("gulls.txt", None, "ab12", "settings")
GULLS = Document(id="g", path="gulls.txt", title="Gulls", paragraphs=("They are back.",))
TERNS = Document(id="t", path="gulls.txt", ordinal=1, month_day=(4, 7), paragraphs=("Terns too.",))
MENU = Block(text="Home | Contact", kept=False, role="furniture", reason="list of links")
FAILURE = Failure(path="torn.txt", record="line 7", reason="bad_json", message="is not JSON")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of one capture with two documents, and one capture that failed."""
    path = tmp_path / "documents.sqlite"
    with closing(StoreWriter(path)) as writer:
        writer.add_extraction(KEY, "gulls.txt", pack(Extraction(
            documents=(GULLS, TERNS), blocks=(MENU,)
        )))  # fmt: skip
        writer.add_failure("torn.txt", FAILURE)
    return path


@pytest.fixture
def store(path: Path) -> Iterator[DocumentStore]:
    """The store, open."""
    with closing(DocumentStore(path)) as store:
        yield store


def test_documents_come_back_by_number_and_by_id(store: DocumentStore) -> None:
    assert [GULLS, TERNS] == list(store.documents())
    assert (0, 1, None) == (store.number_of("g"), store.number_of("t"), store.number_of("x"))


def test_a_number_no_document_has_is_an_index_error(store: DocumentStore) -> None:
    for number in (-1, 2):
        with pytest.raises(IndexError):
            store.get(number)
        with pytest.raises(IndexError):
            store.blocks(number)


def test_the_audit_of_a_capture_belongs_to_each_of_its_documents(store: DocumentStore) -> None:
    assert ((MENU,), (MENU,)) == (store.blocks(0), store.blocks(1))


def test_captures_and_failures_are_listed_in_reading_order(store: DocumentStore) -> None:
    assert [("gulls.txt", None), ("torn.txt", "line 7")] == store.captures()
    assert (FAILURE,) == store.failures()


def test_an_extraction_is_taken_over_only_for_the_very_same_key(store: DocumentStore) -> None:
    assert pack(Extraction(documents=(GULLS, TERNS), blocks=(MENU,))) == store.packed(KEY)
    others = [KEY._replace(path="x"), KEY._replace(record="1"), KEY._replace(sha256="x")]
    assert [None] * 4 == [store.packed(key) for key in [*others, KEY._replace(settings="x")]]


def test_an_id_that_is_taken_becomes_another_and_is_counted(tmp_path: Path) -> None:
    def ids(path: Path) -> tuple[list[str], int]:
        with closing(StoreWriter(path)) as writer:
            for name in ("a.txt", "b.txt", "b.txt"):
                writer.add_extraction(KEY, name, pack(Extraction(documents=(GULLS,), blocks=())))
            renamed = writer.renamed
        with closing(DocumentStore(path)) as store:
            return [document.id for document in store.documents()], renamed

    found, renamed = ids(tmp_path / "one")
    assert ("g", 3, 2) == (found[0], len(set(found)), renamed)
    assert (found, renamed) == ids(tmp_path / "two")


def test_what_the_archive_adds_shows_but_is_not_taken_over(tmp_path: Path) -> None:
    evidence = Evidence("dated parallel", "shared text", "medium")
    path = tmp_path / "store"
    packed = pack(Extraction(documents=(TERNS,), blocks=()))
    with closing(StoreWriter(path)) as writer:
        writer.add_extraction(KEY, "birds/gulls.txt", packed)
        assert [0] == writer.undated
        writer.add_dates({0: (PartialDate(2021, 4, 7), evidence)})
    with closing(DocumentStore(path)) as store:
        document = store.get(0)
        assert packed == store.packed(KEY)
    assert ("birds/gulls.txt", "2021-04-07") == (document.path, str(document.date))
    assert {"date": evidence} == document.evidence


def test_threads_may_read_at_the_same_time(store: DocumentStore) -> None:
    found: list[Document] = []
    threads = [
        threading.Thread(target=lambda: found.extend(store.get(n % 2) for n in range(200)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 800 == len(found)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_store_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "documents.sqlite"
    path.write_bytes(content)
    with pytest.raises(DamagedIndex, match=r"documents\.sqlite"):
        DocumentStore(path)


def test_a_missing_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndex, match=r"documents\.sqlite"):
        DocumentStore(tmp_path / "documents.sqlite")


def test_a_document_whose_bytes_are_damaged_is_named(path: Path) -> None:
    content = path.read_bytes()
    packed = pack(Extraction(documents=(GULLS,), blocks=())).documents[0].data
    assert 1 == content.count(packed)
    path.write_bytes(content.replace(packed, b"\0" * len(packed)))
    with (
        closing(DocumentStore(path)) as store,
        pytest.raises(DamagedIndex, match=r"documents\.sqlite"),
    ):
        store.get(0)
