"""What a search found, as arrays: passages, their scores, and the documents they stand in.

Passages of a document are numbered side by side, so documents are runs of the passages found,
and every count over documents is a count of runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from search import ranking
from search.evaluation import Hits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Matches:
    """P passages found in D documents.

    documents: int64[D], ascending. starts: int64[D], where each document's passages begin in
    `passages` and `scores`, int64[P] and float64[P], which hold the best passage of each
    document first (by score, then by number). document_scores: float64[D].
    """

    passages: Ints
    scores: Floats
    documents: Ints
    starts: Ints
    document_scores: Floats

    @property
    def scored(self) -> bool:
        """Whether any passage scored, that is, whether the query held a word."""
        return bool(len(self.scores)) and float(self.scores.max()) > 0

    def of_document(self, index: int) -> slice:
        """Where the passages of the document at `documents[index]` are."""
        last = index + 1 == len(self.starts)
        end = len(self.passages) if last else int(self.starts[index + 1])
        return slice(int(self.starts[index]), end)


def matches(hits: Hits, columns: Columns) -> Matches:
    """The passages found, gathered by document and the best of each document first."""
    documents = columns.passage_document[hits.passages].astype(np.int64)
    order = np.lexsort((hits.passages, -hits.scores, documents))
    passages, scores, documents = hits.passages[order], hits.scores[order], documents[order]
    starts = np.flatnonzero(np.diff(documents, prepend=-1))
    return Matches(
        passages, scores, documents[starts], starts, ranking.document_scores(scores, starts)
    )
