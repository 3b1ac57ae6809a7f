"""Why a block was kept or stripped, in words: the features that told most for or against it.

A model's features are too many and too fine to be read; they are gathered into a few things
one can say of a block. What the features of one saying add to a block's log-odds is added up,
and the two sayings that add most in the direction of the outcome are its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.compiled import compiled
from index.extraction.html.box_names import MEANINGS
from index.extraction.html.boxes import Floats, Numbers

_TAG_WORDS = {
    "header": "the page's header", "footer": "the page's footer", "nav": "a menu",
    "aside": "a sidebar", "form": "a form", "td": "a table", "figure": "a figure",
    "button": "a button", "label": "a form", "option": "a form", "main": "the page's main part",
    "article": "the article", "li": "a list", "blockquote": "a quotation", "p": "a paragraph",
    "pre": "preformatted text", "details": "a part to unfold", "dialog": "a dialogue",
    "noscript": "a notice for browsers without scripts",
}  # fmt: skip
_SAYINGS: tuple[tuple[str, str, str], ...] = (
    (r"mass|stops|mass a stop|commas|quotes|closed|low|common words|length of words",
     "reads like sentences", "does not read like sentences"),
    (r"links|separators", "has few links", "is mostly links"),
    (r"digits|signs|money|symbols|capitals|capitalised|announcing|bold", "is made of words",
     "has the letters and signs of a label"),
    (r"heading level|is .*", "stands in an element for text", "stands in an element not for text"),
    (r"words of the title|the title's words", "shares words with the title", "repeats the title"),
    (r"in JSON-LD|page body", "is in the text the page gives as data",
     "is not in the text the page gives as data"),
    (r"repeats|stands above|said above", "stands once on the page", "is repeated on the page"),
    (r".*look-alikes?( at .*)?", "looks like the text of the article", "looks like furniture"),
    (r"(steps|gap) to .*|(share of prose|prose|mass|links|blocks) (in|of) .*|depth",
     "stands in the box of the article", "stands outside the box of the article"),
    (r"from the .*|high headings above|mass of \w+ above|picture behind|blocks (above|below)"
     r"|prose (mass )?above|article (above|below)",
     "stands where articles stand", "stands where furniture stands"),
    (r".* at [+-]\d|judgement .*|article('s| in).*|mass of the section|doubt",
     "stands among text of the article", "stands among furniture"),
    (r"hidden", "is in sight", "is hidden"),
    (r"page .*|mass near .*", "as on pages of this kind", "as on pages of this kind"),
)  # fmt: skip
TOLD = 2


@dataclass(frozen=True)
class Sayings:
    """What can be said for or against a block, and which features speak for each saying.

    `order` are the features sorted by the saying they speak for (int64), `starts` where each
    saying's features begin among them; sayings from `boxes` on are the names of boxes, which
    are only said of a block that stands in one.
    """

    for_it: tuple[str, ...]
    against: tuple[str, ...]
    order: Numbers
    starts: Numbers
    boxes: int

    def told(self, credit: Floats, rows: Floats, kept: Sequence[bool]) -> list[str]:
        """The reason of each block, given the credit and values of its features."""
        best = np.full((len(credit), TOLD), -1, np.int64)
        signs = np.where(kept, np.float32(1), np.float32(-1))
        _best(credit, rows, self.order, self.starts, self.boxes, signs, best)
        words: dict[tuple[int, int, bool], str] = {}
        found = zip(*best.T.tolist(), kept, strict=True)
        return [words.get(one) or words.setdefault(one, self._said(*one)) for one in found]

    def _said(self, most: int, next_most: int, kept: bool) -> str:
        texts = self.for_it if kept else self.against
        return ", ".join(texts[one] for one in (most, next_most) if one >= 0) or "all in all"


@compiled
def _best(
    credit: Floats,
    rows: Floats,
    order: Numbers,
    starts: Numbers,
    boxes: int,
    signs: Floats,
    best: Numbers,
) -> None:
    """Find the two sayings that say most for each row's sign; -1 where none says anything."""
    for row in range(len(credit)):
        own, values, found, sign = credit[row], rows[row], best[row], signs[row]
        most = next_most = np.float32(0)
        for saying in range(len(starts)):
            end = starts[saying + 1] if saying + 1 < len(starts) else len(order)
            total, stands = np.float32(0), saying < boxes
            for place in range(starts[saying], end):
                feature = order[place]
                total += own[feature]
                stands = stands or values[feature] > 0
            total = total * sign if stands else np.float32(0)
            if total > most:
                next_most, found[1] = most, found[0]
                most, found[0] = total, saying
            elif total > next_most:
                next_most, found[1] = total, saying


def sayings_of(features: Sequence[str]) -> Sayings:
    """The sayings for features of these names."""
    named = {key: words for key, words, _ in MEANINGS}
    places = sorted({_box(name, named) for name in features} - {""})
    said = [_saying(name, named, places) for name in features]
    used = sorted(set(said))
    texts = [(one, other) for _, one, other in _SAYINGS]
    texts += [(f"stands in {place}",) * 2 for place in places]
    order = np.argsort(said, kind="stable")
    return Sayings(
        for_it=tuple(texts[at][0] for at in used),
        against=tuple(texts[at][1] for at in used),
        order=order,
        starts=np.searchsorted(np.array(said)[order], used),
        boxes=sum(at < len(_SAYINGS) for at in used),
    )


def _saying(name: str, named: dict[str, str], places: Sequence[str]) -> int:
    if place := _box(name, named):
        return len(_SAYINGS) + places.index(place)
    return next(
        (at for at, (regex, _, _) in enumerate(_SAYINGS) if re.fullmatch(regex, name)),
        len(_SAYINGS) - 1,
    )


def _box(name: str, named: dict[str, str]) -> str:
    """The box a feature speaks of (`a menu`), or nothing."""
    match = re.fullmatch(r"(?:in|near|under) (?:<(?P<tag>\w+)>|(?P<key>\w+))", name)
    if not match:
        return ""
    return _TAG_WORDS[match["tag"]] if match["tag"] else named.get(match["key"], "")
