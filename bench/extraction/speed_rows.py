"""How many pages a second one core extracts, trafilatura on the same pages in turn."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence

from bench.extraction import rivals
from bench.extraction.ours import found_in
from bench.extraction.pages import KnownPage
from bench.extraction.text_rows import RIVAL, dump_of
from bench.rows import Row

EVERY = 5  # pages of which one is timed
ROUNDS = 3


def rows(pages: Sequence[KnownPage]) -> list[Row]:
    """Pages of HTML, and dumps of text."""
    some = pages[::EVERY]
    dumps = [dump_of(page) for page in some]
    html, theirs = _rates(
        [
            lambda: [found_in(page.html, "html") for page in some],
            lambda: [rivals.text_of(page.html) for page in some],
        ],
        len(some),
    )
    (text,) = _rates([lambda: [found_in(dump, "text") for dump in dumps]], len(dumps))
    return [
        _row("HTML", html, 80, f"{theirs:.0f}", RIVAL),
        _row("text", text, 1000, "", ""),
    ]


def _rates(works: Sequence[Callable[[], object]], pages: int) -> list[float]:
    """Pages a second of processor time of each work, the best of some rounds in turn.

    What the process holds already is kept out of the garbage collector's sight, or its visits
    would be what is measured.
    """
    gc.collect()
    gc.freeze()
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for at, work in enumerate(works):
            start = time.process_time()
            work()
            best[at] = min(best[at], time.process_time() - start)
    gc.unfreeze()
    return [pages / seconds for seconds in best]


def _row(form: str, rate: float, aim: int, theirs: str, against: str) -> Row:
    return Row(
        corpus="both",
        subject=f"pages of {form} a second and core, metadata included",
        against=against,
        figure=rate,
        aim=aim,
        rule="at least",
        ours=f"{rate:.0f}",
        theirs=theirs,
    )
