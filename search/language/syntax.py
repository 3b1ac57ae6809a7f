"""The syntax tree of a query, which the grammar parses into.

From it a query is translated for an engine, described in words, and written in normal form.
The grammar makes trees in which And and Or hold two or more queries, none of their own kind,
Everything stands alone, and InField holds words and patterns only, joined in any way.
"""

from __future__ import annotations

import msgspec

from index.dates import PartialDate


class Everything(msgspec.Struct, frozen=True):
    """The empty query: every passage."""


class Word(msgspec.Struct, frozen=True):
    """One word in any form (stemmed); text that breaks into several words keeps their order."""

    text: str


class Phrase(msgspec.Struct, frozen=True):
    """Quoted words in these very forms and this order, at most `distance` words apart.

    Distance 1 is side by side. A single quoted word is matched in this form only.
    """

    text: str
    distance: int = 1


class Wildcard(msgspec.Struct, frozen=True):
    """A pattern over whole words: `*` for any characters, `?` for one."""

    pattern: str


class Fuzzy(msgspec.Struct, frozen=True):
    """A word within an edit distance of 1 or 2."""

    text: str
    distance: int = 2


class Near(msgspec.Struct, frozen=True):
    """Words in either order, each at most `distance` words from the next."""

    words: tuple[str, ...]
    distance: int


class DateRange(msgspec.Struct, frozen=True):
    """Documents dated wholly within the first and the last date, either of which may be open."""

    first: PartialDate | None
    last: PartialDate | None


class Has(msgspec.Struct, frozen=True):
    """Documents that have a value in this field."""

    field: str


class InField(msgspec.Struct, frozen=True):
    """A query within a field: words of the title, or a value of source, speaker and the like."""

    field: str
    query: Query


class And(msgspec.Struct, frozen=True):
    """All of these."""

    queries: tuple[Query, ...]


class Or(msgspec.Struct, frozen=True):
    """Any of these."""

    queries: tuple[Query, ...]


class Not(msgspec.Struct, frozen=True):
    """Passages that this does not find."""

    query: Query


class Boosted(msgspec.Struct, frozen=True):
    """A query whose score counts `factor` times."""

    query: Query
    factor: float


Query = (
    Everything | Word | Phrase | Wildcard | Fuzzy | Near
    | DateRange | Has | InField | And | Or | Not | Boosted
)  # fmt: skip
