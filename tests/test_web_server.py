from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.__main__ import serve
from web.server import AddressError, free_address


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        yield listener.getsockname()[1]


def test_port_zero_becomes_a_port_that_is_free() -> None:
    address = free_address("127.0.0.1", 0)
    assert address.port > 0
    assert f"http://127.0.0.1:{address.port}" == address.url


def test_a_taken_port_is_refused_by_name(taken_port: int, runner: CliRunner) -> None:
    found = runner.invoke(serve, ["--port", str(taken_port)])
    assert 1 == found.exit_code
    assert f"127.0.0.1:{taken_port}" in found.output
    assert "--port" in found.output


def test_an_unknown_host_is_refused_by_name() -> None:
    with pytest.raises(AddressError, match=r"nowhere\.invalid"):
        free_address("nowhere.invalid", 8000)


def test_the_help_names_every_option_and_its_default(runner: CliRunner) -> None:
    found = runner.invoke(serve, ["--help"]).output
    for name in ("--index", "--host", "--port", "--workers", "--threads"):
        assert name in found
    assert "var/index" in found


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_server_answers_and_stops_when_told_to(index_dir: Path, stop: signal.Signals) -> None:
    port = free_address("127.0.0.1", 0).port
    command = [sys.executable, "-m", "web", "--index", str(index_dir), "--port", str(port)]
    with subprocess.Popen(
        [*command, "--workers", "1", "--threads", "2"],
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            assert 200 == _status(port, "/readyz")
            assert 404 == _status(port, "/nowhere")
        finally:
            server.send_signal(stop)
        output, _ = server.communicate(timeout=15)
    assert 0 == server.returncode, output
    assert f"http://127.0.0.1:{port}" in output


def test_a_server_without_an_index_begins_and_says_what_is_missing(tmp_path: Path) -> None:
    port = free_address("127.0.0.1", 0).port
    with subprocess.Popen(
        [sys.executable, "-m", "web", "--index", str(tmp_path), "--port", str(port)],
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            assert 503 == _status(port, "/readyz")
        finally:
            server.terminate()
        output, _ = server.communicate(timeout=15)
    assert "rostrum index" in output


def _status(port: int, path: str, patience: float = 20) -> int:
    """The status of an answer, once the server has come up."""
    until = time.monotonic() + patience
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            connection.close()
