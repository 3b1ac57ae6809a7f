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
local asked = {{ {asked} }}
local n = 0
request = function()
  n = n % #asked + 1
  local one = asked[n]
  if one[2] == "" then return wrk.format("GET", one[1]) end
  return wrk.format("POST", one[1], {{ ["Content-Type"] = "application/json" }}, one[2])
end
done = function(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d\\n",
      summary.requests, summary.duration, failed, latency:percentile(99)))
end
"""


class Asked(NamedTuple):
    """A request: sent with GET or, where it has a body of JSON, with POST."""

    path: str
    body: str = ""


class Load(NamedTuple):
    """What a server answered: requests a second, how many of all failed, and by which client.

    p99 is how long the slowest hundredth took at least, in milliseconds.
    """

    rate: float
    failed: int
    client: str
    p99: float = 0.0


def load(address: Address, asked: Sequence[str | Asked], seconds: float) -> Load:
    """Send requests, or ask for paths, in turns over several connections for some seconds."""
    requests = [Asked(one) if isinstance(one, str) else one for one in asked]
    if shutil.which("wrk"):
        return _with_wrk(address, requests, seconds)
    return load_with_asyncio(address, requests, seconds)


def load_with_asyncio(address: Address, asked: Sequence[Asked], seconds: float) -> Load:
    """The same with the client of our own."""
    return asyncio.run(_with_asyncio(address, asked, seconds))


def _with_wrk(address: Address, asked: Sequence[Asked], seconds: float) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        written = (f"{{ {json.dumps(path)}, {_lua(body)} }}" for path, body in asked)
        script.write_text(_SCRIPT.format(asked=", ".join(written)))
        done = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", str(script),
             address.url],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if not found:
        raise RuntimeError(f"wrk did not say what it measured: {done.stdout}{done.stderr}")
    requests, microseconds, failed, p99 = map(int, found.groups())
    return Load(requests / microseconds * 1e6, failed, "wrk", p99 / 1e3)


def _lua(text: str) -> str:
    """A text as Lua reads it: a long bracket, for what JSON escapes means other things there."""
    return f"[====[{text}]====]"


async def _with_asyncio(address: Address, asked: Sequence[Asked], seconds: float) -> Load:
    began = time.perf_counter()
    turns = cycle(asked)
    tallies = await asyncio.gather(
        *(_ask(address, turns, began + seconds) for _ in range(CONNECTIONS))
    )
    took = time.perf_counter() - began
    times = sorted(one for own, _ in tallies for one in own)
    failed = sum(failed for _, failed in tallies)
    return Load(len(times) / took, failed, "asyncio", times[len(times) * 99 // 100] * 1e3)


async def _ask(address: Address, turns: cycle[Asked], until: float) -> tuple[list[float], int]:
    """Over one connection: the seconds that each request took, and how many had no 200."""
    times, failed = [], 0
    reader, writer = await asyncio.open_connection(address.host, address.port)
    while (began := time.perf_counter()) < until:
        writer.write(_written(address, next(turns)))
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.I)
        if length is None:
            raise RuntimeError("The server did not say how long its answer is.")
        await reader.readexactly(int(length[1]))
        times.append(time.perf_counter() - began)
        failed += b" 200 " not in head.split(b"\r\n", 1)[0]
    writer.close()
    await writer.wait_closed()
    return times, failed


def _written(address: Address, asked: Asked) -> bytes:
    """A request as it is sent."""
    body = asked.body.encode()
    head = f"{'POST' if body else 'GET'} {asked.path} HTTP/1.1\r\nHost: {address.host}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body
