"""How many requests a client may send: as many at once as in a minute, then one by one.

For each client a moment is kept until which it has used up what it may (the generic cell rate
algorithm, ITU-T I.371): a request moves it on by a minute's share, and is refused where it would
come to lie more than a minute ahead. The moments are in a file that all workers share, so a
client is counted once however many answer it, exactly.

A client is an address, or of IPv6 the network of 64 bits that one customer is given.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from math import ceil
from pathlib import Path
from struct import Struct
from threading import Lock

from web.shared_files import shared

PLACES = 8192
"""How many clients are remembered; the one that has been quiet longest makes room."""

_NEIGHBOURS = 8
"""Places looked at for one client."""
_WINDOW = 60.0
_PLACE = Struct("=8sd")
_SALT = 16


class RateLimit:
    """So many requests a minute for each client, counted together by all who share a folder."""

    def __init__(self, per_minute: int, folder: Path | None = None) -> None:
        """`folder` is where the workers of one server meet; without one, this process counts."""
        self.per_minute = per_minute
        self._share = _WINDOW / per_minute
        self._lock = Lock()
        self._file = shared(folder and folder / "clients", _SALT + PLACES * _PLACE.size)
        self._salt = self._kept_salt()

    def wait(self, client: str) -> int:
        """0, and the request is counted; or in how many seconds the client may ask again."""
        digest = blake2b(_network(client), digest_size=8, key=self._salt).digest()
        now = time.time()
        with self._alone() as table:
            place, until = _found(table, digest, now)
            wait = max(until, now) + self._share - now - _WINDOW
            if wait > 1e-6:
                return ceil(wait)
            _PLACE.pack_into(table, place, digest, max(until, now) + self._share)
        return 0

    def _kept_salt(self) -> bytes:
        """Made by the first worker, so that nobody can choose addresses that share a place."""
        with self._alone() as table:
            if not any(table[:_SALT]):
                table[:_SALT] = secrets.token_bytes(_SALT)
            return bytes(table[:_SALT])

    @contextmanager
    def _alone(self) -> Iterator[mmap.mmap]:
        """The table, while no other thread and no other process looks at it."""
        descriptor = self._file.descriptor
        with self._lock:
            if descriptor is None:
                yield self._file.memory
                return
            fcntl.lockf(descriptor, fcntl.LOCK_EX)
            try:
                yield self._file.memory
            finally:
                fcntl.lockf(descriptor, fcntl.LOCK_UN)


def _found(table: mmap.mmap, digest: bytes, now: float) -> tuple[int, float]:
    """Where a client stands, or the place it gets, and until when it has used up its share."""
    first = int.from_bytes(digest[:4], "little")
    oldest, quiet_since = 0, float("inf")
    for step in range(_NEIGHBOURS):
        place = _SALT + (first + step) % PLACES * _PLACE.size
        held, until = _PLACE.unpack_from(table, place)
        if held == digest:
            # A clock that was set back must not shut anyone out for longer than a minute.
            return place, min(until, now + _WINDOW)
        if until < quiet_since:
            oldest, quiet_since = place, until
    return oldest, 0.0


def _network(client: str) -> bytes:
    """What is counted as one client."""
    try:
        address = ip_address(client.partition("%")[0])
    except ValueError:
        return os.fsencode(client)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return address.packed[:8]
    return getattr(address, "ipv4_mapped", address).packed
