"""Pages whose article is known: two public benchmarks, read from their archives.

AEB: scrapinghub's article-extraction-benchmark, news (MIT). WCXB: Web Content eXtraction
Benchmark, seven kinds of page with their titles and dates (CC-BY-4.0). Their pages are read
where they are and never kept.
"""

from __future__ import annotations

import gzip
import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from index.reading.encodings import decode

Corpus = Literal["AEB", "WCXB"]
FILES: dict[Corpus, str] = {"AEB": "aeb.tar.xz", "WCXB": "wcxb-dev.tar.xz"}
ARTICLE = "article"


class KnownPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page and what is true of it; title and date are None where its benchmark has none."""

    corpus: Corpus
    id: str
    kind: str
    site: str
    html: str
    data: bytes
    text: str
    title: str | None = None
    date: str | None = None


def known_pages(folder: Path) -> list[KnownPage]:
    """All pages of both benchmarks, given the folder of their archives.

    Raises FileNotFoundError where one is missing.
    """
    return [*_aeb(folder / FILES["AEB"]), *_wcxb(folder / FILES["WCXB"])]


def data_hash(folder: Path) -> str:
    """A digest of the archives, so that scores are only compared on the same pages."""
    digest = hashlib.sha256()
    for name in FILES.values():
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def fold_of(site: str, folds: int) -> int:
    """The fold of a site; all pages of a site, and of its sister sites, are in one."""
    domain = ".".join(site.split(".")[-2:])
    return int(hashlib.md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def _aeb(path: Path) -> Iterator[KnownPage]:
    files = _members(path)
    truths = msgspec.json.decode(files["aeb/ground-truth.json"])
    for key, truth in sorted(truths.items()):
        data = gzip.decompress(files[f"aeb/html/{key}.html.gz"])
        yield _page("AEB", key, ARTICLE, data, truth["url"], truth["articleBody"], {})


def _wcxb(path: Path) -> Iterator[KnownPage]:
    files = _members(path)
    for name in sorted(files):
        if not name.endswith(".json"):
            continue
        fact = msgspec.json.decode(files[name])
        key, truth = Path(name).stem, fact["ground_truth"]
        if truth.get("main_content"):
            kind = fact["_internal"]["page_type"]["primary"]
            data = files[f"wcxb-dev/html/{key}.html"]
            yield _page("WCXB", key, kind, data, fact.get("url"), truth["main_content"], truth)


def _page(
    corpus: Corpus,
    key: str,
    kind: str,
    data: bytes,
    url: str | None,
    text: str,
    truth: dict[str, str | None],
) -> KnownPage:
    return KnownPage(
        corpus=corpus,
        id=key,
        kind=kind,
        site=urlsplit(url or "").hostname or key,
        html=decode(data).text,
        data=data,
        text=text,
        title=truth.get("title"),
        date=truth.get("publish_date"),
    )


def _members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        files = ((member, tar.extractfile(member)) for member in tar if member.isfile())
        return {member.name: file.read() for member, file in files if file is not None}
