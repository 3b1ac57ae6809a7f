"""The order in which the rows of a page are read: columns side by side, headlines above them.

The page is cut where white runs through it (the XY cut of Nagy & Seth, ICPR 1984): first by a
gutter from top to bottom, else into bands, each as high as the same gutters last, so that a
headline over two columns parts what stands above it from what stands below.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction.pdf.rows import Row

GUTTER = 0.6
"""The least width of a gutter, in heights of a line."""
FEWEST_IN_COLUMN = 2
"""Rows on either side of a gutter, at least: one row may be cut by chance."""
LARGE = 1.4
"""How much higher than the usual type a headline is."""
DEEPEST = 40

Span = tuple[float, float]


def blocks_of(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a page in blocks of one column each, in the order they are read."""
    return _blocks(list(rows), 0)


def _blocks(rows: list[Row], depth: int) -> list[list[Row]]:
    if len(rows) <= FEWEST_IN_COLUMN or depth > DEEPEST:
        return [_downwards(rows)] if rows else []
    height = usual_height(rows)
    for gutter in _gutters(rows, height):
        left = [row for row in rows if row.left < gutter]
        right = [row for row in rows if row.left >= gutter]
        if min(len(left), len(right)) >= FEWEST_IN_COLUMN:
            return [*_blocks(left, depth + 1), *_blocks(right, depth + 1)]
    bands = _bands(rows, height)
    if len(bands) == 1:
        return [_downwards(rows)]
    return [block for band in bands for block in _blocks(band, depth + 1)]


def _gutters(rows: Sequence[Row], height: float) -> list[float]:
    """Where white runs from top to bottom, the widest first: the right edges of the gaps."""
    gaps = _gaps([(row.left, row.right) for row in rows], GUTTER * height)
    return [end for start, end in sorted(gaps, key=lambda gap: gap[0] - gap[1])]


def _gaps(spans: Sequence[Span], least: float) -> list[Span]:
    """The intervals between spans that none of them covers and that are `least` wide."""
    found: list[Span] = []
    reached = None
    for start, end in sorted(spans):
        if reached is not None and start - reached >= least:
            found.append((reached, start))
        reached = end if reached is None else max(reached, end)
    return found


def _bands(rows: Sequence[Row], height: float) -> list[list[Row]]:
    """The rows parted where the gutters change, from the top of the page downwards."""
    bands: list[list[Row]] = []
    gutters: list[Span] = []
    for strip in strips_of(rows):
        own = _gaps([(row.left, row.right) for row in strip], GUTTER * height)
        left = _left_of(gutters, strip, height)
        goes_on = bool(left) if gutters else not own
        if bands and goes_on and not _is_headline(strip, height):
            bands[-1].extend(strip)
            gutters = left
        else:
            bands.append(list(strip))
            gutters = own
    return bands


def _is_headline(strip: Sequence[Row], height: float) -> bool:
    """Whether nothing but large type stands on a line: it is above all that follows."""
    return all(row.height >= LARGE * height for row in strip)


def _left_of(gutters: Sequence[Span], strip: Sequence[Row], height: float) -> list[Span]:
    """What a strip leaves of the gutters above it."""
    found: list[Span] = []
    for start, end in gutters:
        within = [
            (max(start, row.left), min(end, row.right))
            for row in strip
            if row.right > start and row.left < end
        ]
        found += _gaps([(start, start), *within, (end, end)], GUTTER * height)
    return found


def strips_of(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that overlap in height, together, from the top of the page: white lies between them."""
    strips: list[list[Row]] = []
    reached = None
    for row in sorted(rows, key=lambda row: -row.top):
        slack = 0.25 * row.height
        if reached is None or row.top - slack <= reached:
            strips.append([])
            reached = row.bottom
        strips[-1].append(row)
        reached = min(reached, row.bottom)
    return strips


def usual_height(rows: Sequence[Row]) -> float:
    """The height of type that half of the characters of some rows do not exceed."""
    weighted = sorted((row.height, len(row.text)) for row in rows)
    half = sum(length for _, length in weighted) / 2
    for height, length in weighted:
        half -= length
        if half <= 0:
            return height
    return weighted[-1][0] if weighted else 1.0


def _downwards(rows: Sequence[Row]) -> list[Row]:
    """The lines of a column from the top, the rows on each put together."""
    lines: list[Row] = []
    for strip in strips_of(rows):
        for row in sorted(strip, key=lambda row: (-_middle(row), row.left)):
            if lines and _on_one_line(lines[-1], row):
                lines[-1] = _put_together(lines[-1], row)
            else:
                lines.append(row)
    return lines


def _middle(row: Row) -> float:
    return (row.top + row.bottom) / 2


def _on_one_line(line: Row, row: Row) -> bool:
    overlap = min(line.top, row.top) - max(line.bottom, row.bottom)
    return overlap > 0.5 * min(line.height, row.height)


def _put_together(line: Row, row: Row) -> Row:
    first, second = sorted((line, row), key=lambda one: one.left)
    return Row(
        f"{first.text} {second.text}",
        first.left,
        min(first.bottom, second.bottom),
        max(first.right, second.right),
        max(first.top, second.top),
    )
