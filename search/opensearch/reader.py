"""An archive in a cluster, as readers have it open: its index, its figures, its words.

The alias is asked again when a second has passed, so that a publication is noticed; whatever
belongs to one search is asked of one index.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from search.errors import DocumentNotFound, EngineUnavailable
from search.language import syntax
from search.opensearch.asking import Found, Wanted, added_up, body, clause, scripts
from search.opensearch.connection import Answer, Connection, check_complete
from search.opensearch.layout import LAYOUT_VERSION, shown
from search.opensearch.lexicon import StoredLexicon
from search.opensearch.packing import Kept, unpacked
from search.opensearch.pieces import ARCHIVE_PIECE, ArchivePiece, WordsPiece, words_piece
from search.opensearch.scoring import Scoring
from search.ranking import formulas as ranking
from search.results import DocumentSummary, DocumentView
from search.translation import Translation, translate
from search.vocabulary.variants import widen

PASSAGE = ["key", "number", "paragraph", shown("language")]
"""What is read of a passage to show it."""
_FRESH = 1.0
"""Seconds for which the alias is taken to name the same index."""


class Reader:
    """One index of an archive; safe to share between threads."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self.index = index
        self.archive = unpacked(self._piece(ARCHIVE_PIECE), ArchivePiece)
        self.lexicon = StoredLexicon(self.archive.values, self._words)
        self._idfs: dict[tuple[str, str], float] = {}

    def translated(self, query: syntax.Query, *, variants: bool) -> Translation:
        """A query as Whoosh's classes, with the spelling variants of the archive if wanted."""
        groups = self.archive.archive.variants if variants else ()
        widened, notices = widen(query, groups)
        translation = translate(widened, self.lexicon)
        return Translation(translation.query, notices + translation.notices)

    def find(self, query: Query, wanted: Wanted, story: int | None = None) -> Found:
        """What a query finds; with `story`, of the documents of that story."""
        found = self.finding(query, scored=wanted.rows > 0, story=story)
        return added_up(self.asked(body(found, scripts(wanted))), wanted)

    def finding(self, query: Query, *, scored: bool, story: int | None = None) -> Answer:
        """The clause of a query, whose passages have their scores or none."""
        scoring = Scoring(query) if scored else None
        self._weigh(scoring.terms if scoring else ())
        return clause(query, scoring, self.archive, self._idf, story)

    def asked(self, body: Answer) -> Answer:
        """What the index answers to a search. Raises EngineUnavailable."""
        return self._connection.search(self.index, body)

    def shown(
        self, places: Iterable[int], numbers: Sequence[tuple[int, Sequence[int]]] = ()
    ) -> tuple[list[Answer], list[Answer]]:
        """The documents at some places in the order of reading, and passages by key and number."""
        ranks = list(places)
        wanted = [
            {"bool": {"filter": [{"term": {"key": key}}, {"terms": {"number": list(own)}}]}}
            for key, own in numbers
            if own
        ]
        documents = {
            "size": len(ranks),
            "_source": ["summary", "rank"],
            "query": {"terms": {"rank": ranks}},
        }
        passages = {
            "size": sum(len(own) for _, own in numbers),
            "_source": PASSAGE,
            "query": {"bool": {"should": wanted, "minimum_should_match": 1}},
        }
        asked: list[Answer] = [*([documents] if ranks else []), *([passages] if wanted else [])]
        found = [[hit["_source"] for hit in one["hits"]["hits"]] for one in self._several(asked)]
        return found[0] if ranks else [], found[-1] if wanted else []

    def view(self, document_id: str) -> DocumentView:
        """A document whole. Raises DocumentNotFound."""
        view = self._stored(document_id, "whole", DocumentView)
        about = self.archive
        return msgspec.structs.replace(
            view, index_version=about.version, archive=about.archive.title
        )

    def summary(self, document_id: str) -> DocumentSummary:
        """What is shown of a document where it is named. Raises DocumentNotFound."""
        return self._stored(document_id, "summary", DocumentSummary)

    @cached_property
    def worded_passages(self) -> int:
        """How many passages have words."""
        (count,) = self.counts([{"range": {"words": {"gt": 0}}}])
        return count

    def counts(self, clauses: Sequence[Answer]) -> list[int]:
        """How many passages each of some clauses finds. Raises EngineUnavailable."""
        asked: list[Answer] = [
            {"size": 0, "track_total_hits": True, "query": clause} for clause in clauses
        ]
        return [found["hits"]["total"]["value"] for found in self._several(asked)]

    def _stored(self, document_id: str, field: str, kind: type[Kept]) -> Kept:
        found = self._connection.get(self.index, document_id, field)
        if found is None or field not in found:
            raise DocumentNotFound(f"No document has the id {document_id!r}.")
        return unpacked(found[field], kind)

    def _idf(self, term: Term) -> float:
        return self._idfs[term.fieldname, term.text]

    def _weigh(self, terms: Iterable[Term]) -> None:
        """Ask how telling some words are, unless that is known."""
        keys = dict.fromkeys((term.fieldname, term.text) for term in terms)
        unknown = [key for key in keys if key not in self._idfs]
        held = self.counts([{"term": {field: text}} for field, text in unknown])
        for key, count in zip(unknown, held, strict=True):
            self._idfs[key] = ranking.idf(self.archive.passages, count)

    def _several(self, asked: Sequence[Answer]) -> list[Answer]:
        if not asked:
            return []
        lines = b"".join(b"{}\n" + msgspec.json.encode(one) + b"\n" for one in asked)
        answers: list[Answer] = self._connection.ask("POST", f"/{self.index}/_msearch", lines)[
            "responses"
        ]
        for answer in answers:
            if "error" in answer:
                raise EngineUnavailable("partial_answer", str(answer["error"].get("reason")))
            check_complete(answer)
        return answers

    def _words(self, field: str) -> WordsPiece:
        return unpacked(self._piece(words_piece(field)), WordsPiece)

    def _piece(self, name: str) -> dict[str, str]:
        found = self._connection.get(self.index, name, "piece")
        if found is None:
            raise EngineUnavailable("damaged_index", f"{self.index} lacks its {name}. Index again.")
        piece: dict[str, str] = found["piece"]
        return piece


class Opened:
    """The index that an alias names, as long as it does; notices when it names another."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._asked = -_FRESH

    def reader(self) -> Reader:
        """The index to ask now. Raises EngineUnavailable."""
        with self._lock:
            if self._reader is None or time.monotonic() - self._asked >= _FRESH:
                self._reader = self._reread(self._reader)
                self._asked = time.monotonic()
            return self._reader

    def forget(self) -> None:
        """Ask the alias again with the next request."""
        with self._lock:
            self._asked = -_FRESH

    def _reread(self, reader: Reader | None) -> Reader:
        name = self._connection.place.name
        found = self._connection.ask("GET", f"/{name}")
        index, about = next(iter(found.items()))
        if about["mappings"].get("_meta", {}).get("layout") != LAYOUT_VERSION:
            message = f"{index} was written by another version. Index again: rostrum index PATH"
            raise EngineUnavailable("schema_mismatch", message)
        return reader if reader and reader.index == index else Reader(self._connection, index)
