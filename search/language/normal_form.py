"""The normal form of a query: one text for all the ways to write the same tree.

`parse(write(query)) == query` for every tree the grammar makes, so a normal form can be
shown, kept in a link, and compared. It is as short as the grammar allows, except that spaces
stand between terms and a list within `date:` is written out, so only a text close to the limit
of characters can have a normal form beyond it.
"""

from __future__ import annotations

from search.language.limits import MAX_EDIT_DISTANCE
from search.language.periods import write_period
from search.language.syntax import (
    And,
    Boosted,
    DateRange,
    Everything,
    Fuzzy,
    Has,
    InField,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Wildcard,
    Word,
)  # fmt: skip
from search.language.terms import is_address


def write(query: Query) -> str:
    """The query as text, in normal form; nothing for Everything."""
    match query:
        case Word(text):
            return text
        case And(queries):
            return " ".join(_within(q, Or) for q in queries)
        case Or(queries):
            return " OR ".join(map(write, queries))
        case Not(Not() as inner):
            return f"NOT {write(inner)}"
        case Not(inner):
            return f"-{_within(inner, And, Or)}"
        case Boosted(inner, factor):
            return f"{_weighable(inner)}^{_number(factor)}"
        case InField(field, inner):
            return f"{field}:{_within(inner, And, Or, Not, Boosted)}"
    return _leaf(query)


def _leaf(query: Query) -> str:
    match query:
        case Wildcard(pattern):
            return pattern
        case Phrase(text, distance):
            return f'"{text}"' if distance == 1 else f'"{text}"~{distance}'
        case Fuzzy(text, distance):
            return f"{text}~" if distance == MAX_EDIT_DISTANCE else f"{text}~{distance}"
        case Near(words, distance):
            return f"NEAR({' '.join(words)}, {distance})"
        case DateRange():
            return f"date:{write_period(query)}"
        case Has(field):
            return f"has:{field}"
        case Everything():
            return ""
    raise TypeError(f"{query!r} is not a leaf of the tree")


def _within(query: Query, *grouped: type[Query]) -> str:
    """A query as a part of another, in parentheses where it is one of `grouped`."""
    return f"({write(query)})" if isinstance(query, grouped) else write(query)


def _weighable(query: Query) -> str:
    """A query to which `^` can be added; at the end of a web address it would be text."""
    inner = query.query if isinstance(query, InField) else query
    if isinstance(inner, Word) and is_address(inner.text):
        return f"({write(query)})"
    return _within(query, And, Or, Not, Boosted)


def _number(factor: float) -> str:
    return repr(factor).removesuffix(".0")
