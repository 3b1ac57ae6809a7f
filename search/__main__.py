"""The commands that search: the archive on the command line."""

from __future__ import annotations

import time
from contextlib import closing
from typing import Any

import click
import msgspec

from index.commands.command_line import option
from search.answers.document import document_answer
from search.answers.results import search_answer
from search.answers.similar import similar_answer
from search.citations.citation import citation_of
from search.citations.forms import FORMS as CITATION_FORMS
from search.citations.forms import FormName
from search.commands import printing
from search.commands.occurrences import concordance, trends
from search.commands.options import (
    Where,
    archive_options,
    encoded,
    filter_options,
    given,
    json_option,
)
from search.commands.wordings import compare, quote
from search.engine import Engine
from search.exports.forms import FORMS, ExportFormName
from search.requests import FACET_FIELDS, MAX_LIMIT, SearchRequest

_url = option(
    "--url",
    "site",
    default="",
    metavar="URL",
    help="Where the archive is served, for permalinks; they are paths unless it is given.",
)


@click.command(name="search")
@click.argument("query", nargs=-1)
@archive_options
@filter_options
@option(
    "--sort",
    type=click.Choice(["relevance", "date", "-date"]),
    default="relevance",
    help="The best, the oldest or the newest (-date) first.",
)
@option(
    "--group",
    type=click.Choice(["document", "passage", "story"]),
    default="document",
    help="One result a document, a passage, or a story: documents with the same text.",
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
@json_option
@option("--csv", "form", flag_value="csv", help="Print every passage found, as CSV.")
@option("--ndjson", "form", flag_value="ndjson", help="Print every passage found, as NDJSON.")
@_url
def search(
    where: Where,
    query: tuple[str, ...],
    as_json: bool,
    form: ExportFormName | None,
    site: str,
    **filters: Any,  # noqa: ANN401
) -> None:
    """Search an archive.

    \b
    rostrum search harbour council          both words, in any form
    rostrum search '"sea wall"'             these very words
    rostrum search 'wall OR dyke -mayor'    either of two, without a third
    rostrum search 'title:budget date:2021' in a field, of a year
    rostrum search budget --csv > all.csv   everything found, to take away

    Without QUERY everything is found that the filters allow, the newest first. A query that
    begins with a dash stands after two: rostrum search -- -mayor
    """  # noqa: D301
    request = msgspec.convert({"query": " ".join(query), **given(filters)}, SearchRequest)
    with where.opened() as engine:
        if form:
            _print_export(engine, request, form, site.rstrip("/"))
            return
        began = time.perf_counter()
        found = engine.search(request)
        took = (time.perf_counter() - began) * 1000
    if as_json:
        click.echo(encoded(search_answer(found, took, None)))
    else:
        printing.console().print(printing.results(found, request.offset))


def _print_export(engine: Engine, request: SearchRequest, form: ExportFormName, site: str) -> None:
    """Print all that a search finds, as it is read."""
    with closing(engine.export(request)) as export:
        for piece in FORMS[form](export, site):
            click.echo(piece, nl=False)


@click.command(name="show")
@click.argument("document_id", metavar="ID")
@archive_options
@option("--query", default="", help="Mark what this query matches.")
@json_option
def show(document_id: str, where: Where, query: str, as_json: bool) -> None:
    """Show a document whole, by the ID that a search gives."""
    with where.opened() as engine:
        view = engine.document(document_id, query)
    if as_json:
        click.echo(encoded(document_answer(view)))
    else:
        printing.console().print(printing.document(view))


@click.command(name="cite")
@click.argument("document_id", metavar="ID")
@archive_options
@option("--passage", type=click.IntRange(0), help="Cite this passage of it; 0 is the title.")
@option(
    "--format",
    "form",
    type=click.Choice(list(CITATION_FORMS)),
    default="plain",
    help="The form of the citation.",
)
@_url
def cite(document_id: str, where: Where, passage: int | None, form: FormName, site: str) -> None:
    """Print how to cite a document, by the ID that a search gives."""
    with where.opened() as engine:
        view = engine.document(document_id)
        citation = citation_of(view, passage=passage, site=site.rstrip("/"))
    click.echo(CITATION_FORMS[form].write(citation), nl=False)


@click.command(name="similar")
@click.argument("document_id", metavar="ID")
@archive_options
@option("--limit", type=click.IntRange(1, MAX_LIMIT), default=5, help="How many documents.")
@json_option
def similar(document_id: str, where: Where, limit: int, as_json: bool) -> None:
    """List the documents that are most like one, by the words that tell most of it."""
    with where.opened() as engine:
        found = engine.similar(document_id, limit)
    if as_json:
        click.echo(encoded(similar_answer(found)))
    else:
        printing.console().print(printing.similar(found))


COMMANDS: tuple[click.Command, ...] = (
    search,
    show,
    concordance,
    trends,
    cite,
    similar,
    quote,
    compare,
)


if __name__ == "__main__":
    search()
