"""What an archive holds, told from its columns: sources by month, fields by use."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.columns import NO_DAY, PRECISIONS, Columns
from index.dates import day_of
from index.generations import Generation
from search.engine import ArchiveReport, FieldReport, SourceReport
from search.language.fields import FIELDS


def archive_report(generation: Generation) -> ArchiveReport:
    """What an archive holds, its largest source first, and what of it could not be read."""
    manifest, columns = generation.manifest, generation.columns
    column = columns.coded["source"]
    named = [(value, np.flatnonzero(column.codes == n)) for n, value in enumerate(column.values)]
    nameless = (None, np.flatnonzero(column.codes < 0))
    reports = [_source(name, own, columns) for name, own in [*named, nameless] if len(own)]
    reports.sort(key=lambda report: (-report.documents, report.source or ""))
    return ArchiveReport(
        title=generation.archive.title,
        documents=manifest.documents,
        passages=manifest.passages,
        captures=manifest.captures,
        built=manifest.built,
        index_version=generation.version,
        sources=tuple(reports),
        failures=tuple(
            (f.path if f.record is None else f"{f.path} ({f.record})", f.reason, f.message)
            for f in generation.documents.failures()
        ),
    )


def _source(name: str | None, documents: NDArray[np.int64], columns: Columns) -> SourceReport:
    sizes = np.diff(columns.document_start)[documents]
    dated = documents[columns.first_day[documents] != NO_DAY]
    return SourceReport(
        source=name,
        documents=len(documents),
        passages=int(sizes.sum()),
        undated=len(documents) - len(dated),
        first=_date(int(dated[columns.first_day[dated].argmin()]), columns) if len(dated) else None,
        last=_date(int(dated[columns.last_day[dated].argmax()]), columns) if len(dated) else None,
        months=_months(dated, columns),
    )


def _date(document: int, columns: Columns) -> str:
    """The date of a dated document, as precise as it is known."""
    day = day_of(int(columns.first_day[document]))
    precision = PRECISIONS[columns.precision[document]]
    return day.isoformat()[: {"year": 4, "month": 7}.get(str(precision), 10)]


def _months(dated: NDArray[np.int64], columns: Columns) -> dict[str, int]:
    known = dated[columns.precision[dated] >= PRECISIONS.index("month")]
    months = columns.first_day[known].astype("datetime64[D]").astype("datetime64[M]")
    names, counts = np.unique(months, return_counts=True)
    return dict(zip(np.datetime_as_string(names).tolist(), counts.tolist(), strict=True))


def field_reports(columns: Columns) -> list[FieldReport]:
    """The fields of the query language, and how many documents have each."""
    total = len(columns.document_start) - 1
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
