"""A query in words: "passages with “party” and “cell”, published 2017 to 2021 by Herald".

Plain text, to be shown and read aloud. What a passage holds comes first, then what it lacks,
then its document's date, source and the like in the order of the language's fields. A choice
or a list within another stands in brackets and begins with *either* or *both*, so that it
cannot be misheard either.
"""

from __future__ import annotations

from typing import NamedTuple

from search.language.fields import FIELD_NAMES, field_named
from search.language.periods import period_in_words
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
)

_NOUNS = {"url": "a web address", "posted": "a date of posting", "captured": "a date of capture"}


def describe(query: Query) -> str:
    """The query as a noun phrase of English."""
    if isinstance(query, Everything):
        return "all passages"
    if isinstance(query, Or):
        return f"passages {_said(_compound(query, nested=False))}"
    parts = query.queries if isinstance(query, And) else (query,)
    fields = [_filter_field(part) for part in parts]
    clauses = [_clause(part) for part, field in zip(parts, fields, strict=True) if field is None]
    filters = [(field, part) for part, field in zip(parts, fields, strict=True) if field]
    return f"passages {', '.join([*_contents(clauses), *_filters(filters)])}"


class _Clause(NamedTuple):
    """What passages are said to be: *with* or *without* something, or anything else."""

    lead: str
    body: str
    compound: bool = False

    @property
    def member(self) -> str:
        """The body as one of several."""
        return f"({self.body})" if self.compound else self.body


def _said(clause: _Clause) -> str:
    return f"{clause.lead} {clause.body}".lstrip()


def _contents(clauses: list[_Clause]) -> list[str]:
    """What passages hold, what they lack, and what is neither."""
    held = [clause.member for clause in clauses if clause.lead == "with"]
    lacked = [clause.member for clause in clauses if clause.lead == "without"]
    parts = [f"with {_listed(held, 'and')}"] if held else []
    parts += [f"without {_listed(lacked, 'or')}"] if lacked else []
    others = [clause.body for clause in clauses if not clause.lead]
    return ([" but ".join(parts)] if parts else []) + others


def _filters(queries: list[tuple[str, Query]]) -> list[str]:
    """What is said of the document, in the order of the fields; a date and a source as one."""
    in_order = sorted(queries, key=lambda pair: FIELD_NAMES.index(pair[0]))
    said = [_said(_clause(query)) for _, query in in_order]
    for n in range(len(said) - 1, 0, -1):
        if said[n].startswith("published by ") and said[n - 1].startswith("published "):
            said[n - 1] += said.pop(n).removeprefix("published")
    return said


def _filter_field(query: Query) -> str | None:
    """The field a query filters by, if that is all it does."""
    match query:
        case DateRange():
            return "date"
        case Has():
            return "has"
        case InField(field):
            return None if field_named(field).kind == "text" else field
        case Not(inner) | Boosted(inner):
            return _filter_field(inner)
    return None


def _clause(query: Query) -> _Clause:
    match query:
        case Word() | Phrase():
            return _Clause("with", _words(query))
        case And() | Or():
            return _compound(query)
        case Not(inner):
            return _negated(_clause(inner))
        case Boosted(inner, factor):
            clause = _clause(inner)
            return _Clause(clause.lead, f"{clause.member} (weight {factor:g})")
        case InField(field, inner) if field_named(field).kind == "text":
            clause = _clause(inner)
            return _Clause(clause.lead, field_named(field).wording.format(clause.member))
        case InField(field, inner):
            return _Clause("", field_named(field).wording.format(_value(inner)))
        case DateRange():
            return _Clause("", f"published {period_in_words(query)}")
        case Has(field):
            return _Clause("with", _NOUNS.get(field) or _with_article(field))
    return _Clause("with", _words(query))


def _words(query: Query) -> str:
    """The words a leaf finds."""
    match query:
        case Word(text):
            return f"“{text}”"
        case Phrase(text, 1):
            return f"exactly “{text}”"
        case Phrase(text, distance):
            return f"“{text}” in this order at most {distance} words apart"
        case Wildcard(pattern):
            return f"a word like “{pattern}”"
        case Fuzzy(text, distance):
            return f"a word within {distance} letter{'s'[: distance > 1]} of “{text}”"
        case Near(near, distance):
            return f"{' near '.join(f'“{word}”' for word in near)} within {distance} words"
    raise TypeError(f"no words for {query!r}")


def _compound(query: And | Or, *, nested: bool = True) -> _Clause:
    """Several clauses as one; a list within a list says how many of its parts are meant."""
    conjunction = "and" if isinstance(query, And) else "or"
    clauses = [_clause(part) for part in query.queries]
    lead = "with" if all(clause.lead == "with" for clause in clauses) else ""
    members = [c.member if lead or not c.lead else f"{c.lead} {c.member}" for c in clauses]
    body = _listed(members, conjunction)
    return _Clause(lead, f"{_quantity(query)} {body}" if nested else body, compound=True)


def _quantity(query: And | Or) -> str:
    pair = len(query.queries) == 2
    if isinstance(query, And):
        return "both" if pair else "all of"
    return "either" if pair else "any of"


def _negated(clause: _Clause) -> _Clause:
    if clause.lead == "with":
        return clause._replace(lead="without")
    return _Clause("", f"not {clause.lead} {clause.member}".replace("  ", " "))


def _value(query: Query) -> str:
    """The values of a keyword field that are meant."""
    match query:
        case Word(text) | Phrase(text):
            return text
        case Wildcard(pattern):
            return f"“{pattern}”"
        case Or(queries):
            return _listed([_value_member(q) for q in queries], "or")
        case And(queries):
            return _listed([_value_member(q) for q in queries], "and")
        case Not(inner):
            return f"anything but {_value_member(inner)}"
        case Boosted(inner):
            return _value(inner)
    return f"anything with {_words(query)}"


def _value_member(query: Query) -> str:
    return f"({_value(query)})" if isinstance(query, And | Or) else _value(query)


def _listed(parts: list[str], conjunction: str) -> str:
    """Parts as a list of English: a, b and c."""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
