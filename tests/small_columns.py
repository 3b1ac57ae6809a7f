"""The columns of a few documents, made the way an index makes them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.columns import Columns, ColumnsWriter, facts_of, open_columns
from index.documents import Document, passages


def columns_of(documents: Sequence[Document]) -> Columns:
    """The columns an index of these documents has."""
    writer = ColumnsWriter()
    for document in documents:
        lengths = np.array([len(passage.text.split()) for passage in passages(document)], np.uint32)
        writer.add([facts_of(document)], [len(lengths)], lengths)
    with tempfile.TemporaryDirectory() as folder:
        writer.write(Path(folder) / "columns")
        return open_columns(Path(folder) / "columns")
