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
from pathlib import Path

import msgspec
from itsdangerous import BadData, URLSafeSerializer

from search.engine import SearchRequest
from web.problems import ProblemError

KEY_FILE = "cursor.key"
_PAGING = {"limit", "offset", "facets", "timeline"}


@dataclass(frozen=True)
class CursorSigner:
    """Writes and reads the cursors of one index; `secret` overrides the key kept beside it."""

    index: Path
    secret: str | None = None

    def write(self, request: SearchRequest, offset: int, version: str) -> str:
        """A cursor for the results of `request` from `offset` on, in this index version."""
        return self._serializer().dumps([offset, version, digest(request)])

    def read(self, cursor: str, request: SearchRequest, version: str) -> int:
        """The offset a cursor stands for.

        Raises ProblemError: `bad_cursor` where it was not written here or belongs to another
        search, `stale_cursor` where the archive was indexed anew since.
        """
        try:
            offset, written_for, search = self._serializer().loads(cursor)
        except (BadData, ValueError, TypeError):
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

    def _serializer(self) -> URLSafeSerializer:
        """Signs with HMAC-SHA256, under the key of the index."""
        key = self.secret or _kept_key(self.index)
        return URLSafeSerializer(
            key, salt="rostrum.cursor.1", signer_kwargs={"digest_method": hashlib.sha256}
        )


def digest(request: SearchRequest) -> str:
    """What a search asks for, whichever page of it and whatever is counted beside it."""
    asked = {k: v for k, v in msgspec.structs.asdict(request).items() if k not in _PAGING}
    encoded = msgspec.json.encode(asked, order="deterministic")
    return hashlib.sha256(encoded).hexdigest()[:16]


_process_keys: dict[Path, str] = {}


def _kept_key(index: Path) -> str:
    """The key kept in the index folder, readable by its owner only; made where there is none.

    Where the folder cannot be written, this process uses a key of its own: set ROSTRUM_SECRET
    there if several workers answer.
    """
    path = index / KEY_FILE
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return _made_key(path)


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
