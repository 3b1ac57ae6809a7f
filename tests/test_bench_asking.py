from __future__ import annotations

import time

import numpy as np

from bench.asking import Asked, Asker, agreement, ask_in_turns
from bench.questions import Question

QUESTIONS = [Question("all", (word,)) for word in ("harbour", "toll", "gull", "mole")]
WARM_UP = [Question("all", ("ship",))]


def lengths(question: Question) -> int:
    return len(question.words[0])


def nothing(question: Question) -> None:
    return None


def test_everyone_is_asked_everything_in_every_round() -> None:
    asked = ask_in_turns({"one": Asker(lengths, 99)}, QUESTIONS, WARM_UP, rounds=3)["one"]
    assert (3, 4) == asked.times.shape
    assert (7, 4, 4, 4) == asked.counts


def test_who_cannot_answer_a_class_is_left_out() -> None:
    askers = {"one": Asker(lengths, 99), "other": Asker(nothing, 99)}
    assert {"one"} == set(ask_in_turns(askers, QUESTIONS, WARM_UP, rounds=1))


def test_a_slow_engine_is_asked_only_the_first_questions() -> None:
    askers = {"quick": Asker(lengths, 99), "slow": Asker(lengths, 2)}
    asked = ask_in_turns(askers, QUESTIONS, WARM_UP, rounds=2)
    assert (2, 4) == asked["quick"].times.shape
    assert (2, 2) == asked["slow"].times.shape


def test_patience_ends_with_the_question_that_used_it_up() -> None:
    def slow(question: Question) -> int:
        time.sleep(0.02)
        return 1

    asked = ask_in_turns({"one": Asker(slow, 99)}, QUESTIONS, WARM_UP, rounds=2, patience=0.03)
    assert (2, 2) == asked["one"].times.shape


def test_engines_take_turns_at_being_first() -> None:
    first: list[str] = []

    def engine(name: str) -> Asker:
        def ask(question: Question) -> int:
            first.append(name)
            return 1

        return Asker(ask, 99)

    ask_in_turns({"a": engine("a"), "b": engine("b")}, QUESTIONS, WARM_UP, rounds=1)
    assert ["a", "b", "b", "a", "a", "b", "b", "a"] == first[-8:]


def test_a_question_counts_with_its_median_and_the_first_round_stays_known() -> None:
    asked = Asked(np.array([[9.0, 1.0], [1.0, 3.0], [2.0, 3.0]]), (1, 1))
    assert 2.5 == asked.mean
    assert 5.0 == asked.first
    assert 2.0 < asked.p99 <= 3.0


def test_agreement_is_the_share_of_counts_that_are_the_same() -> None:
    one, other = (Asked(np.zeros((1, 3)), counts) for counts in ((1, 2, 3), (1, 2, 4)))
    assert 2 / 3 == agreement(one, other)
