"""Load over time, as a picture: latencies, requests a second and memory, with the reindexes."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.torture.load import OverTime


def draw(found: OverTime, path: Path) -> None:
    """Write the picture; its bytes depend on nothing but what was measured."""
    mpl.rcParams |= {"svg.hashsalt": "rostrum", "svg.fonttype": "none"}
    figure = Figure(figsize=(10, 5), layout="constrained")
    latency, rate, memory = figure.subplots(3, 1, sharex=True)
    at = [each.at for each in found.slices]
    latency.semilogy(at, [each.p50 for each in found.slices], "o-", label="p50")
    latency.semilogy(at, [each.p99 for each in found.slices], "o-", label="p99")
    latency.legend(fontsize="x-small", frameon=False)
    ends = [*at[1:], found.memory[-1][0]]
    spans = zip(found.slices, at, ends, strict=True)
    rate.plot(at, [each.requests / max(end - begin, 1) for each, begin, end in spans], "o-")
    memory.plot(*zip(*found.memory, strict=True))
    memory.set_ylim(0, 1.2 * max(size for _, size in found.memory))
    memory.set_xlabel("seconds; a line where a reindex begins", fontsize="small")
    _named(latency, "latency, ms", found)
    _named(rate, "requests a second", found)
    _named(memory, "memory of the workers, MB", found)
    figure.savefig(path, metadata={"Date": None})


def _named(axes: Axes, title: str, found: OverTime) -> None:
    axes.set_title(title, fontsize="medium")
    axes.grid(visible=True, which="major", alpha=0.3)
    for began in found.reindexes:
        axes.axvline(began, color="gray", linewidth=0.5, alpha=0.6)
