"""What a first judgement of all blocks adds to what is known of each.

A block alone may be anything; among others that are surely the article, or surely not, it is
one of them. So the page is judged twice, the second time with the first judgement in view.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.extraction.html.boxes import Floats
from index.extraction.html.sheet import FAR, Columns, Sheet, heap, shifted, smallest_sheet

_WINDOW = 6


def second_look(page: Sheet, first: Floats) -> Floats:
    """A row of further features for each block (float32), as `further_names` calls them.

    `first` is each block's probability to belong to the article, as first judged.
    """
    return heap(_columns(page, first))


@lru_cache(maxsize=1)
def further_names() -> tuple[str, ...]:
    """The names of the further features."""
    return tuple(_columns(smallest_sheet(), np.zeros(1, np.float32)))


def _columns(page: Sheet, first: Floats) -> Columns:
    columns: Columns = {"first judgement": first}
    for step in (-3, -2, -1, 1, 2, 3):
        columns[f"judgement at {step:+d}"] = shifted(first, step)
    columns |= _around(page, first)
    columns |= _along(page, first)
    columns |= _sections(page, first)
    return columns


def _around(page: Sheet, first: Floats) -> Columns:
    """How the blocks in its box, in those around it, and its look-alikes were judged."""
    mass = page.mass + 1
    values = np.stack([mass, mass * first, first], axis=1)
    sums = page.boxes.totals(page.at, values)
    own = values[:, :2]
    columns: Columns = {}
    at = page.at
    total = max(float(sums[0, 1]), 1.0)
    for where in ("box", "parent", "grandparent", "great-grandparent"):
        found = sums[at]
        columns[f"judgement of {where}"] = found[:, 1] / found[:, 0]
        columns[f"article in {where}"] = found[:, 1] / total
        if where != "box":
            rest = np.maximum(found[:, 0] - own[:, 0], 0.01)
            columns[f"judgement of the rest of {where}"] = (found[:, 1] - own[:, 1]) / rest
        at = page.boxes.parents[at]
    groups = page.groups
    alike = np.bincount(groups, mass * first) / np.bincount(groups, mass)
    columns["judgement of look-alikes"] = alike[groups]
    columns["article in look-alikes"] = (np.bincount(groups, mass * first) / total)[groups]
    return columns


def _along(page: Sheet, first: Floats) -> Columns:
    """Where the article, as first judged, lies before and behind it."""
    count = len(first)
    row = np.arange(count)
    worth = (page.mass + 1) * first
    total = max(float(worth.sum()), 1.0)
    above = np.cumsum(worth) - worth
    sure = np.flatnonzero(first > 0.5)
    start, end = (int(sure[0]), int(sure[-1])) if len(sure) else (0, count)
    window = np.convolve(first, np.ones(2 * _WINDOW + 1), "full")[_WINDOW:][:count]
    return {
        "article above": above / total,
        "article below": (total - above - worth) / total,
        "article's mass": np.full(count, np.log2(total)),
        "article's share": np.full(count, total / max(float(page.mass.sum()), 1.0)),
        "from the first": np.clip(row - start, -FAR, FAR),
        "from the last": np.clip(row - end, -FAR, FAR),
        "judgement about": window / (2 * _WINDOW + 1),
        "doubt": np.full(count, float((first * (1 - first)).mean())),
    }


def _sections(page: Sheet, first: Floats) -> Columns:
    """How the heading above it was judged, and what stands under that heading."""
    heading = page.headings
    section = np.cumsum(heading)
    mass = np.where(heading, 0, page.mass) + 0.01
    sizes = np.bincount(section, mass)
    under = np.bincount(section, mass * first) / np.maximum(sizes, 0.01)
    last = np.maximum.accumulate(np.where(heading, np.arange(len(first)), 0))
    return {
        "judgement of the heading": first[last],
        "judgement of the section": under[section],
        "mass of the section": np.log2(sizes + 1)[section],
    }
