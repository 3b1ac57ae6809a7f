"""`rostrum index --engine opensearch`: what was indexed on this machine, put into a cluster."""

from __future__ import annotations

import sys
from functools import wraps
from pathlib import Path
from typing import Any

import click

from index.commands.command_line import Command, option
from search.commands.options import CLUSTER_OPTIONS, place_chosen, refusal
from search.errors import SearchError
from search.opensearch.place import Place

_SHAPE = (
    option(
        "--opensearch-shards",
        type=click.IntRange(1, 1024),
        default=1,
        help="How many parts an archive has in the cluster; each is searched by one core.",
    ),
    option(
        "--opensearch-replicas",
        type=click.IntRange(0, 8),
        default=1,
        help="How many copies of each part are kept on other nodes.",
    ),
)


def with_publication(command: click.Command) -> click.Command:
    """The command that indexes, which then puts into a cluster what it has built, if asked to."""
    build = command.callback
    assert build is not None

    @wraps(build)
    def index(
        engine: str,
        opensearch_url: str,
        opensearch_name: str,
        opensearch_shards: int,
        opensearch_replicas: int,
        **given: Any,  # noqa: ANN401
    ) -> None:
        place = place_chosen(engine, opensearch_url, opensearch_name)
        build(**given)
        if place:
            _publish(given["index_dir"], place, opensearch_shards, opensearch_replicas)

    for decorate in reversed((*CLUSTER_OPTIONS, *_SHAPE)):
        index = decorate(index)
    added = list(reversed(index.__dict__.pop("__click_params__")))
    return Command(
        name=command.name, callback=index, params=[*command.params, *added], help=command.help
    )


def _publish(index_dir: Path, place: Place, shards: int, replicas: int) -> None:
    """Publish, and say on standard error what was done."""
    from search.opensearch.publishing import publish

    try:
        with click.progressbar(length=0, file=sys.stderr, label="Sending") as bar:

            def advanced(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            done = publish(index_dir, place, shards=shards, replicas=replicas, progress=advanced)
    except SearchError as error:
        raise refusal(error) from error
    click.echo(
        f"{place.name} at {place.shown} has {done.documents:,} documents in"
        f" {done.passages:,} passages: {done.sent:,} sent, {done.removed:,} removed.",
        err=True,
    )
