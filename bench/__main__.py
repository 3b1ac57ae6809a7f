"""`make bench`: all is measured, every row printed; the exit status is 1 where one is missed."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from bench import peers
from bench.corpora import Corpus, corpus_of, from_file, from_seed
from bench.measures import adding, clusters, growth, indexing, searching, serving, starting
from bench.measures.growth import Point
from bench.measures.indexing import Built
from bench.page import PICTURE, page
from bench.plan import FULL, QUICK, Plan
from bench.records import read_records
from bench.report import load_run, print_rows, run_of, save
from bench.rows import Row

RESULTS = Path(__file__).parent / "results"
DOCS = Path(__file__).parent.parent / "docs"
WIDTH = 210


@click.command()
@click.option(
    "--corpus",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of captures to measure on, besides the synthetic archive. Repeatable.",
)
@click.option("--quick", is_flag=True, help="Smaller input, within five minutes.")
@click.option("--passages", type=click.IntRange(1000), help="The largest synthetic archive.")
@click.option("--seed", default=1, show_default=True, help="The seed of the synthetic archive.")
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/bench"),
    show_default=True,
    help="Where corpora and indexes go.",
)
@click.option(
    "--render",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Measure nothing; write docs/performance.md from these results.",
)
def bench(
    files: tuple[Path, ...],
    quick: bool,
    passages: int | None,
    seed: int,
    work: Path,
    render: Path | None,
) -> None:
    """Measure the engine against its peers, and judge every row by its aim."""
    if render:
        return document(render)
    plan = QUICK if quick else FULL
    if passages:
        plan = plan._replace(sizes=(passages // 100, passages // 10, passages))
    bench = Bench(plan, work)
    bench.measure_synthetic(seed)
    for file in files:
        bench.measure_file(file)
    run = run_of(bench.corpora, bench.rows, bench.points, plan=plan)
    path = save(run, work / "results" if quick or passages else RESULTS)
    print_rows(run.rows, Console(width=WIDTH))
    click.echo(f"\n{len(run.missed)} rows missed. Results: {path}")
    if path.parent == RESULTS:
        document(path)
    sys.exit(1 if run.missed else 0)


def document(results: Path) -> None:
    """Write docs/performance.md and its picture from the results of a run."""
    from bench.plot import draw

    run = load_run(results)
    DOCS.mkdir(exist_ok=True)
    (DOCS / "performance.md").write_text(page(run), encoding="utf-8")
    draw(run.points, DOCS / PICTURE)


class Bench:
    """One run: what has been measured so far."""

    def __init__(self, plan: Plan, work: Path) -> None:
        self._plan = plan
        self._records = work / "corpora"
        self._indexes = work / "indexes"
        self._began = time.monotonic()
        self.corpora: list[Corpus] = []
        self.rows: list[Row] = []
        self.points: list[Point] = []

    def measure_synthetic(self, seed: int) -> None:
        """Everything on the largest synthetic archive, and growth from the smallest."""
        self._say(f"making {self._plan.sizes[-1]:,} passages")
        whole = from_seed(self._plan.sizes[-1], seed, self._records)
        built = self._measure(whole)
        self._say("adding documents")
        self.rows += adding.rows(whole, self._indexes / "adding", self._plan.added)
        self._measure_growth(whole, built)

    def measure_file(self, file: Path) -> None:
        """Everything but growth on the corpus in a file."""
        self._say(f"reading {file.name}")
        self._measure(from_file(file, self._records, self._plan.most))

    def _measure(self, corpus: Corpus) -> dict[str, Built]:
        plan = self._plan
        self.corpora.append(corpus)
        self._say(f"{corpus.name}: indexing {corpus.passages:,} passages")
        names = peers.installed()
        built = indexing.build_all(corpus, names, self._indexes, plan.repeats, plan.whoosh_sample)
        self.rows += indexing.rows(corpus, built)
        questions = searching.questions_for(corpus, plan)
        self._say(f"{corpus.name}: searching")
        self.rows += searching.rows(corpus, built, questions, plan)
        mixed = searching.mixed(questions).asked
        ours = built[peers.OURS]
        self.rows += starting.rows(corpus, ours, mixed, plan.starts)
        self._say(f"{corpus.name}: serving")
        self.rows += serving.rows(corpus, ours, mixed, plan.load_seconds)
        self._say(f"{corpus.name}: serving, beside OpenSearch")
        self.rows += clusters.rows(corpus, ours, mixed, plan.load_seconds)
        return built

    def _measure_growth(self, whole: Corpus, built: dict[str, Built]) -> None:
        names = [name for name in (peers.OURS, peers.TANTIVY) if name in built]
        smaller = [self._beginning(whole, size) for size in self._plan.sizes[:-1]]
        indexes = [self._built(corpus, names) for corpus in smaller]
        indexes.append({name: built[name] for name in names})
        self._say("growth")
        questions = searching.questions_for(smaller[-1], self._plan)
        self.points = growth.measure(indexes, questions, self._plan)
        self.rows += growth.rows(self.points)

    def _beginning(self, whole: Corpus, passages: int) -> Corpus:
        name = f"synthetic-{passages}"
        return corpus_of(read_records(whole.path), name, self._records, passages)

    def _built(self, corpus: Corpus, names: Sequence[str]) -> dict[str, Built]:
        self._say(f"indexing {corpus.passages:,} passages")
        return {n: indexing.build_one(n, corpus, self._indexes / corpus.name) for n in names}

    def _say(self, what: str) -> None:
        click.echo(f"[{time.monotonic() - self._began:6.0f} s] {what}", err=True)


if __name__ == "__main__":
    bench(prog_name="python -m bench")
