"""From a query within a keyword field to the values of the archive it means.

`source:kcna` means the source of that very name or, where there is none, every source whose
name holds the word; `speaker:"kim jong un"`, `source:(herald OR post)` and `place:port*` work
alike. Deciding this before the search keeps engines to whole values, and lets a reader be told
when a name is nowhere in the archive.
"""

from __future__ import annotations

from collections.abc import Sequence

from whoosh.query.compound import And, Or
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.terms import Term
from whoosh.query.wrappers import Not

from index.analysis import words
from search.language import syntax
from search.vocabulary.expansion import Vocabulary, folded_pattern, wildcard_pattern
from search.vocabulary.lexicon import Lexicon, Value


class ValueTranslator:
    """Translates queries within keyword fields; adds to `notices` what a reader should know."""

    def __init__(self, lexicon: Lexicon, notices: list[str]) -> None:
        self._lexicon = lexicon
        self._notices = notices

    def translate(self, field: str, query: syntax.Query) -> Query | None:
        """Whole values for an engine, unscored; None where the query holds no word."""
        match query:
            case syntax.And(queries):
                return self._several(And, field, queries)
            case syntax.Or(queries):
                return self._several(Or, field, queries)
            case syntax.Not(inner):
                unwanted = self.translate(field, inner)
                return None if unwanted is None else And([every(), Not(unwanted)])
            case syntax.Boosted(inner, _):
                return self.translate(field, inner)
        values = self._meant(field, query)
        if values is None:
            return None
        if not values:
            self._notices.append(f"No {field} of this archive is named “{_written(query)}”.")
            return NullQuery
        return joined(Or, [Term(field, term) for term in dict.fromkeys(v.term for v in values)])

    def _several(
        self, joint: type[And | Or], field: str, queries: Sequence[syntax.Query]
    ) -> Query | None:
        parts = [self.translate(field, query) for query in queries]
        return joined(joint, [part for part in parts if part is not None])

    def _meant(self, field: str, query: syntax.Query) -> list[Value] | None:
        """The values a word, phrase or pattern means; None where it holds no word."""
        values = self._lexicon.values(field)
        match query:
            case syntax.Word(text) | syntax.Phrase(text, _):
                wanted = tuple(words(text))
                return self._lexicon.resolve(field, wanted) if wanted else None
            case syntax.Near(texts, _):
                near = {word for text in texts for word in words(text)}
                return [value for value in values if near <= set(value.words)]
            case syntax.Wildcard(pattern):
                fits = wildcard_pattern(folded_pattern(pattern)).fullmatch
                return [value for value in values if any(map(fits, (*value.words, value.term)))]
            case syntax.Fuzzy(text, distance):
                known = Vocabulary((word, 1) for value in values for word in value.words)
                rows = [set(known.fuzzy(word, distance).words) for word in words(text)]
                return [value for value in values if all(row & set(value.words) for row in rows)]
        raise TypeError(f"{query!r} cannot be looked for among the values of {field}")


def every() -> Query:
    """Every passage."""
    query: Query = Every()  # type: ignore[no-untyped-call]
    return query


def joined(joint: type[And | Or], parts: Sequence[Query]) -> Query | None:
    """Several queries as one; one needs no joint, none is None."""
    if len(parts) > 1:
        return joint(list(parts))
    return parts[0] if parts else None


def _written(query: syntax.Query) -> str:
    """A word, phrase or pattern as it was typed."""
    return query.pattern if isinstance(query, syntax.Wildcard) else str(getattr(query, "text", ""))
