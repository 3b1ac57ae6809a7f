"""Documents shown lately are kept, the longest unused let go first."""

from __future__ import annotations

import pytest

from index.documents import Document
from search import shelf
from search.shelf import Shelf


def test_a_document_is_read_once_while_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MAX_CHARACTERS", 20)
    read: list[int] = []

    def reading(number: int) -> Document:
        read.append(number)
        return Document(id=str(number), path="p", paragraphs=("ten chars.",))

    kept = Shelf(reading)
    for number in (1, 2, 1, 3, 1, 2):
        assert str(number) == kept.get(number).id
    assert [1, 2, 3, 2] == read
