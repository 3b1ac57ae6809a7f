"""Weights are of the whole index and of what is live, however it is spread over segments."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from several_segments import several
from whoosh.query.terms import Term

from index.documents import Document
from search.evaluation.finding import Sources
from search.lists.forms import WHOLE_STEM
from search.ranking import formulas
from search.ranking.weights import Weights

LONG = Document(id="a", path="a", title="A gull", paragraphs=("gull tern quay toll tall " * 3,))
SHORT = Document(id="b", path="b", title="Terns", paragraphs=("gulls", "quay"))
OTHER = Document(id="c", path="c", title="Gull, gull", paragraphs=("gull gull", "heron"))


def test_how_telling_a_word_is_is_counted_over_live_passages(tmp_path: Path) -> None:
    sources = Sources(several(tmp_path, [LONG, OTHER], [SHORT], deleted=[1]))
    weights = Weights(sources)
    terms = [Term("text", "gull"), Term("exact", "gull"), Term("title", "gull"),
             Term("text", "heron"), Term("text", "osprey")]  # fmt: skip
    expected = [formulas.idf(5, 3), formulas.idf(5, 2), formulas.idf(5, 2), formulas.idf(5, 0), 0.0]
    first, second = (weights.words(terms, s) for s in sources.segments)
    assert expected == first.idfs.tolist()
    assert [expected[0], 0.0, expected[2], 0.0, 0.0] == second.idfs.tolist()


def test_a_boost_counts_a_word_as_often(tmp_path: Path) -> None:
    sources = Sources(several(tmp_path, [SHORT]))
    weights = Weights(sources)
    (segment,) = sources.segments
    terms = [Term("text", "gull"), Term("text", "gull", boost=2.5)]
    once, often = weights.words(terms, segment).idfs.tolist()
    assert 2.5 * once == often


def test_norms_are_by_the_average_of_live_passages(tmp_path: Path) -> None:
    sources = Sources(several(tmp_path, [LONG, OTHER], [SHORT], deleted=[1]))
    weights = Weights(sources)
    lengths = np.array([2, 15, 1, 1, 1])
    first, second = (weights.words([Term("text", "gull")], s).norms for s in sources.segments)
    expected = formulas.norms(lengths, 4.0)
    assert pytest.approx(expected[:2].tolist()) == first[:2].tolist()
    assert pytest.approx(expected[2:].tolist()) == second.tolist()


def test_a_form_is_told_by_its_rank_and_a_stem_is_whole(tmp_path: Path) -> None:
    sources = Sources(several(tmp_path, [LONG, SHORT]))
    weights = Weights(sources)
    (segment,) = sources.segments
    gull = segment.word("gull", stemmed=False)
    assert gull is not None
    assert gull.form is not None
    terms = [Term("text", "gull"), Term("exact", "gull"), Term("exact", "quay")]
    words = weights.words(terms, segment)
    rank = int(segment.segment.form_rank[gull.form])
    assert [WHOLE_STEM, rank, WHOLE_STEM] == words.ranks.tolist()


def test_titles_that_are_deleted_lift_nothing(tmp_path: Path) -> None:
    sources = Sources(several(tmp_path, [LONG, OTHER], [OTHER], deleted=[1]))
    weights = Weights(sources)
    first, second = (weights.words([Term("text", "gull")], s) for s in sources.segments)
    assert ([0], [2]) == (first.lift_first.tolist(), first.lift_last.tolist())
    assert ([0], [3]) == (second.lift_first.tolist(), second.lift_last.tolist())
    assert second.lift[0] == pytest.approx(2 * first.lift[0])


def test_no_weight_of_a_segment_is_beyond_its_peaks_and_the_slack(tmp_path: Path) -> None:
    sources = Sources(several(tmp_path, [SHORT], [LONG, LONG]))
    weights = Weights(sources)
    short, long = sources.segments
    assert weights.slack(long) == 1
    assert weights.slack(short) > 1
    for segment in (short, long):
        slack = weights.slack(segment)
        own = weights.words([Term("text", "gull")], segment).norms
        lengths = np.diff(segment.segment.passage_start) - 1
        assert (formulas.norms(lengths) / own <= slack + 1e-12).all()


def test_norms_are_those_of_the_lengths_of_passages_to_the_last_bit(tmp_path: Path) -> None:
    paragraphs = tuple("gull " * (1 + n % 7) for n in range(40))
    sources = Sources(several(tmp_path, [Document(id="d", path="d", paragraphs=paragraphs)]))
    (segment,) = sources.segments
    lengths = sources.columns.passage_words
    norms = Weights(sources).words([Term("text", "gull")], segment).norms
    assert formulas.norms(lengths).tolist() == norms.tolist()
