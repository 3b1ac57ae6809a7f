"""The facts of tests/sample_facts.toml as types: what a correct index of seeds/ shows."""

from __future__ import annotations

from pathlib import Path

import msgspec


class DocumentFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a correct index shows of one document; the file's head explains the fields."""

    name: str
    file: str
    nth: int = 0
    title: str | None = None
    date: str | None = None
    posted: str | None = None
    captured: str | None = None
    undated: bool = False
    inferred_from: str | None = None
    source: str
    speaker: str | None = None
    byline: str | None = None
    place: str | None = None
    agency: str | None = None
    kind: str | None = None
    language: str | None = None
    issue: str | None = None
    url: str | None = None
    passages: int | None = None
    passages_at_least: int | None = None
    contains: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class ParallelFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Documents that share text."""

    between: tuple[str, ...] = ()
    passages_at_least: int = 1
    quote: str = ""
    among: tuple[str, ...] = ()


class VersionFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page whose publisher changed its wording."""

    documents: tuple[str, ...]
    before: str
    after: str


class SearchFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A query, the documents it finds, and in how many passages."""

    q: str
    documents: tuple[str, ...]
    passages: int | None = None
    variants: bool = True


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of tests/sample_facts.toml."""

    document: tuple[DocumentFacts, ...]
    parallel: tuple[ParallelFacts, ...]
    version: tuple[VersionFacts, ...]
    search: tuple[SearchFacts, ...]


FACTS = msgspec.toml.decode(Path(__file__).with_name("sample_facts.toml").read_bytes(), type=Facts)
NAMED = {facts.name: facts for facts in FACTS.document}
