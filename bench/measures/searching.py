"""What questions take, class by class, against every peer that can be asked them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import NamedTuple, cast

from bench import peers
from bench.asking import Ask, Asked, Asker, agreement, ask_in_turns
from bench.corpora import Corpus
from bench.measures.indexing import Built
from bench.narrowing import narrowing
from bench.peers.contract import Answering, AnsweringWhole
from bench.plan import Plan
from bench.questions import CLASSES, Question, Sample
from bench.records import read_records
from bench.rows import Row

SEED = 1
WARM_UP = 5
SLOW = (peers.FTS5, peers.WHOOSH)
"""Peers that are asked only a few questions of a class, and for information."""


class Questions(NamedTuple):
    """The questions of a class, and others of it to warm up with."""

    asked: list[Question]
    warm_up: list[Question]


def questions_for(corpus: Corpus, plan: Plan) -> dict[str, Questions]:
    """Questions of every class the corpus has any for."""
    sample = Sample(read_records(corpus.path), SEED)
    found = {}
    for name in CLASSES:
        drawn = sample.draw(name, plan.questions + WARM_UP)
        if len(drawn) > WARM_UP:
            found[name] = Questions(drawn[WARM_UP:], drawn[:WARM_UP])
    return found


def rows(
    corpus: Corpus, built: Mapping[str, Built], questions: Mapping[str, Questions], plan: Plan
) -> list[Row]:
    """Every class plain and narrowed, then whole searches of all classes mixed."""
    with ExitStack() as stack:
        opened: dict[str, Answering] = {}
        for name, index in built.items():
            if name != peers.TANTIVY_ONE_FIELD:
                opened[name] = peers.peer(name).open(index.folder)
                stack.callback(opened[name].close)
        searches = _Searches(corpus, opened, plan)
        plain = [r for name, each in questions.items() for r in searches.plain(name, each)]
        narrowed = [r for name, each in questions.items() for r in searches.narrowed(name, each)]
        return [*plain, *narrowed, *searches.whole(mixed(questions))]


def mixed(questions: Mapping[str, Questions]) -> Questions:
    """Questions of all classes in turns, as many as a class has on average."""
    classes = list(questions.values())
    asked = [q for row in zip(*(each.asked for each in classes), strict=False) for q in row]
    most = max(len(each.asked) for each in classes)
    return Questions(asked[:most], [q for each in classes for q in each.warm_up])


class _Searches:
    """The engines open over one corpus."""

    def __init__(self, corpus: Corpus, opened: Mapping[str, Answering], plan: Plan) -> None:
        self._corpus = corpus
        self._opened = opened
        self._plan = plan
        self._by = narrowing(read_records(corpus.path))

    def plain(self, name: str, questions: Questions) -> list[Row]:
        """One class against everybody: judged against tantivy, the others inform."""
        asked = self._ask({n: engine.top for n, engine in self._opened.items()}, questions)
        slow = [
            self._row(
                name, "mean, information", asked, other, lambda found: found.mean, judged=False
            )
            for other in SLOW
            if other in asked
        ]
        return [*self._against_tantivy(name, asked, compared=True), *slow]

    def narrowed(self, name: str, questions: Questions) -> list[Row]:
        """One class within a keyword and a range of days, with three facets."""
        asked = self._ask(
            {name: self._narrowed_by(engine) for name, engine in self._able()}, questions
        )
        return self._against_tantivy(f"{name}, filtered, 3 facets", asked, compared=True)

    def whole(self, questions: Questions) -> list[Row]:
        """Whole searches, documents and snippets and all."""
        asked = self._ask({n: engine.whole for n, engine in self._able()}, questions)
        return self._against_tantivy("Engine.search whole, mixed", asked, compared=False)

    def _narrowed_by(self, engine: AnsweringWhole) -> Ask:
        return lambda question: engine.narrowed(question, self._by)

    def _able(self) -> list[tuple[str, AnsweringWhole]]:
        return [
            (name, cast(AnsweringWhole, engine))
            for name, engine in self._opened.items()
            if name not in SLOW
        ]

    def _ask(self, ways: Mapping[str, Ask], questions: Questions) -> dict[str, Asked]:
        plan = self._plan
        askers = {
            name: Asker(ask, plan.few if name in SLOW else plan.questions)
            for name, ask in ways.items()
        }
        return ask_in_turns(askers, questions.asked, questions.warm_up, plan.rounds)

    def _against_tantivy(
        self, name: str, asked: Mapping[str, Asked], *, compared: bool
    ) -> list[Row]:
        if peers.TANTIVY not in asked:
            return []
        ours, theirs = asked[peers.OURS], asked[peers.TANTIVY]
        alike = agreement(ours, theirs)
        note = f"first asked {_common(ours, theirs, lambda a: a.times[0].mean()):.2f}"
        note += f"; counts alike {alike:.0%}" if compared else ""
        return [
            self._row(name, "mean", asked, peers.TANTIVY, lambda a: a.mean, note=note),
            self._row(name, "p99", asked, peers.TANTIVY, lambda a: a.p99),
        ]

    def _row(
        self,
        name: str,
        what: str,
        asked: Mapping[str, Asked],
        other: str,
        statistic: Callable[[Asked], float],
        *,
        judged: bool = True,
        note: str = "",
    ) -> Row:
        ours, theirs = _cut_alike(asked[peers.OURS], asked[other])
        scale = self._corpus.passages / self._plan.whoosh_sample if other == peers.WHOOSH else 1.0
        return Row(
            corpus=self._corpus.name,
            subject=f"{name}: {what}",
            against=other,
            figure=statistic(ours) / (statistic(theirs) * scale),
            aim=1.0 if judged else None,
            ours=f"{statistic(ours):.3f} ms",
            theirs=f"{statistic(theirs) * scale:.3f} ms",
            note=note,
        )


def _cut_alike(one: Asked, other: Asked) -> tuple[Asked, Asked]:
    """Both with only the questions that were put to both."""
    shared = min(one.times.shape[1], other.times.shape[1])
    cut_one, cut_other = (Asked(a.times[:, :shared], a.counts[:shared]) for a in (one, other))
    return cut_one, cut_other


def _common(one: Asked, other: Asked, statistic: Callable[[Asked], float]) -> float:
    first, second = _cut_alike(one, other)
    return statistic(first) / statistic(second)
