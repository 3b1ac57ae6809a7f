"""The columns of a few documents, made the way an index makes them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.columns import Columns, ColumnsWriter, open_columns
from index.documents import Document, passages


def columns_of(documents: Sequence[Document]) -> Columns:
    """The columns an index of these documents has."""
    writer = ColumnsWriter()
    for document in documents:
        writer.add_document(document)
        for passage in passages(document):
            writer.add_passage(passage.number, len(passage.text.split()))
    with tempfile.TemporaryDirectory() as folder:
        writer.write(Path(folder) / "columns")
        return open_columns(Path(folder) / "columns")
