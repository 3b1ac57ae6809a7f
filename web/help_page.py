"""The help page: the query language by its examples, each a search that can be run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from search.language import limits
from search.language.examples import TOPICS, Example
from search.results import FieldReport
from web.presentation import number
from web.search_state import SearchState

_CODE = re.compile("`([^`]+)`")


@dataclass(frozen=True)
class ShownExample:
    """A query, its address, and what it finds, with code marked as such."""

    query: str
    href: str
    finds: Markup


@dataclass(frozen=True)
class ShownTopic:
    """Examples under their heading."""

    title: str
    examples: tuple[ShownExample, ...]


@dataclass(frozen=True)
class ShownField:
    """A field that can be asked for: an example, and how many documents have it."""

    name: str
    description: str
    example: str
    href: str
    documents: str


@dataclass(frozen=True)
class HelpPage:
    """What the help page shows beside the examples of the language."""

    fields: tuple[ShownField, ...]
    limits: tuple[str, ...]
    expansions: str


def help_page(fields: Sequence[FieldReport]) -> HelpPage:
    """The fields as this archive has them, and the limits of a query."""
    return HelpPage(tuple(map(_field, fields)), _limits(), number(limits.MAX_EXPANSIONS))


def language() -> tuple[ShownTopic, ...]:
    """The examples of the language, as searches of this archive."""
    return tuple(ShownTopic(topic.title, tuple(map(_shown, topic.examples))) for topic in TOPICS)


def _shown(example: Example) -> ShownExample:
    return ShownExample(example.query, SearchState(q=example.query).href, _with_code(example.finds))


def _with_code(text: str) -> Markup:
    """A text whose backquoted parts are code."""
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts)
    )


def _field(report: FieldReport) -> ShownField:
    return ShownField(
        name=report.name,
        description=report.description,
        example=report.example,
        href=SearchState(q=report.example).href,
        documents="" if report.name == "has" else number(report.documents),
    )


def _limits() -> tuple[str, ...]:
    """What a query may be at most."""
    return (
        f"{number(limits.MAX_CHARACTERS)} characters",
        f"{limits.MAX_TERMS} words",
        f"{limits.MAX_DEPTH} groups within each other",
    )
