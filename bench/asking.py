"""Asking several engines the same questions in turns, and what their answers took.

Engines are asked round-robin, question by question, the order turning with each question, so
that a slow minute of the machine is everybody's. The warm-up asks other questions of the same
class: code and files are then in memory, but no answer is known yet. A question's time is the
median over the rounds; the first round is kept apart, because an engine may remember.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.questions import Question

Ask = Callable[[Question], int | None]

PATIENCE = 20.0
"""Seconds after which one engine is not asked the rest of its questions of one round."""


class Asker(NamedTuple):
    """An engine as it is asked: how, and at most how many questions of a class."""

    ask: Ask
    most: int


class Asked(NamedTuple):
    """What an engine's answers took: float64[rounds, questions] in ms, and what they counted."""

    times: NDArray[np.float64]
    counts: tuple[int, ...]

    @property
    def typical(self) -> NDArray[np.float64]:
        """The time of each question, the median over the rounds."""
        found: NDArray[np.float64] = np.median(self.times, axis=0)
        return found

    @property
    def mean(self) -> float:
        """The mean over the questions, in ms."""
        return float(self.typical.mean())

    @property
    def p99(self) -> float:
        """What 99 of 100 questions stay below, in ms."""
        return float(np.percentile(self.typical, 99))

    @property
    def first(self) -> float:
        """The mean over the questions when they were asked for the first time, in ms."""
        return float(self.times[0].mean())


def ask_in_turns(
    askers: Mapping[str, Asker],
    questions: Sequence[Question],
    warm_up: Sequence[Question],
    rounds: int,
    patience: float = PATIENCE,
) -> dict[str, Asked]:
    """Ask everyone everything; engines that cannot answer are left out of the result."""
    for question in warm_up:
        for asker in askers.values():
            asker.ask(question)
    able = {name: asker for name, asker in askers.items() if asker.ask(warm_up[0]) is not None}
    asked = {name: _Times(asker, patience) for name, asker in able.items()}
    for _ in range(rounds):
        for times in asked.values():
            times.begin_round()
        for number, question in enumerate(questions):
            for name in _turned(list(asked), number):
                asked[name].ask(number, question)
    return {name: times.result() for name, times in asked.items()}


def agreement(one: Asked, other: Asked) -> float:
    """The share of the questions put to both that both counted alike."""
    pairs = list(zip(one.counts, other.counts, strict=False))
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 1.0


def _turned(names: list[str], by: int) -> list[str]:
    by %= len(names)
    return names[by:] + names[:by]


class _Times:
    """The times of one engine as they come in."""

    def __init__(self, asker: Asker, patience: float) -> None:
        self._asker = asker
        self._patience = patience * 1000
        self._most = asker.most
        self._rounds: list[list[float]] = []
        self._counts: list[int] = []

    def begin_round(self) -> None:
        """The next times are those of another round."""
        self._rounds.append([])

    def ask(self, number: int, question: Question) -> None:
        """Put a question, unless there have been enough or the time for a round is up."""
        if number >= self._most:
            return
        began = time.perf_counter_ns()
        count = self._asker.ask(question)
        took = (time.perf_counter_ns() - began) / 1e6
        self._rounds[-1].append(took)
        if len(self._rounds) == 1:
            self._counts.append(count or 0)
            if sum(self._rounds[0]) > self._patience:
                self._most = number + 1

    def result(self) -> Asked:
        """Times and counts of the questions put in every round."""
        return Asked(np.array(self._rounds), tuple(self._counts))
