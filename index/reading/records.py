"""Records of scrapers: JSON, JSON Lines and CSV, one capture a record.

Scrapers agree on no names. A record's values are looked up under the names of
`archive.toml`, then under the usual ones; one bad record never stops its file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

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
_MARKUP = re.compile(r"<(?:p|div|br|article|html|body|h[1-6]|ul|table)\b[^>]*>", re.I)


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
    return Capture(
        path=path,
        record=identity or str(number),
        form=_form(text),
        text=text,
        sha256=hashlib.sha256(msgspec.json.encode(record, order="sorted")).hexdigest(),
        fields={name: value for name, value in values.items() if value},
    )


def records_of(value: object) -> Iterator[object]:
    """The records of a JSON document: a list, the one list of objects in it, or itself."""
    if isinstance(value, list):
        yield from value
        return
    if isinstance(value, Mapping):
        lists = [v for v in value.values() if isinstance(v, list) and v and _all_objects(v)]
        if len(lists) == 1 and not _has_text(value):
            yield from lists[0]
            return
    yield value


def _all_objects(values: list[object]) -> bool:
    return all(isinstance(value, Mapping) for value in values)


def _has_text(record: Record) -> bool:
    names = (*_USUAL_NAMES["text"], *_USUAL_NAMES["html"])
    return any(isinstance(record.get(name), str) for name in names)


def _value(record: Record, name: str, archive: Archive) -> str:
    mapped = archive.fields.get(name)
    for key in ((mapped,) if mapped else ()) + _USUAL_NAMES[name]:
        text = _plain(record.get(key))
        if text:
            return text
    return ""


def _plain(value: object) -> str:
    """A record's value as text: numbers written out, lists joined, anything else nothing."""
    if isinstance(value, str):
        return value.replace("\0", "").strip()
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _identity_from_url(values: Mapping[str, str]) -> str:
    """A page captured twice is two captures: its URL, and when it was captured if that is told."""
    return "@".join(filter(None, (values["url"], values["captured"]))) if values["url"] else ""


def _form(text: str) -> Form:
    return "html" if _MARKUP.search(text[:20_000]) else "record"


def _no_text_message(record: Record) -> str:
    names = ", ".join(sorted(map(str, record))[:12]) or "nothing"
    return f'has no text; it has {names}. Name the right one in archive.toml: [fields] text = "…"'
