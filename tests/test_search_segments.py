"""A segment as searches read it tells of words, titles and counts what its passages tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from generated_archives import WORDS, documents
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from several_segments import several

from index.analysis import stem, words
from index.documents import Document, passages
from search.evaluation.finding import Sources
from search.evaluation.segments import SearchedSegment

PAIR = [
    Document(id="a", path="a", title="Quays", paragraphs=("gull tern gull", "tern", "gulls quay")),
    Document(id="b", path="b", title="The quay and the quay", paragraphs=("quay",)),
]
DELETED = [*PAIR, Document(id="c", path="c", title="Terns", paragraphs=("tern gull",))]

settled = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20
)


def searched(
    folder: Path, archive: list[Document], deleted: Collection[int] = ()
) -> SearchedSegment:
    generation = several(folder, archive, deleted=deleted)
    (live,) = generation.segments
    return SearchedSegment(live, generation.columns)


@settled
@given(documents(), st.sets(st.integers(0, 4), max_size=2), st.booleans())
def test_words_are_counted_in_the_passages_and_titles_that_are_live(
    tmp_path_factory: pytest.TempPathFactory,
    archive: list[Document],
    deleted: Collection[int],
    stemmed: bool,
) -> None:
    assume(any(True for document in archive for _ in passages(document)))
    found = searched(tmp_path_factory.mktemp("one"), archive, deleted)
    form: Callable[[str], str] = stem if stemmed else str
    texts = [
        (number in deleted, passage.number, [form(word) for word in words(passage.text)])
        for number, document in enumerate(archive)
        for passage in passages(document)
    ]
    live = [text for is_deleted, _, text in texts if not is_deleted]
    assert (len(texts), len(live)) == (found.passages, found.live_passages)
    held = Counter(word for text in live for word in set(text))
    for word in {form(word) for word in (*WORDS, "heron")}:
        known = found.word(word, stemmed=stemmed)
        if known is None:
            assert not any(word in text for _, _, text in texts)
            continue
        assert sum(word in text for _, _, text in texts) == known.passages
        assert held[word] == found.live_count(known)
        titles = [
            passage
            for passage, (is_deleted, number, text) in enumerate(texts)
            for _ in range(text.count(word))
            if number == 0 and not is_deleted
        ]
        assert titles == found.in_titles(known).tolist()
    listed, counts = found.counts(stemmed=stemmed, titles=False)
    assert dict(held) == {w: n for w, n in zip(listed, counts, strict=True) if n}
    in_titles = Counter(w for gone, n, text in texts if n == 0 and not gone for w in text)
    listed, counts = found.counts(stemmed=stemmed, titles=True)
    assert dict(in_titles) == {w: n for w, n in zip(listed, counts, strict=True) if n}


def test_a_form_that_is_all_of_its_stem_is_the_stem(tmp_path: Path) -> None:
    found = searched(tmp_path, PAIR)
    tern, gull = found.word("tern", stemmed=False), found.word("gull", stemmed=False)
    assert tern is not None
    assert gull is not None
    assert (None, 2) == (tern.form, tern.passages)
    assert gull.form is not None
    assert (1, 2) == (gull.passages, gull.where.length)
    assert tern is found.word("tern", stemmed=False)
    assert None is found.word("heron", stemmed=True) is found.word("heron", stemmed=False)


def test_a_segment_without_passages_is_not_searched(tmp_path: Path) -> None:
    nothing = Document(id="n", path="n")
    assert [] == Sources(several(tmp_path, [], [nothing])).segments


def test_a_title_that_holds_a_word_twice_stands_twice(tmp_path: Path) -> None:
    found = searched(tmp_path, PAIR)
    quay = found.word("quay", stemmed=True)
    quays = found.word("quays", stemmed=False)
    assert quay is not None
    assert quays is not None
    assert [0, 4, 4] == found.in_titles(quay).tolist()
    assert [0] == found.in_titles(quays).tolist()


def test_the_average_length_is_of_all_passages_of_a_segment(tmp_path: Path) -> None:
    assert 13 / 6 == searched(tmp_path / "a", PAIR).average
    assert 16 / 8 == searched(tmp_path / "b", DELETED, [2]).average
