"""Cursors: where the next page of a search begins, signed so that nobody can invent one.

A cursor holds an offset, the index version and a digest of the search, and works for no
other index and no other search: results that moved under a reader would be skipped or seen
twice without anyone noticing. Every worker of an index signs with the same key.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
from itsdangerous import BadData, Signer

from search.occurrences.concordance import ConcordanceRequest
from search.requests import SearchRequest
from web.problems import ProblemError

Pageable = SearchRequest | ConcordanceRequest

KEY_FILE = "cursor.key"


@dataclass(frozen=True)
class CursorSigner:
    """Writes and reads the cursors of one index; `secret` overrides the key kept beside it."""

    index: Path
    secret: str | None = None

    def write(self, request: Pageable, offset: int, version: str) -> str:
        """A cursor for the results of `request` from `offset` on, in this index version."""
        written = f"{offset}.{digest(request)}.{version}"
        return self._signer().sign(written).decode()

    def read(self, cursor: str, request: Pageable, version: str) -> int:
        """The offset a cursor stands for.

        Raises ProblemError: `bad_cursor` where it was not written here or belongs to another
        search, `stale_cursor` where the archive was indexed anew since.
        """
        try:
            offset, search, written_for = self._signer().unsign(cursor).decode().split(".", 2)
        except (BadData, ValueError):
            raise ProblemError(
                "bad_cursor",
                "This cursor was not given out by this service. Leave `cursor` out to begin at "
                "the first page, and then follow `next`.",
                parameter="cursor",
            ) from None
        if search != digest(request):
            raise ProblemError(
                "bad_cursor",
                "This cursor belongs to another search. Repeat the query, filters, sort and "
                "group it came from, or leave `cursor` out.",
                parameter="cursor",
            )
        if written_for != version:
            raise ProblemError(
                "stale_cursor",
                "The archive has been indexed anew since this cursor was given out, and the "
                "results may have moved. Leave `cursor` out to begin again.",
                parameter="cursor",
            )
        return int(offset)

    @cached_property
    def _key_file(self) -> Path:
        return self.index / KEY_FILE

    def _signer(self) -> Signer:
        """Signs with HMAC-SHA256, under the key of the index."""
        return _signer_with(self.secret or _kept_key(self._key_file))


@lru_cache(maxsize=4)
def _signer_with(key: str) -> Signer:
    return Signer(key, salt="rostrum.cursor.2", digest_method=hashlib.sha256)


def digest(request: Pageable) -> str:
    """What a search asks for, whichever page of it and whatever is counted beside it."""
    asked = msgspec.structs.replace(request, limit=0, offset=0)
    if isinstance(asked, SearchRequest):
        asked = msgspec.structs.replace(asked, facets=(), timeline=None)
    return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()[:16]


_process_keys: dict[Path, str] = {}


def _kept_key(path: Path) -> str:
    """The key kept in the index folder, readable by its owner only; made where there is none.

    Where the folder cannot be written, this process uses a key of its own: set ROSTRUM_SECRET
    there if several workers answer.
    """
    try:
        found = path.stat()
        return _read_key(path, found.st_ino, found.st_mtime_ns)
    except OSError:
        return _made_key(path)


@lru_cache(maxsize=4)
def _read_key(path: Path, inode: int, modified: int) -> str:
    """The key in a file; read anew when the file is another, which inode and time tell."""
    del inode, modified
    return path.read_text(encoding="ascii")


def _made_key(path: Path) -> str:
    """Write a new key whole or not at all: whoever links it first, everybody reads it."""
    key = _process_keys.setdefault(path, secrets.token_hex(32))
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
        try:
            os.link(draft, path)
        except FileExistsError:
            return path.read_text(encoding="ascii")
        finally:
            draft.unlink()
    except OSError:
        return key
    return key
