"""A search as an Atom feed: the newest documents it finds, each an entry that stays the same one.

An entry's id is made of its document's, which survives a reindex; so is the feed's of its search.
Both are the same wherever the archive is served. An entry is dated as its document is, since that
is what newest means here: readers sort by it.

Source: RFC 4287; OpenSearch 1.1, the response elements.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

import msgspec
from flask import url_for

from index.commands.statistics import ArchiveReport
from index.dates import PartialDate
from search.answers.found_document import place_of
from search.results import PassageHit, Result, SearchResults
from web.parameters import FeedParameters
from web.presentation import counted, marked, web_link

_ATOM = "http://www.w3.org/2005/Atom"
_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_IDS = UUID("5f3f1c1e-98a3-5b6c-8d0e-6d1a3a0e7c55")
"""The namespace of ids: any UUID would do, as long as it stays this one."""

_NOT_OF_PAGES = ("lenient", "variants", "limit")
_UNDATED = "1970-01-01T00:00:00Z"
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Xml.register_namespace("", _ATOM)
Xml.register_namespace("opensearch", _OPEN_SEARCH)


class Feed(NamedTuple):
    """A feed as it is sent, when its index was built, and what changes with its entries alone."""

    body: bytes
    built: datetime
    fingerprint: str


def feed(
    found: SearchResults, archive: ArchiveReport, parameters: FeedParameters, site: str
) -> Feed:
    """The feed of what a search found in an archive that is served at `site`."""
    built = datetime.fromisoformat(archive.built).astimezone(UTC)
    entries = [_entry(result, parameters.q, site) for result in found.results]
    root = _head(found, archive.title, built, site, parameters)
    written = hashlib.sha256(b"".join(Xml.tostring(entry) for entry in entries)).hexdigest()
    root.extend(entries)
    Xml.indent(root)
    return Feed(Xml.tostring(root, "utf-8", xml_declaration=True) + b"\n", built, written)


def _head(
    found: SearchResults, title: str, built: datetime, site: str, parameters: FeedParameters
) -> Xml.Element:
    """The feed without its entries: what was asked, how much there is, and by which index."""
    root = Xml.Element(_atom("feed"))
    reading, total = found.reading, found.total
    passages, documents = counted(total.passages, "passage"), counted(total.documents, "document")
    _add(root, "id", _id(f"search {reading.normalized}"))
    _add(root, "title", f"{reading.normalized or 'Everything'} — {title}")
    _add(root, "subtitle", f"{passages} in {documents}: {reading.description}")
    _add(root, "updated", built.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add(root, "author").append(_text("name", title))
    _add(root, "generator", "Rostrum")
    asked = _asked(parameters)
    _add(
        root, "link", rel="alternate", type="text/html", href=site + url_for("pages.home", **asked)
    )
    address = url_for("exports.as_atom", **asked, **_options(parameters))
    _add(root, "link", rel="self", type="application/atom+xml", href=site + address)
    _add(root, "category", scheme=f"{site}/openapi.json#index_version", term=found.index_version)
    Xml.SubElement(root, f"{{{_OPEN_SEARCH}}}totalResults").text = str(total.documents)
    query = Xml.SubElement(root, f"{{{_OPEN_SEARCH}}}Query")
    query.attrib.update(role="request", searchTerms=_clean(reading.normalized))
    return root


def _asked(parameters: FeedParameters) -> dict[str, Any]:
    """What the pages call the same search."""
    pairs = msgspec.structs.asdict(parameters).items()
    return {name: value for name, value in pairs if value and name not in _NOT_OF_PAGES}


def _options(parameters: FeedParameters) -> dict[str, Any]:
    """What else was asked of the feed, where it is not what goes without saying."""
    default = FeedParameters()
    written = {
        "lenient": "true" if parameters.lenient else "false",
        "variants": parameters.variants,
        "limit": str(parameters.limit),
    }
    return {
        name: text
        for name, text in written.items()
        if getattr(parameters, name) != getattr(default, name)
    }


def _entry(result: Result, query: str, site: str) -> Xml.Element:
    """A document found: what it is, where, and the passages that show it was found."""
    document = result.document
    entry = Xml.Element(_atom("entry"))
    moment = _moment(document.date)
    _add(entry, "id", _id(f"document {document.id}"))
    _add(entry, "title", document.title)
    _add(entry, "updated", moment or _UNDATED)
    if moment:
        _add(entry, "published", moment)
    _add(entry, "author").append(_text("name", document.speaker or document.source or "Unknown"))
    page = url_for("pages.document", document_id=document.id, q=query or None)
    _add(entry, "link", rel="alternate", type="text/html", href=site + page)
    if original := web_link(document.url):
        _add(entry, "link", rel="via", href=original)
    for value in (document.source, document.place, document.kind):
        if value and value != "other":
            _add(entry, "category", term=value)
    _add(entry, "content", _shown(result, site), type="html")
    return entry


def _shown(result: Result, site: str) -> str:
    """The passages that show a document was found, as HTML."""
    return "".join(_passage(hit, result.document.id, site) for hit in result.passages)


def _passage(hit: PassageHit, document_id: str, site: str) -> str:
    before, after = "… " if hit.cut_before else "", " …" if hit.cut_after else ""
    name = f"¶ {hit.number}" if hit.number else "Title"
    link = f'<a href="{site}{place_of(document_id, hit.number)}">{name}</a>'
    return f"<p>{link} {before}{marked(hit.text, hit.highlights)}{after}</p>"


def _moment(date: str | None) -> str | None:
    """The first moment a date can mean, as RFC 3339 has it."""
    if date is None:
        return None
    first = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(PartialDate.parse(date).first_day)
    return f"{first.date().isoformat()}T00:00:00Z"


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(_IDS, name)}"


def _atom(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    element = _text(name, text, **attributes)
    parent.append(element)
    return element


def _text(name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    element = Xml.Element(_atom(name), {key: _clean(value) for key, value in attributes.items()})
    element.text = None if text is None else _clean(text)
    return element


def _clean(text: str) -> str:
    """A text without the characters that XML 1.0 has no way to write."""
    return _NOT_XML.sub("", text)
