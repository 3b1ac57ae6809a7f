"""The columns of a few documents, made the way an index makes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.documents import Document, passages
from index.storage.column_writing import ColumnsWriter
from index.storage.columns import Columns, facts_of


def columns_of(documents: Sequence[Document]) -> Columns:
    """The columns an index of these documents has."""
    writer = ColumnsWriter()
    for document in documents:
        lengths = np.array([len(passage.text.split()) for passage in passages(document)], np.uint32)
        writer.add([facts_of(document)], [len(lengths)], lengths)
    return writer.columns()
