"""Comparing two documents of a generation: what `comparison` needs of it, and what it answers."""

from __future__ import annotations

from search.opening import Opened
from search.presentation.document_view import number_of
from search.presentation.summaries import summaries
from search.results import DocumentSummary
from search.wordings.comparison import Comparison, compare


def compared(left_id: str, right_id: str, opened: Opened) -> Comparison:
    """Two documents beside each other, by their ids. Raises DocumentNotFound."""
    numbers = number_of(left_id, opened), number_of(right_id, opened)
    left, right = map(opened.generation.documents.get, numbers)
    found = compare(left, right, opened.generation.archive.variants)
    return Comparison(
        left=summary_of(numbers[0], opened),
        right=summary_of(numbers[1], opened),
        rows=found.rows,
        left_words=found.left_words,
        right_words=found.right_words,
        shared_words=found.shared_words,
        index_version=opened.generation.version,
    )


def summary_of(number: int, opened: Opened) -> DocumentSummary:
    """What is shown of a document, by its number."""
    generation = opened.generation
    return summaries([number], generation.documents, generation.columns)[0]
