"""How soon an index answers in a new process."""

from __future__ import annotations

from statistics import median

from bench.corpora import Corpus
from bench.measures.indexing import Built
from bench.opening import start_apart
from bench.peers.embedded import written
from bench.questions import Question
from bench.rows import Row

OPENING_MS, FIRST_MS = 50.0, 100.0


def rows(corpus: Corpus, built: Built, questions: list[Question], times: int) -> list[Row]:
    """Opening, and the first query after it: medians over new processes, each asked another."""
    starts = [start_apart(built.folder, written(question)) for question in questions[:times]]
    note = f"median of {len(starts)} processes"
    opening, first = median(s.opening for s in starts), median(s.first for s in starts)
    return [
        Row(corpus=corpus.name, subject="opening the index", against="", figure=opening,
            aim=OPENING_MS, unit="ms", note=note),
        Row(corpus=corpus.name, subject="first query after opening", against="", figure=first,
            aim=FIRST_MS, unit="ms", note=note),
    ]  # fmt: skip
