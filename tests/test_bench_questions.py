from __future__ import annotations

import pytest
from bench_corpus import passages, records

from bench.questions import CLASSES, Sample

SEED = 3


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample(records(), SEED)


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_as_many_distinct_questions_as_wanted(name: str, sample: Sample) -> None:
    found = sample.draw(name, 20)
    assert 20 == len(set(found))
    assert {CLASSES[name][0]} == {question.form for question in found}


def test_the_same_seed_draws_the_same_questions() -> None:
    first, second = (Sample(records(), SEED).draw("OR of 3", 10) for _ in range(2))
    assert first == second


def test_words_that_shall_all_be_found_stand_together_in_a_passage(sample: Sample) -> None:
    held = [set(passage) for passage in passages()]
    for question in sample.draw("AND of 3", 20):
        assert any(set(question.words) <= passage for passage in held)


def test_a_phrase_stands_in_a_passage(sample: Sample) -> None:
    rows = [f" {' '.join(passage)} " for passage in passages()]
    for question in sample.draw("phrase of 3", 20):
        assert any(f" {' '.join(question.words)} " in row for row in rows)


def test_words_are_drawn_from_rare_and_frequent_ones_alike(sample: Sample) -> None:
    shares = [
        sum(question.words[0] in passage for passage in passages()) / len(passages())
        for question in sample.draw("term", 60)
    ]
    assert min(shares) < 0.01
    assert max(shares) > 0.1
