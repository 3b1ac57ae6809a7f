"""What a document is about, in the words that tell it from others, so that alike ones are found.

A word tells as much as it would add to the score of a passage with all the document's words, by
the idf and the saturation of the ranking's formulas, times its idf once more, which is what it
counts for where it is found again: the product of two texts as vectors. The most telling words
are then searched for, any of them, so that what is alike is decided by the same ranking as
everything else. Words that stand nowhere else find nothing else and are left out.

What is done is bounded: so many words of a document are read, and so many postings looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.evaluation.finding import Sources
from search.evaluation.segments import SearchedSegment
from search.language import syntax
from search.language.normal_form import write
from search.ranking import formulas
from search.requests import SearchRequest
from search.results import SearchResults, SimilarDocuments

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


class Archive(Protocol):
    """What words are weighed by; `average` is of the passages that have words."""

    @property
    def passages(self) -> int:
        """How many passages there are."""
        ...

    @property
    def average(self) -> float:
        """How many words they have."""
        ...

    def held(self, stem: str) -> int:
        """How many of them hold a stem."""
        ...


class _Generation:
    """The archive in a generation."""

    def __init__(self, sources: Sources) -> None:
        self._segments = sources.segments
        self._words = sources.columns.passage_words
        self.passages = sum(segment.live_passages for segment in sources.segments)

    @property
    def average(self) -> float:
        words = self._words
        return float(words[words > 0].mean()) if words.any() else 0.0

    def held(self, stem: str) -> int:
        known = ((source, source.word(stem, stemmed=True)) for source in self._segments)
        return sum(source.live_count(word) for source, word in known if word)


def telling_words(document: int, sources: Sources) -> list[str]:
    """The words of a document that tell most of it, the most telling first; as they stand in it."""
    source = _segment_of(document, sources)
    if source is None:
        return []
    held = source.segment.stem_passages.astype(np.int64)
    return telling(document, source, _Generation(sources), held)


def telling(document: int, source: SearchedSegment, archive: Archive, nearly: Ints) -> list[str]:
    """The same of a document in this segment; `nearly` how many passages hold each stem of it.

    nearly: int64[S], by which those are chosen that the archive is asked about.
    """
    found = _stems_of(document, source)
    norm = float(formulas.norms(np.array([found.often.sum()]), archive.average)[0])
    weights = _weights(found.often, nearly[found.stems], archive.passages, norm)
    first = np.argsort(-weights, kind="stable")[:_WEIGHED]
    found = _Stems(*(column[first] for column in found))
    texts = [source.segment.stems.word(stem) for stem in found.stems.tolist()]
    held = np.array([archive.held(text) for text in texts], np.int64)
    weights = _weights(found.often, held, archive.passages, norm)
    weights[held <= found.holders] = 0.0
    forms = [source.segment.forms.word(form) for form in found.form.tolist()]
    weights[[not _is_telling(form) for form in forms]] = 0.0
    return [forms[n] for n in _chosen(weights, held, forms)]


def alike(
    document_id: str,
    words: Sequence[str],
    limit: int,
    search: Callable[[SearchRequest], SearchResults],
    version: str,
) -> SimilarDocuments:
    """What is found by the telling words of a document, itself aside."""
    query = write(any_of(words))
    # In these very spellings, and one more, since the document is most like itself.
    request = SearchRequest(query=query, limit=limit + 1, variants=False)
    found = search(request).results if words else ()
    others = [result for result in found if result.document.id != document_id]
    return SimilarDocuments(
        words=tuple(words), query=query, results=tuple(others[:limit]), index_version=version
    )


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


def _stems_of(document: int, source: SearchedSegment) -> _Stems:
    """The stems of the first words of a document."""
    segment = source.segment
    first, last = (source.starts[document : document + 2] - source.first).tolist()
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


def _weights(often: Ints, held: Ints, passages: int, norm: float) -> NDArray[np.float64]:
    idfs = np.array([formulas.idf(passages, count) for count in held.tolist()], np.float64)
    found: NDArray[np.float64] = idfs**2 * formulas.saturate(formulas.weigh(often / norm, 0.0))
    return found
