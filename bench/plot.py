"""Cost against size, as a picture: ours and tantivy's, from the smallest archive to the largest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.measures.growth import Point

_CLASSES = ("term", "AND of 2", "OR of 3", "phrase of 2", "prefix", "fuzzy")
_PANELS = 2 + len(_CLASSES)


def draw(points: Sequence[Point], path: Path) -> None:
    """Write a picture of the costs; its bytes depend on nothing but the points."""
    mpl.rcParams |= {"svg.hashsalt": "rostrum", "svg.fonttype": "none"}
    figure = Figure(figsize=(10, 5), layout="constrained")
    panels = figure.subplots(2, _PANELS // 2).flat
    _panel(next(panels), "indexing, s", points, lambda point: point.indexing)
    _panel(next(panels), "mean of all classes, ms", points, lambda point: point.mean)
    for name in _CLASSES:
        _panel(next(panels), f"{name}, ms", points, partial(_mean_of, name))
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def _mean_of(name: str, point: Point) -> float:
    return point.questions.get(name, 0.0)


def _panel(axes: Axes, title: str, points: Sequence[Point], cost: Callable[[Point], float]) -> None:
    for engine in dict.fromkeys(point.engine for point in points):
        own = [point for point in points if point.engine == engine and cost(point) > 0]
        if own:
            axes.loglog([p.passages for p in own], [cost(p) for p in own], "o-", label=engine)
    axes.set_title(title, fontsize="medium")
    axes.set_xlabel("passages", fontsize="small")
    axes.grid(visible=True, which="major", alpha=0.3)
    if axes.lines:
        axes.legend(fontsize="x-small", frameon=False)
