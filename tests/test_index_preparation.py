"""Documents are prepared in order, the same by one thread as by several."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from index.analysis import words
from index.building import preparation
from index.building.preparation import Preparation, Stored
from index.columnar.tokenising import Tokeniser
from index.documents import Document, passages
from index.storage.columns import facts_of
from index.storage.packing import pack_document, unpack_document


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


@pytest.mark.parametrize("jobs", [1, 3])
def test_documents_come_back_in_order_with_their_words(jobs: int) -> None:
    given = documents(60)
    tokeniser = Tokeniser()
    with Preparation(jobs, tokeniser) as pool:
        found = list(pool.documents(given))
    assert len(found) > 10
    assert given == [document for batch, _ in found for document in batch]
    assert [facts_of(each) for each in given] == [f for _, each in found for f in each.facts]
    known = ["|", *(word.decode() for word in tokeniser.words())]
    for batch, prepared in found:
        texts = [[passage.text for passage in passages(document)] for document in batch]
        assert list(map(len, texts)) == prepared.passages
        expected = [w for each in texts for text in each for w in (*words(text), "|")]
        assert expected == [known[number] for number in prepared.numbers.tolist()]


def test_documents_are_packed_for_the_store_and_prepared_from_it() -> None:
    given = documents(30)
    with Preparation(2, Tokeniser()) as pool:
        packed = [one for _, found in pool.documents(given) for one in found.packed]
    assert list(map(pack_document, given)) == packed
    stored: list[Stored] = [[chunk.data for chunk in each] for each in packed]
    assert given == list(map(unpack_document, stored))
    with Preparation(2, Tokeniser()) as pool:
        found = list(pool.stored(stored))
    assert stored == [row for batch, _ in found for row in batch]
    assert [facts_of(each) for each in given] == [f for _, each in found for f in each.facts]
    assert [] == [one for _, each in found for one in each.packed]


def test_memory_is_bounded_because_only_so_many_documents_are_taken_ahead() -> None:
    left = documents(400)

    def taken() -> Iterator[Document]:
        while left:
            yield left.pop()

    with Preparation(2, Tokeniser()) as pool:
        handed_on = 0
        for batch, _ in pool.documents(taken()):
            handed_on += len(batch)
            assert 400 - len(left) <= handed_on + 100


def test_what_goes_wrong_in_a_thread_is_raised() -> None:
    damaged: list[Stored] = [[b"no document"]]
    with Preparation(2, Tokeniser()) as pool, pytest.raises(msgspec.MsgspecError):
        list(pool.stored(damaged))
