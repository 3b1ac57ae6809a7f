"""Load on a server of this machine: as many requests as it answers, for a few seconds.

wrk, where it is installed, because it takes little of the cores the server needs; otherwise a
client of our own, which takes more and so flatters the slower server. Which it was is told.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from web.server import Address

CONNECTIONS = 8

_SCRIPT = """
local paths = {{ {paths} }}
local n = 0
request = function()
  n = n % #paths + 1
  return wrk.format("GET", paths[n])
end
done = function(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d\\n", summary.requests, summary.duration, failed))
end
"""


class Load(NamedTuple):
    """What a server answered: requests a second, how many of all failed, and by which client."""

    rate: float
    failed: int
    client: str


def load(address: Address, paths: Sequence[str], seconds: float) -> Load:
    """Ask for paths in turns over several connections for some seconds."""
    if shutil.which("wrk"):
        return _with_wrk(address, paths, seconds)
    return load_with_asyncio(address, paths, seconds)


def load_with_asyncio(address: Address, paths: Sequence[str], seconds: float) -> Load:
    """The same with the client of our own."""
    return asyncio.run(_with_asyncio(address, paths, seconds))


def _with_wrk(address: Address, paths: Sequence[str], seconds: float) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(_SCRIPT.format(paths=", ".join(map(json.dumps, paths))))
        done = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", str(script),
             address.url],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = re.search(r"RESULT (\d+) (\d+) (\d+)", done.stdout)
    if not found:
        raise RuntimeError(f"wrk did not say what it measured: {done.stdout}{done.stderr}")
    requests, microseconds, failed = map(int, found.groups())
    return Load(requests / microseconds * 1e6, failed, "wrk")


async def _with_asyncio(address: Address, paths: Sequence[str], seconds: float) -> Load:
    began = time.perf_counter()
    turns = cycle(paths)
    tallies = await asyncio.gather(
        *(_ask(address, turns, began + seconds) for _ in range(CONNECTIONS))
    )
    took = time.perf_counter() - began
    return Load(
        sum(done for done, _ in tallies) / took, sum(failed for _, failed in tallies), "asyncio"
    )


async def _ask(address: Address, paths: cycle[str], until: float) -> tuple[int, int]:
    """Over one connection: how many requests were answered, and how many of them not with 200."""
    done = failed = 0
    reader, writer = await asyncio.open_connection(address.host, address.port)
    while time.perf_counter() < until:
        request = f"GET {next(paths)} HTTP/1.1\r\nHost: {address.host}\r\n\r\n"
        writer.write(request.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.I)
        if length is None:
            raise RuntimeError("The server did not say how long its answer is.")
        await reader.readexactly(int(length[1]))
        done += 1
        failed += b" 200 " not in head.split(b"\r\n", 1)[0]
    writer.close()
    await writer.wait_closed()
    return done, failed
