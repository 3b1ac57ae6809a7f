"""How an archive stands in an index: what each field holds, and what is searched by it.

One index holds three kinds of things, told apart by the fields they have:

    passages    what is searched: stems and forms as `index.analysis` makes them, joined by
                spaces, so that a whitespace analyser gives exactly those words and places back;
                values, days and numbers as the columns of a generation have them
    documents   what is shown, as compressed bytes, and a digest that tells whether it changed
    pieces      what is known of the archive as a whole: its figures, its vocabularies

All passages of a page's captures go to one shard (`route`), so that counts by document, page
and story are made where they are and are exact.
"""

from __future__ import annotations

from typing import Any

from index.schema import VALUE_FIELDS
from search.requests import FACET_FIELDS

LAYOUT_VERSION = 1
"""Raised whenever an index written before could answer wrongly or not at all."""

WORD_FIELDS = ("text", "exact", "title", "title_exact")

_WORDS = {"type": "text", "analyzer": "words", "norms": False, "index_options": "positions"}
_VALUE = {"type": "keyword", "doc_values": False}
_SHOWN = {"type": "keyword", "index": False}
_NUMBER = {"type": "long"}
_COUNT = {"type": "integer"}
_STORED = {"type": "object", "enabled": False}


def shown(field: str) -> str:
    """The field that holds a value as it is shown."""
    return f"shown_{field}"


def mapping() -> dict[str, Any]:
    """The fields of an index."""
    return {
        "dynamic": "strict",
        "_meta": {"layout": LAYOUT_VERSION},
        "_source": {"excludes": [*WORD_FIELDS, *VALUE_FIELDS]},
        "properties": {
            **dict.fromkeys(WORD_FIELDS, _WORDS),
            **dict.fromkeys(VALUE_FIELDS, _VALUE),
            "has": _VALUE,
            **{shown(field): _SHOWN for field in FACET_FIELDS},
            # of passages
            **dict.fromkeys(("key", "order", "page", "story"), _NUMBER),
            **dict.fromkeys(("first_day", "last_day", "precision", "captured_day"), _COUNT),
            **dict.fromkeys(("number", "words", "title_words"), _COUNT),
            "paragraph": _STORED,
            # of documents
            "id": {"type": "keyword"},
            "digest": _SHOWN,
            **dict.fromkeys(("route", "rank"), _NUMBER),
            "numbers": _COUNT,
            "summary": _STORED,
            "whole": _STORED,
            # of the archive
            "piece": _STORED,
        },
    }


def settings(shards: int, replicas: int) -> dict[str, Any]:
    """The settings of an index; replicas are written from the start, so that a node may be lost."""
    return {
        "index": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "codec": "best_compression",
            "analysis": {
                "analyzer": {"words": {"type": "custom", "tokenizer": "spaces"}},
                "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 1024}},
            },
        }
    }
