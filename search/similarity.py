"""What a document is about, in the words that tell it from others, so that alike ones are found.

A word tells as much as it would add to the score of a passage with all the document's words, by
the idf and the saturation of the ranking's formulas, times its idf once more, which is what it
counts for where it is found again: the product of two texts as vectors. The most telling words
are then searched for, any of them, so that what is alike is decided by the same ranking as
everything else. Words that stand nowhere else find nothing else and are left out.

What is done is bounded: so many words of a document are read, and so many postings looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.evaluation.finding import Sources
from search.evaluation.segments import SearchedSegment
from search.language import syntax
from search.ranking import formulas

WORDS = 12
"""How many words stand for a document."""

_READ = 1 << 16
"""How many words of a document are read at most."""

_WEIGHED = 256
"""How many words are weighed by the whole archive, the most telling by their own segment."""

_POSTINGS = 1 << 18
"""How many passages the words may stand in, all together."""

Ints = NDArray[np.int64]


class _Stems(NamedTuple):
    """The stems of a document in its segment, int64[n] all.

    often: how often each stands in it. holders: in how many of its passages. form: the form of
    each that stands in it most.
    """

    stems: Ints
    often: Ints
    holders: Ints
    form: Ints


def telling_words(document: int, sources: Sources) -> list[str]:
    """The words of a document that tell most of it, the most telling first; as they stand in it."""
    source = _segment_of(document, sources)
    if source is None:
        return []
    found = _stems_of(document, source, sources)
    passages = sum(segment.live_passages for segment in sources.segments)
    norm = _norm(int(found.often.sum()), sources)
    held = source.segment.stem_passages[found.stems].astype(np.int64)
    weights = _weights(found.often, held, passages, norm)
    first = np.argsort(-weights, kind="stable")[:_WEIGHED]
    found = _Stems(*(column[first] for column in found))
    texts = [source.segment.stems.word(stem) for stem in found.stems.tolist()]
    held = np.array([_held(text, sources) for text in texts], np.int64)
    weights = _weights(found.often, held, passages, norm)
    weights[held <= found.holders] = 0.0
    forms = [source.segment.forms.word(form) for form in found.form.tolist()]
    weights[[not _is_telling(form) for form in forms]] = 0.0
    return [forms[n] for n in _chosen(weights, held, forms)]


def any_of(words: Sequence[str]) -> syntax.Query:
    """The search for any of some words."""
    found = tuple(map(syntax.Word, words))
    if len(found) > 1:
        return syntax.Or(found)
    return found[0] if found else syntax.Everything()


def _chosen(weights: NDArray[np.float64], held: Ints, forms: Sequence[str]) -> list[int]:
    """The greatest weights, of equal ones by the word, until these stand in too many passages."""
    rounded = np.round(weights, formulas.DECIMALS).tolist()
    order = sorted(np.flatnonzero(weights > 0).tolist(), key=lambda n: (-rounded[n], forms[n]))
    within = np.cumsum(held[order[:WORDS]]) <= _POSTINGS
    return [n for n, fits in zip(order, within.tolist(), strict=False) if fits]


def _is_telling(form: str) -> bool:
    """Whether a word may stand for a text: numbers and single letters stand in all kinds."""
    return len(form) > 1 and not form.isdigit()


def _segment_of(document: int, sources: Sources) -> SearchedSegment | None:
    first = int(sources.columns.document_start[document])
    return next((s for s in sources.segments if 0 <= first - s.first < s.passages), None)


def _stems_of(document: int, source: SearchedSegment, sources: Sources) -> _Stems:
    """The stems of the first words of a document."""
    segment = source.segment
    first, last = (sources.columns.document_start[document : document + 2] - source.first).tolist()
    start, stop = segment.passage_start[[first, last]].tolist()
    row = segment.row(start, min(stop, start + _READ)).astype(np.int64)
    words = row != segment.gap
    passage = np.cumsum(~words)[words]
    forms, form_often = np.unique(row[words], return_counts=True)
    of_form = segment.form_stem[forms].astype(np.int64)
    stems, often = np.unique(segment.form_stem[row[words]].astype(np.int64), return_counts=True)
    pairs = np.unique(passage * len(segment.stems) + segment.form_stem[row[words]])
    holders = np.bincount(np.searchsorted(stems, pairs % len(segment.stems)), minlength=len(stems))
    by_count = np.lexsort((-form_often, of_form))
    _, leading = np.unique(of_form[by_count], return_index=True)
    return _Stems(stems, often, holders, forms[by_count][leading])


def _norm(length: int, sources: Sources) -> float:
    words = sources.columns.passage_words
    average = float(words[words > 0].mean()) if words.any() else 0.0
    return float(formulas.norms(np.array([length]), average)[0])


def _held(text: str, sources: Sources) -> int:
    """How many passages of the archive hold a stem."""
    known = ((source, source.word(text, stemmed=True)) for source in sources.segments)
    return sum(source.live_count(word) for source, word in known if word)


def _weights(often: Ints, held: Ints, passages: int, norm: float) -> NDArray[np.float64]:
    idfs = np.array([formulas.idf(passages, count) for count in held.tolist()], np.float64)
    found: NDArray[np.float64] = idfs**2 * formulas.saturate(formulas.weigh(often / norm, 0.0))
    return found
