"""Searches that every engine has to answer alike: all the language, over an archive's words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import msgspec

from index.analysis import words
from index.dates import PartialDate
from search.opening import Opened
from search.requests import FACET_FIELDS, SearchRequest

# Each letter stands for another word, from frequent to rare; V for a value, Y for a year.
PATTERNS = (
    "A", "B", "C", "D", "E", "F", "title:A", "title:D", "A B", "B C", "C D", "A B C", "D E F",
    "A OR B", "C OR D OR E", "E OR F", "A (B OR C)", "(A B) OR C", "(A B) OR (C D)", "A -B",
    "B -C -D", "NOT A", "-A", "A NOT (B OR C)", '"A B"', '"B C"', '"A"', '"D"', '"A B"~3',
    '"A B C"~8', '"C A"~20', '"A A"~9', '"A B A"~9', "NEAR(A B, 5)", "NEAR(B A C, 9)",
    "NEAR(A A B, 12)", "NEAR(A B C D, 30)", "NEAR(A B C D E, 60)", "A*", "D*", "E~", "E~1", "F~2",
    "A^2 B", "A^0.5 OR C^3", "(A B)^2 OR C", "source:V", "source:V A", "has:speaker A",
    "-has:date A", "has:date -has:speaker", "date:Y", "date:Y A", "date:Y.. B", "date:..Y C",
    "date:>Y-06 A", "kind:speech A", "(source:V OR A) B", "source:V OR A", "title:(A B) C",
    'title:"A B"', "title:A*", "title:(A OR B) -C", '"A B" OR "C D" OR E', "A* OR B",
    "(A OR (B C)) (D OR (E F)) OR A", "A (B OR (C -D))", '("A B" OR C) -D', "A* B* -C", "A^3 -B",
)  # fmt: skip
"""The language, in patterns."""

RARE = (
    "",
    "*",
    "xyzzyx",
    "xyzzyx OR A",
    "A xyzzyx",
    "NEAR(A xyzzyx, 3)",
    '"A xyzzyx"',
    "source:xyzzyx A",
    "F date:1901 source:V A",
    '"B A" "D C" E source:V',
    "C NEAR(A D, 2) E F date:Y",
    'title:F "C B A" -D',
)
"""What finds everything, or nothing."""

FORMS: tuple[dict[str, Any], ...] = (
    {},
    {"sort": "date"},
    {"sort": "-date", "timeline": "month"},
    {"group": "passage"},
    {"group": "passage", "sort": "date", "limit": 30},
    {"group": "story", "facets": ("source",)},
    {"group": "story", "sort": "-date", "limit": 25},
    {"facets": FACET_FIELDS, "timeline": "year"},
    {"limit": 7, "offset": 5},
    {"limit": 0, "facets": ("kind", "speaker"), "timeline": "day"},
    {"date_from": PartialDate(2016), "date_to": PartialDate(2021, 6)},
    {"kind": ("speech", "report"), "variants": False},
)
"""What is asked for beside a query, in turn."""


def questions(opened: Opened, seed: int) -> Iterator[SearchRequest]:
    """Searches over an archive, the same on every run."""
    chosen = random.Random(seed)
    forms = cycle(FORMS)
    for pattern in (*PATTERNS, *RARE):
        query = _filled(pattern, _letters(opened, chosen), opened, chosen)
        for _ in range(2):
            request = msgspec.convert({"query": query, **next(forms)}, SearchRequest)
            yield request


def _letters(opened: Opened, chosen: random.Random) -> dict[str, str]:
    """A word for each letter; those of a document stand together somewhere."""
    vocabulary = opened.lexicon.vocabulary("exact")
    known = vocabulary.by_frequency(word for word in vocabulary.words if len(word) > 2)
    live = opened.generation.columns.in_reading_order().tolist()
    document = opened.generation.documents.get(chosen.choice(live))
    said = [form for text in document.paragraphs for form in words(text) if len(form) > 2]
    some = chosen.sample(said, 4) if len(said) > 4 else known[:4]
    return dict(
        zip("ABCDEF", [*some, chosen.choice(known[:60]), chosen.choice(known)], strict=True)
    )


def _filled(pattern: str, letters: dict[str, str], opened: Opened, chosen: random.Random) -> str:
    sources = opened.generation.columns.coded["source"].values
    values = {
        "V": '"' + chosen.choice(sources).replace('"', " ") + '"' if sources else "nobody",
        "Y": str(chosen.randint(2014, 2022)),
    }
    found = []
    for before, letter, after in zip(" " + pattern, pattern, pattern[1:] + " ", strict=False):
        stands_alone = not before.isalpha() and not after.isalpha()
        found.append({**letters, **values}.get(letter, letter) if stands_alone else letter)
    return "".join(found)
