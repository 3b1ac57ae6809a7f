"""The table of patterns: each reads its own example, and no other takes it first."""

from __future__ import annotations

import pytest

from index.extraction.metadata.date_patterns import find_date
from index.extraction.metadata.datelines import dateline, place_of
from index.extraction.metadata.names import agency_signature, byline
from index.extraction.metadata.table import TABLE, Pattern


def read(pattern: Pattern) -> str | None:
    """What the reader of a pattern's kind makes of its example."""
    match pattern.of:
        case "date":
            found = find_date(pattern.example)
            return str(found.date) if found and found.pattern == pattern.name else None
        case "dateline":
            return _written(pattern.example)
        case "place":
            return place_of(pattern.example)
        case "byline":
            return byline(pattern.example)
        case "agency":
            return agency_signature(pattern.example)


def _written(text: str) -> str | None:
    line = dateline(text)
    if line is None:
        return None
    day = f"{line.month:02d}-{line.day:02d}" if line.month and line.day else "-"
    return f"{line.place} | {day} | {line.agency or '-'}"


@pytest.mark.parametrize("pattern", TABLE, ids=lambda pattern: f"{pattern.of}: {pattern.name}")
def test_each_pattern_reads_its_own_example(pattern: Pattern) -> None:
    assert pattern.value == read(pattern)


def test_no_two_patterns_have_one_name() -> None:
    names = [(pattern.of, pattern.name) for pattern in TABLE]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "pattern", [one for one in TABLE if one.abroad], ids=lambda pattern: pattern.name
)
def test_what_is_written_abroad_takes_letters_of_its_own(pattern: Pattern) -> None:
    plain = pattern.example.encode("ascii", "ignore").decode()
    replaced = pattern.example.encode("ascii", "replace").decode()
    assert not any(pattern.regex.search(text) for text in (plain, replaced))
    assert not pattern.example.isascii()
