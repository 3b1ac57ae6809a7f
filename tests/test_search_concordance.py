"""Concordance lines are stretches of the texts, exact, all of them, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from index.building.build import build_from_documents
from index.documents import Document
from search.embedded import EmbeddedEngine
from search.errors import QueryError, RequestError
from search.occurrences.concordance import NO_WORDS, ConcordanceRequest
from search.requests import SearchRequest

DOCUMENTS = [
    Document(
        id="a", path="a", title="Gulls of Ostrel", source="Island Packet",
        paragraphs=("«The gull» — a Gull, two gulls!", "No bird.", "北京市民 saw one gull"),
    ),
    Document(id="b", path="b", paragraphs=("É́ gull, the\nlast of the sea-gulls.",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def gulls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    folder = tmp_path_factory.mktemp("lines")
    build_from_documents(DOCUMENTS, folder)
    with closing(EmbeddedEngine(folder)) as engine:
        yield engine


def asked(query: str, **more: object) -> ConcordanceRequest:
    request = ConcordanceRequest(search=SearchRequest(query=query))
    return msgspec.structs.replace(request, **more)


@pytest.mark.parametrize("context", [1, 2, 200])
@pytest.mark.parametrize(
    "query", ["gull", '"the gull"', "北京市", "gull* OR bird", "NEAR(gull a, 2)"]
)
def test_a_line_is_a_stretch_of_its_passage(
    gulls: EmbeddedEngine, query: str, context: int
) -> None:
    texts = {(d.id, 0): d.title for d in DOCUMENTS}
    texts |= {(d.id, n): text for d in DOCUMENTS for n, text in enumerate(d.paragraphs, start=1)}
    found = gulls.concordance(asked(query, context=context))
    assert found.lines
    for line in found.lines:
        text = texts[line.document, line.passage] or ""
        begin = line.start - len(line.left)
        whole = line.left + line.match + line.right
        assert whole == text[begin : begin + len(whole)]
        assert text[line.start :].startswith(line.match)


def test_a_wide_context_is_the_whole_passage_and_a_narrow_one_so_many_words(
    gulls: EmbeddedEngine,
) -> None:
    wide = gulls.concordance(asked("bird", context=50)).lines[0]
    assert ("No ", "bird", ".") == (wide.left, wide.match, wide.right)
    narrow = gulls.concordance(asked("two", context=1)).lines[0]
    assert ("Gull, ", "two", " gulls!") == (narrow.left, narrow.match, narrow.right)


def test_characters_that_overlap_in_words_do_not_in_lines(gulls: EmbeddedEngine) -> None:
    (line,) = gulls.concordance(asked("京市", context=3)).lines
    assert ("北", "京市", "民 saw") == (line.left, line.match, line.right)


def test_every_occurrence_has_a_line_titles_included(gulls: EmbeddedEngine) -> None:
    found = gulls.concordance(asked("gull", sort="date"))
    assert (7, 4, 2) == (found.total.occurrences, found.total.passages, found.total.documents)
    assert [0, 1, 1, 1, 3, 1, 1] == [line.passage for line in found.lines]
    assert {"a", "b"} == set(found.documents)


def test_pages_and_the_stream_give_the_same_lines(gulls: EmbeddedEngine) -> None:
    whole = gulls.concordance(asked("gull")).lines
    pages = [gulls.concordance(asked("gull", offset=n, limit=2)).lines for n in range(0, 8, 2)]
    assert whole == tuple(line for page in pages for line in page)
    assert list(whole) == [line for line, _ in gulls.all_lines(asked("gull", limit=1))]


def test_filters_alone_have_nothing_to_align(gulls: EmbeddedEngine) -> None:
    found = gulls.concordance(asked("source:packet"))
    assert ((), 4) == (found.lines, found.total.passages)
    assert NO_WORDS in found.reading.notices


@pytest.mark.parametrize(
    "wrong", [{"limit": 501}, {"context": 0}, {"context": 201}, {"offset": -1}]
)
def test_limits_are_kept(gulls: EmbeddedEngine, wrong: dict[str, int]) -> None:
    with pytest.raises(RequestError) as refused:
        gulls.concordance(asked("gull", **wrong))
    assert {refused.value.parameter} == set(wrong)


def test_a_stream_is_refused_before_its_first_line(gulls: EmbeddedEngine) -> None:
    with pytest.raises(QueryError):
        next(gulls.all_lines(asked('"open')))


def test_the_index_can_be_closed_behind_a_stream(tmp_path: Path) -> None:
    """A reader who goes away half through leaves nothing open."""
    build_from_documents(DOCUMENTS, tmp_path)
    engine = EmbeddedEngine(tmp_path)
    lines = engine.all_lines(asked("gull"))
    next(lines)
    engine.close()
    assert 6 == len(list(lines))
