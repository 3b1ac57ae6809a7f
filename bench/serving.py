"""The servers that are put under load, each in a process of its own on the loopback address.

    python -m bench.serving rostrum INDEX PORT     the service, searching for every answer
    python -m bench.serving kept INDEX PORT        the service as it is: it keeps what it answered
    python -m bench.serving fixed LENGTH PORT      the same server sending the same bytes always
    python -m bench.serving flask LENGTH PORT      the same, behind a bare Flask application

All have two workers of the same number of threads.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from flask import Flask, Response
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from web.server import Address, free_address, run
from web.settings import Settings

WORKERS, THREADS = 2, 4
HOST = "127.0.0.1"
PATIENCE = 120.0
"""Seconds a server has to begin, and then to stop; its loops may have to be compiled first."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@contextmanager
def served(kind: str, what: str) -> Iterator[Address]:
    """A server in a process of its own, stopped in the end."""
    address = free_address(HOST, 0)
    command = [sys.executable, "-m", "bench.serving", kind, what, str(address.port)]
    with subprocess.Popen(command) as process:
        try:
            _wait_for(address, process)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(address: Address, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers; a RuntimeError if it does not begin."""
    last = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < last:
        connection = HTTPConnection(address.host, address.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError(f"The server did not begin to answer at {address.url}.")


def fixed(length: int) -> Application:
    """A WSGI application that answers everything with this many bytes of JSON."""
    body = _body(length)
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", headers)
        return [body]

    return answer


def fixed_in_flask(length: int) -> Application:
    """The same behind a Flask application of one view."""
    app, body = Flask(__name__), _body(length)

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def answer(path: str) -> Response:
        return Response(body, mimetype="application/json")

    return app


def _body(length: int) -> bytes:
    return b'"' + b"x" * max(0, length - 2) + b'"'


def _serve_fixed(make: Callable[[], Application], port: int) -> None:
    """What `web.server.run` does, with another application."""
    server = Server(
        "bench.serving:fixed",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=lambda *_: make(), wrap_loader=False)


def _serve(settings: Settings, port: int) -> None:
    run(settings, Address(HOST, port), workers=WORKERS, threads=THREADS)


def _main(kind: str, what: str, port: str) -> None:
    match kind:
        case "fixed":
            _serve_fixed(partial(fixed, int(what)), int(port))
        case "flask":
            _serve_fixed(partial(fixed_in_flask, int(what)), int(port))
        case "rostrum":
            _serve(Settings(index=Path(what), kept_replies=0), int(port))
        case "kept":
            _serve(Settings(index=Path(what), metrics=True), int(port))


if __name__ == "__main__":
    _main(*sys.argv[1:])
