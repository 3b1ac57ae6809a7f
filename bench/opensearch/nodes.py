"""Real nodes of OpenSearch, without containers: Java, and jars that Maven fetches."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

NODE = Path(__file__).parent
CACHE = Path(__file__).parents[2] / ".cache" / "opensearch"
PATIENCE = 300.0
"""Seconds that a node may take to start, on a machine that has other things to do."""

_NEEDED = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "-Dopensearch.set.netty.runtime.available.processors=false",
)
SMALL = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *_NEEDED)
"""A machine that starts quickly and takes little memory, for small archives."""
FULL = ("-Xms2g", "-Xmx2g", *_NEEDED)
"""A machine as one would run it, to be measured."""


class Node:
    """One node: a process and its address."""

    def __init__(self, folder: Path, settings: Mapping[str, str], java: Sequence[str]) -> None:
        given = [f"{key}={value}" for key, value in settings.items()]
        command = ["java", *java, "-cp", f"{jars()}/*", str(NODE / "Launcher.java")]
        self._command = [*command, str(folder), *given]
        self.name = settings["node.name"]
        self.url = f"http://127.0.0.1:{settings['http.port']}"
        self.start()

    def start(self) -> None:
        """Start it, again where it was killed; what it has on disk it still has."""
        self.output: list[str] = []
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        # A pipe that nobody reads would stop the node once it is full.
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()

    def _drain(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.output.append(line)
            del self.output[:-200]

    def ask(self, method: str, path: str, body: object = None, seconds: float = 30.0) -> Any:  # noqa: ANN401
        """What the node answers; raises HTTPError, or URLError where it is not there."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(self.url + path, data, headers, method=method)
        with urlopen(request, timeout=seconds) as answer:
            return json.load(answer)

    def wait(self, nodes: int = 1, status: str = "yellow") -> None:
        """Until the node answers, with so many in its cluster, and can cut a text into words."""
        health = f"/_cluster/health?wait_for_nodes={nodes}&wait_for_status={status}&timeout=1s"
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if not self.ask("GET", health)["timed_out"]:
                    break
            except (URLError, OSError) as error:
                gone = self._process.poll() is not None
                if gone or (time.monotonic() > end and not isinstance(error, HTTPError)):
                    raise RuntimeError("".join(self.output)) from error
            if time.monotonic() > end:
                raise RuntimeError("".join(self.output))
            time.sleep(0.2)
        # Modules that are not on the class path are left out in silence.
        cut = self.ask("POST", "/_analyze", {"tokenizer": "whitespace", "text": "a b"})
        assert [token["token"] for token in cut["tokens"]] == ["a", "b"]

    def kill(self) -> None:
        """End it without warning, as a loss of power would."""
        self._process.kill()
        self._process.wait()
        self._close()

    @property
    def processor_seconds(self) -> float:
        """How long it has kept a processor busy since it started."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def running(self) -> bool:
        """Whether its process lives, paused or not."""
        return self._process.poll() is None

    def pause(self) -> None:
        """Let it answer nothing until `go_on`."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it work again."""
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        if not self.running:
            return self._close()
        self.go_on()
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            return self.kill()
        return self._close()

    def _close(self) -> None:
        """Close what it was connected by."""
        self._reader.join()
        for stream in (self._process.stdout, self._process.stdin):
            assert stream is not None
            stream.close()


@contextmanager
def cluster(
    folder: Path,
    nodes: int = 1,
    settings: Mapping[str, str] | None = None,
    java: Sequence[str] = SMALL,
) -> Iterator[list[Node]]:
    """A cluster of some nodes, started and healthy, and ended behind."""
    ports = _free_ports(2 * nodes)
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                _running(folder / str(n), {**_settings(n, ports), **(settings or {})}, java)
            )
            for n in range(nodes)
        ]
        for node in started:
            node.wait(nodes)
        yield started


@contextmanager
def _running(folder: Path, settings: Mapping[str, str], java: Sequence[str]) -> Iterator[Node]:
    node = Node(folder, settings, java)
    try:
        yield node
    finally:
        node.stop()


def _settings(n: int, ports: Sequence[int]) -> dict[str, str]:
    """The settings of a node of a cluster that has two ports for each."""
    http, transport = ports[: len(ports) // 2], ports[len(ports) // 2 :]
    return {
        "cluster.name": f"rostrum-{http[0]}",
        "node.name": f"node-{n}",
        "http.port": str(http[n]),
        "transport.port": str(transport[n]),
        "network.host": "127.0.0.1",
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in transport),
        "cluster.initial_cluster_manager_nodes": ",".join(f"node-{n}" for n in range(len(http))),
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "action.auto_create_index": "false",
    }


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def jars() -> Path:
    """The folder of the jars, fetched by whoever needs them first."""
    folder = CACHE / "jars"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not folder.is_dir():
            fetched = CACHE / "fetching"
            shutil.rmtree(fetched, ignore_errors=True)
            command = [
                "mvn",
                "-q",
                "-B",
                "-f",
                str(NODE / "pom.xml"),
                "dependency:copy-dependencies",
            ]
            subprocess.run([*command, f"-DoutputDirectory={fetched}"], check=True)
            fetched.rename(folder)
    return folder


def lacking() -> str:
    """Why no node can be started here, or nothing."""
    missing = [name for name in ("java", "mvn") if shutil.which(name) is None]
    if not missing or ((CACHE / "jars").is_dir() and "java" not in missing):
        return ""
    return f"no {' and no '.join(missing)} on the PATH, so no OpenSearch"
