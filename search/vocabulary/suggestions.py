"""What might have been meant: the nearest known words, and completions of what is being typed."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.analysis import stem, tokens, words
from search.errors import RequestError
from search.language import syntax
from search.language.fields import KEYWORD_FIELDS
from search.language.normal_form import write
from search.results import Suggestion
from search.vocabulary.lexicon import Lexicon

_EDITS = ((6, 2), (3, 1))
"""Words of at least so many letters may differ by so many edits; shorter ones by none."""

_VALUE = re.compile(rf'(?:^|(?<=[\s(-]))({"|".join(KEYWORD_FIELDS)}):("[^"]*"?|[^\s"()]*)$')
_LAST_WORD = re.compile(r"\w+$")


def did_you_mean(query: syntax.Query, lexicon: Lexicon) -> syntax.Query | None:
    """The query with every word the archive does not know replaced by the nearest it knows.

    None where all words are known or nothing is near. Words of values (`source:kcna`), patterns
    and numbers are left as they are: a year that is not there is not a misspelling.
    """
    nearest = _replaced(query, lambda text: _nearest(text, lexicon, "text", "exact"), lexicon)
    return None if nearest == query else nearest


def _replaced(query: syntax.Query, respell: Callable[[str], str], lexicon: Lexicon) -> syntax.Query:
    match query:
        case syntax.Word(text):
            return syntax.Word(respell(text))
        case syntax.Phrase(text, distance):
            return syntax.Phrase(respell(text), distance)
        case syntax.Near(texts, distance):
            return syntax.Near(tuple(map(respell, texts)), distance)
        case syntax.And(queries):
            return syntax.And(tuple(_replaced(q, respell, lexicon) for q in queries))
        case syntax.Or(queries):
            return syntax.Or(tuple(_replaced(q, respell, lexicon) for q in queries))
        case syntax.Boosted(inner, factor):
            return syntax.Boosted(_replaced(inner, respell, lexicon), factor)
        case syntax.InField("title", inner):
            in_titles = lambda text: _nearest(text, lexicon, "title", "title_exact")  # noqa: E731
            return syntax.InField("title", _replaced(inner, in_titles, lexicon))
    return query


def _nearest(text: str, lexicon: Lexicon, stems: str, forms: str) -> str:
    """A text whose unknown words are replaced by the nearest known ones."""
    known = lexicon.vocabulary(stems)
    unknown = {word for word in words(text) if not word.isdigit() and stem(word) not in known}
    for token in reversed(tokens(text)) if unknown else ():
        if token.text in unknown:
            near = _respelled(token.text, lexicon, forms) or text[token.start : token.end]
            text = text[: token.start] + near + text[token.end :]
    return text


def _respelled(word: str, lexicon: Lexicon, forms: str) -> str | None:
    """The nearest known word, as far away as the length of this one allows."""
    edits = next((edits for letters, edits in _EDITS if len(word) >= letters), 0)
    return lexicon.vocabulary(forms).nearest(word, edits) if edits else None


def check_value_field(field: str | None) -> None:
    """Raises RequestError for a field that has no values to complete."""
    if field is not None and field not in KEYWORD_FIELDS:
        known = ", ".join(KEYWORD_FIELDS)
        message = f"There are no values of {field!r} to complete: use {known}."
        raise RequestError("unknown_field", message, "field")


def completions(text: str, field: str | None, limit: int, lexicon: Lexicon) -> list[Suggestion]:
    """Completions of the last word typed or, within a keyword field, of its value.

    With `field`, `text` is the beginning of a value of that field.
    """
    if field is not None:
        return _values("", field, text, limit, lexicon)
    value = _VALUE.search(text)
    if value:
        return _values(text[: value.start()], value[1], value[2], limit, lexicon)
    return _words(text, limit, lexicon)


def _words(text: str, limit: int, lexicon: Lexicon) -> list[Suggestion]:
    last = _LAST_WORD.search(text)
    typed = words(last[0]) if last else []
    if last is None or len(typed) != 1:
        return []
    vocabulary = lexicon.vocabulary("exact")
    known = [word for word in vocabulary.starting_with(typed[0]) if word != typed[0]]
    return [
        Suggestion(text[: last.start()] + word, word, None, lexicon.passages(word))
        for word in vocabulary.by_frequency(known)[:limit]
    ]


def _values(before: str, field: str, typed: str, limit: int, lexicon: Lexicon) -> list[Suggestion]:
    """Values with words that begin as typed, the most frequent first, ties by value."""
    beginning = " " + " ".join(words(typed))
    found = [value for value in lexicon.values(field) if beginning in " " + value.term]
    found.sort(key=lambda value: (-value.documents, value.shown))
    return [
        Suggestion(before + _written(field, value.shown), value.shown, field, value.documents)
        for value in found[:limit]
    ]


def _written(field: str, value: str) -> str:
    """A value as a query: quoted only where it is more than one word."""
    plain = value.replace('"', " ")
    inner = syntax.Word(plain) if re.fullmatch(r"\w+", plain) else syntax.Phrase(plain)
    return write(syntax.InField(field, inner))
