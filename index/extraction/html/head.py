"""What a page's markup says about its article: `<meta>`, `<link>`, `<title>`, JSON-LD, `<time>`.

Of the head only the elements that are wanted are read, wherever lxml would put them; the body,
many times as long, is read once by `index.extraction.html.blocks`. The tables say which name
means which field, in order of trust.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree

from index.documents import Evidence, MetadataField
from index.extraction.html.blocks import Page
from index.extraction.html.linked_data import article
from index.extraction.html.markup import Element
from index.extraction.html.saved import saved
from index.extraction.metadata.date_patterns import find_date
from index.extraction.whitespace import tidied

_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dcterms.date", "dc.date", "dc.date.created", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "article.published", "published_time", "publish-date", "publishdate",
    "publish_date", "published", "publication_date", "publication-date", "pubdate",
    "cxenseparse:recs:publishtime", "displaydate", "date_published", "ptime", "issued",
    "rnews:datepublished", "date", "created",
)  # fmt: skip
_NOT_PUBLISHED = re.compile(
    r"modif|updat|expir|revis|review|access|valid|last|build|index|time_?zone"
)
_DATE_NAME = re.compile(r"(?:^|[_.:-])date(?:$|[_.:-])|date$")
_FIELDS: tuple[tuple[MetadataField, tuple[str, ...]], ...] = (
    ("byline", ("author", "article:author_name", "dc.creator", "dcterms.creator", "citation_author",
                "parsely-author", "sailthru.author", "byl", "article:author")),
    ("publisher", ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher",
                   "citation_publisher", "application-name", "copyright")),
    ("language", ("content-language", "language", "dc.language", "dcterms.language", "og:locale")),
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title")
_BLOGS = re.compile(
    r"(?:^|\.)(?:blogspot\.\w+|wordpress\.com|livejournal\.com|typepad\.com|tumblr\.com)$"
)
_OF_A_COMPANY = frozenset(("company", "business.business", "product", "product.item", "place"))
_HEAD_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_LONGEST_HEAD = 400_000
_SILENT = re.compile(
    r"<(script|style|noscript)\b[^<]*+(?:(?!</\1\s*>)<[^<]*+)*+(?:</\1\s*>)?"
    r"|<!--[^-]*+(?:(?!-->)-[^-]*+)*+(?:-->)?",
    re.IGNORECASE,
)
"""What is no element that is read, to its end or the page's."""
_WANTED = re.compile(
    r"<(?:html|base|meta|link\s[^<>]*?canonical)\b[^<>]*>|<title\b.*?(?:</title\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass
class PageFacts:
    """What a page says of itself: field values with evidence, and titles in order of trust.

    `kinds` are the words it has for what it is (`NewsArticle`, `website`); `body` is the
    article's text, where it is given as data. `is_data_alone` says that JSON-LD dates the page
    and no `<meta>` does.
    """

    found: dict[MetadataField, tuple[str, Evidence]] = field(default_factory=dict)
    titles: list[tuple[str, str]] = field(default_factory=list)
    site: str | None = None
    section: str = ""
    is_blog: bool = False
    kinds: str = ""
    body: str = ""
    is_data_alone: bool = False

    @property
    def is_of_a_company(self) -> bool:
        """Whether the page says it is a company or what one sells: an update dates no article."""
        return not _OF_A_COMPANY.isdisjoint(self.kinds.lower().split())

    def add(self, name: MetadataField, value: str, rule: str) -> None:
        """Keep a value, unless a more trusted rule gave one before."""
        value = tidied(value)
        if value and name not in self.found:
            self.found[name] = (value, Evidence(rule, value[:200]))


def page_facts(text: str, page: Page, url: str | None = None) -> PageFacts:
    """What the markup of a page says of its article; `url` is where it was captured."""
    facts = PageFacts()
    head = _head(text)
    metas = _metas(head)
    _from_linked_data(facts, article(page.data))
    _from_links(facts, head, metas, url)
    _from_metas(facts, metas, page)
    _from_saver(facts, text)
    if (title := next(head.iter("title"), None)) is not None:
        facts.titles.append(("<title>", tidied("".join(map(str, title.itertext())))))
    language = head.get("lang") or head.get("xml:lang") or ""
    facts.add("language", language, "<html lang>")
    _drop_broken_address(facts)
    address = facts.found.get("url")
    facts.site = facts.site or (urlsplit(address[0]).hostname if address else None)
    facts.is_blog = _is_blog(facts, metas)
    _clean(facts)
    return facts


def _from_saver(facts: PageFacts, text: str) -> None:
    if note := saved(text):
        facts.add("url", note.url or "", "comment of what saved the page")
        if note.day:
            value = str(note.day)
            facts.found["captured"] = value, Evidence("comment of what saved the page", note.text)


def _head(text: str) -> Element:
    """The head of the page, of which only the elements that are read are built."""
    end = _HEAD_END.search(text, 0, _LONGEST_HEAD)
    head = _SILENT.sub("", text[: end.start() if end else 20_000])
    wanted = (match.group() for match in _WANTED.finditer(head))
    found = etree.fromstring(f"<!DOCTYPE html>{''.join(wanted)}", etree.HTMLParser())
    return found if found is not None else etree.Element("html")


def _metas(head: Element) -> dict[str, str]:
    """The `<meta>` values by lower-case name, the first of each."""
    metas: dict[str, str] = {}
    for meta in head.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        name = name or meta.get("http-equiv")
        content = meta.get("content")
        if name and content:
            metas.setdefault(str(name).strip().lower(), str(content))
    return metas


def _from_linked_data(facts: PageFacts, data: dict[str, str]) -> None:
    if not data:
        return
    if "headline" in data:
        facts.titles.append(("JSON-LD headline", data["headline"]))
    day = find_date(data.get("date", ""))
    if day:
        facts.add("date", str(day.date), "JSON-LD datePublished")
    pairs: tuple[tuple[MetadataField, str], ...] = (
        ("byline", "author"), ("publisher", "publisher"), ("language", "language"),
    )  # fmt: skip
    for name, key in pairs:
        facts.add(name, data.get(key, ""), f"JSON-LD {key}")
    facts.body = data.get("body", "")
    facts.kinds = data.get("type", "")
    facts.section = data.get("section", "")
    if "Opinion" in data.get("type", ""):
        facts.section = "Opinion"
    facts.is_blog = "BlogPosting" in data.get("type", "")


def _from_links(facts: PageFacts, head: Element, metas: dict[str, str], url: str | None) -> None:
    root = next((base.get("href") or "" for base in head.iter("base") if "href" in base.attrib), "")
    root = root or url or ""
    canonical = next(filter(None, map(_canonical, head.iter("link"))), "")
    if url:
        facts.add("url", url, "the capture's own URL")
    if canonical:
        address = _joined(root, canonical)
        facts.add("url", address if address.startswith("http") else "", "<link rel=canonical>")
    if metas.get("og:url", "").startswith("http"):
        facts.add("url", metas["og:url"], "og:url")


def _canonical(link: Element) -> str:
    """The address of a link that gives the page's own."""
    return (
        (link.get("href") or "") if "canonical" in (link.get("rel") or "").lower().split() else ""
    )


def _drop_broken_address(facts: PageFacts) -> None:
    """Forget an address that cannot be taken apart, such as one with half a bracket."""
    try:
        urlsplit(facts.found["url"][0] if "url" in facts.found else "")
    except ValueError:
        del facts.found["url"]


def _joined(root: str, address: str) -> str:
    try:
        return urljoin(root, address)
    except ValueError:
        return ""


def _from_metas(facts: PageFacts, metas: dict[str, str], page: Page) -> None:
    facts.titles += [(name, tidied(metas[name])) for name in _TITLES if metas.get(name)]
    facts.site = metas.get("og:site_name")
    facts.kinds = f"{facts.kinds} {metas.get('og:type', '')}"
    facts.section = facts.section or metas.get("article:section", "")
    facts.is_data_alone = "date" in facts.found
    for name, value in _date_metas(metas, page):
        if day := find_date(value):
            facts.add("date", str(day.date), name)
            facts.is_data_alone = False
            break
    for field_name, names in _FIELDS:
        for name in names:
            facts.add(field_name, metas.get(name, ""), f"meta {name}")


def _date_metas(metas: dict[str, str], page: Page) -> list[tuple[str, str]]:
    """Names and values of metas that date the publication, the most trusted first."""
    rows = [(f"meta {name}", metas[name]) for name in _DATES if name in metas]
    rows += [("itemprop datePublished", value) for name, value in page.items
             if name.lower() == "datepublished"]  # fmt: skip
    rows += [
        (f"meta {name}", value)
        for name, value in metas.items()
        if _DATE_NAME.search(name) and not _NOT_PUBLISHED.search(name)
    ]
    return rows


def _is_blog(facts: PageFacts, metas: dict[str, str]) -> bool:
    address = facts.found.get("url")
    host = (urlsplit(address[0]).hostname or "") if address else ""
    generator = metas.get("generator", "").lower()
    return facts.is_blog or bool(_BLOGS.search(host)) or generator.startswith("blogger")


def _clean(facts: PageFacts) -> None:
    """Drop authors that are addresses or the publisher itself; cut languages to two letters."""
    byline = facts.found.get("byline")
    publisher = facts.found.get("publisher")
    if byline and _is_no_author(byline[0], publisher[0] if publisher else ""):
        del facts.found["byline"]
    if language := facts.found.get("language"):
        code = re.match(r"[a-z]{2,3}(?![a-z])", language[0].lower())
        if code:
            facts.found["language"] = (code.group(), language[1])
        else:
            del facts.found["language"]


def _is_no_author(author: str, publisher: str) -> bool:
    plain = author.lower()
    return (
        "http" in plain
        or "@" in plain
        or plain in ("admin", "administrator", "editor", "webmaster", "staff", "unknown")
        or plain == publisher.lower()
        or len(author) > 120
    )
