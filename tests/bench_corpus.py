"""A small corpus for the tests of the benchmark, and its passages as words."""

from __future__ import annotations

from functools import cache

from bench.records import Record, texts
from bench.synthetic import synthetic
from index.analysis import words

PASSAGES = 400


@cache
def records() -> tuple[Record, ...]:
    return tuple(synthetic(PASSAGES, seed=7))


@cache
def passages() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words(text)) for record in records() for text in texts(record))
