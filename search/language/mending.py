"""Mending a query: repaired fault by fault until it can be read.

Each repair is an edit of the text, so that what comes out is again a query someone could have
typed. It ends after `MAX_REPAIRS` edits; what is still faulty then, or of what nothing is left
though it held words, is read as plain words, which cannot be faulty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from search.language.faults import Edit, Fault
from search.language.lexer import chunks, fold
from search.language.limits import MAX_REPAIRS
from search.language.syntax import Everything, Query
from search.language.terms import OPERATORS, plain
from search.results import Repair

_NAMES = (*OPERATORS, "NEAR")
_OPERATOR_CHARACTERS = re.compile(r"[*?~^:<>=]")


class Mended(NamedTuple):
    """A query that can be read, the text it is read from, and what was done to it."""

    query: Query
    text: str
    repairs: tuple[Repair, ...]


def mend(text: str, read: Callable[[str], Query]) -> Mended:
    """The reading of a text, repaired where `read` raises a Fault. Raises QueryTooLarge."""
    repairs: list[Repair] = []
    mended, origins = text, list(range(len(text) + 1))
    while len(repairs) <= MAX_REPAIRS:
        try:
            query = read(mended)
        except Fault as fault:
            repairs.append(fault.repair(origins[fault.position]))
            mended, origins = _applied(fault.edit, mended, origins)
        else:
            if repairs and query == Everything() and plain_words(text):
                break
            return Mended(query, mended, tuple(repairs))
    words = plain_words(text)
    message = "The query cannot be read with its operators: it was read as plain words."
    return Mended(read(words), words, (Repair("unreadable", 0, message),))


def plain_words(text: str) -> str:
    """The words typed, as a query without operators; an operator's name is its word."""
    pieces = map(plain, chunks(_OPERATOR_CHARACTERS.sub(" ", fold(text))))
    return " ".join(piece.lower() if piece in _NAMES else piece for piece in pieces if piece)


def _applied(edit: Edit, text: str, origins: list[int]) -> tuple[str, list[int]]:
    """The text with the edit made, and for each of its characters where it was first typed."""
    inserted = [origins[edit.start]] * len(edit.text)
    return (
        text[: edit.start] + edit.text + text[edit.end :],
        origins[: edit.start] + inserted + origins[edit.end :],
    )
