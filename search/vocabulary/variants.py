"""Spelling variants: a word typed one way also finds the ways an archive's keeper lists.

Groups come from `archive.toml` (`["Kim Jong Un", "Kim Jong-un"]`, `["harbour", "harbor"]`).
Only unquoted words are widened: quotes mean these very words. The tree is rewritten before it
is translated, so every engine searches the same variants, and a notice names them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from index.analysis import query_words, stem, words
from search.language import syntax

Words = tuple[str, ...]
Groups = tuple[tuple[str, ...], ...]


@dataclass
class _Rewriting:
    """One rewriting: the groups to use, keyed by each member's stems, and what was widened.

    By stems, because a word typed stands for all its forms: `harbours` is widened by the group
    of `harbour`.
    """

    members: dict[Words, tuple[str, ...]]
    longest: int
    notices: list[str] = field(default_factory=list)


def widen(query: syntax.Query, groups: Groups) -> tuple[syntax.Query, tuple[str, ...]]:
    """The query with every listed spelling replaced by all of its group, and notices of it."""
    members = _members(groups)
    if not members:
        return query, ()
    rewriting = _Rewriting(members, max(map(len, members)))
    widened = _widen(query, rewriting)
    return widened, tuple(dict.fromkeys(rewriting.notices))


@lru_cache(maxsize=4)
def _members(groups: Groups) -> dict[Words, tuple[str, ...]]:
    """The group of each listed spelling, worked out once for an archive."""
    members = {_stems(words(spelling)): group for group in groups for spelling in group}
    members.pop((), None)
    return members


def _widen(query: syntax.Query, rewriting: _Rewriting) -> syntax.Query:
    match query:
        case syntax.Word():
            return _all((query,), rewriting)
        case syntax.And(queries):
            return _all(queries, rewriting)
        case syntax.Or(queries):
            return syntax.Or(tuple(_widen(q, rewriting) for q in queries))
        case syntax.Not(inner):
            return syntax.Not(_widen(inner, rewriting))
        case syntax.Boosted(inner, factor):
            return syntax.Boosted(_widen(inner, rewriting), factor)
        case syntax.InField("title", inner):
            return syntax.InField("title", _widen(inner, rewriting))
    return query


def _all(queries: tuple[syntax.Query, ...], rewriting: _Rewriting) -> syntax.Query:
    """Queries that all have to hold, with each run of words that is a listed spelling widened."""
    widened: list[syntax.Query] = []
    at = 0
    while at < len(queries):
        taken = _longest_run(queries[at:], rewriting) or 1
        run = queries[at : at + taken]
        if _stems(_row(run)) in rewriting.members:
            widened.append(_variants(run, _row(run), rewriting))
        else:
            widened.append(run[0] if isinstance(run[0], syntax.Word) else _widen(run[0], rewriting))
        at += taken
    return widened[0] if len(widened) == 1 else syntax.And(tuple(widened))


def _longest_run(queries: tuple[syntax.Query, ...], rewriting: _Rewriting) -> int:
    """How many of the first queries are words that together are a listed spelling; 0 for none."""
    longest = 0
    for taken in range(1, min(len(queries), rewriting.longest) + 1):
        if not isinstance(queries[taken - 1], syntax.Word):
            break
        if _stems(_row(queries[:taken])) in rewriting.members:
            longest = taken
    return longest


def _row(queries: tuple[syntax.Query, ...]) -> Words:
    """The words of a run of Word queries, one after the other."""
    texts = [q.text for q in queries if isinstance(q, syntax.Word)]
    return tuple(word for text in texts for word in query_words(text))


def _variants(run: tuple[syntax.Query, ...], found: Words, rewriting: _Rewriting) -> syntax.Query:
    """A run as typed, or any other spelling of its group that has other stems."""
    typed = run[0] if len(run) == 1 else syntax.And(run)
    seen = {_stems(found)}
    others: list[str] = []
    for spelling in rewriting.members[_stems(found)]:
        stems = _stems(words(spelling))
        if stems not in seen:
            seen.add(stems)
            others.append(spelling)
    if not others:
        return typed
    rewriting.notices.append(f"“{' '.join(found)}” also finds {_listed(others)}.")
    return syntax.Or((typed, *(syntax.Word(spelling) for spelling in others)))


def _stems(row: Iterable[str]) -> Words:
    return tuple(map(stem, row))


def _listed(spellings: list[str]) -> str:
    quoted = [f"“{spelling}”" for spelling in spellings]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
