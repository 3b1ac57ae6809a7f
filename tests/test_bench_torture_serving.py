"""Of the trials of serving, as many as a test takes; and that each of them can be missed."""

from __future__ import annotations

import json
from pathlib import Path

from werkzeug.test import Client
from werkzeug.wrappers import Response

from bench.serving import served
from bench.torture.hostile_answers import Answer, formulas, is_guarded, leads_away, reads_back
from bench.torture.hostile_queries import Hostile
from bench.torture.load import OverTime, Slice
from bench.torture.queries import answered, ask
from bench.torture.switches import Readers, documents_of, is_whole, point, reindex
from web.security import HEADERS


def test_hostile_requests_are_answered_or_refused(index_dir: Path) -> None:
    found = ask(index_dir, 400, seed=6)
    assert 0 == found.faults, found.example
    assert 0 == found.refused, found.example


def test_the_same_seed_makes_the_same_requests() -> None:
    one, same, other = (Hostile(["wall"], ["a"], seed) for seed in (1, 1, 2))
    made = [[each.request() for _ in range(50)] for each in (one, same, other)]
    assert made[0] == made[1] != made[2]


def test_a_fault_is_told_from_a_refusal_for_time() -> None:
    sent = Hostile(["wall"], ["a"], 1).request()
    faulty, late = (
        answered(Client(Response(body, status)), sent)
        for status, body in ((500, "broken"), (503, "the search was given up"))
    )
    assert [(1, 0), (0, 1)] == [(found.faults, found.refused) for found in (faulty, late)]


def test_readers_do_not_notice_that_the_index_is_switched(tmp_path: Path) -> None:
    index, pointers = tmp_path / "index", []
    for edition in (1, 2):
        reindex(tmp_path / "archive", index, edition)
        pointers.append((index / "CURRENT").read_bytes())
    with served("kept", str(index)) as address, Readers(address) as readers:
        for number in range(100):
            point(index, pointers[number % 2])
            readers.wait_for_answers()
    assert (0, 0) == (readers.failed, readers.mixed), readers.troubles[:3]
    assert {1, 2} == set(readers.seen)


def test_an_answer_of_two_editions_or_not_whole_is_noticed() -> None:
    lines = ['{"text": "edition3"}\n'] * documents_of(3)
    path = "/search.ndjson?q=wall"
    assert is_whole(path, "".join(lines))
    assert not is_whole(path, "".join(lines[1:]))
    assert not is_whole(path, "".join([*lines[1:], '{"text": "edition4"}\n']))


def test_answers_that_give_way_are_noticed() -> None:
    own = list(HEADERS.items())
    assert is_guarded(Answer(200, own, b""))
    assert not is_guarded(Answer(200, own[1:], b""))
    assert not is_guarded(Answer(200, [*own, ("Set-Cookie", "hurt=1")], b""))
    assert ["=1+1", "-2+3"] == list(formulas(b"\xef\xbb\xbf=1+1,-2+3,-4.5,'=1\r\n"))
    assert leads_away(Answer(303, [("Location", "//evil.example/")], b""), "http://here")
    assert not leads_away(Answer(303, [("Location", "/quote?text=a")], b""), "http://here")
    assert not reads_back("/x/cite.ris", b"TY  - A\nER  - \nTY  - B\nER  - \n")
    assert not reads_back("/search.json", json.dumps({"a": 1}).encode()[:-1])


def test_drift_is_of_the_last_third_beside_the_one_before() -> None:
    memory = [(float(at), 50.0 if at < 30 else 100.0 if at < 60 else 110.0) for at in range(91)]
    found = OverTime([Slice(0, 1, 0, 1, 1)], memory, [])
    assert 0.1 == round(found.drift, 3)
