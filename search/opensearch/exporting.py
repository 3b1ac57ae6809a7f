"""All that a search of a cluster finds, to be taken away: in bounded memory, in the same order.

What can be paged through is ranked by the shards at once, by number; more than that is read on
and on in the order of reading. Texts are fetched a few hundred at a time in both cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from whoosh.query.qcore import Query

from search.exports.exporting import BATCH, Export, FoundText, export_order
from search.opensearch.asking import MILLION, Found, Row, Wanted
from search.opensearch.layout import shown
from search.opensearch.packing import unpacked
from search.opensearch.passages import found_passages
from search.opensearch.reader import Reader
from search.presentation.highlights import Highlighter
from search.reading import ReadRequest
from search.requests import MAX_WINDOW
from search.results import DocumentSummary, Span, Totals


class _Text(NamedTuple):
    """A passage to be taken away, before its document is known; `order` tells which that is."""

    order: int
    number: int
    score: int
    language: str | None
    text: str


def export(reader: Reader, asked: ReadRequest) -> Export:
    """All that a request finds. Raises QueryError, RequestError or EngineUnavailable."""
    request = asked.request
    translation = reader.translated(asked.filtered, variants=request.variants)
    wanted = Wanted(sort=request.sort, group="passage", rows=MAX_WINDOW, older=True)
    found = reader.find(translation.query, wanted)
    order = export_order(found.passages, found.sort, scored=True)
    batches = (
        _on_and_on(reader, translation.query, found)
        if order == "reading"
        else _ranked(reader, found.rows)
    )
    return Export(
        reading=msgspec.structs.replace(asked.reading, notices=translation.notices),
        total=Totals(found.passages, found.documents, found.stories),
        order=order,
        index_version=reader.archive.version,
        texts=_texts(reader, batches, Highlighter(translation.query)),
        close=lambda: None,
    )


def _on_and_on(reader: Reader, query: Query, found: Found) -> Iterator[Sequence[_Text]]:
    for page in found_passages(reader, query, found.older, scored=True, size=BATCH):
        yield [_Text(one.order, one.number, one.score, one.language, one.text) for one in page]


def _ranked(reader: Reader, rows: Sequence[Row]) -> Iterator[Sequence[_Text]]:
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        _, passages = reader.shown([], [(row.key, [row.best[0][0]]) for row in batch])
        known = {(passage["key"], passage["number"]): passage for passage in passages}
        texts = []
        for row in batch:
            number, score = row.best[0]
            held = known[row.key, number]
            language = held.get(shown("language"))
            texts.append(_Text(row.order, number, score, language, held["paragraph"]))
        yield texts


def _texts(
    reader: Reader, batches: Iterator[Sequence[_Text]], highlighter: Highlighter
) -> Iterator[FoundText]:
    for batch in batches:
        found, _ = reader.shown({text.order for text in batch})
        documents = {one["rank"]: unpacked(one["summary"], DocumentSummary) for one in found}
        for text, spans in zip(batch, _marked(batch, highlighter), strict=True):
            yield _found(documents[text.order], text, spans)


def _marked(batch: Sequence[_Text], highlighter: Highlighter) -> Iterator[tuple[Span, ...]]:
    """What is marked in each text: of titles by what is asked of titles, too."""
    marked = {
        titles: iter(
            highlighter.spans(
                [one.text for one in batch if (not one.number) == titles],
                titles=titles,
                strict=True,
            )
        )
        for titles in (True, False)
    }
    return (next(marked[not one.number]) for one in batch)


def _found(document: DocumentSummary, text: _Text, spans: tuple[Span, ...]) -> FoundText:
    return FoundText(
        document=document.id,
        passage=text.number,
        title=document.title,
        date=document.date,
        date_inferred=document.date_inferred,
        source=document.source,
        speaker=document.speaker,
        place=document.place,
        kind=document.kind,
        language=text.language,
        score=text.score / MILLION,
        text=text.text,
        highlights=spans,
        original_url=document.url,
    )
