"""What a run of characters without spaces means: a word, a pattern, or a near spelling.

A wildcard or `~` belongs to one word. Hyphens and apostrophes are gaps between words, so
`grass-root*` is *grass* and `root*`, while `grass-roots` stays one term whose words keep
their order. A wildcard has letters after it or is a final `*`; a final `?` is a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from index.analysis import words
from index.normalization import word_pattern
from search.language import faults
from search.language.faults import Edit
from search.language.limits import MAX_EDIT_DISTANCE, MIN_WILDCARD_LETTERS
from search.language.syntax import And, Fuzzy, Query, Wildcard, Word

OPERATORS = ("AND", "OR", "NOT")

_FUZZY = re.compile(r"(.+)~([0-9.]*)")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_WILD = re.compile(r"[*?]+")
_SUFFIX = re.compile(r"(?:[*?]*\*)?~?")


def is_plain(text: str) -> bool:
    """Whether a text is ASCII letters and digits only, as most words typed are: one word."""
    return text.isascii() and text.isalnum()


def is_address(text: str) -> bool:
    """Whether a run of characters is a web address, in which nothing is an operator."""
    return _URL.match(text) is not None


def plain(text: str) -> str:
    """A text without the punctuation around it; nothing where it holds no word."""
    spans = [match.span() for match in word_pattern().finditer(text)]
    inner = text[spans[0][0] : spans[-1][1]] if spans else ""
    return inner if words(inner) else ""


def term(text: str, start: int) -> Query | None:
    """What a run of characters means, or None for punctuation; `start` is where it stands.

    Raises Fault for a pattern or a distance that cannot be searched for.
    """
    if is_plain(text):
        return _as_word(text)
    if is_address(text):
        return _word(text)
    fuzzy = _FUZZY.fullmatch(_without_end_mark(text))
    if fuzzy and _ends_in_letter(fuzzy[1]):
        return _near_spelling(fuzzy, start)
    pieces = [(m.start(), m.group().rstrip("?")) for m in _piece_pattern().finditer(text)]
    if any(_is_pattern(piece) for _, piece in pieces):
        return _all_of(_piece(piece, start + offset) for offset, piece in pieces)
    return _word(text)


def _without_end_mark(text: str) -> str:
    """A text without the punctuation after its last letter, wildcard or `~`."""
    end = max((match.end() for match in word_pattern().finditer(text)), default=0)
    suffix = _SUFFIX.match(text, end)
    return text[: suffix.end() if suffix else end]


@cache
def _piece_pattern() -> re.Pattern[str]:
    """Matches a run of letters and wildcards."""
    return re.compile(f"(?:{word_pattern().pattern}|{_WILD.pattern})+")


def _is_pattern(piece: str) -> bool:
    return bool(_WILD.search(piece) and plain(piece))


def _ends_in_letter(text: str) -> bool:
    """Whether a text ends in a letter, or in a wildcard after one."""
    pieces = list(_piece_pattern().finditer(text))
    return bool(pieces and pieces[-1].end() == len(text) and plain(pieces[-1].group()))


def _word(text: str) -> Word | None:
    inner = plain(text)
    return _as_word(inner) if inner else None


def _as_word(text: str) -> Word:
    """The word; an operator's name, which got here by not being one, in lower case."""
    return Word(text.lower() if text in OPERATORS else text)


def _near_spelling(fuzzy: re.Match[str], start: int) -> Query | None:
    base, written = fuzzy[1], fuzzy[2]
    begin = start + fuzzy.start(2)
    if _WILD.search(base):
        raise faults.pattern_with_distance(begin - 1, Edit(begin - 1, begin + len(written)))
    distance = int(written) if written.isdigit() else MAX_EDIT_DISTANCE
    allowed = min(max(distance, 1), MAX_EDIT_DISTANCE)
    if written and written != str(allowed):
        replacement = str(allowed) if written.isdigit() else ""
        edit = Edit(begin, begin + len(written), replacement)
        raise faults.bad_distance(written, begin, MAX_EDIT_DISTANCE, edit)
    pieces = word_pattern().findall(base)
    return _all_of(Fuzzy(piece, distance) if words(piece) else None for piece in pieces)


def _piece(piece: str, start: int) -> Query | None:
    """A word or a pattern; None for wildcards alone."""
    if not _is_pattern(piece):
        return _word(piece)
    letters = len(_WILD.split(piece, maxsplit=1)[0])
    if letters < MIN_WILDCARD_LETTERS:
        raise faults.leading_wildcard(piece, start, _searchable(piece))
    return Wildcard(re.sub(r"\*+", "*", piece))


def _searchable(piece: str) -> str:
    """A pattern without its leading wildcards; without any where that leaves too few letters."""
    rest = piece.lstrip("*?")
    if len(_WILD.split(rest, maxsplit=1)[0]) >= MIN_WILDCARD_LETTERS:
        return re.sub(r"\*+", "*", rest)
    return _WILD.sub("-", rest).strip("-")


def _all_of(queries: Iterable[Query | None]) -> Query | None:
    found = tuple(query for query in queries if query is not None)
    return And(found) if len(found) > 1 else next(iter(found), None)
