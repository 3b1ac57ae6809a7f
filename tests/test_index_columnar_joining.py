"""Stretches of segments, joined, are the segment their passages make when they are written anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import joining
from index.columnar.joining import Stretches, join_segments
from index.columnar.segment import open_segment
from index.columnar.writing import write_segment

WORDS = ("gull", "gulls", "tern", "quay", "tolled", "tall", "Þórr", "수문", "a")
passages = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@settings(deadline=None, max_examples=25)
@given(st.data(), st.lists(st.lists(passages, max_size=8), min_size=1, max_size=3))
def test_joined_stretches_are_the_segment_of_their_passages(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, texts: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("joined")
    for number, own in enumerate(texts):
        write_segment(folder / str(number), own)
    stretches = data.draw(st.lists(st.integers(0, len(texts) - 1).flatmap(
        lambda n: st.tuples(
            st.just(n), st.integers(0, len(texts[n])), st.integers(0, len(texts[n]))
        )
    )))  # fmt: skip
    table = np.array([(n, *sorted(bounds)) for n, *bounds in stretches], np.int64).reshape(-1, 3)
    batch = data.draw(st.sampled_from([1, 7, joining.BATCH]))
    segments = [open_segment(folder / str(number)) for number in range(len(texts))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "BATCH", batch)
        join_segments(folder / "joined", segments, Stretches(*table.T))
    write_segment(folder / "anew", [text for n, a, b in table.tolist() for text in texts[n][a:b]])
    expected = {path.name: path.read_bytes() for path in (folder / "anew").iterdir()}
    assert expected == {path.name: path.read_bytes() for path in (folder / "joined").iterdir()}
