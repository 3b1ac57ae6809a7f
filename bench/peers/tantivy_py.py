"""tantivy (Rust) through tantivy-py, analysed as we analyse.

Stems are Snowball English in both; accents are folded; positions are kept. Our phrases,
prefixes and near spellings are of exact forms, so tantivy has a second field of these. For
the measurement of indexing there is also a variant without it, which does less than we do.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from bench.narrowing import Narrowing
from bench.peers.contract import FACETS, SNIPPET_CHARACTERS, TOP
from bench.questions import Question
from bench.records import Record, rows

THREADS = 2
HEAP = 512 * 2**20


class Tantivy:
    """tantivy, with a field of exact forms beside the stemmed one unless told otherwise."""

    def __init__(self, *, exact: bool = True) -> None:
        self._exact = exact

    @property
    def version(self) -> str:
        """The version of tantivy-py."""
        return version("tantivy")

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Index every passage as a document, in two threads, and wait until merges are done."""
        folder.mkdir(parents=True)
        index = _registered(tantivy.Index(_schema(self._exact), str(folder)))
        writer = index.writer(HEAP, THREADS)
        for row in rows(records):
            values = dict(row._asdict(), exact=row.text) if self._exact else row._asdict()
            writer.add_document(tantivy.Document(**values))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> AnsweringTantivy:
        """A searcher over the index."""
        return AnsweringTantivy(_registered(tantivy.Index.open(str(folder))))


class AnsweringTantivy:
    """An open tantivy index."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    def top(self, question: Question) -> int:
        """The ten best by address, and the exact count."""
        return self._count(self._query(question))

    def narrowed(self, question: Question, by: Narrowing) -> int:
        """The same with filters, then asked again for three terms aggregations in one request."""
        query = self._narrowed(self._query(question), by)
        count = self._count(query)
        self._searcher.aggregate(
            query, {name: {"terms": {"field": name, "size": 100}} for name in FACETS}
        )
        return count

    def whole(self, question: Question) -> int:
        """The ten best, fetched, each with a snippet and its highlights."""
        query = self._query(question)
        found = self._searcher.search(query, TOP, count=True)
        field = "exact" if question.form in _EXACT else "text"
        cutter = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, field)
        cutter.set_max_num_chars(SNIPPET_CHARACTERS)
        for _, address in found.hits:
            document = self._searcher.doc(address)
            snippet = cutter.snippet_from_doc(document)
            snippet.fragment(), snippet.highlighted()
        return _counted(found)

    def close(self) -> None:
        """Nothing has to be closed."""

    def _count(self, query: Query) -> int:
        return _counted(self._searcher.search(query, TOP, count=True))

    def _query(self, question: Question) -> Query:
        """A question as a query, parsed where tantivy has words for it."""
        form, words, distance = question
        match form:
            case "all":
                return self._index.parse_query(
                    " ".join(words), ["text"], conjunction_by_default=True
                )
            case "any":
                return self._index.parse_query(" ".join(words), ["text"])
            case "phrase":
                return self._index.parse_query(f'"{" ".join(words)}"', ["exact"])
            case "ordered":
                return self._index.parse_query(f'"{" ".join(words)}"~{distance - 1}', ["exact"])
            case "prefix":
                return Query.regex_query(self._schema, "exact", f"{words[0]}.*")
            case "fuzzy":
                return Query.fuzzy_term_query(
                    self._schema, "exact", words[0], distance, transposition_cost_one=False
                )

    def _narrowed(self, query: Query, by: Narrowing) -> Query:
        agency = Query.term_query(self._schema, "agency", by.agency, index_option="basic")
        first, last = by.first.first_day, by.last.last_day
        days = Query.range_query(self._schema, "day", tantivy.FieldType.Integer, first, last)
        return Query.boolean_query(
            [
                (Occur.Must, query),
                (Occur.Must, Query.const_score_query(agency, 0.0)),
                (Occur.Must, Query.const_score_query(days, 0.0)),
            ]
        )


_EXACT = ("phrase", "ordered", "prefix", "fuzzy")


def _counted(found: tantivy.SearchResult) -> int:
    """The exact count; it stands in every result although the package's types do not name it."""
    return int(cast(Any, found).count)


def _schema(exact: bool) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="stems")
    if exact:
        builder.add_text_field("exact", tokenizer_name="forms")
    builder.add_integer_field("document", stored=True, fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _registered(index: tantivy.Index) -> tantivy.Index:
    """An index with the analysers its schema names."""

    def forms() -> TextAnalyzerBuilder:
        simple = TextAnalyzerBuilder(Tokenizer.simple())
        return simple.filter(Filter.lowercase()).filter(Filter.ascii_fold())

    index.register_tokenizer("forms", forms().build())
    index.register_tokenizer("stems", forms().filter(Filter.stemmer("english")).build())
    return index
