"""The commands `quote` and `compare`: where a wording stands, and what became of it."""

from __future__ import annotations

import sys
import time

import click

from search.answers.comparison import comparison_answer
from search.answers.quotation import quote_answer
from search.commands import printing, printing_wordings
from search.commands.options import Where, archive_options, encoded, json_option


@click.command(name="quote")
@click.argument("text", nargs=-1, required=True)
@archive_options
@json_option
def quote(text: tuple[str, ...], where: Where, as_json: bool) -> None:
    """Check a quotation: whether, where and how exactly it stands.

    \b
    rostrum quote 'nobody could have known'
    rostrum quote - < passage.txt

    It is found exactly, nearly, with what differs word by word, in pieces, where an ellipsis
    parts it or it was put together, or not at all; the earliest place first.
    """  # noqa: D301
    passage = sys.stdin.read() if text == ("-",) else " ".join(text)
    with where.opened() as engine:
        began = time.perf_counter()
        found = engine.quote(passage)
        took = (time.perf_counter() - began) * 1000
    if as_json:
        click.echo(encoded(quote_answer(found, took)))
    else:
        printing.console().print(printing_wordings.quote_check(found))


@click.command(name="compare")
@click.argument("left_id", metavar="ID")
@click.argument("right_id", metavar="ID")
@archive_options
@json_option
def compare(left_id: str, right_id: str, where: Where, as_json: bool) -> None:
    """Compare two documents word by word, by the IDs that searches give.

    What only the first has stands in [-brackets-], what only the second has in {+braces+}.
    """
    with where.opened() as engine:
        found = engine.compare(left_id, right_id)
    if as_json:
        click.echo(encoded(comparison_answer(found)))
    else:
        printing.console().print(printing_wordings.comparison(found))


COMMANDS: tuple[click.Command, ...] = (quote, compare)
