"""Ids are distinct, and who keeps one depends on the order of reading alone."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_columns import columns_of

from index.building.additions import free_ids, other_paths
from index.documents import Document
from index.storage.catalogue import FileEntry
from index.storage.column_writing import ranked


def ids_of(documents: Sequence[Document], ranks: Sequence[int]) -> list[str]:
    """The ids of documents in the order of reading, given the rank of each."""
    columns = ranked(columns_of(documents), np.array(ranks, np.int32))
    given = free_ids(columns, {}, documents.__getitem__)
    order = columns.in_reading_order().tolist()
    return [given.get(number, documents[number].id) for number in order]


def named(name: str, path: str) -> Document:
    return Document(id=name, path=path)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_ids_do_not_depend_on_when_documents_were_added(
    found: list[tuple[str, str]], chance: random.Random
) -> None:
    documents = [named(*each) for each in found]
    ranks = list(range(len(documents)))
    expected = ids_of(documents, ranks)
    chance.shuffle(ranks)
    assert expected == ids_of([documents[rank] for rank in ranks], ranks)
    assert len(documents) == len(set(expected))
    for name in set("abc") & {name for name, _ in found}:
        assert name == expected[[name for name, _ in found].index(name)]


def test_a_deleted_document_holds_no_id() -> None:
    documents = [named("a", "x"), named("a", "y")]
    assert ["a"] == ids_of(documents, [-1, 0])


def test_documents_of_a_file_that_is_called_otherwise_have_its_path() -> None:
    files = [FileEntry("x", "x", "", None), FileEntry("islands/x", "x", "", None)]
    assert {1: "islands/x", 3: "islands/x"} == other_paths(files, np.array([0, 1, -1, 1]))
