"""`rostrum serve` and `python -m web`: the pages and the API on an address of this machine."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import get_args

import click

from index.commands.command_line import option
from index.errors import IndexingError
from index.storage.generations import current_version
from search.commands.options import Where, archive_options
from web import hosts
from web.logs import Logged
from web.server import AddressError, free_address, run
from web.settings import Settings, from_environment


@click.command()
@archive_options
@option(
    "--host",
    default="127.0.0.1",
    help="The address to listen on. 0.0.0.0 lets other machines in.",
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    help="The port to listen on; 0 takes any that is free.",
)
@option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    help="How many processes answer. One for each core is plenty.",
)
@option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    help="How many threads answer in each process.",
)
@option("--url", help="Where people find it, for permalinks: https://archive.example.")
@option(
    "--allowed-hosts",
    default="",
    show_default=False,
    help="The names it is asked under, besides those of this machine and of --url; * is any.",
)
@option(
    "--proxies",
    type=click.IntRange(0, 8),
    default=0,
    help="How many proxies stand before it; that many X-Forwarded-For are believed.",
)
@option(
    "--rate-limit",
    type=click.IntRange(0),
    default=0,
    help="How many requests a minute one client may send; 0 is no limit.",
)
@option("--metrics/--no-metrics", default=False, help="Show figures for Prometheus at /metrics.")
@option(
    "--log",
    type=click.Choice(get_args(Logged)),
    default="errors",
    help="What is logged, as JSON on standard error: only errors, or every request.",
)
def serve(
    where: Where,
    host: str,
    port: int,
    workers: int,
    threads: int,
    url: str | None,
    allowed_hosts: str,
    proxies: int,
    rate_limit: int,
    metrics: bool,
    log: Logged,
) -> None:
    r"""Show an archive in the browser, and answer programs under /api/v1.

    Begins at once, even while there is no index: pages say so, and a reindex is noticed
    without a restart. Ctrl-C stops it, after what is being answered.

    \b
    Examples:
      rostrum serve
      rostrum serve --index /srv/archive/index --port 8080
      rostrum serve --url https://archive.example --proxies 1 --rate-limit 120
    """
    try:
        settings = replace(
            from_environment(os.environ, index=where.index, url=url, place=where.place),
            allowed_hosts=hosts.allowed_hosts(host, url, [allowed_hosts]),
            proxies=proxies,
            rate_limit=rate_limit,
            metrics=metrics,
        )
        address = free_address(host, port)
    except AddressError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Getting ready (half a minute the first time on this machine)", err=True)
    with where.opened() as engine:
        engine.warm()
    _announce(settings, address.url)
    run(settings, address, workers=workers, threads=threads, log=log)


def _announce(settings: Settings, url: str) -> None:
    """Say where to look, and what is missing."""
    missing = None if settings.place else _what_is_missing(settings.index)
    if missing:
        click.secho(missing, fg="yellow", err=True)
    if not settings.allowed_hosts:
        note = "It answers to any name; say which are its own with --allowed-hosts or --url."
        click.secho(note, fg="yellow", err=True)
    click.echo(f"Rostrum answers at {url} (Ctrl-C stops it)")


def _what_is_missing(index: Path) -> str | None:
    """Why searches will not be answered yet, or None where they will."""
    try:
        if current_version(index) is not None:
            return None
    except IndexingError as error:
        return str(error)
    return f"There is no index at {index} yet. Make one: rostrum index FOLDER --index {index}"


COMMANDS = (serve,)

if __name__ == "__main__":
    serve(prog_name="python -m web")
