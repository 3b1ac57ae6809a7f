"""The query language by example: what one can write and what it finds.

The table of the help page, kept here so that the tests read every line of it.
"""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A query and what it finds."""

    query: str
    finds: str


EXAMPLES: tuple[Example, ...] = (
    Example("harbour accord", "passages with both words, in any form"),
    Example("strike OR accord", "passages with either word"),
    Example("harbour (strike OR accord)", "brackets group; AND binds tighter than OR"),
    Example("harbour -strike", "passages without a word; also NOT strike"),
    Example('"sea wall"', "exactly these words in this order"),
    Example('"lights"', "this form of the word only"),
    Example('"harbour people"~5', "these words in this order, at most 5 words apart"),
    Example("NEAR(wall promise, 5)", "these words in either order, at most 5 words apart"),
    Example("translat*", "words that begin so; at least two letters before the *"),
    Example("wom?n", "one letter left open"),
    Example("valdoryan~", "words within two letters of this one; valdoryan~1 within one"),
    Example("title:harbour", "in the document's title"),
    Example('speaker:"ilsabet torvane"', "by what is known of the document"),
    Example("source:(herald OR courier)", "one of several"),
    Example("date:2019-11", "published in November 2019; also date:2019 and date:2019-11-09"),
    Example("date:2016..2019", "published in these years; date:2019.. leaves the end open"),
    Example("date:>=2021-01", "published since then; also > < <="),
    Example("has:date -has:speaker", "documents that have a date and no speaker"),
    Example("wall^2 storm", "the first word counts twice in the ranking"),
)
