"""What the command line shows of occurrences: concordance lines, and counts over time."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from index.dates import Precision
from search.commands.printing import MARKED, QUIET, many
from search.occurrences.concordance import Concordance, Occurring
from search.occurrences.lines import Line
from search.occurrences.trends import Hush, Occasion, Series, Trends
from search.results import QueryReading

_GAP = "…"
_DATE_WIDTH = 12


def concordance(found: Concordance, width: int) -> RenderableType:
    """Lines of so many characters, their matches one below another."""
    side = max((width - _DATE_WIDTH) * 4 // 10, 10)
    room = max(width - _DATE_WIDTH - side, 10)
    lines = [
        Text.assemble(
            (f"{found.documents[line.document].date or 'undated':<{_DATE_WIDTH}}", QUIET),
            _line(line, side, room),
        )
        for line in found.lines
    ]
    return Group(*_head(found.reading, found.total), Text(""), *lines)


def trends(found: Trends) -> RenderableType:
    """Each query: its counts, when it occurred first and last, and a table of periods."""
    parts: list[RenderableType] = []
    for series in found.series:
        parts += [*_head(series.reading, series.total), *_occasions(series, found.by)]
        parts.append(_table(series, found.by))
    return Group(*parts)


def _head(reading: QueryReading, total: Occurring) -> Iterator[Text]:
    counts = f"{many(total.occurrences, 'occurrence')} in {many(total.passages, 'passage')}"
    yield Text(f"{counts} of {many(total.documents, 'document')}: {reading.description}")
    for repair in reading.repairs:
        yield Text(repair.message, style=QUIET)
    for notice in reading.notices:
        yield Text(notice, style=QUIET)


def _line(line: Line, side: int, room: int) -> Text:
    """A line cut to the columns there are on each side of where the match begins."""
    left, match, right = (
        " ".join(part.split("\n")) for part in (line.left, line.match, line.right)
    )
    while cell_len(left) > side:
        left = left[max(len(left) - side, 1) :]
    padding = " " * (side - cell_len(left))
    after = set_cell_size(right, max(room - cell_len(match), 0)).rstrip()
    return Text.assemble(padding, left, (match, MARKED), after)


def _occasions(series: Series, by: Precision) -> Iterator[Text]:
    for name, occasion in (("first", series.first), ("last", series.last)):
        if occasion:
            yield Text(f"{name}: {_occasion(occasion)}")
    if series.silence:
        yield Text(_silence(series.silence))
    if series.unplaced.documents:
        left = many(series.unplaced.occurrences, "occurrence")
        yield Text(
            f"{left} in {many(series.unplaced.documents, 'document')} not dated to the {by}, "
            f"{series.unplaced.undated:,} of these undated",
            style=QUIET,
        )
    if series.gaps:
        runs = ", ".join(
            first if first == last else f"{first}…{last}" for first, last in series.gaps
        )
        yield Text(f"nothing in the archive: {runs}", style=QUIET)


def _occasion(occasion: Occasion) -> str:
    document, line = occasion.document, occasion.line
    return f"{document.date}  {document.title}  {line.document} ¶{line.passage}"


def _silence(silence: Hush) -> str:
    return (
        f"longest silence: {silence.start} to {silence.end}, {many(silence.days, 'day')}, "
        f"with {many(silence.documents, 'other document')} meanwhile"
    )


def _table(series: Series, by: Precision) -> Table:
    table = Table(box=box.SIMPLE)
    table.add_column(by)
    for name in ("occurrences", "words", "per million"):
        table.add_column(name, justify="right")
    for point in series.points:
        counts = (f"{point.occurrences:,}", f"{point.words:,}", f"{point.per_million:,.1f}")
        table.add_row(point.start, *counts)
    return table
