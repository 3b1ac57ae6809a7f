"""The commands that count occurrences: `concordance` and `trends`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
import msgspec

from index.commands.command_line import option
from search.answers import concordance as concordance_answer
from search.answers import trends as trends_answer
from search.commands import printing, printing_counts
from search.commands.options import (
    Where,
    archive_options,
    encoded,
    filter_options,
    given,
    json_option,
)
from search.exports.csv_tables import csv_table
from search.occurrences.concordance import MAX_CONTEXT, MAX_LINES, ConcordanceRequest
from search.occurrences.trends import MAX_SERIES, TrendsRequest
from search.requests import SearchRequest

Answer = TypeVar("Answer")

_csv = option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets, whole.")


@click.command(name="concordance")
@click.argument("query", nargs=-1, required=True)
@archive_options
@filter_options
@option(
    "--sort",
    type=click.Choice(["right", "left", "match", "date", "-date"]),
    default="right",
    help="By the words to the right or left of the match, the match itself, or the date.",
)
@option(
    "--context",
    type=click.IntRange(1, MAX_CONTEXT),
    default=12,
    help="How many words are shown on each side.",
)
@option("--limit", type=click.IntRange(0, MAX_LINES), default=100, help="How many lines.")
@option("--offset", type=click.IntRange(0), default=0, help="How many lines to pass over.")
@_csv
@json_option
def concordance(
    where: Where,
    query: tuple[str, ...],
    as_csv: bool,
    as_json: bool,
    sort: str,
    context: int,
    limit: int,
    offset: int,
    **filters: Any,  # noqa: ANN401
) -> None:
    """Print every occurrence of QUERY on a line of its own, in its context.

    \b
    rostrum concordance '"sea wall"' --sort left
    rostrum concordance harbour --source herald --csv > harbour.csv
    """  # noqa: D301
    search = msgspec.convert({"query": " ".join(query), **given(filters)}, SearchRequest)
    wanted = msgspec.convert(
        {"search": search, "sort": sort, "context": context, "limit": limit, "offset": offset},
        ConcordanceRequest,
    )
    with where.opened() as engine:
        if as_csv:
            lines, version = engine.all_lines(wanted), engine.index_version
            rows = concordance_answer.concordance_rows(lines, search, version)
            _write(csv_table(concordance_answer.COLUMNS, rows))
            return
        found, took = _timed(lambda: engine.concordance(wanted))
    if as_json:
        click.echo(encoded(concordance_answer.concordance_answer(found, took, None)))
    else:
        console = printing.console()
        console.print(printing_counts.concordance(found, console.width))


@click.command(name="trends")
@click.argument("queries", metavar="QUERY...", nargs=-1, required=True)
@archive_options
@filter_options
@option(
    "--by",
    type=click.Choice(["year", "month", "day"]),
    default="year",
    help="The period that is counted by.",
)
@_csv
@json_option
def trends(
    where: Where,
    queries: tuple[str, ...],
    as_csv: bool,
    as_json: bool,
    by: str,
    **filters: Any,  # noqa: ANN401
) -> None:
    """Print how often each QUERY occurs over time, first and last, and its longest silence.

    A QUERY is one argument, so that several can be compared:

    \b
    rostrum trends '"sea wall"' '"harbour tolls"' --by month
    """  # noqa: D301
    if len(queries) > MAX_SERIES:
        raise click.UsageError(f"At most {MAX_SERIES} queries can be compared.")
    wanted = msgspec.convert(
        {"searches": [{"query": query, **given(filters)} for query in queries], "by": by},
        TrendsRequest,
    )
    with where.opened() as engine:
        found, took = _timed(lambda: engine.trends(wanted))
    if as_csv:
        _write(csv_table(trends_answer.COLUMNS, trends_answer.trends_rows(found)))
    elif as_json:
        click.echo(encoded(trends_answer.trends_answer(found, took)))
    else:
        printing.console().print(printing_counts.trends(found))


def _timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    """An answer, and the milliseconds it took."""
    began = time.perf_counter()
    answer = ask()
    return answer, (time.perf_counter() - began) * 1000


def _write(table: Iterable[str]) -> None:
    """A table as it is: its lines end as RFC 4180 has them, on every system."""
    for rows in table:
        click.echo(rows.encode(), nl=False)
