"""Documents are prepared in order, the same by one process as by several, come what may."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from index import preparation
from index.columns import facts_of
from index.documents import Document, passages
from index.packing import pack_document, unpack_document
from index.preparation import Preparation, Prepared, Stored


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few documents are many batches."""
    monkeypatch.setattr(preparation, "BATCH", 200)


def documents(count: int) -> list[Document]:
    return [
        Document(
            id=f"d{number}", path="b.jsonl", title=f"Bulletin {number}", source="Harbour Board",
            paragraphs=(f"High water stood at {number} hands.", "") * (number % 5),
        )
        for number in range(count)
    ]  # fmt: skip


def rows(found: Iterator[tuple[list[Document], Prepared]]) -> list[tuple[str, object, str]]:
    """Each document's id, its facts and its words, put together from what was prepared."""
    told: list[tuple[str, object, str]] = []
    known: dict[str, list[str]] = {}
    for batch, prepared in found:
        words = known.setdefault(prepared.tokeniser, ["|"])
        words += [word.decode() for word in prepared.fresh]
        row = " ".join(words[number] for number in prepared.numbers.tolist()).split("|")
        for document, facts, count in zip(batch, prepared.facts, prepared.passages, strict=True):
            told.append((document.id, facts, "|".join(" ".join(t.split()) for t in row[:count])))
            row = row[count:]
    return told


@pytest.mark.parametrize("jobs", [1, 3])
def test_documents_come_back_in_order_with_their_words(jobs: int) -> None:
    given = documents(60)
    with Preparation(jobs) as pool:
        found = rows(pool.documents(given))
    assert [
        (each.id, facts_of(each), "|".join(p.text.lower().rstrip(".") for p in passages(each)))
        for each in given
    ] == found


def test_documents_are_packed_for_the_store_and_prepared_from_it() -> None:
    given = documents(30)
    with Preparation(2) as pool:
        packed = [one.data for _, found in pool.documents(given) for one in found.packed]
    assert given == [unpack_document(data) for data in packed]
    stored: list[Stored] = [(pack_document(each).data, None) for each in given]
    with Preparation(2) as pool:
        found = list(pool.stored(stored))
    assert stored == [row for batch, _ in found for row in batch]
    assert [facts_of(each) for each in given] == [f for _, each in found for f in each.facts]
    assert [] == [one for _, each in found for one in each.packed]


def test_when_a_worker_dies_this_process_does_its_work() -> None:
    given = documents(60)

    def killing() -> Iterator[Document]:
        for number, document in enumerate(given):
            if number == 40:
                assert pool._executor is not None
                for process in list(pool._executor._processes):
                    os.kill(process, signal.SIGKILL)
            yield document

    with Preparation(2) as pool:
        found = rows(pool.documents(killing()))
    assert [each.id for each in given] == [name for name, _, _ in found]
