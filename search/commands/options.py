"""What the commands that search have in common: their options, what they print, how they fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click
import msgspec

from index.commands.command_line import index_option, option
from index.dates import PartialDate
from search.engines import ENGINES, RunningEngine, open_engine
from search.errors import (
    DocumentNotFound,
    EngineUnavailable,
    QueryError,
    SearchError,
)
from search.opensearch.place import DEFAULT_NAME, DEFAULT_URL, Place, place_from


class Date(click.ParamType[PartialDate]):
    """A date at any precision."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> PartialDate:
        """Read ISO 8601; fails, saying how to write it, for anything else."""
        try:
            return value if isinstance(value, PartialDate) else PartialDate.parse(str(value))
        except ValueError as error:
            self.fail(f"{value}: {error}. Write 2021, 2021-04 or 2021-04-07.", param, ctx)


class _Value(click.types.StringParamType):
    """A value; several in an environment variable are separated by semicolons."""

    envvar_list_splitter = ";"


def values(name: str, help_text: str) -> Callable[[Any], Any]:
    """A filter that may be repeated."""
    return option(f"--{name}", type=_Value(), multiple=True, metavar="VALUE", help=help_text)


@dataclass(frozen=True)
class Where:
    """Where an archive is: the folder of its index or, where it is in a cluster, the place."""

    index: Path
    place: Place | None

    @contextmanager
    def opened(self) -> Iterator[RunningEngine]:
        """Its engine, closed behind; what it refuses is said as a command says it."""
        try:
            with closing(open_engine(self.index, self.place)) as engine:
                yield engine
        except SearchError as error:
            raise refusal(error) from error


CLUSTER_OPTIONS = (
    option(
        "--engine",
        type=click.Choice(ENGINES),
        default="embedded",
        help="What answers: this machine, or a cluster of OpenSearch.",
    ),
    option(
        "--opensearch-url",
        default=DEFAULT_URL,
        metavar="URL",
        help="A node of the cluster; several are separated by commas.",
    ),
    option(
        "--opensearch-name",
        default=DEFAULT_NAME,
        metavar="NAME",
        help="The name of the archive in the cluster.",
    ),
)


def place_chosen(engine: str, opensearch_url: str, opensearch_name: str) -> Place | None:
    """The place that options name; user and password come from the environment alone."""
    if engine == "embedded":
        return None
    try:
        return place_from(os.environ, opensearch_url, opensearch_name)
    except SearchError as error:
        raise refusal(error) from error


def archive_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the archive is, as the parameter `where` of a command."""

    @wraps(command)
    def chosen(
        index_dir: Path,
        engine: str,
        opensearch_url: str,
        opensearch_name: str,
        **rest: Any,  # noqa: ANN401
    ) -> object:
        place = place_chosen(engine, opensearch_url, opensearch_name)
        return command(where=Where(index_dir, place), **rest)

    for decorate in (*reversed(CLUSTER_OPTIONS), index_option):
        chosen = decorate(chosen)
    return chosen


json_option = option("--json", "as_json", is_flag=True, help="Print what the JSON API answers.")


_FILTERS = (
    values("source", "Only from this source. Repeat for alternatives, as with the next four."),
    values("speaker", "Only by this speaker."),
    values("kind", "Only of this kind: speech, report, editorial, interview, letter."),
    values("place", "Only from this place."),
    values("language", "Only in this language."),
    option("--date-from", type=Date(), help="Only from this date on: 2021, 2021-04, 2021-04-07."),
    option("--date-to", type=Date(), help="Only up to this date, the whole of it included."),
    option("--lenient", is_flag=True, help="Repair a faulty query instead of refusing it."),
    option(
        "--variants/--no-variants",
        default=True,
        help="Also find the spelling variants listed in archive.toml.",
    ),
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters beside a query, and how it is read."""
    for decorate in reversed(_FILTERS):
        command = decorate(command)
    return command


def given(filters: dict[str, Any]) -> dict[str, Any]:
    """The options that were set, so that the request's own defaults stand for the others."""
    return {name: value for name, value in filters.items() if value is not None}


def encoded(answer: msgspec.Struct) -> str:
    """An answer as JSON, for reading."""
    return msgspec.json.format(msgspec.json.encode(answer)).decode()


class _FaultyRequest(click.ClickException):
    """A query or a parameter that cannot be used, as a faulty option."""

    exit_code = 2


def refusal(error: SearchError) -> click.ClickException:
    """What went wrong, for a terminal."""
    if isinstance(error, EngineUnavailable | DocumentNotFound):
        return click.ClickException(str(error))
    if isinstance(error, QueryError) and error.suggestion:
        return _FaultyRequest(f"{error}\nTry: {error.suggestion}")
    return _FaultyRequest(str(error))
