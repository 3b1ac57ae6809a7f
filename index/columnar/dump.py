"""A segment as plain text, for debugging: what stands where, in words people can read.

segment: 2 passages, 5 words, 4 forms, 3 stems
passage 0 at 1: the sails
stem sail: in 2 passages, 2 times, as sails sailing
  passage 0: 1 time, at 2
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from index.columnar.segment import Segment


def dump(segment: Segment) -> Iterator[str]:
    """The lines of the text: the passages in order, then the stems in order."""
    yield (
        f"segment: {segment.passages} passages, {segment.words} words,"
        f" {len(segment.forms)} forms, {len(segment.stems)} stems"
    )
    forms = segment.forms.words()
    for passage in range(segment.passages):
        start, end = segment.passage_start[passage : passage + 2].tolist()
        text = " ".join(forms[form] for form in segment.row(start, end - 1).tolist())
        yield f"passage {passage} at {start}: {text}".rstrip()
    for number, stem in enumerate(segment.stems.words()):
        yield from _stem(segment, number, stem, forms)


def _stem(segment: Segment, number: int, stem: str, forms: list[str]) -> Iterator[str]:
    passages, frequencies = segment.postings(number)
    spelt = " ".join(forms[form] for form in segment.forms_of(number).tolist())
    yield (f"stem {stem}: in {len(passages)} passages, {frequencies.sum()} times, as {spelt}")
    addresses = np.split(segment.positions(number), np.cumsum(frequencies)[:-1])
    for passage, frequency, found in zip(
        passages.tolist(), frequencies.tolist(), addresses, strict=True
    ):
        times = "time" if frequency == 1 else "times"
        yield f"  passage {passage}: {frequency} {times}, at {' '.join(map(str, found.tolist()))}"
