"""Both engines answer alike: ids, order, totals, facets, timelines, snippets and scores.

The embedded engine is the oracle, which is itself held against stock Whoosh. What is compared
is the whole answer, to the last digit of the scores.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from two_engines import Engines, Node, asked, engines, node, sample

from rostrum import main
from search.engine import Engine
from search.errors import DocumentNotFound, QueryTooLarge, SearchError
from search.opensearch.engine import OpenSearchEngine
from search.opensearch.place import Place
from search.requests import SearchRequest
from search.results import SearchResults
from web import create_app
from web.settings import Settings

__all__ = ["node", "sample"]

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"

has_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="no corpora in ../shared")


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory, node: Node) -> Iterator[Engines]:
    """Reports of an agency."""
    folder = tmp_path_factory.mktemp("agency")
    yield from engines(CORPORA / "kcna.jsonl.gz", folder, node)


@pytest.fixture(scope="module")
def parliament(tmp_path_factory: pytest.TempPathFactory, node: Node) -> Iterator[Engines]:
    """10 MB of debates."""
    folder = tmp_path_factory.mktemp("parliament")
    source = folder / "debates" / "debates.jsonl"
    source.parent.mkdir()
    with lzma.open(CORPORA / "hansard.jsonl.xz", "rt") as lines, source.open("w") as part:
        size = 0
        for line in lines:
            part.write(line)
            size += len(line.encode())
            if size > 10_000_000:
                break
    yield from engines(source.parent, folder, node)


def differences(both: Engines, seed: int) -> tuple[int, list[str]]:
    """How many questions both engines were asked, and what they answer differently."""
    requests = asked(both, seed)
    found = [(_answer(both.embedded, one), _answer(both.cluster, one)) for one in requests]
    differing = [
        f"{request}: {_first_difference(expected, actual)}"
        for request, (expected, actual) in zip(requests, found, strict=True)
        if expected != actual
    ]
    return len(requests), differing


def _answer(engine: Engine, request: SearchRequest) -> SearchResults | str:
    """What an engine answers, or the code it refuses with."""
    try:
        return engine.search(request)
    except SearchError as error:
        return error.code


def _first_difference(expected: SearchResults | str, actual: SearchResults | str) -> str:
    if isinstance(expected, str) or isinstance(actual, str):
        return f"{expected} != {actual}"
    pairs = ((f, getattr(expected, f), getattr(actual, f)) for f in expected.__struct_fields__)
    return next(f"{f}: {one!s:.600} != {other!s:.600}" for f, one, other in pairs if one != other)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sample_archive_answers_alike(sample: Engines, seed: int) -> None:
    """Over the sample archive all answers are equal."""
    count, differing = differences(sample, seed)
    assert [] == differing
    assert count >= 150


def test_documents_are_shown_alike(sample: Engines) -> None:
    """A document is shown whole, with its parallels, versions and neighbours, and marked."""
    found = sample.embedded.search(SearchRequest(query="wall promise", limit=20))
    for result in found.results:
        shown = [e.document(result.document.id, "wall") for e in (sample.embedded, sample.cluster)]
        assert shown[0] == shown[1]


def test_documents_are_compared_alike(sample: Engines) -> None:
    """Two documents beside each other are the same on both."""
    found = sample.embedded.search(SearchRequest(query="storm", group="document"))
    left, right = (result.document.id for result in found.results[:2])
    assert sample.embedded.compare(left, right) == sample.cluster.compare(left, right)


def test_similar_documents_are_alike(sample: Engines) -> None:
    """The words that tell of a document, and what is like it, are the same."""
    found = sample.embedded.search(SearchRequest(limit=100)).results
    for result in found:
        shown = [e.similar(result.document.id) for e in (sample.embedded, sample.cluster)]
        assert shown[0] == shown[1]


def test_what_a_cluster_cannot_do_is_refused_by_name(sample: Engines) -> None:
    """Nothing is answered differently without saying so."""
    with pytest.raises(QueryTooLarge, match="engine"):
        sample.cluster.search(SearchRequest(query="NEAR(a b c d e f, 3)"))


def test_pages_and_api_work_over_a_cluster(sample: Engines) -> None:
    """The same application answers from either engine."""
    settings = Settings(index=sample.index, secret="s", place=sample.place)
    client = create_app(settings).test_client()
    for path, status in (
        ("/", 200),
        ("/?q=sea+wall", 200),
        ("/?q=xyzzyx+wall", 200),
        ("/documents/76417b787087?q=wall", 200),
        ("/compare/6b77af6f4064/cdfc8cffd864", 200),
        ("/sources", 200),
        ("/help", 200),
        ("/readyz", 200),
        ("/trends?q=wall", 200),
        ("/?q=wall&view=concordance", 200),
        ("/api/v1/documents/nobody", 404),
        ("/api/v1/trends?q=wall", 200),
        ("/quote?text=the+sea+wall", 200),
        ("/api/v1/search?q=wall", 200),
    ):
        assert (path, status) == (path, client.get(path).status_code)


def test_the_commands_answer_from_a_cluster(sample: Engines) -> None:
    """One option is all that differs."""
    (url,) = sample.place.urls
    beside = ["--engine", "opensearch", "--opensearch-url", url]
    beside += ["--opensearch-name", sample.place.name]
    for command in (
        ["search", '"sea wall"'],
        ["show", "76417b787087"],
        ["concordance", "wall"],
        ["trends", "wall", "storm"],
        ["similar", "76417b787087"],
        ["quote", "the sea wall"],
    ):
        expected = CliRunner().invoke(main, [*command, "--index", str(sample.index)])
        actual = CliRunner().invoke(main, [*command, *beside])
        assert (0, expected.output) == (actual.exit_code, actual.output)


def test_the_command_that_indexes_publishes(sample: Engines, tmp_path: Path) -> None:
    """What was built is put into the cluster; faults are told in a line."""
    (url,) = sample.place.urls
    capture = tmp_path / "captures" / "one.json"
    capture.parent.mkdir()
    capture.write_text('{"title": "A mole", "text": "The mole at Ostrel is long."}')
    given = ["index", str(capture.parent), "--index", str(tmp_path / "index"), "--quiet"]
    given += ["--engine", "opensearch", "--opensearch-name", "moles", "--opensearch-replicas", "0"]
    done = CliRunner().invoke(main, [*given, "--opensearch-url", url])
    assert 0 == done.exit_code, done.output
    assert "1 documents in 2 passages: 1 sent, 0 removed." in done.output
    with closing(OpenSearchEngine(Place(urls=(url,), name="moles"))) as engine:
        assert 1 == engine.search(SearchRequest(query="ostrel")).total.documents
    failed = CliRunner().invoke(main, [*given, "--opensearch-url", "http://127.0.0.1:9"])
    assert (1, True) == (failed.exit_code, "cannot be reached" in failed.output)


def test_a_document_that_is_not_there_is_not_found(sample: Engines) -> None:
    """An id of no document, and that of a passage, are refused as the other engine refuses them."""
    some = sample.embedded.search(SearchRequest(query="wall")).results[0].document.id
    for wrong in ("nobody", f"{some}.1", "archive"):
        with pytest.raises(DocumentNotFound):
            sample.cluster.document(wrong)


@pytest.mark.parametrize("typed", ["har", "sea wa", "source:h", "speaker:", "zzz", "title:sto"])
def test_completions_are_alike(sample: Engines, typed: str) -> None:
    """What is being typed is completed alike."""
    assert sample.embedded.suggest(typed) == sample.cluster.suggest(typed)


def test_figures_of_the_archive_are_alike(sample: Engines) -> None:
    """What the archive holds, its fields and its version are told alike."""
    embedded, cluster = sample.embedded, sample.cluster
    assert embedded.archive() == cluster.archive()
    assert embedded.audited_archive() == cluster.audited_archive()
    assert embedded.fields() == cluster.fields()
    assert embedded.index_version == cluster.index_version


@pytest.mark.shared
@has_corpora
def test_reports_of_an_agency_answer_alike(agency: Engines) -> None:
    """Over reports with many parallels and recaptures all answers are equal."""
    count, differing = differences(agency, 3)
    assert [] == differing
    assert count >= 150


@pytest.mark.shared
@has_corpora
def test_debates_of_a_parliament_answer_alike(parliament: Engines) -> None:
    """Over long debates all answers are equal."""
    count, differing = differences(parliament, 4)
    assert [] == differing
    assert count >= 150
