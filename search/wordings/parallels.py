"""Where else the passages of a document stand: which documents share their text, and which words.

Which passages are parallels is known since indexing; here their texts are read and aligned, for
the passages that are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

import numpy as np

from index.analysis import Token, tokens
from index.documents import Document
from index.parallels.store import Ties
from index.storage.columns import NO_DAY, Columns
from index.storage.generations import Generation
from search.presentation.summaries import summaries
from search.results import Order, ParallelPassage, Span
from search.wordings.alignment import align, equal_runs

SHOWN = 8
"""How many parallels of a passage are shown, the earliest first; the rest are counted."""


class Found(NamedTuple):
    """The parallels of a document that are shown, and how many more each passage has."""

    shown: tuple[ParallelPassage, ...]
    more: dict[int, int]


class _Tie(NamedTuple):
    """A passage of the document and one elsewhere, both by document and number."""

    number: int
    document: int
    other: int


def parallels_of(document: Document, place: int, generation: Generation) -> Found | None:
    """The parallels of a document, given its place in a generation, passage by passage.

    None where the generation was built without looking for any.
    """
    if generation.parallels is None:
        return None
    columns = generation.columns
    first, last = columns.document_start[place : place + 2].tolist()
    every = _by_date(generation.parallels.within(first, last), columns)
    ties: list[_Tie] = []
    more: dict[int, int] = {}
    for number, own in groupby(every, lambda tie: tie.number):
        of_passage = _newest(list(own), columns)
        ties += of_passage[:SHOWN]
        if len(of_passage) > SHOWN:
            more[number] = len(of_passage) - SHOWN
    return Found(tuple(_presented(document, place, ties, generation)), more)


def _newest(ties: list[_Tie], columns: Columns) -> list[_Tie]:
    """Of ties with several captures of one page, the newest."""
    kept = columns.recaptures.newest(np.array([tie.document for tie in ties]))
    return ties if kept is None else [ties[n] for n in kept.tolist()]


def _by_date(ties: Ties, columns: Columns) -> Iterator[_Tie]:
    """Those of each passage, the earliest first and the undated last."""
    owners = columns.passage_document[ties.partners]
    days = columns.first_day[owners].astype(np.int64)
    days[days == NO_DAY] = np.iinfo(np.int64).max
    order = np.lexsort((ties.partners, columns.document_rank[owners], days, ties.passages))
    rows = (
        columns.numbers_of(ties.passages[order]).tolist(),
        owners[order].tolist(),
        columns.numbers_of(ties.partners[order]).tolist(),
    )
    return map(_Tie._make, zip(*rows, strict=True))


def _presented(
    document: Document, place: int, ties: Sequence[_Tie], generation: Generation
) -> Iterator[ParallelPassage]:
    """The ties with their documents, and the words that both sides share."""
    documents = generation.documents
    others = sorted({tie.document for tie in ties})
    shown = dict(zip(others, summaries(others, documents, generation.columns), strict=True))
    passages = sorted({(tie.document, tie.other - 1) for tie in ties})
    texts = dict(zip(passages, documents.paragraphs(passages), strict=True))
    known: dict[str, list[Token]] = {}
    order = partial(_order, generation.columns, place)
    for tie in ties:
        text, other = document.paragraphs[tie.number - 1], texts[tie.document, tie.other - 1]
        own_words, other_words = (
            known.get(said) or known.setdefault(said, tokens(said)) for said in (text, other)
        )
        equal = equal_runs(align([w.text for w in own_words], [w.text for w in other_words]))
        shared = sum(run.left[1] - run.left[0] for run in equal)
        yield ParallelPassage(
            passage=tie.number,
            document=shown[tie.document],
            number=tie.other,
            order=order(tie.document),
            shared_words=shared,
            share=round(shared / max(len(own_words), 1), 3),
            share_there=round(shared / max(len(other_words), 1), 3),
            spans=_spans(own_words, [run.left for run in equal]),
            text=other,
            spans_there=_spans(other_words, [run.right for run in equal]),
        )


def _spans(words: Sequence[Token], stretches: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Stretches of words as spans of the text they stand in."""
    return tuple((words[start].start, words[stop - 1].end) for start, stop in stretches)


def _order(columns: Columns, place: int, other: int) -> Order:
    """Whether another document is earlier or later than this, as far as dates tell."""
    first, other_first = columns.first_day[[place, other]].tolist()
    last, other_last = columns.last_day[[place, other]].tolist()
    if NO_DAY in (first, other_first):
        return "undated"
    if other_last < first:
        return "earlier"
    if other_first > last:
        return "later"
    return "same"
