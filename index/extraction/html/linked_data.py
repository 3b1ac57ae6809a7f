"""What a page says of itself in JSON-LD: headline, date, authors, publisher, section.

Publishers write it for search engines, so it is the best there is where it is there at all,
and it is often broken: raw line breaks in strings, HTML comments, several graphs, lists where
one value is meant. Whatever cannot be read is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape

from index.extraction.whitespace import tidied

_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "Posting", "Speech")
_DEEPEST = 6
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")


def article(scripts: Iterable[str]) -> dict[str, str]:
    """The values of the first article the scripts describe, else the date of the page.

    Keys: type, headline, date, modified, author, publisher, language, section, url, and body,
    which is the only one to keep its line breaks.
    """
    dates: list[str] = []
    for script in scripts:
        for node in _nodes(_loaded(script), 0):
            kinds = _texts(node.get("@type"))
            if any(kind.endswith(_ARTICLES) for kind in kinds):
                return {key: value for key, value in _values(node, kinds).items() if value}
            if any(kind.endswith("WebPage") for kind in kinds):
                dates += _texts(node.get("datePublished"))
    return {"date": dates[0]} if dates else {}


def _loaded(script: str) -> object:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip(" \t\r\n;")
    try:
        loaded: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return loaded


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Every object, outermost first, down to the depth that graphs are nested."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(value.get(key), depth + 1)


def _values(node: dict[str, object], kinds: list[str]) -> dict[str, str]:
    first = {key: next(iter(_texts(node.get(key))), "") for key in node}
    return {
        "type": " ".join(kinds),
        "headline": first.get("headline") or first.get("name", ""),
        "date": first.get("datePublished") or first.get("dateCreated", ""),
        "modified": first.get("dateModified", ""),
        "author": " and ".join(dict.fromkeys(_texts(node.get("author")))),
        "publisher": first.get("publisher", ""),
        "language": first.get("inLanguage", ""),
        "section": first.get("articleSection", ""),
        "url": first.get("url", ""),
        "body": _body(node.get("articleBody")),
    }


def _body(value: object) -> str:
    """The text of an article, without the markup some put into it."""
    return unescape(_MARKUP.sub("\n", unescape(value))).strip() if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    """The texts of a value that may be a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        text = tidied(unescape(value))
        return [text] if text else []
    if isinstance(value, dict):
        return _texts(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return [text for one in value[:20] if not isinstance(one, list) for text in _texts(one)]
    return []
