"""Asking one question of every kind before anyone waits for the answer.

What a question needs is read from disk when it is first asked, and on a machine that never ran
the program its loops have to be compiled, which takes seconds for each kind of question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.storage.generations import Generation
from search.requests import FACET_FIELDS, SearchRequest

_QUESTIONS = (
    "{0}", "{0} {1}", "{0} OR {1}", '"{0}"', '"{0} {1}"', '"{0} {1}"~3', '"{0} {1} {0}"~3',
    "NEAR({0} {1}, 3)", "{0} -{1}", "{0} OR ({1} {0})", "{0}* {1}", "{0}~1", "title:{0} {1}",
    "{0} has:date", "",
)  # fmt: skip


_COUNTED = ("{0}", '"{0} {1}"', "NEAR({0} {1}, 3)", '{0} OR "{0} {1}"', "{0}* OR {1}")


def counted(words: Sequence[str]) -> Iterator[SearchRequest]:
    """Questions whose occurrences are looked for, of every kind, made of two words."""
    for question in _COUNTED:
        yield SearchRequest(query=question.format(*words))


def questions(words: Sequence[str]) -> Iterator[SearchRequest]:
    """Questions of every kind, made of two words."""
    for question in _QUESTIONS:
        query = question.format(*words)
        yield SearchRequest(query=query, limit=1, facets=tuple(FACET_FIELDS), timeline="year")
        yield SearchRequest(query=query, limit=1, group="passage", sort="-date")
        yield SearchRequest(query=query, limit=1, group="passage")


def sharing(generation: Generation) -> list[str]:
    """The ids of two documents that share text, or none."""
    if not generation.parallels:
        return []
    passages, partners, _ = generation.parallels.pairs()
    owners = generation.columns.passage_document[[passages[0], partners[0]]]
    return [opening.id for opening in generation.documents.openings(owners.tolist())]


def first_words(generation: Generation) -> str:
    """What the first document of an archive begins with, to be found as a quotation."""
    first = generation.columns.in_reading_order()[:1].tolist()
    paragraphs = [
        text for opening in generation.documents.openings(first) for text in opening.paragraphs
    ]
    return " ".join(" ".join(paragraphs).split()[:20]) or "nothing"
