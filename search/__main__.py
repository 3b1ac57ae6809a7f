"""The commands `search` and `show`: the archive on the command line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from index.command_line import index_option, option
from index.dates import PartialDate
from search import printing
from search.answers import search_answer
from search.document_answer import document_answer
from search.embedded import EmbeddedEngine
from search.engine import FACET_FIELDS, MAX_LIMIT, SearchRequest
from search.errors import DocumentNotFound, EngineUnavailable, QueryError, SearchError


class _Date(click.ParamType[PartialDate]):
    """A date at any precision."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> PartialDate:
        try:
            return value if isinstance(value, PartialDate) else PartialDate.parse(str(value))
        except ValueError as error:
            self.fail(f"{value}: {error}. Write 2021, 2021-04 or 2021-04-07.", param, ctx)


class _Value(click.types.StringParamType):
    """A value; several in an environment variable are separated by semicolons."""

    envvar_list_splitter = ";"


def _values(name: str, help_text: str) -> Callable[[Any], Any]:
    return option(f"--{name}", type=_Value(), multiple=True, metavar="VALUE", help=help_text)


_json = option("--json", "as_json", is_flag=True, help="Print what the JSON API answers.")


@click.command(name="search")
@click.argument("query", nargs=-1)
@index_option
@_values("source", "Only from this source. Repeat for alternatives, as with the next four.")
@_values("speaker", "Only by this speaker.")
@_values("kind", "Only of this kind: speech, report, editorial, interview, letter.")
@_values("place", "Only from this place.")
@_values("language", "Only in this language.")
@option("--date-from", type=_Date(), help="Only from this date on: 2021, 2021-04, 2021-04-07.")
@option("--date-to", type=_Date(), help="Only up to this date, the whole of it included.")
@option(
    "--sort",
    type=click.Choice(["relevance", "date", "-date"]),
    default="relevance",
    help="The best, the oldest or the newest (-date) first.",
)
@option(
    "--group",
    type=click.Choice(["document", "passage"]),
    default="document",
    help="One result a document, or one a passage.",
)
@option(
    "--limit",
    type=click.IntRange(0, MAX_LIMIT),
    default=10,
    help="How many results.",
)
@option("--offset", type=click.IntRange(0), default=0, help="How many results to pass over.")
@option(
    "--facets",
    type=click.Choice(FACET_FIELDS),
    multiple=True,
    help="Count the documents found by this field. Repeat for more.",
)
@option(
    "--timeline",
    type=click.Choice(["year", "month", "day"]),
    help="Count the documents found by year, month or day.",
)
@option("--lenient", is_flag=True, help="Repair a faulty query instead of refusing it.")
@option(
    "--variants/--no-variants",
    default=True,
    help="Also find the spelling variants listed in archive.toml.",
)
@_json
def search(index_dir: Path, query: tuple[str, ...], as_json: bool, **filters: Any) -> None:  # noqa: ANN401
    """Search an archive.

    \b
    rostrum search harbour council          both words, in any form
    rostrum search '"sea wall"'             these very words
    rostrum search 'wall OR dyke -mayor'    either of two, without a third
    rostrum search 'title:budget date:2021' in a field, of a year

    Without QUERY everything is found that the filters allow, the newest first. A query that
    begins with a dash stands after two: rostrum search -- -mayor
    """  # noqa: D301
    request = msgspec.convert({"query": " ".join(query), **_given(filters)}, SearchRequest)
    engine = EmbeddedEngine(index_dir)
    try:
        began = time.perf_counter()
        found = engine.search(request)
        took = (time.perf_counter() - began) * 1000
    except SearchError as error:
        raise _refusal(error) from error
    finally:
        engine.close()
    if as_json:
        click.echo(_encoded(search_answer(found, took, None)))
    else:
        printing.console().print(printing.results(found, request.offset))


@click.command(name="show")
@click.argument("document_id", metavar="ID")
@index_option
@option("--query", default="", help="Mark what this query matches.")
@_json
def show(document_id: str, index_dir: Path, query: str, as_json: bool) -> None:
    """Show a document whole, by the ID that a search gives."""
    engine = EmbeddedEngine(index_dir)
    try:
        view = engine.document(document_id, query)
    except SearchError as error:
        raise _refusal(error) from error
    finally:
        engine.close()
    if as_json:
        click.echo(_encoded(document_answer(view)))
    else:
        printing.console().print(printing.document(view))


COMMANDS: tuple[click.Command, ...] = (search, show)


def _given(filters: dict[str, Any]) -> dict[str, Any]:
    """The options that were set, so that the request's own defaults stand for the others."""
    return {name: value for name, value in filters.items() if value is not None}


def _encoded(answer: msgspec.Struct) -> str:
    return msgspec.json.format(msgspec.json.encode(answer)).decode()


class _FaultyRequest(click.ClickException):
    """A query or a parameter that cannot be used, as a faulty option."""

    exit_code = 2


def _refusal(error: SearchError) -> click.ClickException:
    """What went wrong, for a terminal."""
    if isinstance(error, EngineUnavailable | DocumentNotFound):
        return click.ClickException(str(error))
    if isinstance(error, QueryError) and error.suggestion:
        return _FaultyRequest(f"{error}\nTry: {error.suggestion}")
    return _FaultyRequest(str(error))


if __name__ == "__main__":
    search()
