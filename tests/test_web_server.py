from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.__main__ import serve
from web.cursors import KEY_FILE
from web.server import AddressError, _shared_secret, free_address
from web.settings import Settings


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
    for name in ("--index", "--host", "--port", "--workers", "--threads", "--proxies", "--log"):
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


def _status(port: int, path: str, patience: float = 60) -> int:
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


def test_a_worker_that_is_killed_is_replaced_and_what_it_counted_is_kept(index_dir: Path) -> None:
    port = free_address("127.0.0.1", 0).port
    command = [sys.executable, "-m", "web", "--index", str(index_dir), "--port", str(port)]
    with subprocess.Popen(
        [*command, "--workers", "2", "--threads", "2", "--metrics"],
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            for _ in range(10):
                assert 200 == _status(port, "/help")
            before = _workers(server.pid)
            for worker in before:
                os.kill(worker, signal.SIGKILL)
            until = time.monotonic() + 30
            while len(_workers(server.pid) - before) < 2 and time.monotonic() < until:
                time.sleep(0.1)
            assert 200 == _status(port, "/help")
            counted = re.search(
                r'rostrum_requests_total{route="/help",status="200"} (\d+)', _text(port, "/metrics")
            )
            # The last ones may have been sent and not yet counted when their worker was killed.
            assert counted is not None
            assert 9 <= int(counted[1]) <= 11
        finally:
            server.terminate()
        _, log = server.communicate(timeout=15)
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert 2 == sum("Unexpected exit" in line["event"] for line in lines), log


def test_workers_of_a_read_only_index_sign_with_one_key(
    index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writable = Settings(index=tmp_path)
    assert _shared_secret(writable) is None
    assert "told" == _shared_secret(Settings(index=tmp_path, secret="told"))
    monkeypatch.setattr("web.server.os.access", lambda path, mode: False)
    assert 64 == len(_shared_secret(writable) or "")
    (tmp_path / KEY_FILE).write_text("kept")
    assert _shared_secret(writable) is None


def _workers(server: int) -> set[int]:
    """The processes of a server's workers that live."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return {int(c) for c in children if "resource_tracker" not in _command_of(c)}


def _command_of(process: str) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return "resource_tracker"


def _text(port: int, path: str) -> str:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
