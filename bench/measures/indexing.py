"""How fast records become an index, how much memory that takes, and how large the index is."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import peers
from bench.building import Cost, build_apart
from bench.corpora import Corpus, corpus_of
from bench.records import read_records
from bench.rows import Row

AIMS = {peers.TANTIVY_ONE_FIELD: 1.5, peers.TANTIVY: 1.5, peers.FTS5: 1.0, peers.WHOOSH: 30.0}
"""How many times as fast we want to be."""

WARM_UP = 500
"""Passages of the index that every peer builds before any is measured."""

STORED = "documents"
"""The folder of our index that holds the text; it is read only for what is shown."""


class Built(NamedTuple):
    """An index, and what building it cost the quickest time."""

    folder: Path
    corpus: Corpus
    cost: Cost

    @property
    def speed(self) -> float:
        """MB of text indexed a second."""
        return self.corpus.text_bytes / self.cost.seconds / 1e6

    @property
    def size(self) -> float:
        """Its size as a share of the text."""
        return _bytes(self.folder.rglob("*")) / self.corpus.text_bytes


def build_all(
    corpus: Corpus, names: Sequence[str], folder: Path, repeats: int, whoosh_sample: int
) -> dict[str, Built]:
    """An index of the corpus by every peer, in turns; stock Whoosh has a sample of it."""
    small = sample(corpus, whoosh_sample)
    # Once unmeasured: what is compiled or cached on first use is so for everybody.
    for name in names:
        build_one(name, sample(corpus, WARM_UP), folder / f"{corpus.name}-warm-up")
    built: dict[str, Built] = {}
    for turn in range(repeats):
        for name in names:
            given = small if name == peers.WHOOSH else corpus
            if turn and name == peers.WHOOSH:
                continue
            found = build_one(name, given, folder / corpus.name)
            known = built.get(name)
            if known is None or found.cost.seconds < known.cost.seconds:
                built[name] = found
    return built


def build_one(name: str, corpus: Corpus, folder: Path) -> Built:
    """A new index of a corpus, in place of the one there was."""
    index = folder / "".join(c if c.isalnum() else "-" for c in name.lower())
    shutil.rmtree(index, ignore_errors=True)
    index.parent.mkdir(parents=True, exist_ok=True)
    return Built(index, corpus, build_apart(name, corpus.path, index))


def sample(corpus: Corpus, passages: int) -> Corpus:
    """The first passages of a corpus."""
    name = f"{corpus.name}-first-{passages}"
    return corpus_of(read_records(corpus.path), name, corpus.path.parent, passages)


def rows(corpus: Corpus, built: dict[str, Built]) -> list[Row]:
    """Speed against every peer, then size and memory."""
    ours = built[peers.OURS]
    speeds = [
        Row(
            corpus=corpus.name,
            subject="indexing",
            against=name,
            figure=ours.speed / built[name].speed,
            aim=aim,
            rule="at least",
            ours=f"{ours.speed:.1f} MB/s",
            theirs=f"{built[name].speed:.1f} MB/s",
            note="sample" if name == peers.WHOOSH else "",
        )
        for name, aim in AIMS.items()
        if name in built
    ]
    return [*speeds, *_sizes(corpus, built), *_memory(corpus, built)]


def _sizes(corpus: Corpus, built: dict[str, Built]) -> list[Row]:
    ours = built[peers.OURS]
    stored = _bytes(ours.folder.rglob(f"{STORED}/*"))
    without = ours.size - stored / corpus.text_bytes
    own = [
        Row(corpus=corpus.name, subject="size without stored text", against="the text",
            figure=without, aim=0.6),
        Row(corpus=corpus.name, subject="size with stored text", against="the text",
            figure=ours.size, aim=1.0),
    ]  # fmt: skip
    others = [
        Row(corpus=corpus.name, subject=f"size of {name}", against="the text", figure=other.size)
        for name, other in built.items()
        if name != peers.OURS
    ]
    return own + others


def _memory(corpus: Corpus, built: dict[str, Built]) -> list[Row]:
    ours = built[peers.OURS].cost.peak / 2**20
    return [
        Row(
            corpus=corpus.name,
            subject="peak memory while indexing",
            against=name,
            figure=ours * 2**20 / max(1, other.cost.peak),
            ours=f"{ours:.0f} MiB",
            theirs=f"{other.cost.peak / 2**20:.0f} MiB",
        )
        for name, other in built.items()
        if name != peers.OURS
    ]


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
