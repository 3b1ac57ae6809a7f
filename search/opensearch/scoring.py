"""What the passages that a query finds score, as parameters of `scripts/score.painless`.

The tree is taken apart as `search.scoring` does. A word counts wherever it stands; what is
within an Or and more than a word counts just where it is found. For that, each such part is a
clause beside the query that adds a bit to Lucene's score, and the script reads the bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from whoosh.query.compound import And, Or, Require
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from search.errors import QueryTooLarge
from search.evaluation.segments import BODIES
from search.opensearch.matching import Clause, matching
from search.ranking import formulas as ranking
from search.ranking.scoring import constant_score

MOST_PARTS = 23
"""How many parts can be told apart by bits that a float of 24 holds exactly."""

MOST = 2_100.0
"""The highest score that fits; positive floats, read as numbers, end at 2,139 million."""

TITLES = {"text": "title", "exact": "title_exact", "title": "title", "title_exact": "title_exact"}
"""The field of the title that lifts a word of each field, or in which it is looked for."""


class Scored(NamedTuple):
    """A word that scores, or a constant where there is none, and the parts that have to be found.

    mask: a bit for each of these parts.
    """

    mask: int
    term: Term | None
    constant: float = 0.0


class Scoring:
    """What a query's passages score."""

    def __init__(self, query: Query) -> None:
        self.scored: list[Scored] = []
        self.parts: list[Query] = []
        self._add(query, 0)

    @property
    def terms(self) -> list[Term]:
        """The words that score."""
        return [scored.term for scored in self.scored if scored.term is not None]

    def clauses(self) -> list[Clause]:
        """The parts of the query, each of which adds its bit to the score where it is found."""
        return [
            {"constant_score": {"filter": matching(part), "boost": float(1 << n)}}
            for n, part in enumerate(self.parts)
        ]

    def params(
        self, idf: Callable[[Term], float], average: float, title_average: float
    ) -> dict[str, Any]:
        """The parameters of the script. Raises QueryTooLarge where scores could get too high."""
        words = [
            {
                "mask": mask,
                "field": term.fieldname if BODIES[term.fieldname] == term.fieldname else None,
                "title": TITLES[term.fieldname],
                "term": term.text,
                "weight": idf(term) * term.boost,
            }
            for mask, term, _ in self.scored
            if term is not None
        ]
        constants = [
            {"mask": mask, "score": float(constant)}
            for mask, term, constant in self.scored
            if term is None and constant
        ]
        highest = sum(word["weight"] for word in words) + sum(c["score"] for c in constants)
        if highest > MOST:
            message = "The words of this query count for too much. Use smaller numbers after ^."
            raise QueryTooLarge("boost_too_large", message)
        return {
            "words": words,
            "constants": constants,
            "k1": ranking.K1,
            "b": ranking.B,
            "average": average or 1.0,
            "title_average": title_average or 1.0,
        }

    def _add(self, query: Query, mask: int) -> None:
        match query:
            case Term():
                self._add_term(query, mask)
            case Require():
                self._add(query.a, mask)
            case And():
                for part in query.subqueries:
                    self._add(part, mask)
            case Or():
                for part in query.subqueries:
                    if isinstance(part, Term):
                        self._add_term(part, mask)
                    else:
                        self._add(part, mask | self._bit(part))
            case _:
                self.scored.append(Scored(mask, None, constant_score(query)))

    def _add_term(self, term: Term, mask: int) -> None:
        if term.fieldname in BODIES:
            self.scored.append(Scored(mask, term))

    def _bit(self, part: Query) -> int:
        if len(self.parts) == MOST_PARTS:
            message = f"This engine takes at most {MOST_PARTS} alternatives that are not words."
            raise QueryTooLarge("too_many_alternatives", message)
        self.parts.append(part)
        return 1 << len(self.parts) - 1
