"""What the commands that search have in common: their options, what they print, how they fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
import msgspec

from index.commands.command_line import option
from index.dates import PartialDate
from search.errors import DocumentNotFound, EngineUnavailable, QueryError, SearchError


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
