"""docs/performance.md, written from the results of a run so that no figure is copied by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.report import Run, cells
from bench.rows import Row

PICTURE = "performance.svg"

_METHOD = """\
# Performance

Written by `make bench` from [the results](../bench/results/{name}.json); do not edit.

{machine}, {cores} cores; {system}; {date}.
{versions}.

| corpus | documents | passages | text |
|---|---:|---:|---:|
{corpora}

**{met} of {judged} rows met.**

![Cost against size]({picture})

## What is compared

Every engine runs on this machine in the same run, its files in the page cache. `hansard` is a
file of parliamentary debates given with `--corpus`; the synthetic corpus is made from a seed
(`bench/synthetic.py`), so anybody can make the same. All engines index the same passages, read
from the same file of records by the same decoder.

**Indexing** is timed in a process of its own, from the first record read until the index is
durable and can be searched, text stored, two cores. Ours takes documents that a program brings
along (`build_from_documents`) and makes stems, exact forms, columns for facets, and documents.
tantivy-py is measured twice: with a field of exact forms beside the stems, without which it
cannot answer the questions below, and without. Stock Whoosh indexes a sample, whose speed is
kinder to it than the whole would be. The quickest of {repeats} counts.

**Questions** are drawn from the corpus in four bands of word frequency by a seed
(`bench/questions.py`) and are the same for all. Engines are asked in turns, question by
question. A question's time is the median over {rounds} rounds, after a warm-up with others;
*first asked* is the ratio of the means in the first round, in which no engine can have
remembered an answer. Judged are mean and 99th percentile over the questions of a class.

- Ours: `EmbeddedEngine.ranking`, from the text of the query to the ten best passages by number
  and the exact count. No text is read.
- tantivy-py: making the query (parsed from text where tantivy has a syntax for it), the ten best
  addresses, and the exact count. No text is fetched.
- *filtered*: within one value of a keyword and a range of dates, with the counts of three facets.
  Ours counts documents. tantivy is asked a second time, for three terms aggregations in one
  request, and counts passages.
- *Engine.search whole*: ours groups by document, counts three facets, and cuts the snippets of
  ten documents; tantivy parses, searches, counts, fetches ten passages and cuts their snippets.
- SQLite FTS5 and stock Whoosh are asked a few questions of those they can answer, for
  information; Whoosh's times are scaled from its sample.

*Counts alike* is the share of questions both engines counted alike. Where it is less than all:
a slop of two or more in tantivy also accepts the words in reverse order, ours does not; and
characters outside the alphabets of Europe are cut into words differently.

**Serving**: two workers with four threads each, on the loopback address, asked by a client on the
same cores. The fixed answer is a WSGI function of two lines in the same server; a Flask view that
sends the same bytes is measured beside it, because it tells what the framework costs.
"""


_WHY = """
## What is missed, and why

- **Questions with small answers** (words that meet seldom, long phrases): reading a query,
  translating it and setting up its loops costs 65 to 120 microseconds of Python, where the whole
  call of tantivy-py takes 6 to 20. The loops alone are level with it or ahead. Plain words and
  phrases, with filters or without, have a way of their own without a tree of sets, which halved
  this; the way of phrases is newer than these results.
- **Prefixes and near spellings of made-up words**: the synthetic vocabulary has stems of many
  forms. The first three of a stem are told apart by codes beside its list; others are looked for
  in the row of words.
- **Whole searches** show up to three passages of each of ten documents, where tantivy shows ten
  passages. Unpacking thirty passages, marking their words and cutting them take half of the time.
- **The JSON API** is whole searches, so an answer costs a hundred times what sending it costs.
  Answers sent before come near the aim (told as information). Half the rate of a server that
  only sends leaves 125 microseconds for a search; no way there is seen in Python.
- **The first query** of a process loads some fifteen compiled loops from disk, 15 ms (without what
  only the compiler needs of them, which took as much again three times), inverts the titles and
  looks up the norms of all passages. `rostrum serve` asks itself before it answers others.
- **Adding documents** looks for their parallels in the rows of all others. That and the first
  query take half the time since these results, and building a million passages from captures
  493 MB where it took 568 MiB.
"""


def page(run: Run) -> str:
    """The page of a run, as Markdown."""
    judged = [row for row in run.rows if row.aim is not None]
    head = _METHOD.format(
        name=run.name,
        machine=run.machine,
        cores=run.cores,
        system=run.system,
        date=run.date[:10],
        versions=", ".join(f"{name} {version}" for name, version in run.versions.items()),
        corpora="\n".join(
            f"| {c.name} | {c.documents:,} | {c.passages:,} | {c.text_bytes / 1e6:.1f} MB |"
            for c in run.corpora
        ),
        met=sum(row.met for row in judged),
        judged=len(judged),
        picture=PICTURE,
        rounds=run.plan.rounds,
        repeats=run.plan.repeats,
    )
    return "\n".join([head, _WHY, *_tables(run.rows)]) + "\n"


def _tables(rows: Iterable[Row]) -> Iterator[str]:
    """A table for each corpus: what is judged first, then what informs."""
    by_corpus: dict[str, list[Row]] = {}
    for row in rows:
        by_corpus.setdefault(row.corpus, []).append(row)
    for corpus, own in by_corpus.items():
        yield f"## {corpus}\n"
        yield from _table([row for row in own if row.aim is not None])
        yield "For information:\n"
        yield from _table([row for row in own if row.aim is None])


def _table(rows: list[Row]) -> Iterator[str]:
    yield "| | against | ours | theirs | figure | aim | | |"
    yield "|---|---|---:|---:|---:|---:|---|---|"
    for row in rows:
        _, *found, verdict, note = cells(row)
        marked = verdict.replace("missed", "**missed**")
        yield f"| {' | '.join((*found, marked, note))} |"
    yield ""
