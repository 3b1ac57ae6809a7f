"""The leaves of the syntax tree: what one token means, on its own or as a field's value."""

from __future__ import annotations

import re

from index.analysis import query_words, words
from index.schema import HAS_FIELDS
from search.language import faults
from search.language.faults import Edit
from search.language.fields import nearest_presence
from search.language.lexer import FIELD_PREFIX, Token, chunks
from search.language.limits import MAX_BOOST, MAX_WORD_DISTANCE, MIN_BOOST
from search.language.periods import mended_period, read_period
from search.language.syntax import And, DateRange, Has, Near, Phrase, Query, Word
from search.language.terms import is_plain, plain, term

DEFAULT_NEAR = 5
"""How many words apart NEAR without a number asks for."""

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_NEAR_DISTANCE = re.compile(r",\s*([0-9]+)\s*\Z")


def leaf(token: Token, field: Token | None) -> Query | None:
    """What a TERM, PHRASE or NEAR means within a field, or None for punctuation. Raises Fault."""
    if field and field.text == "date":
        return _period(token, field)
    if field and field.text == "has":
        return _presence(token, field)
    if token.kind == "PHRASE":
        return _phrase(token, field)
    return _near(token) if token.kind == "NEAR" else _term(token, field)


def size(query: Query | None) -> int:
    """How many terms a leaf counts: each of its words one, a pattern or a date one."""
    match query:
        case None:
            return 0
        case Word(text) | Phrase(text):
            return 1 if is_plain(text) else len(query_words(text))
        case Near(near):
            return sum(len(query_words(text)) for text in near)
        case And(queries):
            return sum(map(size, queries))
    return 1


def factor(token: Token) -> float:
    """The number of a BOOST. Raises Fault for what is none, or out of range."""
    if _NUMBER.fullmatch(token.text) and MIN_BOOST <= float(token.text) <= MAX_BOOST:
        return float(token.text)
    raise faults.bad_boost(token.text, token.start, token.end)


def _is_value(token: Token, field: Token | None) -> bool:
    """Whether a token is the very value of a field, not one of a group."""
    return field is not None and field.end == token.start


def _term(token: Token, field: Token | None) -> Query | None:
    query = term(token.text, token.start)
    inner = FIELD_PREFIX.match(query.text) if field and isinstance(query, Word) else None
    if field is None or inner is None:
        return query
    edit = Edit(token.start, token.end, f'"{token.text}"')
    raise faults.nested_field(inner[1].lower(), token.start, field.text, edit)


def _phrase(token: Token, field: Token | None) -> Phrase:
    if not words(token.text):
        if field and _is_value(token, field):
            raise faults.empty_field(field.text, field.start, Edit(field.start, token.end))
        raise faults.empty_phrase(token.start, token.end)
    if token.argument is None:
        return Phrase(token.text)
    begin = token.end - len(token.argument)
    if not token.argument.isdigit():
        edit = Edit(begin - 1, token.end)
        raise faults.bad_distance(token.argument, begin - 1, MAX_WORD_DISTANCE, edit)
    return Phrase(token.text, _distance(token.argument, begin))


def _distance(written: str, start: int) -> int:
    """A number of words. Raises Fault where it is out of range."""
    allowed = min(max(int(written), 1), MAX_WORD_DISTANCE)
    if int(written) != allowed:
        edit = Edit(start, start + len(written), str(allowed))
        raise faults.bad_distance(written, start, MAX_WORD_DISTANCE, edit)
    return allowed


def _near(token: Token) -> Near:
    distance, body = DEFAULT_NEAR, token.text
    if last := _NEAR_DISTANCE.search(body):
        distance = _distance(last[1], token.start + len("NEAR(") + last.start(1))
        body = body[: last.start()]
    terms = [_plain_word(text) for text in chunks(body)]
    found = tuple(word for word in terms if word)
    if len(found) < 2 or None in terms or '"' in body:
        raise faults.bad_near(token.start, Edit(token.start, token.end, f"({body})"))
    return Near(found, distance)


def _plain_word(text: str) -> str | None:
    """The text of a word, nothing for punctuation, None for any other term."""
    query = term(text, 0)
    if query is None:
        return ""
    if "^" in text or not isinstance(query, Word) or FIELD_PREFIX.match(query.text):
        return None
    return query.text


def _period(token: Token, field: Token) -> DateRange:
    """A value of `date:`."""
    try:
        return read_period(token.text)
    except ValueError as error:
        edit = _value_edit(token, field, mended_period(token.text))
        raise faults.bad_date(token.text, token.start, str(error), edit) from None


def _presence(token: Token, field: Token) -> Has:
    """A value of `has:`."""
    name = plain(token.text).lower()
    if name in HAS_FIELDS:
        return Has(name)
    edit = _value_edit(token, field, nearest_presence(name) or "")
    raise faults.unknown_has_field(token.text, token.start, HAS_FIELDS, edit)


def _value_edit(token: Token, field: Token, mended: str) -> Edit:
    """The edit that mends a value; what cannot be mended becomes words, or goes from its group."""
    if mended or not _is_value(token, field):
        return Edit(token.start, token.end, mended)
    text = plain(token.text)
    return Edit(field.start, token.end, f'"{text}"' if text else "")
