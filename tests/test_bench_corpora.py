from __future__ import annotations

import json
import lzma
from pathlib import Path

from bench_corpus import passages, records

from bench.corpora import corpus_of, from_file
from bench.records import Record, document, read_records, rows, texts
from index.documents import passages as passages_of

SPEECH = {
    "id": "causeway",
    "title": "Address on the causeway",
    "date": "2019-11-09",
    "source": "Office of the President",
    "kind": "OA",
    "text": "Citizens of Saltmere, the causeway will be open before winter.\n\n"
    "We shall not ask the dockers to pay for it.",
}


def test_a_file_of_captures_becomes_records_with_their_own_kind_as_agency(tmp_path: Path) -> None:
    source = tmp_path / "speeches.jsonl.xz"
    source.write_bytes(lzma.compress(json.dumps(SPEECH).encode()))
    corpus = from_file(source, tmp_path / "work")
    (record,) = read_records(corpus.path)
    assert ("speeches", 1, 3) == (corpus.name, corpus.documents, corpus.passages)
    assert ("2019-11-09", "OA", 2) == (record.date, record.agency, len(record.paragraphs))
    assert sum(len(text.encode()) for text in texts(record)) == corpus.text_bytes


def test_no_more_passages_are_taken_than_asked_for_and_documents_stay_whole(
    tmp_path: Path,
) -> None:
    corpus = corpus_of(iter(records()), "some", tmp_path, 50)
    kept = list(read_records(corpus.path))
    assert list(records())[: len(kept)] == kept
    assert 50 <= corpus.passages < len(passages())


def test_a_peer_has_the_passages_our_documents_have() -> None:
    ours = [p.text for record in records() for p in passages_of(document(record))]
    assert ours == [row.text for row in rows(records())]


def test_a_date_that_cannot_be_read_is_none() -> None:
    assert document(Record(id="x", date="some day")).date is None
