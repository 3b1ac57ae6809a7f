"""The lenient reading of a query: for people, who would rather have an answer than an error.

Every repair is said, and beside a repaired query stands its literal reading, the words typed
with all operators switched off, for whoever meant the punctuation as punctuation.
"""

from __future__ import annotations

from typing import NamedTuple

from search.errors import QueryTooLarge
from search.language.grammar import check_length, read
from search.language.mending import mend, plain_words
from search.language.syntax import Query
from search.results import Repair


class Reading(NamedTuple):
    """A query as it was understood.

    `literal` is a query for the words typed, in any form and order, with operators as plain
    words; it is given where something was repaired and it would search for something else.
    """

    query: Query
    repairs: tuple[Repair, ...] = ()
    literal: str | None = None


def parse_leniently(text: str) -> Reading:
    """Read a query, repairing what is wrong with it. Raises QueryTooLarge, and no other error."""
    check_length(text)
    query, _, repairs = mend(text, read)
    return Reading(query, repairs, _literal(text, query) if repairs else None)


def _literal(text: str, query: Query) -> str | None:
    """The words typed, where they make a query within the limits and another than `query`."""
    words = plain_words(text)
    try:
        return words if words and read(words) != query else None
    except QueryTooLarge:
        return None
