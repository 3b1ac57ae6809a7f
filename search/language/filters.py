"""What of a query chooses documents, whatever their texts say."""

from __future__ import annotations

from search.language.syntax import (
    And,
    Boosted,
    DateRange,
    Has,
    InField,
    Not,
    Or,
    Query,
)


def is_filter(query: Query) -> bool:
    """Whether a query asks only for values of fields and dates; words of the title are words."""
    match query:
        case DateRange() | Has():
            return True
        case InField(field, _):
            return field != "title"
        case Not(inner) | Boosted(inner, _):
            return is_filter(inner)
        case And(queries) | Or(queries):
            return all(map(is_filter, queries))
    return False


def top_parts(query: Query) -> tuple[Query, ...]:
    """The parts of a query that all have to hold."""
    return query.queries if isinstance(query, And) else (query,)


def joined_parts(parts: tuple[Query, ...]) -> Query | None:
    """The query that all of some parts make; None for none."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return And(parts)


def filters_within(query: Query) -> Query | None:
    """The filters among the parts of a query that all have to hold; None where it has none."""
    return joined_parts(tuple(part for part in top_parts(query) if is_filter(part)))
