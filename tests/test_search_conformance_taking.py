"""Both engines give the same to be taken away, whole and in the same order."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from two_engines import Engines, asked, node, sample

from search.engine import Engine
from search.requests import SearchRequest

__all__ = ["node", "sample"]


def exported(engine: Engine, request: SearchRequest) -> tuple[Any, ...]:
    """All that there is of an export."""
    with closing(engine.export(request)) as export:
        return export.reading, export.total, export.order, export.index_version, list(export)


def test_exports_are_alike(sample: Engines) -> None:
    """Each passage comes whole, marked, with its score, at the same place."""
    for request in asked(sample, 1)[::2]:
        assert exported(sample.embedded, request) == exported(sample.cluster, request)


def test_what_is_too_much_for_pages_is_exported_alike(
    sample: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than can be paged through is read on and on, in the order of reading."""
    monkeypatch.setattr("search.exports.exporting.MAX_WINDOW", 20)
    monkeypatch.setattr("search.opensearch.exporting.BATCH", 7)
    orders = set()
    for request in asked(sample, 2)[::4]:
        found = exported(sample.embedded, request)
        assert found == exported(sample.cluster, request)
        orders.add(found[2])
    assert "reading" in orders
