from __future__ import annotations

import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest
from bench_corpus import records

from bench import load, peers, serving
from bench.building import build_apart
from bench.corpora import Corpus, corpus_of
from bench.measures import adding, indexing, searching, starting
from bench.measures.indexing import Built
from bench.measures.serving import Rates, addresses
from bench.narrowing import narrowing
from bench.plan import QUICK

PLAN = QUICK._replace(questions=3, few=2, rounds=2)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus_of(iter(records()), "small", tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def built(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    names = [peers.OURS, peers.FTS5]
    return indexing.build_all(corpus, names, tmp_path_factory.mktemp("indexes"), 1, 100)


def test_indexing_is_judged_against_every_peer_and_sizes_against_the_text(
    corpus: Corpus, built: dict[str, Built]
) -> None:
    found = {row.subject: row for row in indexing.rows(corpus, built)}
    assert "at least" == found["indexing"].rule
    without, stored = found["size without stored text"], found["size with stored text"]
    assert 0 < without.figure < stored.figure
    assert 0 < found["peak memory while indexing"].figure


def test_a_build_that_fails_is_an_error(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        build_apart(peers.OURS, corpus.path.with_name("missing.jsonl"), tmp_path / "index")


def test_without_tantivy_questions_inform_and_nothing_is_judged(
    corpus: Corpus, built: dict[str, Built]
) -> None:
    questions = searching.questions_for(corpus, PLAN)
    found = searching.rows(corpus, built, questions, PLAN)
    assert {None} == {row.aim for row in found}
    assert {peers.FTS5} == {row.against for row in found}


def test_an_index_is_opened_and_asked_in_a_new_process(
    corpus: Corpus, built: dict[str, Built]
) -> None:
    questions = searching.mixed(searching.questions_for(corpus, PLAN)).asked
    opening, first = starting.rows(corpus, built[peers.OURS], questions, times=1)
    assert opening.figure > 0
    assert first.figure > 0


def test_documents_are_added_to_an_archive_of_the_rest(corpus: Corpus, tmp_path: Path) -> None:
    more, _ = adding.rows(corpus, tmp_path / "adding", 2)
    assert more.subject.startswith("adding 2 documents")
    assert more.figure > 0


@pytest.mark.parametrize("kind", ["fixed", "flask"])
def test_a_fixed_answer_has_the_length_wanted_and_withstands_load(kind: str) -> None:
    with serving.served(kind, "500") as address:
        connection = HTTPConnection(address.host, address.port)
        connection.request("GET", "/api/v1/search?q=tolls")
        assert 500 == len(connection.getresponse().read())
        connection.close()
        found = load.load_with_asyncio(address, [load.Asked("/")], 0.2)
    assert (0, "asyncio") == (found.failed, found.client)
    assert found.rate > 0


def test_both_fixed_answers_are_aimed_at_and_what_was_kept_is_only_told() -> None:
    rows = Rates(ours=50, kept=90, fixed=100, flask=80).rows("small", "a note")
    assert [(0.5, 0.5), (0.625, 0.5), (0.9, None)] == [(row.figure, row.aim) for row in rows]


def test_every_third_search_of_the_load_is_filtered_and_counts_facets(corpus: Corpus) -> None:
    questions = searching.mixed(searching.questions_for(corpus, PLAN)).asked
    found = addresses(questions, narrowing(records()))
    assert [n % 3 == 0 for n in range(len(found))] == ["facets=" in path for path in found]
