"""How costs grow with the archive: the same questions to archives of different sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

import msgspec

from bench import peers
from bench.asking import Ask, Asker, ask_in_turns
from bench.measures.indexing import Built
from bench.measures.searching import Questions
from bench.plan import Plan
from bench.rows import Row

INDEXING, QUERYING = 11.0, 10.0
"""At most how many times the cost, for ten times the passages."""

PER_CLASS = 40


class Point(msgspec.Struct, frozen=True):
    """An archive's costs for one engine: seconds to index, mean ms of a question by class."""

    engine: str
    passages: int
    indexing: float
    size: float
    questions: dict[str, float]

    @property
    def mean(self) -> float:
        """The mean over the classes, in ms."""
        return sum(self.questions.values()) / len(self.questions)


def measure(
    built: Sequence[Mapping[str, Built]], questions: Mapping[str, Questions], plan: Plan
) -> list[Point]:
    """The costs of every engine at every size; `built` goes from small to large."""
    with ExitStack() as stack:
        askers: dict[str, Asker] = {}
        for indexes in built:
            for name, index in indexes.items():
                opened = peers.peer(name).open(index.folder)
                stack.callback(opened.close)
                ask: Ask = opened.top
                askers[_key(name, index)] = Asker(ask, PER_CLASS)
        means: dict[str, dict[str, float]] = {key: {} for key in askers}
        for name, (asked, warm_up) in questions.items():
            found = ask_in_turns(askers, asked[:PER_CLASS], warm_up, plan.rounds)
            for key, answers in found.items():
                means[key][name] = answers.mean
    return [
        Point(name, index.corpus.passages, index.cost.seconds, index.size, means[_key(name, index)])
        for indexes in built
        for name, index in indexes.items()
    ]


def rows(points: Sequence[Point]) -> list[Row]:
    """The last step of growth; ours is judged, tantivy's is there to compare."""
    return [row for name in (peers.OURS, peers.TANTIVY) for row in _growth(points, name)]


def _growth(points: Sequence[Point], name: str) -> list[Row]:
    own = [point for point in points if point.engine == name]
    if len(own) < 2:
        return []
    before, after = own[-2:]
    worst = max(after.questions, key=lambda each: after.questions[each] / before.questions[each])
    step = f"{before.passages:,} to {after.passages:,} passages"
    ours = name == peers.OURS
    return [
        Row(
            corpus="synthetic",
            subject=f"growth of {name}: indexing, {step}",
            against="itself, smaller",
            figure=after.indexing / before.indexing,
            aim=INDEXING if ours else None,
            ours=f"{after.indexing:.2f} s",
            theirs=f"{before.indexing:.2f} s",
        ),
        Row(
            corpus="synthetic",
            subject=f"growth of {name}: {worst} (the class that grows most), {step}",
            against="itself, smaller",
            figure=after.questions[worst] / before.questions[worst],
            aim=QUERYING if ours else None,
            ours=f"{after.questions[worst]:.3f} ms",
            theirs=f"{before.questions[worst]:.3f} ms",
        ),
        Row(
            corpus="synthetic",
            subject=f"growth of {name}: mean of all classes, {step}",
            against="itself, smaller",
            figure=after.mean / before.mean,
            ours=f"{after.mean:.3f} ms",
            theirs=f"{before.mean:.3f} ms",
        ),
    ]


def _key(name: str, index: Built) -> str:
    return f"{name} {index.corpus.passages}"
