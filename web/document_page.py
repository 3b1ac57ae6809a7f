"""The reading page: one document whole, with what is known of it and from where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for
from markupsafe import Markup

from index.dates import PartialDate
from index.documents import Block, Document, Evidence, called, is_inferred
from search.citations.citation import citation_of
from search.results import DocumentView, Version
from web.facets import in_words
from web.finding_on import CitationForm, Row, Similar, citation_forms, rows
from web.margin import Margin, margins
from web.presentation import (
    counted,
    date_in_words,
    marked,
    month_and_day,
    shortened,
    web_link,
)
from web.search_state import SearchState

_KEPT_SHOWN = 90
_STRIPPED_SHOWN = 600
_EVIDENCE_SHOWN = 160
_LISTED = 24
_DATES = {"date": "Date", "posted": "Posted", "captured": "Captured"}
_VALUES = {
    "speaker": "Speaker",
    "kind": "Kind",
    "place": "Place",
    "source": "Source",
    "agency": "Agency",
    "publisher": "Publisher",
    "byline": "By",
    "language": "Language",
    "issue": "Issue",
}
_FILTERS = ("speaker", "kind", "place", "source", "language")


@dataclass(frozen=True)
class Fact:
    """One line of what is known: its name, value, and what the value was read from."""

    name: str
    value: str
    evidence: str = ""
    inferred: bool = False
    href: str | None = None
    datetime: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """One numbered paragraph, its words marked.

    `before` and `after` are the numbers of the nearest passages with words found, 0 the title.
    """

    number: int
    html: Markup
    found: bool
    margin: Margin | None
    before: int | None
    after: int | None


@dataclass(frozen=True)
class AuditedText:
    """The beginning of a block, and its score where the model for pages gave it one."""

    text: str
    score: str


@dataclass(frozen=True)
class AuditEntry:
    """Neighbouring blocks of the capture: kept or stripped, as what, and why.

    What was kept stands above in full, so that its beginning is enough here.
    """

    kept: bool
    role: str
    reason: str
    texts: tuple[AuditedText, ...]


@dataclass(frozen=True)
class Byline:
    """What stands under the title, in the same words as in a list of results."""

    date: str | None
    date_inferred: bool
    source: str | None
    speaker: str | None
    place: str | None
    kind: str


@dataclass(frozen=True)
class DocumentPage:
    """Everything the reading page shows."""

    id: str
    title: str
    lang: str
    title_html: Markup
    byline: Byline
    facts: tuple[Fact, ...]
    paragraphs: tuple[Paragraph, ...]
    found: tuple[int, ...]
    more_found: int
    url: str | None
    link: str | None
    capture: str
    has_margin: bool
    versions: tuple[Version, ...]
    audit: tuple[AuditEntry, ...]
    stripped: str
    scored: bool
    back: SearchState | None
    forms: tuple[CitationForm, ...]
    rows: tuple[Row, ...]
    similar: Similar | None


def document_page(
    view: DocumentView, query: str, similar: Similar | None, site: str
) -> DocumentPage:
    """Arrange a document for reading, with the words that a query found in it marked.

    `site` is where the archive is served, for the citation.
    """
    document, spans = view.document, view.highlights
    beside = margins(view)
    title = called(document)
    found = sorted(number for number, marks in spans.items() if marks)
    return DocumentPage(
        id=document.id,
        title=title,
        lang=document.language or "en",
        title_html=marked(title, spans.get(0, ()) if document.title else ()),
        byline=_byline(document),
        facts=tuple(_facts(document)),
        paragraphs=tuple(
            _paragraph(number, marked(text, spans.get(number, ())), found, beside.get(number))
            for number, text in enumerate(document.paragraphs, start=1)
        ),
        found=tuple(found[:_LISTED]),
        more_found=len(found[_LISTED:]),
        url=document.url,
        link=web_link(document.url),
        capture=" · ".join(part for part in (document.path, document.record) if part),
        has_margin=bool(beside),
        versions=view.versions,
        audit=_audit(view.blocks, document.ordinal),
        stripped=counted(sum(not block.kept for block in view.blocks), "block"),
        scored=any(block.score is not None for block in view.blocks),
        back=SearchState(q=query) if query else None,
        forms=citation_forms(citation_of(view, site=site), document.id),
        rows=rows(view),
        similar=similar,
    )


def _paragraph(number: int, html: Markup, found: Sequence[int], margin: Margin | None) -> Paragraph:
    """A paragraph among the passages in which words were found, sorted."""
    place = bisect_left(found, number)
    if place == len(found) or found[place] != number:
        return Paragraph(number, html, found=False, margin=margin, before=None, after=None)
    around = [None, *found, None]
    before, after = around[place], around[place + 2]
    return Paragraph(number, html, found=True, margin=margin, before=before, after=after)


def _byline(document: Document) -> Byline:
    return Byline(
        date=str(document.date) if document.date else None,
        date_inferred=is_inferred(document, "date"),
        source=document.source,
        speaker=document.speaker,
        place=document.place,
        kind=document.kind,
    )


def _facts(document: Document) -> list[Fact]:
    facts = [fact for name in _DATES if (fact := _date_fact(document, name))]
    if document.date is None and document.month_day:
        undated = f"{month_and_day(document.month_day)}, of a year nothing in the capture tells"
        facts.insert(0, Fact("Date", undated, _evidence(document.evidence.get("date"))))
    return [*facts, *(fact for name in _VALUES if (fact := _value_fact(document, name)))]


def _date_fact(document: Document, name: str) -> Fact | None:
    value: PartialDate | None = getattr(document, name)
    if value is None:
        return None
    evidence = document.evidence.get(name)
    return Fact(
        name=_DATES[name],
        value=date_in_words(value),
        evidence=_evidence(evidence),
        inferred=is_inferred(document, name),
        datetime=str(value),
    )


def _value_fact(document: Document, name: str) -> Fact | None:
    value: str | None = getattr(document, name)
    if not value or (name == "kind" and value == "other"):
        return None
    href = SearchState(**{name: (value,)}).href if name in _FILTERS else None  # type: ignore[arg-type]
    evidence = _evidence(document.evidence.get(name), value)
    return Fact(_VALUES[name], in_words(name, value), evidence, href=href)


def _evidence(evidence: Evidence | None, value: str = "") -> str:
    """`dateline “Port Selene, April 7”`; the words are left out where they are the value itself."""
    if evidence is None:
        return ""
    words = shortened(" ".join(evidence.text.split()), _EVIDENCE_SHOWN)
    return evidence.rule if words in ("", value) else f"{evidence.rule} “{words}”"


def _audit(blocks: Sequence[Block], ordinal: int) -> tuple[AuditEntry, ...]:
    """The blocks in order; neighbours stripped for one reason, such as a menu, are one entry."""
    entries = []
    for verdict, run in groupby(blocks, key=lambda block: _verdict(block, ordinal)):
        length = _KEPT_SHOWN if verdict[0] else _STRIPPED_SHOWN
        entries.append(AuditEntry(*verdict, tuple(_audited(block, length) for block in run)))
    return tuple(entries)


def _audited(block: Block, length: int) -> AuditedText:
    score = "" if block.score is None else f"{block.score:.2f}"
    return AuditedText(shortened(block.text, length), score)


def _verdict(block: Block, ordinal: int) -> tuple[bool, str, str]:
    elsewhere = block.kept and block.document not in (None, ordinal)
    role = f"{block.role} of another document" if elsewhere else block.role
    return block.kept, role, block.reason


def paragraph_href(document_id: str, number: int) -> str:
    """The address of one paragraph, for citing: without the query that led there."""
    return url_for("pages.document", document_id=document_id, _anchor=f"p{number}")
