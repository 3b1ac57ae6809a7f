"""The page of two documents side by side: the same, changed, moved, only left, only right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.documents import Passage
from search.results import DocumentSummary
from search.wordings.comparison import ComparedRow, Comparison
from search.wordings.wording import Difference
from web.changes_marked import left_marked, right_marked
from web.presentation import counted, number


@dataclass(frozen=True)
class SidePassage:
    """A passage of one side, its changes marked."""

    number: int
    html: Markup


@dataclass(frozen=True)
class ShownRow:
    """Passages that belong together, and what became of them."""

    kind: str
    label: str
    left: tuple[SidePassage, ...]
    right: tuple[SidePassage, ...]


@dataclass(frozen=True)
class ComparePage:
    """Everything the page shows."""

    left: DocumentSummary
    right: DocumentSummary
    shared: str
    counts: str
    rows: tuple[ShownRow, ...]
    only_changes: bool


_COUNTED = {
    "same": ("the same", "the same"),
    "changed": ("changed", "changed"),
    "moved": ("moved", "moved"),
    "dropped": ("only in the first", "only in the first"),
    "added": ("only in the second", "only in the second"),
}


def compare_page(found: Comparison, *, only_changes: bool) -> ComparePage:
    """Arrange a comparison for reading, without what is the same where only changes are wanted."""
    rows = [row for row in found.rows if not (only_changes and row.kind == "same")]
    return ComparePage(
        left=found.left,
        right=found.right,
        shared=f"{number(found.shared_words)} of {counted(found.left_words, 'word')} of the first "
        f"stand in the second, which has {number(found.right_words)}.",
        counts=_counts(found.rows),
        rows=tuple(map(_row, rows)),
        only_changes=only_changes,
    )


def _counts(rows: Sequence[ComparedRow]) -> str:
    """`24 the same, 3 changed, 1 only in the first`."""
    kinds = [row.kind for row in rows]
    counts = ((kinds.count(kind), names[0]) for kind, names in _COUNTED.items())  # type: ignore[arg-type]
    return "Paragraphs: " + ", ".join(f"{number(count)} {name}" for count, name in counts if count)


def _row(row: ComparedRow) -> ShownRow:
    one_side = row.kind in ("dropped", "added")
    return ShownRow(
        kind=row.kind,
        label=_label(row),
        left=tuple(_sides(row.left, () if one_side else row.differences, right=False)),
        right=tuple(_sides(row.right, () if one_side else row.differences, right=True)),
    )


def _label(row: ComparedRow) -> str:
    if row.kind == "moved":
        return f"Moved from ¶ {row.left[0].number} to ¶ {row.right[0].number}"
    name = _COUNTED[row.kind][0]
    if row.kind == "changed" and all(d.kind == "spelling" for d in row.differences):
        name = "spelt otherwise"
    return name[0].upper() + name[1:]


def _sides(
    passages: Sequence[Passage], differences: Sequence[Difference], *, right: bool
) -> Iterator[SidePassage]:
    mark = right_marked if right else left_marked
    return (SidePassage(p.number, mark(p, differences)) for p in passages)
