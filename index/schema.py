"""What is indexed of a passage: the fields of the Whoosh schema and what stands in them.

The words of a passage are indexed twice, stemmed in `text` and as they are in `exact`, and so
are those of its document's title, on every passage of the document. Values such as a source
are indexed whole, as their normalised words with one space between, so that *The Herald* and
*the herald* are one value. Days are days since 1970-01-01.
"""

from __future__ import annotations

from functools import lru_cache

from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema

from index.analysis import words
from index.documents import Document
from index.whoosh_analysis import WordAnalyzer

SCHEMA_VERSION = 6
"""Raised whenever an index built before could answer wrongly or not at all."""

VALUE_FIELDS = (
    "source", "speaker", "place", "kind", "language", "agency", "byline", "publisher",
)  # fmt: skip
"""The fields indexed by whole value, which are also columns."""

HAS_FIELDS = ("title", "date", "posted", "captured", *VALUE_FIELDS, "url", "issue")
"""The fields `has:` can ask for, in the order of the bits of `Columns.present`."""


def make_schema() -> Schema:
    """The schema of an index, made anew so that none is ever read from a file."""
    whole_values = {field: ID() for field in VALUE_FIELDS}
    return Schema(
        text=TEXT(analyzer=WordAnalyzer(stemmed=True)),
        exact=TEXT(analyzer=WordAnalyzer(stemmed=False)),
        title=TEXT(analyzer=WordAnalyzer(stemmed=True)),
        title_exact=TEXT(analyzer=WordAnalyzer(stemmed=False)),
        has=KEYWORD(),
        first_day=NUMERIC(int, bits=32, signed=True, shift_step=8),
        last_day=NUMERIC(int, bits=32, signed=True, shift_step=8),
        **whole_values,
    )


def whole_value(value: str) -> str:
    """A value as it is indexed and compared: its normalised words with one space between."""
    return " ".join(words(value))


def field_value(document: Document, field: str) -> str | None:
    """The value a document has in one of VALUE_FIELDS, as shown; None where it has no words."""
    value: str | None = getattr(document, field)
    return value if value and _has_words(value) else None


@lru_cache(maxsize=1 << 12)
def _has_words(value: str) -> bool:
    """Whether a value says anything; values are few and come again and again."""
    return bool(words(value))


def fields_present(document: Document) -> tuple[str, ...]:
    """The names of HAS_FIELDS a document has a value in; kind `other` is no value."""
    return tuple(
        field
        for field in HAS_FIELDS
        if getattr(document, field) and not (field == "kind" and document.kind == "other")
    )
