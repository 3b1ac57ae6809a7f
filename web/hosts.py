"""Under which names a server is asked, unless it is told.

A server that only this machine reaches answers only to the names of this machine: otherwise any
page in a browser here could ask it under a name of its own (DNS rebinding). One that listens on
other addresses cannot know its names and answers to all until it is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

ANY = "*"
_HERE = ("localhost", "127.0.0.1", "[::1]")


def allowed_hosts(listens_on: str, url: str | None, told: Iterable[str]) -> tuple[str, ...]:
    """The names to answer to; none means any. `*` among those told lets all in."""
    named = [host for word in told for host in word.replace(",", " ").split()]
    if ANY in named:
        return ()
    if url and (host := urlsplit(url).netloc.rpartition("@")[2]):
        named.append(host)
    if not named and not _is_of_this_machine(listens_on):
        return ()
    return tuple(dict.fromkeys([*named, *_HERE, _bracketed(listens_on)]))


def _is_of_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
