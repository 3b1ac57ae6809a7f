"""Every part of the language becomes the Whoosh query that means it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from index.storage.generations import open_generation
from search.errors import QueryTooLarge
from search.language import syntax
from search.language.grammar import parse
from search.opening import Opened
from search.translation import Translation, translate
from search.vocabulary.lexicon import Lexicon
from search.vocabulary.values import every

DOCUMENTS = [
    Document(
        id="a", path="a", title="Quays", source="Herald", speaker="Mara Ilven",
        paragraphs=("dock docks docker quayside élysée 朝鮮 朝露",),
    ),
    Document(id="b", path="b", source="The Island Herald", place="Port Ostrel"),
    Document(id="c", path="c", source="Island Packet", place="Portsend"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    folder = tmp_path_factory.mktemp("translated")
    build_from_documents(DOCUMENTS, folder)
    generation = open_generation(folder)
    yield Opened(generation).lexicon
    generation.close()


def text(word: str, boost: float = 1.0) -> Term:
    return Term("text", word, boost=boost)


def exact(word: str) -> Term:
    return Term("exact", word)


def filtered(query: Query) -> Query:
    return ConstantScoreQuery(query, 0.0)


def sources(*names: str) -> Query:
    terms: list[Query] = [Term("source", name) for name in names]
    return filtered(Or(terms) if len(terms) > 1 else terms[0])


ROW = [text("gull"), text("tern")]
NEAR: Query = SpanNear2(ROW, slop=5, ordered=False)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", every()),
        ("Docks", text("dock")),
        ("gull tern", And([text("gull"), text("tern")])),
        ("gull OR tern", Or([text("gull"), text("tern")])),
        ("gull -tern", And([text("gull"), Not(text("tern"))])),
        ("-tern", And([every(), Not(text("tern"))])),
        ("-gull -tern", And([every(), Not(text("gull")), Not(text("tern"))])),
        ("gull^2", text("gull", 2.0)),
        ('"Docks"', exact("docks")),
        (
            '"docks of gulls"',
            Require(
                And([exact("docks"), exact("of"), exact("gulls")]),
                Phrase("exact", ["docks", "of", "gulls"], slop=1),
            ),
        ),
        (
            '"gull gull"~4',
            Require(exact("gull"), Phrase("exact", ["gull", "gull"], slop=4)),
        ),
        ("sea-walls", Require(And([text("sea"), text("wall")]), Phrase("text", ["sea", "wall"]))),
        ("NEAR(gulls tern, 5)", Require(And([text("gull"), text("tern")]), NEAR)),
        ("dock*", ConstantScoreQuery(Or([exact("dock"), exact("docker"), exact("docks")]), 1.0)),
        ("do?k", ConstantScoreQuery(exact("dock"), 1.0)),
        ("Élys*", ConstantScoreQuery(exact("elysee"), 1.0)),
        ("zz*", NullQuery),
        ("dack~1", ConstantScoreQuery(exact("dock"), 1.0)),
        ("docker~1^3", ConstantScoreQuery(exact("docker"), 3.0)),
        ("朝", ConstantScoreQuery(Or([exact("朝露"), exact("朝鮮")]), 1.0)),
        ("朝鮮", text("朝鮮")),
        ("title:quay", Term("title", "quay")),
        ('title:"quays"', Term("title_exact", "quays")),
        ("source:herald", sources("herald")),
        ("source:packet", sources("island packet")),
        ("source:island", sources("island packet", "the island herald")),
        ('source:"island herald"', sources("the island herald")),
        ("place:port*", filtered(Or([Term("place", "port ostrel"), Term("place", "portsend")]))),
        ("speaker:ilvan~1", filtered(Term("speaker", "mara ilven"))),
        ("source:tribune", filtered(NullQuery)),
        ("has:place", filtered(Term("has", "place"))),
        ("date:2021-02", filtered(
            And([NumericRange("first_day", 18_659, None), NumericRange("last_day", None, 18_686)])
        )),
        ("date:1970..", filtered(NumericRange("first_day", 0, None))),
    ],
)  # fmt: skip
def test_a_query_becomes(lexicon: Lexicon, query: str, expected: Query) -> None:
    assert expected == translated(lexicon, query).query


def translated(lexicon: Lexicon, query: str) -> Translation:
    return translate(parse(query), lexicon)


def test_an_unknown_value_is_said(lexicon: Lexicon) -> None:
    assert ("No source of this archive is named “tribune”.",) == (
        translated(lexicon, "source:tribune").notices
    )


def test_what_holds_no_word_says_nothing(lexicon: Lexicon) -> None:
    dash = syntax.Word("—")
    assert NullQuery == translate(dash, lexicon).query
    assert text("gull") == translate(syntax.And((syntax.Word("gull"), dash)), lexicon).query
    assert text("gull") == translate(
        syntax.And((syntax.Word("gull"), syntax.Not(dash))), lexicon
    ).query  # fmt: skip


def test_values_may_be_combined(lexicon: Lexicon) -> None:
    either = syntax.Or((syntax.Word("herald"), syntax.Word("packet")))
    terms: list[Query] = [Term("source", "herald"), Term("source", "island packet")]
    assert filtered(Or(terms)) == translate(syntax.InField("source", either), lexicon).query
    none = syntax.InField("source", syntax.Not(syntax.Word("herald")))
    assert filtered(And([every(), Not(terms[0])])) == translate(none, lexicon).query


def test_a_range_open_at_both_ends_means_dated(lexicon: Lexicon) -> None:
    assert filtered(Term("has", "date")) == translate(syntax.DateRange(None, None), lexicon).query


def test_a_range_may_be_of_different_precisions(lexicon: Lexicon) -> None:
    query = syntax.DateRange(PartialDate(1970), PartialDate(1970, 1))
    ranges = [NumericRange("first_day", 0, None), NumericRange("last_day", None, 30)]
    assert filtered(And(ranges)) == translate(query, lexicon).query


def test_near_refuses_too_many_words(lexicon: Lexicon) -> None:
    with pytest.raises(QueryTooLarge, match="at most 6"):
        translate(syntax.Near(("a", "b", "c", "d", "e", "f", "g"), 3), lexicon)


def test_a_pattern_of_too_many_words_is_cut_and_said(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary = lexicon.vocabulary("exact")
    prefix = vocabulary.prefix
    monkeypatch.setattr(vocabulary, "wildcard", lambda pattern: prefix(pattern[:-1], limit=1))
    found = translated(lexicon, "dock*")
    assert ConstantScoreQuery(exact("dock"), 1.0) == found.query
    assert found.notices[0].startswith("“dock*” stands for 3 words")
