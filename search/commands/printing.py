"""What the command line shows: results and documents, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from index.documents import Document, called, passages
from search.results import (
    DocumentSummary,
    DocumentView,
    PassageHit,
    Result,
    SearchResults,
    SimilarDocuments,
    Span,
    Version,
)

MARKED = "bold"
QUIET = "dim"


def console() -> Console:
    """A console that prints text as it is: nothing in a document is taken for markup."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False)


def results(found: SearchResults, offset: int = 0) -> RenderableType:
    """What a search found: how it was read, the counts, the results, facets and timeline."""
    parts: list[RenderableType] = [*_reading(found), Text("")]
    for number, result in enumerate(found.results, start=offset + 1):
        parts += [_result(number, result), Text("")]
    for name, counts in found.facets.items():
        values = ", ".join(f"{c.value} {c.count:,}" for c in counts)
        parts.append(Text(f"{name}: {values or 'none'}"))
    if found.timeline:
        buckets = ", ".join(f"{b.start} {b.count:,}" for b in found.timeline)
        parts.append(Text(f"timeline: {buckets}; without such a date {found.undated:,}"))
    return Group(*parts)


def similar(found: SimilarDocuments) -> RenderableType:
    """Documents like another: the words they were found by, and the documents."""
    parts: list[RenderableType] = [Text(f"By the words: {', '.join(found.words) or 'none'}")]
    for number, result in enumerate(found.results, start=1):
        parts += [
            Text(""),
            _result(number, msgspec.structs.replace(result, passages=(), more_passages=0)),
        ]
    return Group(*parts)


def document(view: DocumentView) -> RenderableType:
    """A document whole: what is known of it, then its numbered paragraphs."""
    shown = view.document
    parts: list[RenderableType] = [Text(called(shown), style=MARKED)]
    parts += [Text(f"{name}: {value}", style=QUIET) for name, value in _metadata(shown)]
    parts += [Text(_version(version), style=QUIET) for version in view.versions]
    for passage in passages(shown):
        if passage.number:
            text = marked(passage.text, view.highlights.get(passage.number, ()))
            parts += [Text(""), Text(f"{passage.number}", style=QUIET), text]
            parts += _elsewhere(view, passage.number)
    return Group(*parts)


def _elsewhere(view: DocumentView, number: int) -> Iterator[Text]:
    """Where else a passage stands, a line each."""
    for found in view.parallels or ():
        if found.passage == number:
            where = f"{_about(found.document)}, passage {found.number}"
            yield Text(f"also {found.share:.0%} in {where} ({found.order})", style=QUIET)
    if number in view.more_parallels:
        yield Text(f"and in {many(view.more_parallels[number], 'passage')} more", style=QUIET)


def marked(text: str, spans: Iterable[Span]) -> Text:
    """A text with what matched in bold."""
    shown = Text(text)
    for start, end in spans:
        shown.stylize(MARKED, start, end)
    return shown


def _reading(found: SearchResults) -> Iterator[Text]:
    reading, total = found.reading, found.total
    counts = f"{many(total.passages, 'passage')} in {many(total.documents, 'document')}"
    if total.stories < total.documents:
        counts += f", {total.stories:,} {'story' if total.stories == 1 else 'stories'}"
    yield Text(f"{counts}: {reading.description}")
    for repair in reading.repairs:
        yield Text(repair.message, style=QUIET)
    for notice in reading.notices:
        yield Text(notice, style=QUIET)
    if found.did_you_mean:
        yield Text(f"Did you mean: {found.did_you_mean}")


def _result(number: int, result: Result) -> RenderableType:
    summary = result.document
    title = marked(summary.title, summary.title_highlights)
    parts: list[RenderableType] = [
        Text.assemble(f"{number}. ", title),
        Text(_about(summary), style=QUIET),
        *(_hit(hit) for hit in result.passages if hit.number),
    ]
    parts += [
        Text(f"the same text: {other.title} · {_about(other)}", style=QUIET)
        for other in result.also
    ]
    if result.more_also:
        parts.append(Text(f"and in {many(result.more_also, 'document')} more", style=QUIET))
    if result.more_passages:
        parts.append(Text(f"and {many(result.more_passages, 'passage')} more", style=QUIET))
    return Group(parts[0], *(Padding(part, (0, 0, 0, 3), expand=False) for part in parts[1:]))


def _about(summary: DocumentSummary) -> str:
    changed = f"{summary.versions} versions" if summary.versions > 1 else None
    known = (summary.date or "undated", summary.source, summary.speaker, changed, summary.id)
    return " · ".join(value for value in known if value)


def _hit(hit: PassageHit) -> Text:
    before, after = "… " if hit.cut_before else "", " …" if hit.cut_after else ""
    return Text.assemble(
        (f"{hit.number}  ", QUIET), before, marked(hit.text, hit.highlights), after
    )


def _metadata(shown: Document) -> Iterator[tuple[str, object]]:
    names = ("date", "source", "speaker", "place", "agency", "byline", "publisher", "kind", "url")
    for name in names:
        value = getattr(shown, name)
        if value is not None:
            yield name, value
    yield "id", shown.id
    yield "capture", shown.path


def _version(version: Version) -> str:
    """`seen 2020-06-24 to 2020-07-01, 2 captures: 1 paragraph added, 1 dropped (t-2020)`."""
    days = " to ".join(dict.fromkeys(day for day in (version.first_seen, version.last_seen) if day))
    changed = f": {many(version.added, 'paragraph')} added, {version.dropped:,} dropped"
    what = changed if version.added or version.dropped else ""
    which = "this version" if version.shown else version.id
    return f"seen {days or 'on a day unknown'}, {many(version.captures, 'capture')}{what} ({which})"


def many(count: int, noun: str) -> str:
    """A number with its noun: 1 passage, 412 passages."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
