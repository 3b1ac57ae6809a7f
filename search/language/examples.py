"""The query language by example: what one can write and what it finds.

The help page and the README are made from it, and the tests read every line of it.
"""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A query and what it finds."""

    query: str
    finds: str


class Topic(NamedTuple):
    """Some examples that belong together."""

    title: str
    examples: tuple[Example, ...]


TOPICS: tuple[Topic, ...] = (
    Topic(
        "Words",
        (
            Example("sea wall", "passages with both words, in any form"),
            Example("strike OR accord", "passages with either word"),
            Example("harbour (strike OR accord)", "brackets group; `AND` binds tighter than `OR`"),
            Example("storm -ferry", "passages without a word; also `NOT ferry`"),
        ),
    ),
    Topic(
        "Exact words and phrases",
        (
            Example('"sea wall"', "exactly these words side by side; hyphens are gaps"),
            Example('"lights"', "this form of the word only"),
            Example('"promise of stone"~4', "in this order, each at most 4 words from the last"),
            Example("NEAR(wall promise, 5)", "at most 5 words apart, in either order"),
        ),
    ),
    Topic(
        "Spellings",
        (
            Example("translat*", "words that begin so; at least two letters before the `*`"),
            Example("wom?n", "one letter left open"),
            Example("valdoryan~", "words within two letters of this one; `valdoryan~1` within one"),
        ),
    ),
    Topic(
        "What is known of a document",
        (
            Example("title:harbour", "in the document's title"),
            Example('speaker:"ilsabet torvane"', "by speaker; also `place:`, `kind:`, `language:`"),
            Example("source:(herald OR courier)", "one of several; part of a name is enough"),
            Example("has:date -has:speaker", "documents that have a date and no speaker"),
        ),
    ),
    Topic(
        "Dates",
        (
            Example("date:2019-11", "in November 2019; also `date:2019` and `date:2019-11-09`"),
            Example("date:2016..2019", "in these years; `date:2019..` leaves the end open"),
            Example("date:>=2021-01", "since then; also `>`, `<` and `<=`"),
        ),
    ),
    Topic("Ranking", (Example("wall^2 storm", "the first word counts double"),)),
)
"""What the language can do, in the order one learns it. Code within `finds` is in backquotes."""

EXAMPLES: tuple[Example, ...] = tuple(example for topic in TOPICS for example in topic.examples)
