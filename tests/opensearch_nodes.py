"""Real nodes of OpenSearch for the tests.

Skipped where there is no Java or no Maven, unless ROSTRUM_REQUIRE_OPENSEARCH=1.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bench.opensearch.nodes import Node, cluster, lacking

__all__ = ["Node", "node", "require_opensearch"]


def require_opensearch() -> None:
    """Skip the test that asks where no node can be started, or fail where one has to be."""
    reason = lacking()
    if reason and os.environ.get("ROSTRUM_REQUIRE_OPENSEARCH") == "1":
        pytest.fail(f"ROSTRUM_REQUIRE_OPENSEARCH=1, but {reason}")
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A cluster of one node, for all tests of a process."""
    require_opensearch()
    with cluster(tmp_path_factory.mktemp("opensearch")) as (one,):
        yield one
