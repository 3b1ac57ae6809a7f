"""Both engines find the same occurrences: the same lines in the same order, the same series."""

from __future__ import annotations

from itertools import cycle
from typing import get_args

import pytest
from two_engines import Engines, asked, node, sample

from index.dates import Precision
from search.errors import QueryTooLarge, RequestError
from search.occurrences.concordance import ConcordanceRequest
from search.occurrences.line_order import LineSort
from search.occurrences.trends import MAX_SERIES, TrendsRequest
from search.requests import SearchRequest

__all__ = ["node", "sample"]


def test_concordances_are_alike(sample: Engines) -> None:
    """Lines, their order, their documents and the totals are the same."""
    sorts = cycle(get_args(LineSort))
    for search, sort in zip(asked(sample, 1)[::2], sorts, strict=False):
        request = ConcordanceRequest(search=search, sort=sort, context=5, limit=60, offset=3)
        assert sample.embedded.concordance(request) == sample.cluster.concordance(request)


def test_all_lines_are_alike(sample: Engines) -> None:
    """All lines come, in the same order."""
    for search in asked(sample, 2)[::8]:
        request = ConcordanceRequest(search=search, limit=1)
        expected = list(sample.embedded.all_lines(request))
        assert expected == list(sample.cluster.all_lines(request))


def test_trends_are_alike(sample: Engines) -> None:
    """Points, gaps, the first and the last occasion and the longest silence are the same."""
    periods = cycle(get_args(Precision))
    for search, by in zip(asked(sample, 3)[::2], periods, strict=False):
        request = TrendsRequest(searches=(search,), by=by)
        assert sample.embedded.trends(request) == sample.cluster.trends(request)


def test_too_many_passages_are_refused_by_name(
    sample: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would have to be brought from the cluster has an end, and it is said."""
    monkeypatch.setattr("search.opensearch.counting.MOST", 3)
    request = ConcordanceRequest(search=SearchRequest(query="wall"))
    with pytest.raises(QueryTooLarge, match="at most 3 passages"):
        sample.cluster.concordance(request)


def test_what_no_engine_answers_is_refused_alike(sample: Engines) -> None:
    """A page that cannot be, and more queries than can be told apart."""
    wrong = ConcordanceRequest(search=SearchRequest(query="wall"), context=0)
    many = TrendsRequest(searches=(SearchRequest(query="wall"),) * (MAX_SERIES + 1))
    for engine in (sample.embedded, sample.cluster):
        with pytest.raises(RequestError, match="context"):
            engine.concordance(wrong)
        with pytest.raises(RequestError, match="compared"):
            engine.trends(many)
