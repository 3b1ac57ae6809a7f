"""The grammar of the query language, and the parser that follows it.

    query    = [ any ] ;
    any      = all { "OR" all } ;
    all      = one { [ "AND" ] one } ;
    one      = ( "NOT" | "-" ) one | weighted ;
    weighted = primary [ "^" number ] ;
    primary  = group | field | leaf ;
    group    = "(" [ any ] ")" ;
    field    = name ":" ( group | leaf ) ;
    leaf     = word | pattern | near-spelling | phrase | near ;

    word     = letters, with punctuation inside: party  grass-roots  12:30 ;
    pattern  = letter letter { letter } ( "*" | "?" ) { letter | "*" | "?" } ;
    near-spelling = word "~" [ "1" | "2" ] ;
    phrase   = quote { any character but a quote } quote [ "~" number ] ;
    near     = "NEAR(" word { word } [ "," number ] ")" ;
    quote    = any of " “ ” „ « » 「 」 ;

Tokens of `field` and of what carries a suffix (`~`, `^`) stand without spaces between them.
AND binds tighter than OR; words beside each other are joined by AND. Within `date:` a leaf is
a period (`search.language.periods`), within `has:` a field's name; no field stands within another.
Punctuation that is none of this is passed over (`search.language.lexer`, `search.language.terms`).

The parser calls itself once for each group and each negation, of which MAX_DEPTH may stand
within each other, so no query can exhaust the stack.
"""

from __future__ import annotations

from search.language import faults, leaves, limits
from search.language.faults import Edit, Fault
from search.language.fields import FIELD_NAMES, nearest_field
from search.language.lexer import Token, tokens
from search.language.mending import mend
from search.language.syntax import And, Boosted, Everything, InField, Not, Or, Query


def parse(text: str) -> Query:
    """Read a query strictly.

    Raises QueryError with the place of the first fault and the query repaired, and
    QueryTooLarge where a limit of the language is passed.
    """
    check_length(text)
    try:
        return read(text)
    except Fault as fault:
        repaired = mend(text, read).text.strip()
        fits = 0 < len(repaired) <= limits.MAX_CHARACTERS
        raise fault.error(repaired if fits else None) from None


def check_length(text: str) -> None:
    """Raises QueryTooLarge for a text of more than MAX_CHARACTERS characters."""
    if len(text) > limits.MAX_CHARACTERS:
        raise limits.query_too_long(len(text))


def read(text: str) -> Query:
    """Read a query of any length. Raises Fault for the first thing wrong, and QueryTooLarge."""
    return _Parser(tokens(text)).query()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._next = found[0]
        self._depth = 0
        self._terms = 0

    def _take(self) -> Token:
        """The next token, which is not the END."""
        token = self._next
        self._at += 1
        self._next = self._tokens[self._at]
        return token

    def query(self) -> Query:
        found = self._any(None)
        if self._next.kind == "CLOSE":
            raise faults.unopened_parenthesis(self._next.start)
        return found or Everything()

    def _any(self, field: Token | None) -> Query | None:
        found = self._all(field)
        while self._next.kind == "OR":
            operator = self._operator(found)
            found = _joined(Or, found, self._operand(operator, self._all(field)))
        return found

    def _all(self, field: Token | None) -> Query | None:
        found: Query | None = None
        while self._next.kind not in ("OR", "CLOSE", "END"):
            if self._next.kind == "AND":
                operator = self._operator(found)
                one: Query | None = self._operand(operator, self._one(field))
            else:
                one = self._one(field)
            found = _joined(And, found, one)
        return found

    def _operator(self, before: Query | None) -> Token:
        """Take an operator, which needs something before it."""
        operator = self._take()
        if before is None:
            raise self._dangling(operator, "before")
        return operator

    def _operand(self, operator: Token, query: Query | None) -> Query:
        """What follows an operator, which needs it."""
        if query is None:
            raise self._dangling(operator, "after")
        return query

    def _dangling(self, operator: Token, side: str) -> Fault:
        """The fault of an operator; mended by dropping it with the space after it."""
        following = self._tokens[self._tokens.index(operator) + 1].start
        return faults.dangling_operator(operator.text, operator.start, following, side)

    def _one(self, field: Token | None) -> Query | None:
        if self._next.kind not in ("NOT", "MINUS"):
            return self._weighted(field)
        operator = self._take()
        self._descend(operator)
        query = self._one(field)
        self._depth -= 1
        if operator.kind == "NOT":
            query = self._operand(operator, query)
        return None if query is None else Not(query)

    def _weighted(self, field: Token | None) -> Query | None:
        query = self._primary(field)
        if self._next.kind != "BOOST":
            return query
        factor = leaves.factor(self._take())
        return None if query is None else Boosted(query, factor)

    def _primary(self, field: Token | None) -> Query | None:
        match self._next.kind:
            case "OPEN":
                return self._group(field)
            case "FIELD":
                return self._field(field)
            case "TERM" | "PHRASE" | "NEAR":
                return self._leaf(field)
        return None

    def _group(self, field: Token | None) -> Query | None:
        opening = self._take()
        self._descend(opening)
        query = self._any(field)
        self._depth -= 1
        if self._next.kind != "CLOSE":
            raise faults.unclosed_parenthesis(opening.start, self._tokens[-1].end)
        self._take()
        return query

    def _descend(self, token: Token) -> None:
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            raise limits.query_too_deep(token.start)

    def _field(self, outer: Token | None) -> Query:
        field = self._take()
        name = field.text
        if name not in FIELD_NAMES:
            as_text = _as_text(field, self._next)
            raise faults.unknown_field(name, field.start, nearest_field(name), as_text)
        if outer is not None:
            raise faults.nested_field(name, field.start, outer.text, _as_text(field, self._next))
        query = self._primary(field)
        if query is None:
            edit = Edit(field.start, self._tokens[self._at - 1].end)
            raise faults.empty_field(name, field.start, edit)
        return query if name in ("date", "has") else InField(name, query)

    def _leaf(self, field: Token | None) -> Query | None:
        token = self._take()
        query = leaves.leaf(token, field)
        self._terms += leaves.size(query)
        if self._terms > limits.MAX_TERMS:
            raise limits.too_many_terms(token.start)
        return query


def _joined(kind: type[And] | type[Or], left: Query | None, right: Query | None) -> Query | None:
    """Two queries under AND or OR, without a group of the same kind within it."""
    if left is None or right is None:
        return right if left is None else left
    before = left.queries if isinstance(left, kind) else (left,)
    after = right.queries if isinstance(right, kind) else (right,)
    return kind(before + after)


def _as_text(field: Token, value: Token) -> Edit:
    """The edit that makes text of a field: its term in quotation marks, or its colon a space."""
    if value.kind == "TERM":
        return Edit(field.start, value.end, f'"{field.text}:{value.text}"')
    return Edit(field.end - 1, field.end, " ")
