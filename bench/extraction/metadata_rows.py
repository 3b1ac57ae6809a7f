"""Titles and dates of articles, and the datelines of an agency."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.extraction import rivals
from bench.extraction.pages import ARTICLE
from bench.extraction.text_rows import RIVAL, Outcome
from bench.rows import Row
from index.extraction.metadata.datelines import dateline

AGENCY = Path("corpora/kcna.jsonl.gz")
PARLIAMENT = Path("corpora/hansard.jsonl.xz")
OPENING = 4  # paragraphs in which a dateline is looked for
STATED = ("JSON-LD", "meta", "itemprop", "<time>", "the one <time>")


def rows(found: Sequence[Outcome]) -> list[Row]:
    """Dates and titles, ours and trafilatura's."""
    articles = [one for one in found if one.page.corpus == "WCXB" and one.page.kind == ARTICLE]
    theirs = [rivals.found_on(one.page.html) for one in articles]
    return [*_dates(articles, theirs), _titles(articles, theirs)]


def _dates(articles: Sequence[Outcome], theirs: Sequence[rivals.RivalFound]) -> list[Row]:
    ours, others = Counter[str](), Counter[str]()
    for one, other in zip(articles, theirs, strict=True):
        true = (one.page.date or "")[:10]
        ours[_judged(one.ours.date, true)] += 1
        others[_judged(other.date, true)] += 1
        ours["stated"] += not true and one.ours.evidence.startswith(STATED)
    dated, undated = _sizes(ours)
    return [
        _share("dates, exact", ours["right"], others["right"], dated, 0.88, "at least"),
        _share(
            "dates where there is none", ours["invented"], others["invented"], undated, 0.05,
            "at most", note=f"{ours['stated']} of these the markup states outright",
        ),
    ]  # fmt: skip


def _sizes(counts: Counter[str]) -> tuple[int, int]:
    return (
        counts["right"] + counts["wrong"] + counts["missing"],
        counts["invented"] + counts["absent"],
    )


def _judged(date: str | None, true: str) -> str:
    if true:
        return "missing" if date is None else "right" if date == true else "wrong"
    return "absent" if date is None else "invented"


def _titles(articles: Sequence[Outcome], theirs: Sequence[rivals.RivalFound]) -> Row:
    entitled = [(one, other) for one, other in zip(articles, theirs, strict=True) if one.page.title]
    ours = sum(plain(one.ours.title) == plain(one.page.title) for one, _ in entitled)
    others = sum(plain(other.title) == plain(one.page.title) for one, other in entitled)
    return _share("titles, exact", ours, others, len(entitled), 0.85, "at least")


def plain(title: str | None) -> str:
    """A title as titles are compared: its words, in lower case."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title or "").lower()))


def _share(
    subject: str, ours: int, theirs: int, count: int, aim: float, rule: str, note: str = ""
) -> Row:
    return Row(
        corpus="WCXB",
        subject=subject,
        against=RIVAL,
        figure=ours / max(count, 1),
        aim=aim,
        rule="at least" if rule == "at least" else "at most",
        ours=f"{ours} of {count}",
        theirs=f"{theirs} of {count}",
        note=note,
    )


def dateline_rows(shared: Path) -> list[Row]:
    """Datelines of an agency's reports, and what is taken for one in a parliament's."""
    right = found = 0
    with gzip.open(shared / AGENCY, "rt", encoding="utf-8") as lines:
        for report in map(json.loads, lines):
            line = dateline(report["text"])
            if line is not None and line.month and line.day:
                found += 1
                right += report["date"][5:] == f"{line.month:02d}-{line.day:02d}"
    false = read = 0
    with lzma.open(shared / PARLIAMENT, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            read += 1
            paragraphs = record["text"].split("\n")[:OPENING]
            false += any(dateline(text) is not None for text in paragraphs)
    return [
        Row(corpus="agency", subject="datelines, month and day right", against="",
            figure=right / max(found, 1), aim=0.995, rule="at least", ours=f"{right} of {found}"),
        Row(corpus="parliament", subject="datelines found where there is none", against="",
            figure=false, aim=0, ours=f"{false} of {read}"),
    ]  # fmt: skip
