"""What can be wrong with a query: where, what to do about it, and how it is repaired.

A fault carries the edit that mends it, so that the strict reading (which refuses) and the
lenient one (which repairs and goes on) speak of the same thing in the same words.
"""

from __future__ import annotations

from typing import NamedTuple

from search.errors import QueryError
from search.language import limits
from search.results import Repair


class Edit(NamedTuple):
    """A change to a query: the characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str = ""


class Fault(Exception):
    """One thing wrong with a query.

    Its parts make two sentences: "The quotation mark at character 7 is never closed. Close it."
    and "The quotation mark at character 7 is never closed: it was closed at the end."
    Positions are offsets; people count characters from 1.
    """

    def __init__(
        self,
        code: str,
        position: int,
        *,
        subject: str,
        complaint: str,
        advice: str,
        remedy: str,
        edit: Edit,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.position = position
        self.edit = edit
        self._subject, self._complaint = subject, complaint
        self._advice, self._remedy = advice, remedy

    def error(self, suggestion: str | None) -> QueryError:
        """The fault as the strict reading reports it."""
        return QueryError(
            self.code, f"{self._where(self.position)}. {self._advice}", self.position, suggestion
        )

    def repair(self, position: int) -> Repair:
        """The fault as the lenient reading reports it, `position` being that in the text typed."""
        return Repair(self.code, position, f"{self._where(position)}: {self._remedy}.")

    def _where(self, position: int) -> str:
        return f"{self._subject} at character {position + 1} {self._complaint}"


def _short(text: str) -> str:
    """As much of what was typed as a sentence can quote."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def _remedy(edit: Edit) -> str:
    """What an edit did, where it says all there is to say."""
    return f"it was read as {_short(edit.text)}" if edit.text else "it was left out"


def unbalanced_quote(start: int, text: str) -> Fault:
    """A quotation mark that opens and is never closed; closed at the end, or dropped if last."""
    ahead = any(map(str.isalnum, text[start:]))
    end = len(text.rstrip())
    return Fault(
        "unbalanced_quote", start,
        subject="The quotation mark", complaint="is never closed",
        advice="Close it with another one, or leave it out.",
        remedy="it was closed at the end" if ahead else "it was left out",
        edit=Edit(end, end, '"') if ahead else Edit(start, start + 1),
    )  # fmt: skip


def unclosed_parenthesis(start: int, end: int) -> Fault:
    """A parenthesis that opens and is never closed; closed at `end`."""
    return Fault(
        "unbalanced_parenthesis", start,
        subject="The parenthesis", complaint="is never closed",
        advice="Close it with “)”, or leave it out.",
        remedy="it was closed at the end", edit=Edit(end, end, ")"),
    )  # fmt: skip


def unopened_parenthesis(start: int) -> Fault:
    """A parenthesis that closes what was never opened; dropped."""
    return Fault(
        "unbalanced_parenthesis", start,
        subject="The parenthesis", complaint="closes nothing",
        advice="Open it with “(”, or leave it out.",
        remedy="it was left out", edit=Edit(start, start + 1),
    )  # fmt: skip


def dangling_operator(operator: str, start: int, end: int, side: str) -> Fault:
    """An operator that lacks what it joins, `before` or `after` it; dropped."""
    return Fault(
        "dangling_operator", start,
        subject=f"The operator {operator}", complaint=f"has nothing {side} it",
        advice=f"Write something {side} it, or “{operator.lower()}” for the word.",
        remedy="it was left out", edit=Edit(start, end),
    )  # fmt: skip


def leading_wildcard(pattern: str, start: int, replacement: str) -> Fault:
    """A pattern that begins with a wildcard, or has too few letters before its first one."""
    return Fault(
        "leading_wildcard", start,
        subject=f"The pattern “{_short(pattern)}”",
        complaint=f"has fewer than {limits.MIN_WILDCARD_LETTERS} letters before its first wildcard",
        advice=f"Begin it with at least {limits.MIN_WILDCARD_LETTERS} letters, as in “organi*”.",
        remedy=f"it was read as “{_short(replacement)}”",
        edit=Edit(start, start + len(pattern), replacement),
    )  # fmt: skip


def unknown_field(name: str, start: int, nearest: str | None, as_text: Edit) -> Fault:
    """A name before a colon that is no field; the nearest field, or text like any other."""
    meant = f"Did you mean “{nearest}:”? " if nearest else ""
    return Fault(
        "unknown_field", start,
        subject=f"The field “{_short(name)}”", complaint="is unknown",
        advice=f"{meant}Put the words in quotation marks to search for them as they stand.",
        remedy=f"it was read as “{nearest}”" if nearest else "it was read as text",
        edit=Edit(start, start + len(name), nearest) if nearest else as_text,
    )  # fmt: skip


def nested_field(name: str, start: int, outer: str, as_text: Edit) -> Fault:
    """A field within a field; text like any other."""
    return Fault(
        "nested_field", start,
        subject=f"The field “{_short(name)}”", complaint=f"stands within the field “{outer}”",
        advice=f"Write it beside the other: “{outer}:… {name}:…”.",
        remedy="it was read as text", edit=as_text,
    )  # fmt: skip


def empty_field(name: str, start: int, edit: Edit, *, value_ahead: bool = False) -> Fault:
    """A field without a value; dropped, or joined to the value after the space."""
    return Fault(
        "empty_field", start,
        subject=f"The field “{_short(name)}”", complaint="has no value",
        advice=f"Write the value directly after the colon: “{name}:…”.",
        remedy="the value after the space was taken" if value_ahead else "it was left out",
        edit=edit,
    )  # fmt: skip


def empty_phrase(start: int, end: int) -> Fault:
    """Quotation marks with no word in them; dropped."""
    return Fault(
        "empty_phrase", start,
        subject="The phrase", complaint="holds no words",
        advice="Write words between the quotation marks, or leave them out.",
        remedy="it was left out", edit=Edit(start, end),
    )  # fmt: skip


def bad_distance(written: str, start: int, highest: int, edit: Edit) -> Fault:
    """A distance that is no number, or one out of range; the nearest in range, or none."""
    return Fault(
        "bad_distance", start,
        subject=f"The distance “~{_short(written)}”", complaint=f"is not from 1 to {highest}",
        advice=f"Write a number from 1 to {highest}.",
        remedy=_remedy(edit), edit=edit,
    )  # fmt: skip


def pattern_with_distance(start: int, edit: Edit) -> Fault:
    """A pattern of wildcards that asks for near spellings too; the distance is dropped."""
    return Fault(
        "bad_distance", start,
        subject="The “~”", complaint="follows a pattern of wildcards",
        advice="Use either wildcards or “~” in one word.",
        remedy="it was left out", edit=edit,
    )  # fmt: skip


def bad_near(start: int, edit: Edit) -> Fault:
    """NEAR with fewer than two words, or with more than plain words; a group of the same."""
    return Fault(
        "bad_near", start,
        subject="NEAR", complaint="does not hold two or more plain words",
        advice="Write it as NEAR(party cell, 5).",
        remedy="it was read as a group", edit=edit,
    )  # fmt: skip


def bad_boost(written: str, start: int, end: int) -> Fault:
    """A boost that is no number, or one out of range; dropped."""
    return Fault(
        "bad_boost", start,
        subject=f"The weight “^{_short(written)}”",
        complaint=f"is not a number from {limits.MIN_BOOST:g} to {limits.MAX_BOOST:g}",
        advice="Write it as in “word^2” or “word^0.5”.",
        remedy="it was left out", edit=Edit(start, end),
    )  # fmt: skip


def bad_date(written: str, start: int, complaint: str, edit: Edit) -> Fault:
    """A date that cannot be read or does not exist; what of it does, or the words."""
    return Fault(
        "bad_date", start,
        subject=f"The date “{_short(written)}”", complaint=complaint,
        advice="Write date:2021, date:2021-04, date:2021-04-07, date:2017..2021 or date:>=2021-01.",
        remedy=_remedy(edit), edit=edit,
    )  # fmt: skip


def unknown_has_field(name: str, start: int, known: tuple[str, ...], edit: Edit) -> Fault:
    """A `has:` that asks for no field there is; the nearest, or the word."""
    return Fault(
        "unknown_has_field", start,
        subject=f"The field “{_short(name)}”", complaint="is unknown",
        advice=f"Ask has: for one of {', '.join(known)}.",
        remedy=_remedy(edit), edit=edit,
    )  # fmt: skip
