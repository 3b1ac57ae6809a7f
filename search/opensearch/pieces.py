"""What is kept of an archive as a whole: its figures, its settings and its vocabularies."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from index.archive import Archive
from index.commands.extraction_report import SourceExtraction
from index.commands.statistics import ArchiveReport, archive_report
from index.storage.columns import Columns
from search.opening import Opened
from search.opensearch.layout import WORD_FIELDS
from search.results import FieldReport
from search.vocabulary.holdings import field_reports

ARCHIVE_PIECE = "archive"


class ArchivePiece(msgspec.Struct, frozen=True, kw_only=True):
    """An archive's figures. `version` names the generation, `written` counts publications.

    `words` are the words of all passages; `title_words` those of the title over each passage,
    counted once a passage. `values` are those of keyword fields, as shown, with their documents.
    """

    version: str
    written: int
    archive: Archive
    documents: int
    passages: int
    words: int
    title_words: int
    values: dict[str, list[tuple[str, int]]]
    report: ArchiveReport
    extraction: tuple[SourceExtraction, ...]
    fields: list[FieldReport]


class WordsPiece(msgspec.Struct, frozen=True):
    """The vocabulary of a field, sorted, and how frequent each word is."""

    words: list[str]
    counts: list[int]


def words_piece(field: str) -> str:
    """The name of the piece that holds the vocabulary of a field."""
    return f"words-{field}"


def archive_piece(opened: Opened, written: int) -> ArchivePiece:
    """The figures of a generation."""
    generation, columns = opened.generation, opened.generation.columns
    return ArchivePiece(
        version=generation.version,
        written=written,
        archive=generation.archive,
        documents=generation.manifest.documents,
        passages=generation.manifest.passages,
        words=int(columns.passage_words.sum()),
        title_words=_title_words(columns),
        values={
            field: [(value.shown, value.documents) for value in opened.lexicon.values(field)]
            for field in columns.coded
        },
        report=archive_report(generation),
        extraction=opened.extraction,
        fields=field_reports(columns),
    )


def words_pieces(opened: Opened) -> Iterator[tuple[str, WordsPiece]]:
    """The vocabularies of a generation, by the names of their pieces."""
    for field in WORD_FIELDS:
        known = opened.lexicon.vocabulary(field)
        yield words_piece(field), WordsPiece(known.words, list(map(known.count, known.words)))


def _title_words(columns: Columns) -> int:
    titles = columns.titles
    lengths = np.zeros(len(columns.document_start) - 1, np.int64)
    lengths[columns.passage_document[titles]] = columns.passage_words[titles]
    sizes = np.diff(columns.document_start) * (columns.document_rank >= 0)
    return int((lengths * sizes).sum())
