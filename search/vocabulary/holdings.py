"""The fields an archive can be asked by, and how many of its documents have each."""

from __future__ import annotations

from index.storage.columns import Columns
from search.language.fields import FIELDS
from search.results import FieldReport


def field_reports(columns: Columns) -> list[FieldReport]:
    """The fields of the query language, and how many documents have each."""
    total = columns.documents
    return [
        FieldReport(
            name=field.name,
            description=field.description,
            example=field.example,
            documents=total if field.kind == "presence" else int(columns.has(field.name).sum()),
            values=len(columns.coded[field.name].values) if field.kind == "keyword" else None,
        )
        for field in FIELDS
    ]
