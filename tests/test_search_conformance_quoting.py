"""Both engines find quotations in the same places, and tell the same differences."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing

import pytest
from two_engines import Engines, node, sample

from search.errors import QueryTooLarge, RequestError
from search.opening import Opening

__all__ = ["node", "sample"]


def quotations(both: Engines, seed: int) -> Iterator[str]:
    """Stretches of documents as they are quoted: whole, changed, cut short and put together."""
    chosen = random.Random(seed)
    with closing(Opening(both.index)) as opening, opening.current() as opened:
        columns, documents = opened.generation.columns, opened.generation.documents
        for number in columns.in_reading_order().tolist():
            said = " ".join(documents.get(number).paragraphs).split()
            first = chosen.randrange(max(1, len(said) - 60))
            some = said[first : first + chosen.choice((3, 9, 25, 60))]
            yield " ".join(some)
            yield " ".join(word for word in some if chosen.random() < 0.9)
            yield " ".join([*some[:8], "xyzzyx", *reversed(some[8:12]), *some[12:]])
            yield " ".join([*some[:9], "…", *said[-12:]])
            yield " ".join([*some[:30], *said[:20]])[:-3] + "e"


def test_quotations_are_checked_alike(sample: Engines) -> None:
    """Verdicts, pieces, places and differences are the same."""
    for text in list(quotations(sample, 1))[::3]:
        assert sample.embedded.quote(text) == sample.cluster.quote(text)


def test_what_is_no_quotation_is_refused_alike(sample: Engines) -> None:
    """Where there is no word there is nothing to look for."""
    for engine in (sample.embedded, sample.cluster):
        with pytest.raises(RequestError, match="no word"):
            engine.quote("…")
    assert sample.embedded.quote("xyzzyx plugh") == sample.cluster.quote("xyzzyx plugh")


def test_words_that_stand_in_too_many_passages_are_refused_by_name(
    sample: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would have to be brought from the cluster has an end, and it is said."""
    monkeypatch.setattr("search.opensearch.quoting.MOST", 2)
    with pytest.raises(QueryTooLarge, match="at most 2 passages"):
        sample.cluster.quote("the wall of the sea")
