"""What is known of each block of a page, as numbers a model can weigh.

A block is described by its letters and words, the boxes around it, its place on the page, its
neighbours, the blocks that look like it, and the page as a whole. No feature knows a language
or a site.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.extraction.html.box_names import KEYS
from index.extraction.html.boxes import TAGS, Floats
from index.extraction.html.sheet import H1, Clues, Columns, Sheet, heap, shifted, smallest_sheet
from index.extraction.html.surroundings import box_features, name_features, place_features
from index.extraction.html.wording import own_features, word_features

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)


def features(page: Sheet, clues: Clues) -> Floats:
    """A row of features for each block (float32), as `feature_names` calls them."""
    return heap(_columns(page, clues))


@lru_cache(maxsize=1)
def feature_names() -> tuple[str, ...]:
    """The names of the features."""
    return tuple(_columns(smallest_sheet(), Clues()))


def _columns(page: Sheet, clues: Clues) -> Columns:
    columns: Columns = {}
    columns |= own_features(page)
    columns |= word_features(page, clues)
    columns |= box_features(page, clues)
    columns |= name_features(page)
    columns |= place_features(page, clues)
    columns |= _look_alikes(page)
    columns |= _neighbours(page)
    columns |= _whole_page(page, clues)
    return columns


def _look_alikes(page: Sheet) -> Columns:
    """What the blocks that look the same are like."""
    groups = page.groups
    times = np.bincount(groups)
    mass = np.bincount(groups, page.mass)
    linked = np.bincount(groups, page.mass * page.links)
    prose = np.bincount(groups, page.prose)
    closed = np.bincount(groups, page.letters.column("closed"))
    return {
        "look-alikes": np.log2(times)[groups],
        "mass of look-alikes": (mass / times)[groups],
        "links of look-alikes": (linked / np.maximum(mass, 1))[groups],
        "closed look-alikes": (closed / times)[groups],
        "prose of look-alikes": (prose / max(page.sums[0, 2], 1))[groups],
    }


def _neighbours(page: Sheet) -> Columns:
    """What stands before and behind it."""
    described = {
        "mass": np.log2(page.mass + 1),
        "links": page.links,
        "closed": page.letters.column("closed"),
        "heading": page.headings,
        "bold": page.bold,
    }
    columns = {
        f"{name} at {step:+d}": shifted(values.astype(np.float32), step)
        for name, values in described.items()
        for step in NEIGHBOURS
    }
    for step in (-1, 1):
        columns[f"look-alike at {step:+d}"] = page.groups == shifted(page.groups, step)
    return columns


def _whole_page(page: Sheet, clues: Clues) -> Columns:
    """What the page is like, the same for each of its blocks."""
    mass, linked, prose, count = (float(value) for value in page.sums[0])
    tags = np.bincount(page.boxes.tags, minlength=len(TAGS))
    kinds = clues.kinds.lower()
    meant = page.boxes.meanings[page.at]
    share = {
        f"mass near {key}": float(page.mass[(meant >> KEYS.index(key) & 1) == 1].sum())
        / max(mass, 1)
        for key in ("comments", "list", "shop", "thread")
    }
    inside = page.boxes.inherited(page.boxes.meanings)[page.at]
    commented = float(page.prose[(inside >> KEYS.index("comments") & 1) == 1].sum())
    values = {
        "page comments": commented / max(prose, 1),
        "page prose outside comments": np.log2(prose - commented + 1),
        "page mass": np.log2(mass + 1),
        "page links": linked / max(mass, 1),
        "page prose": prose / max(mass, 1),
        "page blocks": np.log2(count),
        "page articles": tags[TAGS.index("article")],
        "page h1": tags[H1],
        "page headings": tags[H1 : H1 + 6].sum() / count,
        "page items": tags[TAGS.index("li")] / count,
        "page body": len(clues.body) > 200,
        "is called an article": clues.is_article,
        "is called a product": "product" in kinds,
        "is called a thread": "discussion" in kinds or "qapage" in kinds,
        **share,
    }
    one = np.ones(len(page.at), np.float32)
    return {name: one * np.float32(value) for name, value in values.items()}
