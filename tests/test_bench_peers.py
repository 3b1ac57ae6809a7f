from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from bench_corpus import passages, records

from bench import peers
from bench.narrowing import Narrowing, narrowing
from bench.peers.contract import Answering, AnsweringWhole
from bench.peers.embedded import AnsweringEmbedded, Embedded, written
from bench.questions import CLASSES, Question, Sample
from bench.records import Record, date, texts

Opened = dict[str, Answering]

PLAIN = [
    Record(id="a", title="Harbour tolls", paragraphs=("The tolls are halved.", "No ship waits.")),
    Record(id="b", title="Gulls", paragraphs=("A ship is late; the gulls wait for the ship.",)),
]
"""Words that every stemmer reads alike."""


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnsweringEmbedded]:
    folder = tmp_path_factory.mktemp("ours") / "index"
    Embedded().build(records(), folder)
    opened = Embedded().open(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def tantivy(tmp_path_factory: pytest.TempPathFactory) -> AnsweringWhole:
    pytest.importorskip("tantivy")
    from bench.peers.tantivy_py import Tantivy

    folder = tmp_path_factory.mktemp("tantivy") / "index"
    Tantivy().build(records(), folder)
    return Tantivy().open(folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Every peer over a few plain sentences."""
    with ExitStack() as stack:
        opened: Opened = {}
        for number, name in enumerate(peers.installed()):
            folder = tmp_path_factory.mktemp("small") / str(number)
            peers.peer(name).build(PLAIN, folder)
            opened[name] = peers.peer(name).open(folder)
            stack.callback(opened[name].close)
        yield opened


def same_meaning(question: Question) -> bool:
    """Whether tantivy means the same: a slop of two or more also accepts the reverse order."""
    return question.form != "ordered" or question.distance <= 2


def questions(name: str) -> list[Question]:
    return [q for q in Sample(records(), seed=5).draw(name, 12) if same_meaning(q)]


@pytest.mark.parametrize("name", CLASSES)
def test_tantivy_counts_as_we_do(
    name: str, ours: AnsweringEmbedded, tantivy: AnsweringWhole
) -> None:
    for question in questions(name):
        assert tantivy.top(question) == ours.top(question), question


def test_whole_searches_count_as_plain_ones_do(
    ours: AnsweringEmbedded, tantivy: AnsweringWhole
) -> None:
    for question in questions("AND of 2") + questions("phrase of 2"):
        assert ours.top(question) == ours.whole(question) == tantivy.whole(question)


def test_narrowed_questions_find_what_they_should(
    ours: AnsweringEmbedded, tantivy: AnsweringWhole
) -> None:
    by = narrowing(records())
    ((word, _),) = Counter(w for passage in passages() for w in passage).most_common(1)
    question = Question("phrase", (word,))
    assert holding(word, by) > 0
    assert holding(word, by) == ours.narrowed(question, by) == tantivy.narrowed(question, by)


def holding(word: str, by: Narrowing) -> int:
    """How many passages within the filter hold a word."""
    numbered = iter(passages())
    count = 0
    for record in records():
        own = [next(numbered) for _ in texts(record)]
        when = date(record)
        if record.agency == by.agency and when and by.first <= when <= by.last:
            count += sum(word in passage for passage in own)
    return count


@pytest.mark.parametrize(
    ("question", "count"),
    [
        (Question("all", ("ship",)), 2),
        (Question("all", ("ship", "wait")), 2),
        (Question("any", ("tolls", "gulls")), 4),
        (Question("phrase", ("the", "tolls")), 1),
        (Question("prefix", ("gul",)), 2),
        (Question("ordered", ("the", "halved"), 2), 0),
        (Question("fuzzy", ("shap",), 1), 2),
    ],
)
def test_every_peer_that_can_be_asked_counts_the_same(
    question: Question, count: int, small: Opened
) -> None:
    unable = peers.TANTIVY_ONE_FIELD if question.form not in ("all", "any") else None
    answers = {name: each.top(question) for name, each in small.items() if name != unable}
    assert {count} == {answer for answer in answers.values() if answer is not None}
    assert answers[peers.OURS] is not None


def test_questions_are_written_in_our_language() -> None:
    assert "a b" == written(Question("all", ("a", "b")))
    assert "a OR b" == written(Question("any", ("a", "b")))
    assert '"a b"' == written(Question("phrase", ("a", "b")))
    assert '"a b"~5' == written(Question("ordered", ("a", "b"), 5))
    assert "harb*" == written(Question("prefix", ("harb",)))
    assert "harbour~2" == written(Question("fuzzy", ("harbour",), 2))


def test_the_filter_takes_a_part_of_the_documents() -> None:
    by = narrowing(records())
    share = sum(record.agency == by.agency for record in records()) / len(records())
    assert 0.1 < share < 0.6
    assert by.first < by.last


def test_a_corpus_without_dates_cannot_be_filtered() -> None:
    with pytest.raises(ValueError, match="no dates"):
        narrowing(PLAIN)


def test_a_database_of_sqlite_holds_the_facts_of_every_passage(tmp_path: Path) -> None:
    from bench.peers.fts5 import Fts5

    Fts5().build(PLAIN, tmp_path / "index")
    opened = Fts5().open(tmp_path / "index")
    assert 5 == len(opened.facts())
    opened.close()
