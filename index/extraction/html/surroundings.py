"""Where blocks stand, as numbers: in which boxes, of what names, how far from the rest.

What boxes are called is only believed of small ones: themes call the box that holds everything
`content-sidebar-wrap`.
"""

from __future__ import annotations

import numpy as np

from index.extraction.html.box_names import KEYS
from index.extraction.html.boxes import TAGS, Numbers, distances, main_box
from index.extraction.html.sheet import FAR, H1, Clues, Columns, Sheet, shifted

MAIN_SHARE = 0.8
SWALLOWING = 0.5
_TAGS = ("main", "article", "header", "footer", "nav", "aside", "form", "p", "li", "td",
         "figure", "blockquote", "pre", "button", "label", "option", "details", "noscript",
         "dialog")  # fmt: skip


def box_features(page: Sheet, clues: Clues) -> Columns:
    """How much stands in its box and the two around that, and how far it is from the prose."""
    parents = page.boxes.parents
    total = np.maximum(page.sums[0], 1)
    columns: Columns = {}
    at = page.at
    for where in ("box", "parent", "grandparent"):
        sums = page.sums[at]
        mass = np.maximum(sums[:, 0], 1)
        columns[f"mass of {where}"] = np.log2(mass)
        columns[f"links of {where}"] = sums[:, 1] / mass
        columns[f"prose of {where}"] = sums[:, 2] / mass
        columns[f"share of prose in {where}"] = sums[:, 2] / total[2]
        columns[f"blocks of {where}"] = np.log2(sums[:, 3])
        at = parents[at]
    title = None if clues.title_at is None else int(page.at[clues.title_at])
    for name, target in (("main", _main(page)), ("column", _column(page)), ("title", title)):
        if target is None:
            columns[f"steps to {name}"] = columns[f"gap to {name}"] = np.full(len(at), -1)
            continue
        steps, gaps = np.zeros_like(parents), np.zeros_like(parents)
        distances(parents, target, steps, gaps)
        columns[f"steps to {name}"] = np.minimum(steps[page.at], FAR)
        columns[f"gap to {name}"] = np.minimum(gaps[page.at], FAR)
    return columns


def _main(page: Sheet) -> int:
    return int(main_box(page.boxes.parents, np.ascontiguousarray(page.sums[:, 2]), MAIN_SHARE))


def _column(page: Sheet) -> int:
    """The box whose children most of the prose is."""
    holders = page.boxes.parents[page.at]
    return int(np.argmax(np.bincount(holders, page.prose, len(page.boxes.parents))))


def name_features(page: Sheet) -> Columns:
    """What the boxes around it are called, those near and those far, and their tags.

    A box that holds half of the page's prose or more is not believed to be a mere part.
    """
    row = page.boxes
    small = page.sums[:, 2] < SWALLOWING * max(page.sums[0, 2], 1)
    near = row.meanings | row.meanings[row.parents] | row.meanings[row.parents[row.parents]]
    far = row.inherited(np.where(small, row.meanings, 0))[page.at]
    every = row.inherited(row.meanings)[page.at]
    tags = row.inherited(np.where(small, 1 << row.tags, 0))[page.at]
    columns: Columns = {"hidden": row.inherited(row.hidden)[page.at]}
    for key in ("comments", "thread", "related"):
        columns[f"under {key}"] = every >> KEYS.index(key) & 1
    near = near[page.at]
    for key, near_it, in_it, in_any in zip(KEYS, *map(_bits, (near, far, every)), strict=True):
        columns[f"near {key}"] = near_it
        columns[f"in {key}"] = in_any if key in ("text", "article") else in_it
    for tag in _TAGS:
        columns[f"in <{tag}>"] = tags >> TAGS.index(tag) & 1
    columns["depth"] = np.minimum(_depths(row.parents)[page.at], FAR)
    return columns


def _bits(meanings: Numbers) -> Numbers:
    """A row for each of KEYS: 1 where names mean it, else 0."""
    return meanings >> np.arange(len(KEYS))[:, np.newaxis] & 1


def _depths(parents: Numbers) -> Numbers:
    steps, gaps = np.zeros_like(parents), np.zeros_like(parents)
    distances(parents, 0, steps, gaps)
    return steps


def place_features(page: Sheet, clues: Clues) -> Columns:
    """Where it stands: on the page, in the prose, from the title, from the last heading."""
    count = len(page.at)
    row = np.arange(count)
    title = clues.title_at
    prose = np.cumsum(page.prose) - page.prose
    heading = page.headings
    last = np.maximum.accumulate(np.where(heading, row, -1))
    high = np.cumsum(heading & (page.tags <= H1 + 1))
    picture = np.maximum.accumulate(np.where(page.pictures, row, -FAR))
    meant = page.boxes.meanings[page.at]
    return {
        **{
            f"mass of {key} above": np.log2(
                np.cumsum(page.mass * (meant >> KEYS.index(key) & 1)) + 1
            )
            for key in ("comments", "related", "appeal")
        },
        "high headings above": high - (high[title] if title is not None else 0),
        "from the picture": np.minimum(row - picture, FAR),
        "picture behind": shifted(page.pictures.astype(np.float32), 1),
        "from the top": row / count,
        "blocks above": np.minimum(row, 200),
        "blocks below": np.minimum(count - row, 200),
        "prose above": prose / max(page.sums[0, 2], 1),
        "prose mass above": np.log2(prose + 1),
        "from the title": np.clip(row - title, -FAR, 200) if title is not None else row * 0 - 99,
        "from the heading": np.minimum(row - last, FAR),
    }
