"""The server in front of the application: processes, threads, and the address they share.

Granian is used as a WSGI server; ARCHITECTURE.md has the figures that chose it. Nothing else
in the project knows which server runs.
"""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from web.app import create_app
from web.cursors import KEY_FILE
from web.logs import Logged, configuration
from web.settings import Settings

STOP_SECONDS = 10


class Address(NamedTuple):
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as one types it into a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class AddressError(Exception):
    """The server cannot listen where it was told to; the message says why and what to do."""


def free_address(host: str, port: int) -> Address:
    """The address, known to be free a moment ago; port 0 becomes one that is.

    Asked for before the workers start, because several of them may share a port and a second
    server would then take half of the first one's visitors without an error.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen(1)
            return Address(host, trial.getsockname()[1])
    except socket.gaierror as error:
        raise AddressError(f"There is no host {host!r}: {error.strerror}.") from error
    except OSError as error:
        raise AddressError(
            f"Cannot listen on {host}:{port}: {error.strerror}. "
            "Stop the program that uses it, or choose another with --port."
        ) from error


def run(
    settings: Settings,
    address: Address,
    *,
    workers: int,
    threads: int,
    log: Logged = "errors",
) -> None:
    """Answer requests until told to stop (SIGINT or SIGTERM), finishing what was begun.

    Each worker is a process with an engine of its own and this many threads; one that dies is
    replaced. What they count together is kept in a folder that is gone with the server.
    """
    with TemporaryDirectory(prefix="rostrum-", dir=os.environ.get("RUNTIME_DIRECTORY")) as folder:
        settings = replace(settings, runtime=Path(folder), secret=_shared_secret(settings))
        server = Server(
            "web:create_app",
            address=address.host,
            port=address.port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            websockets=False,
            log_level=LogLevels.warning,
            log_dictconfig=configuration(log),
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,
        )
        server.serve(target_loader=partial(create_app, settings), wrap_loader=False)


def _shared_secret(settings: Settings) -> str | None:
    """What signs cursors, where each worker would make a key of its own: the index is read-only."""
    if settings.secret or (settings.index / KEY_FILE).exists():
        return settings.secret
    return None if os.access(settings.index, os.W_OK) else secrets.token_hex(32)
