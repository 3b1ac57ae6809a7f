"""Answers to hostile requests, read back: headers, exports, feeds, citations, files, cursors."""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from bench.torture.hostile_captures import ATTACKS, WORDS
from web.security import HEADERS

_FORMULA = re.compile("[=+@\t\r]|-(?![0-9.]+$)")
"""How a cell begins that a spreadsheet would run; a number may be negative."""

_ESCAPES = ("/static/../../setup.cfg", "/static/..%2f..%2fsetup.cfg", "/static/%2e%2e/%2e%2e/x",
            "/static//etc/passwd", "/static/....//....//etc/passwd", "/documents/../../etc/passwd",
            "/documents/..%2f..%2fetc%2fpasswd", "/documents/x/cite.../../../etc/passwd",
            "/static/rostrum.css%00.html", "/static/..\\..\\setup.cfg")  # fmt: skip
_AWAY = ("//evil.example/", "//evil.example/quote", "/\\evil.example/", "/%2f%2fevil.example",
         "/quote//", "/documents/x/", "/static", "///evil.example/..")  # fmt: skip

Broken = tuple[str, int, list[str]]


class Answer(NamedTuple):
    """What a server sent: status, headers in order, and body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """A header by its name, empty where there is none."""
        return next((value for own, value in self.headers if own.lower() == name.lower()), "")


def ask(address: str, path: str, method: str = "GET", body: bytes = b"", **more: str) -> Answer:
    """Send a path exactly as it is."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, body or None, more)
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


def answers_that_give_way(address: str, pages: list[str]) -> list[Broken]:
    """Of each kind of attack: what was tried, how often, and the answers that gave way."""
    tables = [f"{name}?q={quote(WORDS.split()[1])}" for name in
              ("/search.csv", "/concordance.csv", "/trends.csv")]  # fmt: skip
    files = [f"{name}?q=wall" for name in ("/search.json", "/search.ndjson", "/search.atom")]
    cites = [
        f"/documents/{id_}/cite.{end}" for id_ in _ids(address) for end in ("bib", "ris", "json")
    ]
    every = [*pages, *tables, *files, *cites, *_ESCAPES, *_AWAY, "/static/rostrum.css", "/healthz"]
    answers = {path: ask(address, path) for path in every if path.isascii()}
    forged = list(_forged(address))
    return [
        ("answers without a header that keeps browsers safe, or with one of somebody else",
         len(answers), [path for path, answer in answers.items() if not is_guarded(answer)]),
        ("cells of CSV that a spreadsheet would run", len(tables),
         [path for path in tables if any(formulas(answers[path].body))]),
        ("exports, feeds and citations that do not read back", len(files + cites),
         [path for path in files + cites if not reads_back(path, answers[path].body)]),
        ("paths out of the folder that are answered", len(_ESCAPES),
         [path for path in _ESCAPES if answers[path].status < 400]),
        ("redirects to elsewhere", len(answers),
         [path for path, answer in answers.items() if leads_away(answer, address)]),
        ("forged cursors that are believed, or break anything", len(forged),
         [path for path in forged if ask(address, path).status != 400]),
    ]  # fmt: skip


def _ids(address: str) -> list[str]:
    body = ask(address, f"/api/v1/search?q={quote(WORDS)}&limit=50").body
    return [quote(found["document"]["id"], safe="") for found in json.loads(body)["results"]]


def is_guarded(answer: Answer) -> bool:
    """Whether an answer has every header that keeps browsers safe, and none it should not."""
    own = {name.lower() for name, _ in answer.headers}
    strange = own & {"set-cookie", "x-hurt", "access-control-allow-origin"}
    return {name.lower() for name in HEADERS} <= own and not strange


def formulas(body: bytes) -> Iterator[str]:
    """The cells that begin as a formula does."""
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
        yield from (cell for cell in row if _FORMULA.match(cell))


def reads_back(path: str, body: bytes) -> bool:
    """Whether a file is one of its form, and holds what it should and no more."""
    text = body.decode()
    form = path.partition("?")[0].rpartition(".")[2]
    try:
        if form == "json":
            return bool(json.loads(text))
        if form == "ndjson":
            return all(json.loads(line) for line in text.splitlines())
        if form == "atom":
            allowed = ("{http://www.w3.org/2005/Atom}", "{http://a9.com/-/spec/opensearch/1.1/}")
            return all(
                element.tag.startswith(allowed) for element in ElementTree.fromstring(text).iter()
            )
    except ValueError:
        return False
    if form == "ris":
        return len(re.findall(r"^(?:TY|ER)  -", text, re.M)) == 2
    return len(re.findall(r"^@", text, re.M)) == 1 and text.count("{") == text.count("}")


def leads_away(answer: Answer, address: str) -> bool:
    """Whether an answer sends a browser to another host."""
    if not 300 <= answer.status < 400:
        return False
    to = answer.header("location")
    return not (to.startswith("/") and not to.startswith(("//", "/\\"))) and not to.startswith(
        f"{address}/"
    )


def _forged(address: str) -> Iterator[str]:
    """Cursors of ours with a character changed, of another search, and made up."""
    given = json.loads(ask(address, "/api/v1/search?q=wall&limit=1").body)["next"]
    for place in range(len(given)):
        other = "A" if given[place] != "A" else "B"
        yield f"/api/v1/search?q=wall&limit=1&cursor={given[:place]}{other}{given[place + 1 :]}"
    yield f"/api/v1/search?q=sea&limit=1&cursor={given}"
    for attack in ATTACKS:
        yield f"/api/v1/search?q=wall&cursor={quote(attack[:400])}"
