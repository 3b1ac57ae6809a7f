"""The engines compared, each behind the same few methods.

A peer builds an index of records in a folder and opens it; what is opened answers questions.
Every peer that is installed takes part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from bench.peers.contract import Peer
from bench.peers.embedded import Embedded
from bench.peers.fts5 import Fts5
from bench.peers.stock_whoosh import StockWhoosh


def _tantivy() -> Peer:
    from bench.peers.tantivy_py import Tantivy

    return Tantivy()


def _tantivy_one_field() -> Peer:
    from bench.peers.tantivy_py import Tantivy

    return Tantivy(exact=False)


OURS = "Rostrum"
TANTIVY = "tantivy-py"
TANTIVY_ONE_FIELD = "tantivy-py, one field"
FTS5 = "SQLite FTS5"
WHOOSH = "stock Whoosh"

_MAKERS: Mapping[str, Callable[[], Peer]] = {
    OURS: Embedded,
    TANTIVY: _tantivy,
    TANTIVY_ONE_FIELD: _tantivy_one_field,
    FTS5: Fts5,
    WHOOSH: StockWhoosh,
}


def peer(name: str) -> Peer:
    """The peer of this name. Raises KeyError for an unknown one."""
    return _MAKERS[name]()


def installed() -> tuple[str, ...]:
    """The names of the peers that can take part here, ours first."""
    with_tantivy = find_spec("tantivy") is not None
    return tuple(name for name in _MAKERS if with_tantivy or "tantivy" not in name)
