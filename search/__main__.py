"""The commands that search: the archive on the command line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click
import msgspec

from index.command_line import index_option, option
from search import printing
from search.answers import search_answer
from search.command_options import Date, encoded, given, json_option, refusal, values
from search.document_answer import document_answer
from search.embedded import EmbeddedEngine
from search.engine import FACET_FIELDS, MAX_LIMIT, SearchRequest
from search.errors import SearchError
from search.occurrence_commands import concordance, trends


@click.command(name="search")
@click.argument("query", nargs=-1)
@index_option
@values("source", "Only from this source. Repeat for alternatives, as with the next four.")
@values("speaker", "Only by this speaker.")
@values("kind", "Only of this kind: speech, report, editorial, interview, letter.")
@values("place", "Only from this place.")
@values("language", "Only in this language.")
@option("--date-from", type=Date(), help="Only from this date on: 2021, 2021-04, 2021-04-07.")
@option("--date-to", type=Date(), help="Only up to this date, the whole of it included.")
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
@json_option
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
    request = msgspec.convert({"query": " ".join(query), **given(filters)}, SearchRequest)
    engine = EmbeddedEngine(index_dir)
    try:
        began = time.perf_counter()
        found = engine.search(request)
        took = (time.perf_counter() - began) * 1000
    except SearchError as error:
        raise refusal(error) from error
    finally:
        engine.close()
    if as_json:
        click.echo(encoded(search_answer(found, took, None)))
    else:
        printing.console().print(printing.results(found, request.offset))


@click.command(name="show")
@click.argument("document_id", metavar="ID")
@index_option
@option("--query", default="", help="Mark what this query matches.")
@json_option
def show(document_id: str, index_dir: Path, query: str, as_json: bool) -> None:
    """Show a document whole, by the ID that a search gives."""
    engine = EmbeddedEngine(index_dir)
    try:
        view = engine.document(document_id, query)
    except SearchError as error:
        raise refusal(error) from error
    finally:
        engine.close()
    if as_json:
        click.echo(encoded(document_answer(view)))
    else:
        printing.console().print(printing.document(view))


COMMANDS: tuple[click.Command, ...] = (search, show, concordance, trends)


if __name__ == "__main__":
    search()
