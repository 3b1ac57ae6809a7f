"""The limits of the query language, and what is said when a query passes one.

They bound the work one query can ask for. A query beyond them is refused whole, because no
repair of it would mean the same.
"""

from __future__ import annotations

from search.errors import QueryTooLarge

MAX_CHARACTERS = 1_000
"""How long a query may be."""

MAX_TERMS = 64
"""How many words, patterns, dates and `has:` a query may hold; a phrase counts each word."""

MAX_DEPTH = 20
"""How many groups and negations may stand within each other."""

MAX_EDIT_DISTANCE = 2
"""How many letters `word~` may differ by."""

MAX_WORD_DISTANCE = 100
"""How many words apart `"…"~n` and `NEAR(…, n)` may ask for."""

MAX_EXPANSIONS = 1_024
"""How many words of the archive one pattern may stand for."""

MIN_WILDCARD_LETTERS = 2
"""How many letters stand before the first wildcard of a pattern."""

MIN_BOOST, MAX_BOOST = 0.01, 100.0
"""What may follow `^`."""

MAX_REPAIRS = 20
"""How many faults are repaired one by one before a query is read as plain words."""


def query_too_long(length: int) -> QueryTooLarge:
    """The refusal of a query of too many characters; its position is the first one too many."""
    return QueryTooLarge(
        "query_too_long",
        f"The query has {length:,} characters; at most {MAX_CHARACTERS:,} are read. "
        "Search for a shorter passage of it.",
        MAX_CHARACTERS,
    )


def too_many_terms(position: int) -> QueryTooLarge:
    """The refusal of a query of too many terms; its position is where the first too many stands."""
    return QueryTooLarge(
        "too_many_terms",
        f"The query has more than {MAX_TERMS} words (at character {position + 1}). Leave some out.",
        position,
    )


def query_too_deep(position: int) -> QueryTooLarge:
    """The refusal of a query nested too deeply; its position is where it becomes so."""
    return QueryTooLarge(
        "query_too_deep",
        f"More than {MAX_DEPTH} groups and negations stand within each other "
        f"(at character {position + 1}). Take away some of the brackets.",
        position,
    )
