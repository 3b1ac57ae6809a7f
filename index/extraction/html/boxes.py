"""The boxes of a page as arrays, and what is summed up in them.

Boxes are numbered as they open, so that a box comes before all that stand in it: one pass from
the last to the first adds everything up, and one from the first to the last hands it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from index.extraction.html.blocks import Box
from index.extraction.html.box_names import meanings

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

TAGS = (
    "html", "body", "main", "article", "section", "div", "header", "footer", "nav", "aside", "form",
    "p", "li", "ul", "ol", "td", "table", "figure", "figcaption", "blockquote", "pre", "button",
    "label", "option", "dd", "details", "h1", "h2", "h3", "h4", "h5", "h6", "title", "noscript",
    "dialog",
)  # fmt: skip
_CODES = {tag: code for code, tag in enumerate(TAGS)}
_CODES |= {"th": _CODES["td"], "tr": _CODES["table"], "tbody": _CODES["table"],
           "dt": _CODES["dd"], "dl": _CODES["ul"], "caption": _CODES["figcaption"],
           "menu": _CODES["nav"], "select": _CODES["option"], "summary": _CODES["details"],
           "center": _CODES["div"], "picture": _CODES["figure"]}  # fmt: skip
OTHER_TAG = len(TAGS)
"""The number of a tag that is none of TAGS and means the same as none of them."""


@dataclass(frozen=True)
class Boxes:
    """The boxes of a page: each one's parent (the root's is itself), tag, names and depth.

    `meanings` are bits as of `box_names.meanings`; `hidden` is 1 for boxes out of sight.
    """

    parents: Numbers
    tags: Numbers
    meanings: Numbers
    hidden: Numbers

    def totals(self, at: Numbers, values: Floats) -> Floats:
        """Values of blocks (rows) that stand in boxes `at`, summed up in every box around them."""
        sums = np.zeros((len(self.parents), values.shape[1]), np.float32)
        _add_up(self.parents, at, values, sums)
        return sums

    def inherited(self, bits: Numbers) -> Numbers:
        """The bits of each box and of every box around it."""
        found = bits.copy()
        _hand_down(self.parents, found)
        return found


def boxes(row: Sequence[Box]) -> Boxes:
    """The arrays of a page's boxes, in the order they opened."""
    return Boxes(
        np.array([box.parent.number if box.parent is not None else 0 for box in row], np.int64),
        np.array([_CODES.get(box.tag, OTHER_TAG) for box in row], np.int64),
        np.array([meanings(box.names) if box.names else 0 for box in row], np.int64),
        np.array([box.hidden for box in row], np.int64),
    )


@compiled
def _add_up(parents: Numbers, at: Numbers, values: Floats, sums: Floats) -> None:
    for row in range(len(at)):
        for column in range(sums.shape[1]):
            sums[at[row], column] += values[row, column]
    for box in range(len(parents) - 1, 0, -1):
        for column in range(sums.shape[1]):
            sums[parents[box], column] += sums[box, column]


@compiled
def _hand_down(parents: Numbers, bits: Numbers) -> None:
    for box in range(1, len(parents)):
        bits[box] |= bits[parents[box]]


@compiled
def main_box(parents: Numbers, prose: Floats, share: float) -> int:
    """The box reached from the root by entering, as long as one holds `share` of the prose."""
    best = np.zeros(len(parents), np.int64)
    for box in range(len(parents) - 1, 0, -1):
        parent = parents[box]
        if best[parent] == 0 or prose[box] >= prose[best[parent]]:
            best[parent] = box
    at = 0
    while best[at] != 0 and prose[best[at]] > 0 and prose[best[at]] >= share * prose[at]:
        at = best[at]
    return at


@compiled
def distances(parents: Numbers, target: int, steps: Numbers, gaps: Numbers) -> None:
    """How far each box is from a target: steps up to a box around both, and from that down.

    Both are 0 for the target and what stands in it gets gap 0 and its steps below the target.
    """
    path = np.full(len(parents), -1, np.int64)
    at, gap = target, 0
    while True:
        path[at] = gap
        if at == 0:
            break
        at = parents[at]
        gap += 1
    for box in range(len(parents)):
        if path[box] >= 0:
            steps[box], gaps[box] = 0, path[box]
        else:
            steps[box] = steps[parents[box]] + 1
            gaps[box] = gaps[parents[box]]
