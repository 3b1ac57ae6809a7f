"""What the command line shows of quotations and comparisons: words taken away and put in.

Colour alone carries nothing: what is only on the left stands in [-brackets-], what is only on the
right in {+braces+}, as in a word diff on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from index.documents import Passage
from search.quotations.quotation import QuoteCheck, QuotePiece, QuotePlace
from search.results import DocumentSummary
from search.wordings.comparison import ComparedRow, Comparison
from search.wordings.wording import Difference

_QUIET, _MARKED = "dim", "bold"
_VERDICTS = {
    "exact": "Found exactly",
    "near": "Found nearly",
    "pieces": "Found in pieces",
    "none": "Not found",
    "short": "Too short to be looked for",
}
_KINDS = {"changed": "changed", "moved": "moved", "dropped": "only left", "added": "only right"}


def quote_check(check: QuoteCheck) -> RenderableType:
    """A quote check: the verdict, then every piece with its places, the earliest first."""
    parts: list[RenderableType] = [Text(_VERDICTS[check.verdict], style=_MARKED)]
    for piece in check.pieces:
        if len(check.pieces) > 1:
            quoted = check.text[piece.start : piece.end]
            parts += [Text(""), Text(f"{_VERDICTS[piece.verdict]}: “{quoted}”")]
        parts += _places(piece, check.text)
    return Group(*parts)


def comparison(found: Comparison) -> RenderableType:
    """Two documents: how much they share, then what differs, passage by passage."""
    shared = f"{found.shared_words:,} of {found.left_words:,} words stand in both"
    parts: list[RenderableType] = [
        Text(f"[-{found.left.title}-]  {_about(found.left)}"),
        Text(f"{{+{found.right.title}+}}  {_about(found.right)}"),
        Text(f"{shared}; the second has {found.right_words:,}", style=_QUIET),
    ]
    same = 0
    for row in [*found.rows, None]:
        if row and row.kind == "same":
            same += 1
            continue
        if same:
            parts += [Text(""), Text(f"{same} the same", style=_QUIET)]
            same = 0
        if row:
            parts += [Text(""), *_row(row)]
    return Group(*parts)


def _row(row: ComparedRow) -> Iterator[RenderableType]:
    yield Text(f"{_numbers(row.left)} | {_numbers(row.right)}  {_KINDS[row.kind]}", style=_QUIET)
    if row.kind == "dropped":
        yield Text(f"[-{_joined(row.left)}-]")
    elif row.kind == "added":
        yield Text(f"{{+{_joined(row.right)}+}}")
    else:
        yield Text(_merged(row))


def _merged(row: ComparedRow) -> str:
    """The left with what the right says instead put in."""
    shown: list[str] = []
    texts = {passage.number: passage.text for passage in row.right}
    for passage in row.left:
        at = 0
        for difference in row.differences:
            for stretch in (one for one in difference.left if one.number == passage.number):
                left = passage.text[stretch.start : stretch.end]
                new = texts if stretch == difference.left[-1] else None
                shown += [passage.text[at : stretch.start], _change(left, difference, new)]
                at = stretch.end
        shown += [passage.text[at:], "\n"]
    return "".join(shown).rstrip()


def _change(left: str, difference: Difference, texts: dict[int, str] | None) -> str:
    """What a difference takes away and, where `texts` of the right are given, puts in."""
    gone = f"[-{left}-]" if left else ""
    new = " ".join(texts[s.number][s.start : s.end] for s in difference.right) if texts else ""
    return gone + (f"{{+{new}+}}" if new else "")


def _places(piece: QuotePiece, text: str) -> Iterator[RenderableType]:
    for number, place in enumerate(piece.places, start=1):
        yield Text("")
        yield Text.assemble(f"{number}. ", (place.document.title, _MARKED))
        yield Padding(Group(*_place(place, text)), (0, 0, 0, 3), expand=False)
    more = piece.exact_passages - sum(place.verdict == "exact" for place in piece.places)
    if more > 0:
        yield Text(f"and exactly in {more:,} passages more", style=_QUIET)


def _place(place: QuotePlace, text: str) -> Iterator[Text]:
    evidence = f" ({place.date_evidence.rule})" if place.date_evidence else ""
    yield Text(_about(place.document) + evidence, style=_QUIET)
    for passage in place.passages:
        spans = [(s.start, s.end) for s in place.found if s.number == passage.number]
        shown = Text(passage.text)
        for start, end in spans:
            shown.stylize(_MARKED, start, end)
        yield Text.assemble((f"{passage.number}  ", _QUIET), shown)
    texts = {passage.number: passage.text for passage in place.passages}
    for difference in place.differences:
        quoted = " ".join(text[stretch.start : stretch.end] for stretch in difference.left)
        yield Text(f"{difference.kind.replace('_', ' ')}: {_change(quoted, difference, texts)}")


def _about(summary: DocumentSummary) -> str:
    known = (summary.date or "undated", summary.source, summary.speaker, summary.id)
    return " · ".join(value for value in known if value)


def _numbers(passages: Iterable[Passage]) -> str:
    return ", ".join(str(passage.number) for passage in passages) or "–"


def _joined(passages: Iterable[Passage]) -> str:
    return "\n".join(passage.text for passage in passages)
