from __future__ import annotations

from collections import Counter
from itertools import islice

from bench_corpus import PASSAGES, passages, records

from bench.records import texts
from bench.synthetic import synthetic


def test_the_same_seed_makes_the_same_records() -> None:
    assert records() == tuple(synthetic(PASSAGES, seed=7))


def test_another_seed_makes_other_records() -> None:
    assert records()[0] != next(synthetic(PASSAGES, seed=8))


def test_a_small_corpus_is_the_beginning_of_a_larger_one() -> None:
    larger = synthetic(10 * PASSAGES, seed=7)
    assert list(records()) == list(islice(larger, len(records())))


def test_it_ends_with_the_first_document_that_makes_enough_passages() -> None:
    found = [len(texts(record)) for record in records()]
    assert sum(found[:-1]) < PASSAGES <= sum(found)


def test_a_hundred_words_make_up_a_third_of_it_and_most_words_are_rare() -> None:
    counts = Counter(word for passage in passages() for word in passage)
    frequent = sum(count for _, count in counts.most_common(100))
    assert frequent > counts.total() / 3
    assert sum(count == 1 for count in counts.values()) > len(counts) / 4


def test_every_record_has_what_is_filtered_by_and_counted() -> None:
    assert all(r.date and r.source and r.agency and r.place and r.title for r in records())
