"""The words that tell most of a document in a cluster, weighed by the figures kept there."""

from __future__ import annotations

import numpy as np

from index.documents import passages
from search.opensearch.brought import Brought
from search.opensearch.passages import Passage
from search.opensearch.reader import Reader
from search.similarity import telling


class _Weights:
    """The archive, as words are weighed by it."""

    def __init__(self, reader: Reader) -> None:
        self.passages = reader.archive.passages
        self.average = reader.archive.words / (reader.worded_passages or 1)
        self.held = reader.lexicon.vocabulary("text").count


def telling_words(reader: Reader, document_id: str) -> list[str]:
    """The words that tell most of a document. Raises DocumentNotFound."""
    own = [
        Passage(1, 1, passage.number, None, None, 0, passage.text, 0, None, frozenset())
        for passage in passages(reader.view(document_id).document)
    ]
    if not own:
        return []
    brought = Brought(reader, own)
    source = brought.segment(brought.columns())
    stems, archive = source.segment.stems, _Weights(reader)
    held = np.array([archive.held(stems.word(stem)) for stem in range(len(stems))], np.int64)
    return telling(0, source, archive, held)
