"""The store gives back what was stored, with what the archive added, and names its damage."""

from __future__ import annotations

import random
import struct
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Block, Document, Extraction
from index.errors import DamagedIndex
from index.storage.packing import CHUNK, CaptureKey, pack, unpack_blocks, unpack_document
from index.storage.store import DocumentStore
from index.storage.store_writing import StoreWriter

KEY = CaptureKey("gulls.txt", None, "ab12", "settings")
GULLS = Document(id="g", path="gulls.txt", title="Gulls", paragraphs=("They are back.",))
TERNS = Document(id="t", path="gulls.txt", ordinal=1, month_day=(4, 7), paragraphs=("Terns too.",))
HERON = Document(id="h", path="gulls.txt", record="line 7", paragraphs=("And a heron.",))
MENU = Block(
    text="Home | Contact", kept=False, role="furniture", reason="list of links", score=0.02
)
BIRDS = pack(Extraction(documents=(GULLS, TERNS), blocks=(MENU,)))
HERONS = pack(Extraction(documents=(HERON,), blocks=()))
FILES = [
    "captures.sqlite", "texts.zst", "chunk_start.npy", "chunk_paragraph.npy", "document_chunk.npy",
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of two captures, the first with two documents, the other with one."""
    path = tmp_path / "documents"
    with closing(StoreWriter(path)) as writer:
        writer.add_extraction(KEY, BIRDS)
        writer.add_extraction(KEY._replace(record="line 7"), HERONS)
    return path


@pytest.fixture
def store(path: Path) -> Iterator[DocumentStore]:
    """The store, open."""
    with closing(DocumentStore(path)) as store:
        yield store


def test_documents_come_back_by_number(store: DocumentStore) -> None:
    assert [GULLS, TERNS, HERON] == list(map(store.get, range(len(store))))
    assert [GULLS, TERNS, HERON] == list(map(unpack_document, store.documents()))


def test_a_number_no_document_has_is_an_index_error(store: DocumentStore) -> None:
    for number in (-1, 3):
        with pytest.raises(IndexError):
            store.get(number)
        with pytest.raises(IndexError):
            store.blocks(number)


def test_the_audit_of_a_capture_belongs_to_each_of_its_documents(store: DocumentStore) -> None:
    assert [(MENU,), (MENU,), ()] == list(map(store.blocks, range(3)))


def test_an_audit_from_before_there_were_scores_is_read_without_them() -> None:
    row = ("Home | Contact", False, "furniture", "list of links", None)
    packed = zstandard.compress(msgspec.msgpack.encode([row]))
    assert (msgspec.structs.replace(MENU, score=None),) == unpack_blocks(packed, [])


def test_captures_come_back_as_they_were_added(store: DocumentStore) -> None:
    line = KEY._replace(record="line 7")
    assert [(0, KEY), (1, line)] == store.captures_of("gulls.txt")
    assert [] == store.captures_of("terns.txt")
    assert [(KEY, BIRDS), (line, HERONS)] == [store.packed(0), store.packed(1)]
    with pytest.raises(IndexError):
        store.packed(2)


def test_a_capture_without_documents_is_a_capture(tmp_path: Path) -> None:
    with closing(StoreWriter(tmp_path)) as writer:
        writer.add_extraction(KEY, pack(Extraction(documents=(), blocks=(MENU,))))
        writer.add_extraction(KEY, BIRDS)
    with closing(DocumentStore(tmp_path)) as store:
        assert (2, (MENU,)) == (len(store), store.blocks(0))
        assert (KEY, BIRDS) == store.packed(1)


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


@pytest.mark.parametrize("content", [b"", b"not what was written" * 100])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_what_was_written_is_named(
    path: Path, name: str, content: bytes
) -> None:
    (path / name).write_bytes(content)
    with pytest.raises(DamagedIndex, match=name):
        DocumentStore(path)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(path: Path, name: str) -> None:
    (path / name).unlink()
    with pytest.raises(DamagedIndex, match=name):
        DocumentStore(path)


def test_a_document_whose_bytes_are_damaged_is_named(path: Path) -> None:
    texts = path / "texts.zst"
    content = bytearray(texts.read_bytes())
    content[-6] ^= 1
    texts.write_bytes(content)
    with closing(DocumentStore(path)) as store:
        assert GULLS == store.get(0)
        for read in (store.get, lambda n: store.openings([n])):
            with pytest.raises(DamagedIndex, match=r"texts\.zst"):
                read(2)


def test_a_passage_is_read_without_the_rest_of_its_document(tmp_path: Path) -> None:
    """What is damaged in front of it goes unseen."""
    chance = random.Random(2)
    document = Document(
        id="l", path="l", paragraphs=tuple(chance.randbytes(CHUNK // 2).hex() for _ in range(9))
    )
    with closing(StoreWriter(tmp_path)) as writer:
        writer.add_extraction(KEY, pack(Extraction(documents=(document,), blocks=())))
    texts = tmp_path / "texts.zst"
    content = bytearray(texts.read_bytes())
    content[len(content) // 2] ^= 1
    texts.write_bytes(content)
    with closing(DocumentStore(tmp_path)) as store:
        assert [document.paragraphs[8]] == store.paragraphs([(0, 8)])
        with pytest.raises(DamagedIndex, match=r"texts\.zst"):
            store.get(0)


@given(lengths=st.lists(st.lists(st.integers(0, 2 * CHUNK), max_size=12), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_every_paragraph_is_found_by_its_number(
    lengths: list[list[int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    documents = [_document(n, sizes) for n, sizes in enumerate(lengths)]
    folder = tmp_path_factory.mktemp("store")
    with closing(StoreWriter(folder)) as writer:
        for document in documents:
            packed = pack(Extraction(documents=(document,), blocks=()))
            writer.add_extraction(CaptureKey(document.id, None, "", ""), packed)
    with closing(DocumentStore(folder)) as store:
        for number, document in enumerate(documents):
            count = len(document.paragraphs)
            for wanted in (range(count), reversed(range(count))):
                places = list(wanted)
                found = store.paragraphs((number, place) for place in places)
                assert [document.paragraphs[place] for place in places] == found
            for beyond in (-1, count):
                with pytest.raises(IndexError):
                    store.paragraphs([(number, beyond)])
        openings = store.openings(range(len(documents)))
        assert documents == list(map(unpack_document, store.documents()))
    for document, opening in zip(documents, openings, strict=True):
        shown = len(opening.paragraphs)
        assert document.paragraphs[:shown] == opening.paragraphs
        assert min(len(document.paragraphs), 1) <= max(shown, 1)
        assert document == msgspec.structs.replace(opening, paragraphs=document.paragraphs)


def _document(number: int, sizes: list[int]) -> Document:
    paragraphs = tuple(f"{n} {'tern ' * (size // 5)}" for n, size in enumerate(sizes))
    return Document(id=str(number), path=f"{number}.txt", title="Terns", paragraphs=paragraphs)


def test_documents_of_every_length_survive_a_dictionary(tmp_path: Path) -> None:
    """Enough text, and different enough, that a dictionary is trained and used."""
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioulmnrst", k=6)) for _ in range(3000)]
    documents = [
        Document(id=str(n), path=f"{n}", paragraphs=(" ".join(chance.choices(words, k=n)), "b"))
        for n in range(900)
    ]
    with closing(StoreWriter(tmp_path)) as writer:
        for document in documents:
            packed = pack(Extraction(documents=(document,), blocks=()))
            writer.add_extraction(CaptureKey(document.id, None, "", ""), packed)
    (length,) = struct.unpack("<4xI", (tmp_path / "texts.zst").read_bytes()[:8])
    assert length > 0
    with closing(DocumentStore(tmp_path)) as store:
        assert documents == list(map(unpack_document, store.documents()))


def test_texts_that_are_all_alike_need_no_dictionary(tmp_path: Path) -> None:
    text = "Low water at noon. " * 10_000
    document = Document(id="t", path="t", paragraphs=(text,) * 8)
    with closing(StoreWriter(tmp_path)) as writer:
        packed = pack(Extraction(documents=(document,), blocks=()))
        writer.add_extraction(KEY, packed)
    with closing(DocumentStore(tmp_path)) as store:
        assert document == store.get(0)
