"""The last step of extraction: a draft becomes a document whose every value has its evidence.

Values come, in this order, from the record a scraper wrote, from markup or masthead, from
the dateline and the lines around the text, and last from what the archive's keeper says of
the source.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, get_args

from index.archive import Archive, Source
from index.dates import PartialDate
from index.documents import Capture, Document, Evidence, Kind, MetadataField
from index.extraction.draft import Draft
from index.extraction.metadata.date_patterns import find_date
from index.extraction.metadata.datelines import Dateline, dateline, place_of
from index.extraction.metadata.dating import Signs, address_date, dated, first_date
from index.extraction.metadata.kinds import kind_of
from index.extraction.metadata.names import agency_signature, byline, person, speaker, speaker_line
from index.extraction.metadata.publishers import last_lines, publisher_of
from index.extraction.metadata.scripts import language_of_script
from index.extraction.metadata.sources import host_of, source_named, source_of
from index.extraction.metadata.spoken import spoken_language
from index.extraction.whitespace import tidied

Values = dict[MetadataField, tuple[str, Evidence]]
_DAYS: tuple[MetadataField, ...] = ("date", "posted", "captured")
_FIELDS: tuple[MetadataField, ...] = get_args(MetadataField)
_KINDS = frozenset(get_args(Kind))
_FIRST_LINES = 12
_DATELINE_WITHIN = 4


def complete(draft: Draft, capture: Capture, archive: Archive, ordinal: int) -> Document:
    """The document a draft becomes; `ordinal` is its place among those of its capture."""
    values = _stated(draft, capture)
    line = _dateline(draft)
    _add_names(values, draft, line)
    if capture.form in ("text", "pdf") and (found := publisher_of(last_lines(capture.text))):
        values.setdefault("publisher", found)
    fit = _fit(draft, capture, archive, values)
    _add_fixed(values, fit)
    days, month_day = _days(values, draft, capture, line)
    _add_kind_and_speaker(values, draft, line)
    _add_source(values, archive, fit)
    _add_fixed(values, fit)
    _add_language(values, draft, archive)
    evidence = {name: pair[1] for name, pair in values.items() if name not in _DAYS}
    evidence |= {name: pair[1] for name, pair in days.items()}
    known: dict[str, Any] = {name: pair[0] for name, pair in values.items() if name not in _DAYS}
    known |= {name: pair[0] for name, pair in days.items()}
    return Document(
        id=document_id(capture.path, capture.record, ordinal),
        path=capture.path,
        record=capture.record,
        ordinal=ordinal,
        month_day=month_day,
        paragraphs=tuple(draft.paragraphs),
        evidence={str(name): one for name, one in evidence.items()},
        **known,
    )


def document_id(path: str, record: str | None, ordinal: int) -> str:
    """12 hex digits that stay the same whenever the archive is indexed again."""
    name = "\0".join((path, record or "", str(ordinal)))
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _stated(draft: Draft, capture: Capture) -> Values:
    """What record, markup or masthead say outright."""
    values: Values = dict(draft.found)
    if draft.title and "title" not in values:
        values["title"] = (draft.title, Evidence("first line above the text", draft.title))
    for name in _FIELDS if capture.fields else ():
        value = tidied(capture.fields.get(name, ""))
        if value and (name != "kind" or value.lower() in _KINDS):
            value = value.lower() if name == "kind" else value
            values[name] = (value, Evidence("field of the record", value[:200]))
    return values


def _dateline(draft: Draft) -> Dateline | None:
    found = (dateline(text) for text in draft.paragraphs[:_DATELINE_WITHIN])
    return next(filter(None, found), None)


def _add_names(values: Values, draft: Draft, line: Dateline | None) -> None:
    """Place, agency and byline from the dateline and the lines around the text."""
    if line is not None:
        values.setdefault("place", (line.place, Evidence("dateline", line.text)))
        if line.agency:
            values.setdefault("agency", (line.agency, Evidence("dateline", line.text)))
    for text in draft.header:
        if found := place_of(text):
            values.setdefault("place", (found, Evidence("line above the text", text)))
    for text in (*draft.footer, *draft.paragraphs[-1:], *draft.header):
        if found := agency_signature(text):
            values.setdefault("agency", (found, Evidence("signature", text[-80:])))
    _add_byline(values, draft)


def _add_byline(values: Values, draft: Draft) -> None:
    for rule, lines in (("byline above the text", draft.header), ("byline below", draft.footer)):
        for text in lines:
            if found := byline(text):
                values.setdefault("byline", (found, Evidence(rule, text)))
    if "byline" in values:
        value, evidence = values["byline"]
        values["byline"] = (byline(value) or value, evidence)


def _fit(
    draft: Draft, capture: Capture, archive: Archive, values: Values
) -> tuple[Source, Evidence] | None:
    """The archive's source this capture belongs to, by its own word or by how it looks."""
    named = values.get("source")
    if named and (source := source_named(archive, named[0])):
        return source, named[1]
    url = values["url"][0] if "url" in values else None
    heads = [*draft.header, *capture.text[:2000].splitlines()[:_FIRST_LINES]]
    if "publisher" in values:
        heads.append(values["publisher"][0])
    return source_of(archive, capture.path, url, heads)


def _days(
    values: Values, draft: Draft, capture: Capture, line: Dateline | None
) -> tuple[dict[MetadataField, tuple[PartialDate, Evidence]], tuple[int, int] | None]:
    """The document's dates with their evidence, and the month and day that lack a year."""
    read = {name: sign for name in _DAYS if (sign := _day(values.get(name)))}
    header = first_date(draft.header, "line above the text", "high")
    footer = first_date(draft.footer, "line below the text", "low")
    url = values["url"][0] if "url" in values else None
    signs = Signs(
        stated=read.get("date"),
        posted=read.get("posted"),
        header=header or footer,
        address=address_date(url, capture.path),
        captured=read.get("captured"),
        dateline=line,
    )
    dating = dated(signs)
    found = {"date": dating.date, "posted": dating.posted, "captured": read.get("captured")}
    return {name: sign for name in _DAYS if (sign := found[name])}, dating.month_day


def _day(pair: tuple[str, Evidence] | None) -> tuple[PartialDate, Evidence] | None:
    """A stated day: ISO at any precision, or as header lines write it, day first."""
    if pair is None:
        return None
    try:
        return PartialDate.parse(pair[0]), pair[1]
    except ValueError:
        found = find_date(pair[0], day_first=True)
        return (found.date, pair[1]) if found else None


def _add_kind_and_speaker(values: Values, draft: Draft, line: Dateline | None) -> None:
    title = values["title"][0] if "title" in values else None
    signed = line is not None or "byline" in values or "agency" in values
    told = values.get("kind")
    kind, evidence = kind_of(title, draft.paragraphs, draft.header, signed)
    if told is None or (told[1].confidence == "low" and kind != "other"):
        values["kind"] = (kind, evidence)
    if "speaker" in values:
        name, evidence = values["speaker"]
        values["speaker"] = (person(name) or name, evidence)
    elif found := speaker(title, draft.paragraphs):
        rule = "who the title or the opening says is speaking"
        values["speaker"] = (found, Evidence(rule, title or draft.paragraphs[0][:200]))
    elif values["kind"][0] == "speech":
        for text in draft.header:
            if found := speaker_line(text):
                values["speaker"] = (found, Evidence("line under the title", text))
                break


def _add_source(values: Values, archive: Archive, fit: tuple[Source, Evidence] | None) -> None:
    """The source, and what its entry in archive.toml says where the capture says nothing."""
    if fit is not None:
        source, evidence = fit
        values["source"] = (source.name, evidence)
        _add_defaults(values, source)
        return
    for name in ("publisher", "agency"):
        if name in values:
            values.setdefault("source", (values[name][0], Evidence(name, values[name][1].text)))
    if "url" in values and (host := host_of(values["url"][0])):
        values.setdefault("source", (host, Evidence("host of the URL", host, "low")))


def _add_defaults(values: Values, source: Source) -> None:
    rule = f"archive.toml: {source.name}"
    given: tuple[tuple[MetadataField, str | None], ...] = (
        ("place", source.place),
        ("speaker", source.speaker),
        ("language", source.language),
    )
    for name, value in given:
        if value:
            values.setdefault(name, (value, Evidence(rule, value, "medium")))
    if source.kind and values["kind"][1].confidence != "high":
        values["kind"] = (source.kind, Evidence(rule, source.kind, "medium"))


def _add_fixed(values: Values, fit: tuple[Source, Evidence] | None) -> None:
    """What the keeper has put down for a source, whatever a capture says."""
    if fit is None:
        return
    source, _ = fit
    for name in _FIELDS:
        if name in source.fixed:
            value = source.fixed[name]
            values[name] = (value, Evidence(f"archive.toml: fixed for {source.name}", value))


def _add_language(values: Values, draft: Draft, archive: Archive) -> None:
    if "language" in values:
        return
    text = "\n".join(draft.paragraphs[:12])
    if script := language_of_script(text[:2000]):
        values["language"] = (script, Evidence("script", "", "medium"))
    elif spoken := spoken_language(text):
        values["language"] = (spoken, Evidence("small words of the text", "", "medium"))
    else:
        rule = "archive.toml: language of the archive"
        values["language"] = (archive.language, Evidence(rule, archive.language, "low"))
