"""docs/reliability.md, written from the results so that no figure is copied by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.torture.results import Result, cells

LOAD_PICTURE = "reliability-load.svg"
"""The picture of load over time, beside the page; `--render` draws it."""

_HEAD = """\
# Reliability

Written by `make torture` from [the results](../bench/torture/results.json); do not edit.

Each promise is put to the test as often as its rows say; `QUICK=1 make torture` does it on a
smaller scale in five minutes, and `make test` on a smaller one still. A figure without an aim
informs. **{met} of {judged} rows met.**

## What to do

- *A file of the index is missing*, or *is not what was written*: `rostrum check` names all such
  files. `rostrum check --repair` builds the index anew from its captures or, where they are gone,
  goes back to a generation that is whole; it says which.
- **The newest index is not what you wanted**: `rostrum rollback`. `rostrum rollback --to NAME`
  brings back what was left, until the next run of `rostrum index`.
- *Cannot be written: No space left on device*: make room and run the command again. Searching
  went on meanwhile.
- *Process N on HOST has been building*: wait, or stop it. A lock ends with its process, however
  that ended; there is never a file to remove.
- *Cannot be locked*: the file system knows no locks, as some over a network. Keep the index on a
  local disk.
- *503, was given up*: ask for less; where it comes often, the machine has too much to do.
- *400, not known by the name*: name the host with `--allowed-hosts` or `--url`.
- *Unexpected exit from worker*: nothing, it is replaced. Where it comes again, look for what ends
  it: memory, or files cut short in place.

## What is not promised

- Segments that did not change are shared between generations by hard links, so damage to such a
  file is in all generations that have it. What is only in the index is not backed up by it: keep
  the captures, or copy the index folder (at any moment in which no run is under way).
- Damage within large files is found by `rostrum check`, not at opening, which reads sizes, seals
  and small files. A line in cron does it once a night: it reads about 1 GB/s a core.
- Over a network file system, locks hold between hosts only where its server has them.
- Whoosh by itself, in a process that never imported Rostrum, believes any pickle in a folder that
  it opens. That is why folders are for their owner alone.
- Time is looked at between loops, and a loop has its share of the machine: on one that is busy
  with other things an answer, or its refusal, may come later than two seconds and a fifth.
- Files that are cut short in place under a worker that has them open end that worker.
- A million passages are indexed in less than 512 MB of memory that is used, not under a limit of
  512 MB that the system sets: that counts what is reserved, too, and the stacks of all threads.
- A model of power cuts is a model: disks that lie about having written are beyond it.
"""


def page(results: Iterable[Result]) -> str:
    """The page of all results, as Markdown."""
    found = list(results)
    judged = [row for result in found for row in result.rows if row.aim is not None]
    head = _HEAD.format(met=sum(row.met for row in judged), judged=len(judged))
    return "\n".join([head, *(line for result in found for line in _section(result))])


def _section(result: Result) -> Iterator[str]:
    yield f"## {result.number}. {result.promised[0].upper()}{result.promised[1:]}\n"
    yield f"`bench/torture/{result.name}.py`, {result.date}, {result.seconds:,.0f} s on"
    yield f"{result.machine}.\n"
    if result.name == "load":
        yield f"![Latency, requests a second and memory over time]({LOAD_PICTURE})\n"
    yield "| what was tried | times | figure | aim | | |"
    yield "|---|---:|---:|---:|---|---|"
    for row in result.rows:
        what, times, figure, aim, verdict, note = cells(row)
        marked = verdict.replace("missed", "**missed**")
        yield f"| {what} | {times} | {figure} | {aim} | {marked} | {note} |"
    yield ""
