"""From the text of a query to its tokens, each with where it stands.

Here punctuation is told from operators. What has a meaning only in its place is an operator
only there: a hyphen before a word, a colon directly between a field and its value, `^` after
a word, AND, OR, NOT in capitals. Everything else is text; commas, semicolons and the like
separate. Typographic and full-width marks are read as their plain ones, one for one, so that
positions are those of the text typed.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from index.normalization import word_pattern
from search.language import faults
from search.language.faults import Edit
from search.language.fields import FIELD_NAMES
from search.language.terms import is_address, plain

Kind = Literal[
    "OPEN", "CLOSE", "AND", "OR", "NOT", "MINUS", "FIELD", "TERM", "PHRASE", "NEAR", "BOOST", "END"
]  # fmt: skip
"""What a token is: a bracket, an operator, a part of a term, or the end of the query."""


class Token(NamedTuple):
    """A part of a query.

    `text` is the name of a FIELD in lower case, the words of a PHRASE, what stands in the
    brackets of NEAR, what follows the `^` of a BOOST, and otherwise the characters themselves;
    `argument` is what follows the `~` of a PHRASE.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    argument: str | None = None


FIELD_PREFIX = re.compile(r"([A-Za-z_]{2,}):(?!//)")
"""A name of two letters or more before a colon: `C:` and `12:30` are text."""

_GAPS = r"\s,;|、。…—"
_THOUSANDS = r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"
_CHUNK = re.compile(rf'(?:[^"(){_GAPS}]|{_THOUSANDS})+')
_OPERATORS: dict[str, Kind] = {"AND": "AND", "OR": "OR", "NOT": "NOT"}
# Most chunks are a word without any mark, and need no closer look.
_PLAIN_WORD = re.compile(r'\s*([0-9A-Za-z]+)(?![^\s")])')
_OPENING = re.compile(rf"[({_GAPS}]")
_VALUE_AHEAD = re.compile(r'\s+(?![A-Za-z_]{2,}:)(?=[(\w"])')
_DISTANCE = re.compile(r"~([0-9.]*)")
_BOOST = re.compile(rf'\^[^"(){_GAPS}]*')
# What is kept of the marks before a chunk's first letter: wildcards, and how a period begins.
_BEFORE_LETTER = re.compile(r"[*?]+\Z")
_BEFORE_DIGIT = re.compile(r"(?:[*?]+|\.\.|[<>]=?|=)\Z")
_ORPHAN_BOOST = re.compile(r"\^[0-9.]*")
_NEAR_BODY = re.compile(r"\(([^()]*)\)")

_PLAIN = (
    dict.fromkeys((*range(32), *range(127, 160)), " ")
    | {ordinal: chr(ordinal - 0xFEE0) for ordinal in range(0xFF01, 0xFF5F)}
    | {ord(mark): " " for mark in "？！"}
    | {ord(mark): '"' for mark in "“”„‟«»「」"}
)


def fold(text: str) -> str:
    """A text of the same length with plain marks for typographic and full-width ones."""
    return text if text.isascii() and text.isprintable() else text.translate(_PLAIN)


def chunks(text: str) -> list[str]:
    """The runs of a folded text between spaces, separators, quotation marks and brackets."""
    return _CHUNK.findall(text)


def tokens(text: str) -> list[Token]:
    """The tokens of a query, END last. Raises Fault where a token cannot be made out."""
    lexer = _Lexer(fold(text))
    lexer.run()
    return lexer.found


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Token] = []

    def run(self) -> None:
        text = self.text
        while self.at < len(text):
            if word := _PLAIN_WORD.match(text, self.at):
                self.at = word.start(1)
                self._add(self._kind(word[1]), word.end())
            else:
                self._token(text[self.at])
        self._add("END", self.at)

    def _token(self, character: str) -> None:
        """Whatever begins with this character."""
        match character:
            case '"':
                self._phrase()
            case "(":
                self._add("OPEN", self.at + 1)
            case ")":
                self._add("CLOSE", self.at + 1)
                self._boost()
            case _:
                self._chunk()

    def _add(
        self, kind: Kind, end: int, text: str | None = None, argument: str | None = None
    ) -> None:
        written = self.text[self.at : end] if text is None else text
        self.found.append(Token(kind, self.at, end, written, argument))
        self.at = end

    def _follows(self, kind: Kind) -> bool:
        """Whether the token directly before, without a space, is of this kind."""
        return bool(self.found) and self.found[-1].kind == kind and self.found[-1].end == self.at

    def _kind(self, chunk: str) -> Kind:
        """An operator where a chunk is one's name and no field or hyphen makes it a word."""
        operator = _OPERATORS.get(chunk)
        if operator is None or self._follows("FIELD") or self._follows("MINUS"):
            return "TERM"
        return operator

    def _phrase(self) -> None:
        close = self.text.find('"', self.at + 1)
        if close < 0:
            raise faults.unbalanced_quote(self.at, self.text)
        distance = _DISTANCE.match(self.text, close + 1)
        argument = distance[1].rstrip(".") if distance else None
        end = close + 1 if argument is None else close + 2 + len(argument)
        self._add("PHRASE", end, " ".join(self.text[self.at + 1 : close].split()), argument)
        self._boost()

    def _boost(self) -> None:
        if boost := _BOOST.match(self.text, self.at):
            written = boost.group()[1:].rstrip(".:!?'’")
            self._add("BOOST", boost.end(), written)

    def _chunk(self) -> None:
        """A run of characters that are neither spaces, quotation marks nor brackets."""
        chunk = _CHUNK.match(self.text, self.at)
        if chunk is None:
            self.at += 1
        elif chunk.group() == "NEAR" and self.text.startswith("(", chunk.end()):
            self._near(chunk.end())
        elif self._follows("FIELD"):
            self._term(chunk.end())
        elif self._is_minus(chunk):
            self._add("MINUS", self.at + 1)
        elif (operator := self._kind(chunk.group())) != "TERM":
            self._add(operator, chunk.end())
        elif orphan := _ORPHAN_BOOST.match(chunk.group()):
            self.at += orphan.end()
        elif self._skip_punctuation(chunk):
            self._field_or_term(chunk.end())

    def _is_minus(self, chunk: re.Match[str]) -> bool:
        """Whether a chunk begins with one hyphen that has something to exclude."""
        if self.text[self.at] != "-":
            return False
        if self.at and not _OPENING.match(self.text, self.at - 1):
            return False
        if chunk.group() == "-":
            return self.text[chunk.end() : chunk.end() + 1] in ('"', "(")
        return re.match("-[^-]", chunk.group()) is not None and plain(chunk.group()) != ""

    def _skip_punctuation(self, chunk: re.Match[str]) -> bool:
        """Pass to the first letter of a chunk, but for what belongs to it; False without one."""
        letter = word_pattern().search(chunk.group())
        if letter is None:
            self.at = chunk.end()
            return False
        before = chunk.group()[: letter.start()]
        pattern = _BEFORE_DIGIT if letter.group()[0] in "0123456789" else _BEFORE_LETTER
        own = pattern.search(before)
        self.at += own.start() if own else letter.start()
        return True

    def _field_or_term(self, end: int) -> None:
        field = FIELD_PREFIX.match(self.text, self.at, end)
        if field is None:
            self._term(end)
            return
        name = field[1].lower()
        if field.end() < end or self.text[end : end + 1] in ('"', "("):
            self._add("FIELD", field.end(), name)
        elif name in FIELD_NAMES:
            ahead = _VALUE_AHEAD.match(self.text, end)
            edit = Edit(end, ahead.end()) if ahead else Edit(self.at, end)
            raise faults.empty_field(name, self.at, edit, value_ahead=ahead is not None)
        else:
            self._term(end)

    def _term(self, end: int) -> None:
        """A term to the end of its chunk, or to the `^` after its first letter."""
        letter = word_pattern().search(self.text, self.at, end)
        boost = self.text.find("^", letter.end(), end) if letter else -1
        if boost < 0 or is_address(self.text[self.at : end]):
            self._add("TERM", end)
        else:
            self._add("TERM", boost)
            self._boost()

    def _near(self, bracket: int) -> None:
        body = _NEAR_BODY.match(self.text, bracket)
        if body:
            self._add("NEAR", body.end(), body[1])
            self._boost()
        elif "(" in self.text[bracket + 1 :]:
            raise faults.bad_near(self.at, Edit(self.at, bracket))
        else:
            raise faults.unclosed_parenthesis(bracket, len(self.text.rstrip()))
