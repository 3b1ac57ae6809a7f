"""The lines of a column put together into paragraphs, by what a typesetter does between them.

A paragraph begins with an indent, after more white than usual, in type of another size, or
where the first word of a line would still have fitted on the line above.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.extraction.pdf.rows import Row

OTHER_SIZE = 1.15
MORE_WHITE = 1.4
INDENT = 0.4
"""In heights of a line, as SPARE is: what is left of a line that a word would have fitted on."""
SPARE = 0.6


def paragraphs_of(lines: Sequence[Row]) -> list[list[Row]]:
    """The lines of one column, from the top, in groups that are a paragraph each."""
    if not lines:
        return []
    steps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        group = groups[-1]
        if _begins(above, line, _column(lines, line), usual, is_first=len(group) == 1):
            groups.append([line])
        else:
            group.append(line)
    return groups


def _column(lines: Sequence[Row], line: Row) -> tuple[float, float]:
    """The left and right edge of the lines set in the same size."""
    same = [one for one in lines if not _differs(one, line)]
    return min(one.left for one in same), max(one.right for one in same)


def _begins(
    above: Row, line: Row, column: tuple[float, float], usual: float, *, is_first: bool
) -> bool:
    """Whether a line begins a paragraph; `is_first` says that the one above it began one."""
    if _differs(above, line):
        return True
    step = above.bottom - line.bottom
    if step > MORE_WHITE * max(line.height, min(usual, 2 * line.height)):
        return True
    left, right = column
    indent = INDENT * line.height
    if line.left - left > indent and above.left - left <= indent:
        return True
    if is_first and above.left - left > indent and line.left - left > indent:
        return right - above.right > right - left - (above.right - above.left)
    return _would_fit(above, line, right)


def _would_fit(above: Row, line: Row, right: float) -> bool:
    """Whether the first word of a line would have had room at the end of the one above."""
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) / max(1, len(line.text)) * (len(word) + 1)
    return right - above.right > width + SPARE * line.height


def _differs(one: Row, other: Row) -> bool:
    return max(one.height, other.height) > OTHER_SIZE * min(one.height, other.height)
