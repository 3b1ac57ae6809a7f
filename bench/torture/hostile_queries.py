"""Queries and requests that somebody might send to do harm, or by accident: made from a seed.

Some are made of the language's own signs and the words of an archive, some are examples that were
damaged, some are as long or as deep as they can be, some are noise. Every address takes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple
from urllib.parse import quote, urlencode

from search.language.examples import EXAMPLES
from search.language.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_TERMS

_SIGNS = (
    "(", ")", '"', "“", "”", "«", "'", "*", "?", "~", "~2", "~100", "^", "^2", "^0.01", "^1e9",
    ":", "::", "-", "+", "..", ">", "<", ">=", "<=", "|", "&", "!", ",", "\\", "/", "[", "]",
    "{", "}", " AND ", " OR ", " NOT ", " NEAR(", " NEAR/3 ", "title:", "source:", "date:",
    "speaker:", "has:", "-has:", "nowhere:", "date:2019..", "date:>=2019-13", "date:0000",
    "date:9999-12-31..0001", " ", "  ", "\t", "\n", "\0", "\x1b[2J", "\u202e", "\ufeff",
    "\ud7ff", "\U0010ffff", "é", "ß", "İ", "ﬁ", "長城", "한국", "ا", "a\u0301" * 3, "zz*", "*a",
    "%", "%s", "%(x)s", "{0}", "${jndi:x}", "<script>", "' OR 1=1 --", "../../etc/passwd",
    "1e308", "-1", "99999999999999999999", "٣",
)  # fmt: skip
_SORTS = ("relevance", "date", "-date", "right", "left", "match", "nonsense")
_NUMBERS = ("0", "1", "50", "500", "-1", "1e9", "99999999999999999999", "NaN", "", "٣")


class Sent(NamedTuple):
    """A request: its method, address, and body, which is JSON or a form."""

    method: str
    address: str
    body: bytes = b""
    kind: str = ""


class Hostile:
    """Makes requests without end; the same seed makes the same ones."""

    def __init__(self, words: Sequence[str], documents: Sequence[str], seed: int) -> None:
        """`words` and `documents` are those of the archive, so that something is found."""
        self._random = Random(seed)
        self._words = list(words)
        self._documents = [*documents, "nowhere", "..", "%00", "a/b"]

    def query(self) -> str:
        """A query, of whatever sort."""
        make = self._random.choice(
            (self._jumble, self._jumble, self._damaged, self._deep, self._wide, self._noise,
             self._patterns)
        )  # fmt: skip
        return make()

    def request(self) -> Sent:
        """A request to any of the addresses that take queries, texts or documents."""
        random = self._random
        match random.randrange(12):
            case 0 | 1 | 2:
                path = random.choice(("/api/v1/search", "/"))
                return self._get(path, facets="source,speaker", timeline=self._one_of("year day"))
            case 3 | 4:
                path = random.choice(("/api/v1/concordance", "/concordance.csv"))
                return self._get(path, context=random.choice(_NUMBERS))
            case 5:
                return self._get("/", view="concordance", order=random.choice(_SORTS))
            case 6:
                path = random.choice(("/api/v1/trends", "/trends", "/trends.csv"))
                several = [self.query() for _ in range(random.randrange(1, 8))]
                return self._get(path, q=several, by=self._one_of("year month day week"))
            case 7:
                path = random.choice(("/search.csv", "/search.ndjson", "/search.json"))
                return self._get(path)
            case 8:
                return self._get(random.choice(("/search.atom", "/api/v1/suggest")))
            case 9:
                return self._quotation()
            case 10:
                one, other = (quote(random.choice(self._documents)) for _ in range(2))
                prefix = random.choice(("", "/api/v1"))
                return Sent("GET", f"{prefix}/compare/{one}/{other}")
            case _:
                id_ = quote(random.choice(self._documents))
                end = random.choice(("", "/similar", "/citation", "/cite", "/cite.bib"))
                prefix = "/api/v1" if end in ("/similar", "/citation") else ""
                return self._get(f"{prefix}/documents/{id_}{end}", short=not end)

    def _get(self, path: str, *, short: bool = False, **more: object) -> Sent:
        """A GET with a query, and of the other parameters those that chance takes."""
        random = self._random
        given: dict[str, object] = {"q": self.query()}
        others = {
            "sort": random.choice(_SORTS),
            "limit": random.choice(_NUMBERS),
            "group": self._one_of("document passage story nothing"),
            "cursor": self._noise()[:200],
            "source": [self._noise()[:20] for _ in range(random.randrange(1, 4))],
            "date_from": random.choice(("2019", "2019-02-30", "x", "0001")),
            "lenient": self._one_of("true false perhaps"),
        }
        if not short:
            given |= {name: value for name, value in others.items() if random.random() < 0.08}
        given |= {name: value for name, value in more.items() if random.random() < 0.7}
        return Sent("GET", f"{path}?{urlencode(given, doseq=True, errors='surrogatepass')}")

    def _quotation(self) -> Sent:
        """A text to be checked, in an address, a form, or JSON."""
        many = self._random.choice((3, 30, 300, 1_400, 6_000))
        text = " ".join(self._random.choices(self._words, k=many)) + self._jumble()
        match self._random.randrange(3):
            case 0:
                return Sent("GET", f"/quote?text={quote(text[:2_000])}")
            case 1:
                body = urlencode({"text": text}).encode()
                return Sent("POST", "/quote", body, "application/x-www-form-urlencoded")
        escaped = text.encode("unicode_escape").decode().replace("\\x", "\\u00").replace('"', "'")
        return Sent(
            "POST", "/api/v1/quote", f'{{"text": "{escaped}"}}'.encode(), "application/json"
        )

    def _jumble(self) -> str:
        """Signs and words in any order."""
        count = self._random.randrange(1, 24)
        either = [self._random.choice((_SIGNS, self._words)) for _ in range(count)]
        return "".join(self._random.choice(several) for several in either)

    def _damaged(self) -> str:
        """An example of the language with some characters gone, doubled or exchanged."""
        text = list(self._random.choice(EXAMPLES).query)
        for _ in range(self._random.randrange(1, 6)):
            place = self._random.randrange(len(text)) if text else 0
            match self._random.randrange(3):
                case 0:
                    del text[place : place + 1]
                case 1:
                    text[place:place] = self._random.choice(_SIGNS)
                case _:
                    text[place:place] = text[: self._random.randrange(40)]
        return "".join(text)

    def _deep(self) -> str:
        """Groups within groups, closed or not."""
        depth = self._random.choice((MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 300, 999))
        opening = self._random.choice(("(", "-(", "NOT (", "title:(", "NEAR("))
        closing = ")" * self._random.choice((depth, depth, 0, depth + 3))
        return opening * depth + self._random.choice(self._words) + closing

    def _wide(self) -> str:
        """As many words as may be, and one more."""
        count = self._random.choice((MAX_TERMS - 1, MAX_TERMS, MAX_TERMS + 1, 400))
        between = self._random.choice((" ", " OR ", " AND ", " -", "~ ", "* ", "~2 OR ", "* OR "))
        return between.join(self._random.choices(self._words, k=count))

    def _patterns(self) -> str:
        """Patterns that stand for as many words as can be, and what goes with them."""
        letters = "aeiostrnlcmp"
        count = self._random.randrange(1, MAX_TERMS)
        parts = [
            "".join(self._random.choices(letters, k=2))
            + self._random.choice(("*", "?*", "~", "*?*"))
            for _ in range(count)
        ]
        near = f"NEAR({' '.join(self._random.choices(self._words, k=6))}, 100)"
        return self._random.choice((" OR ", " ", " -")).join([*parts, near])

    def _noise(self) -> str:
        """Characters of any kind, up to more than may be sent."""
        length = self._random.choice((1, 10, 100, MAX_CHARACTERS, MAX_CHARACTERS + 1, 3_000))
        kinds = ((32, 127), (0, 32), (160, 1_600), (0x3000, 0xA000), (0x1F300, 0x1FA00))
        low, high = self._random.choice(kinds)
        return "".join(chr(self._random.randrange(low, high)) for _ in range(length))

    def _one_of(self, words: str) -> str:
        return self._random.choice(words.split())
