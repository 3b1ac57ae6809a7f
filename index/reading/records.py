"""Records of scrapers: JSON, JSON Lines and CSV, one capture a record.

Scrapers agree on no names. A record's values are looked up under the names of
`archive.toml`, then under the usual ones, in whatever case; a name with dots leads into nested
objects. One bad record never stops its file.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from index.archive import Archive
from index.documents import Capture, Form
from index.errors import CaptureError

Record = Mapping[str, object]

_USUAL_NAMES = {
    "text": ("text", "body", "content", "article", "articleBody", "maintext"),
    "html": ("html", "raw_html", "body_html"),
    "id": ("id", "_id", "uid"),
    "title": ("title", "headline", "name"),
    "date": ("date", "published", "published_at", "date_published", "datePublished", "pubdate"),
    "posted": ("posted", "posted_at"),
    "captured": ("captured", "captured_at", "crawled_at", "scraped_at", "retrieved", "fetched_at"),
    "source": ("source", "site", "publication", "site_name"),
    "publisher": ("publisher",),
    "agency": ("agency",),
    "byline": ("byline", "author", "authors"),
    "speaker": ("speaker",),
    "place": ("place", "location"),
    "kind": ("kind", "type"),
    "language": ("language", "lang"),
    "url": ("url", "link", "canonical_url", "permalink"),
    "issue": ("issue",),
}
_TEXTS = ("text", "html")
_DAYS = ("date", "posted", "captured")
_MARKUP = re.compile(r"<(?:p|div|br|article|html|body|h[1-6]|ul|table)\b[^>]*>", re.I)
_ESCAPED = re.compile(r"&lt;(?:p|div|br|article|html|body|h[1-6]|ul|table)\b", re.I)
_EARLIEST_STAMP, _LATEST_STAMP = 10**8, 10**10
"""Seconds since 1970 in which a number is taken for a day: 1973 to 2286."""


def capture_of(record: object, *, path: str, number: int, archive: Archive) -> Capture:
    """The capture a record is. `number` is its line or its place in the file, from 1.

    Raises CaptureError `bad_record` for what is no object, `no_text` where neither text nor
    HTML is found under the names known.
    """
    if not isinstance(record, Mapping):
        raise CaptureError("bad_record", "is not an object with named values")
    values = {name: _value(record, name, archive) for name in _USUAL_NAMES}
    text = values.pop("html") or values["text"]
    if not text.strip():
        raise CaptureError("no_text", _no_text_message(record))
    identity = values.pop("id") or _identity_from_url(values)
    values.pop("text")
    form = _form(text)
    return Capture(
        path=path,
        record=identity or str(number),
        form=form,
        text=html.unescape(text) if form == "html" and not _MARKUP.search(text) else text,
        sha256=hashlib.sha256(msgspec.json.encode(record, order="sorted")).hexdigest(),
        fields={name: value for name, value in values.items() if value},
    )


def has_text(record: Record, archive: Archive) -> bool:
    """Whether an object has a value where the text of a record would be."""
    return any(key in record for name in _TEXTS for key in _keys(name, archive))


def _keys(name: str, archive: Archive) -> tuple[str, ...]:
    """The names a value is looked up under: those of archive.toml, then the usual ones."""
    mapped = archive.fields.get(name, ())
    return ((mapped,) if isinstance(mapped, str) else tuple(mapped)) + _USUAL_NAMES[name]


def _value(record: Record, name: str, archive: Archive) -> str:
    for key in _keys(name, archive):
        text = _plain(_found(record, key), name)
        if text:
            return text
    return ""


def _found(record: Record, key: str) -> object:
    """The value under a name: as it is written, in another case, or in a nested object."""
    if key in record:
        return record[key]
    for own in record:
        if own.strip().casefold() == key.casefold():
            return record[own]
    first, dot, rest = key.partition(".")
    within = record.get(first) if dot else None
    return _found(within, rest) if isinstance(within, Mapping) else None


def _plain(value: object, name: str) -> str:
    """A record's value as text: numbers written out, lists joined, of an object its name."""
    if isinstance(value, str):
        return value.replace("\0", "").strip()
    if isinstance(value, list):
        joint = "\n\n" if name in _TEXTS else ", "
        return joint.join(filter(None, (_plain(one, name) for one in value)))
    if isinstance(value, Mapping):
        return _plain(value.get("text" if name in _TEXTS else "name"), name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    if name in _DAYS and _EARLIEST_STAMP < value < _LATEST_STAMP:
        return datetime.fromtimestamp(value, UTC).date().isoformat()
    return str(value)


def _identity_from_url(values: Mapping[str, str]) -> str:
    """A page captured twice is two captures: its URL, and when it was captured if that is told."""
    return "@".join(filter(None, (values["url"], values["captured"]))) if values["url"] else ""


def _form(text: str) -> Form:
    start = text[:20_000]
    return "html" if _MARKUP.search(start) or _ESCAPED.search(start) else "record"


def _no_text_message(record: Record) -> str:
    names = ", ".join(sorted(map(str, record))[:12]) or "nothing"
    return f'has no text; it has {names}. Name the right one in archive.toml: [fields] text = "…"'
