"""An archive in a cluster, where quotations are looked for.

The cluster says which passages hold several of the rarest words of a part of the quotation. They
are fetched and looked through for shingles; of the likeliest the whole documents are fetched,
because a quotation may cross the ends of paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.analysis import stem
from index.documents import Document
from index.documents import Passage as Text
from search.errors import QueryTooLarge
from search.evaluation.segments import SearchedSegment
from search.opensearch.brought import Brought
from search.opensearch.connection import Answer
from search.opensearch.matching import Clause
from search.opensearch.passages import MOST, Passage, passages_in
from search.opensearch.reader import Reader
from search.quotations.holders import (
    FEW,
    RAREST,
    QuotedWords,
    holders_among,
    numbers_by_rank,
    windows,
)
from search.quotations.places import MOST_ALIGNED, Candidate, Candidates, likeliest
from search.results import DocumentSummary


class _Here(NamedTuple):
    """Passages brought here and their segment."""

    brought: Brought
    source: SearchedSegment
    passages: list[Passage]


class Archive:
    """What is asked about one quotation; its documents are named by segment and number."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._stems = reader.lexicon.vocabulary("text")
        self._forms = reader.lexicon.vocabulary("exact")
        self._shelves: dict[int, _Here] = {}
        self.nearest = self._forms.nearest
        self.variants = reader.archive.archive.variants

    def check(self) -> None:
        """The cluster has a limit of its own for whatever is asked of it."""

    def knows(self, word: str) -> bool:
        """Whether a word stands anywhere."""
        return self._forms.count(word) > 0

    def candidates(self, quoted: QuotedWords) -> Candidates:
        """The likeliest passages of a quotation, in their documents."""
        parts = [part for window in windows(quoted) if (part := self._holding(window))]
        either = {"bool": {"should": parts, "minimum_should_match": 1}}
        here = self._fetched(either) if parts else None
        if not here:
            return Candidates([], 0)
        by_rank = numbers_by_rank(here.source, quoted)
        every = np.arange(len(here.passages), dtype=np.int32)
        held = holders_among(here.source, every, quoted, by_rank)
        columns = here.brought.columns()
        best = sorted(
            likeliest(here.source, columns, held, by_rank, len(quoted.words)),
            key=lambda candidate: candidate.key,
        )[:MOST_ALIGNED]
        return Candidates(self._in_documents(here, best, quoted), int(held.exact.sum()))

    def summary(self, source: SearchedSegment, document: int) -> DocumentSummary:
        """What is shown of a document where it is named."""
        return self._shelves[id(source)].brought.summaries([document])[0]

    def opening(self, source: SearchedSegment, document: int) -> Document:
        """A document."""
        return self._reader.view(self.summary(source, document).id).document

    def passages(
        self, source: SearchedSegment, document: int, passages: Sequence[int]
    ) -> Iterator[Text]:
        """Some of its passages, counted in the segment."""
        del document
        held = self._shelves[id(source)].passages
        return (Text(held[n].number, held[n].text) for n in passages)

    def _holding(self, window: Sequence[str]) -> Clause | None:
        """Passages with several of the rarest words of a window; with more, if they are many."""
        counts = {word: self._stems.count(word) for word in map(stem, dict.fromkeys(window))}
        known = [word for word, count in counts.items() if count]
        rarest = sorted(known, key=lambda word: counts[word])[:RAREST]
        if not rarest:
            return None
        terms = [{"term": {"text": word}} for word in rarest]
        least = min(2, len(rarest))
        parts: list[Clause] = [
            {"bool": {"should": terms, "minimum_should_match": needed}}
            for needed in range(least, len(rarest) + 1)
        ]
        found = zip(parts[:-1], self._reader.counts(parts[:-1]), strict=True)
        return next((part for part, count in found if count <= FEW), parts[-1])

    def _in_documents(
        self, here: _Here, best: Sequence[Candidate], quoted: QuotedWords
    ) -> list[Candidate]:
        """The same candidates in documents that are here whole."""
        keys = {here.passages[candidate.key[3]].key for candidate in best}
        whole = self._fetched({"terms": {"key": sorted(keys)}}) if keys else None
        if not whole:
            return []
        self._shelves[id(whole.source)] = whole
        by_rank = numbers_by_rank(whole.source, quoted)
        places = {(one.key, one.number): n for n, one in enumerate(whole.passages)}
        starts, before = whole.source.segment.passage_start, here.source.segment.passage_start
        found = []
        for candidate in best:
            own = here.passages[candidate.key[3]]
            place = places[own.key, own.number]
            moved = int(starts[place]) - int(before[candidate.key[3]])
            key = (*candidate.key[:3], place)
            found.append(Candidate(key, whole.source, by_rank, candidate.begin + moved))
        return found

    def _fetched(self, clause: Answer) -> _Here | None:
        """What a clause finds, here; None where that is nothing."""
        (count,) = self._reader.counts([clause])
        if count > MOST:
            message = (
                f"This engine looks for quotations in at most {MOST:,} passages, and {count:,} hold"
                " words of this one. Check a longer or a less common part of it."
            )
            raise QueryTooLarge("too_many_passages", message)
        passages = [one for page in passages_in(self._reader, clause) for one in page]
        if not passages:
            return None
        brought = Brought(self._reader, passages)
        return _Here(brought, brought.segment(brought.columns()), passages)
