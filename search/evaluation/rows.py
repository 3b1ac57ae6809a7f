"""Words in a row: what phrases and NEAR ask for, as Whoosh's classes say it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from whoosh.query.compound import And
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term

from search.evaluation.segments import BODIES


class WordsInRow(NamedTuple):
    """Words of a field, in this order or in any, neighbours at most `distance` apart."""

    field: str
    words: tuple[str, ...]
    distance: int
    order: Literal["this", "any"]


def row_of(query: Query) -> WordsInRow | None:
    """A phrase, or words of one field near each other, as a row; None for anything else."""
    match query:
        case Phrase() if query.fieldname in BODIES and query.words:
            return WordsInRow(query.fieldname, tuple(query.words), query.slop, "this")
        case SpanNear2() if not query.ordered and query.mindist == 1:
            fields = {getattr(part, "fieldname", None) for part in query.qs}
            if len(fields) == 1 and all(isinstance(part, Term) for part in query.qs):
                words = tuple(part.text for part in query.qs)
                return WordsInRow(query.qs[0].fieldname, words, query.slop, "any")
    return None


def is_implied(query: Query, row: WordsInRow | None) -> bool:
    """Whether whatever holds a row of words is found by `query`, its words, too."""
    if row is None:
        return False
    terms = query.subqueries if isinstance(query, And) else [query]
    return all(
        isinstance(term, Term) and term.fieldname == row.field and term.text in row.words
        for term in terms
    )
