"""Texts with what changed in them marked, as HTML: `<del>` and `<ins>`, said as well as shown.

Beside `presentation.marked` this is the one place where HTML is made in Python, from escaped
pieces. Someone who hears the page is told what a change is; someone who prints it sees it struck
out or underlined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from index.documents import Passage
from search.results import Span
from search.wordings.wording import Difference, DifferenceKind

_CONTEXT = 280
"""How many characters are shown before and behind what was found."""

_DEL = Markup('<del class="{}"><span class="hidden">{}: </span>{}</del>')
_INS = Markup('<ins class="{}"><span class="hidden">{}: </span>{}</ins>')
_MARK = Markup("<mark>{}</mark>")
_CLASSES: dict[DifferenceKind, str] = {
    "spelling": "spelling",
    "replaced": "other",
    "only_left": "alone",
    "only_right": "alone",
}


def left_marked(passage: Passage, differences: Iterable[Difference]) -> Markup:
    """A passage of the left with what the right lacks or has otherwise."""
    spans = (
        (stretch.start, stretch.end, difference.kind)
        for difference in differences
        for stretch in difference.left
        if stretch.number == passage.number
    )
    return _side(passage.text, spans, _DEL, "only here")


def right_marked(passage: Passage, differences: Iterable[Difference]) -> Markup:
    """A passage of the right with what the left lacks or has otherwise."""
    spans = (
        (stretch.start, stretch.end, difference.kind)
        for difference in differences
        for stretch in difference.right
        if stretch.number == passage.number
    )
    return _side(passage.text, spans, _INS, "only here")


def _side(
    text: str, spans: Iterable[tuple[int, int, DifferenceKind]], form: Markup, alone: str
) -> Markup:
    said = {"spelling": "spelt", "replaced": "here", "only_left": alone, "only_right": alone}
    pieces, at = [Markup("")], 0
    for start, end, kind in sorted(spans):
        if end > start:
            change = form.format(_CLASSES[kind], said[kind], text[start:end])
            pieces += [escape(text[at:start]), change]
            at = end
    return Markup("").join([*pieces, escape(text[at:])])


def found_marked(
    passage: Passage, found: Sequence[Span], differences: Iterable[Difference], quote: str
) -> Markup:
    """What was found in a passage, marked, with what the quotation says otherwise struck out."""
    text = passage.text
    first, last = found[0][0], found[-1][1]
    start, end = _cut(text, first - _CONTEXT, 1), _cut(text, last + _CONTEXT, -1)
    pieces = [escape("… " if start else ""), escape(text[start:first])]
    at = first
    for difference in differences:
        for stretch in (one for one in difference.right if one.number == passage.number):
            pieces.append(_marked(text[at : stretch.start]))
            if stretch == difference.right[0]:
                pieces += _quoted(difference, quote, behind=stretch.start == stretch.end > first)
            pieces.append(_here(difference, text[stretch.start : stretch.end]))
            at = stretch.end
    pieces += [_marked(text[at:last]), escape(text[max(at, last) : end])]
    return Markup("").join([*pieces, escape(" …" if end < len(text) else "")])


def _quoted(difference: Difference, quote: str, *, behind: bool) -> list[Markup]:
    """What the quotation has where something else stands, or nothing, `behind` a word."""
    left = " ".join(quote[stretch.start : stretch.end] for stretch in difference.left)
    if not left:
        return []
    gone, space = _DEL.format(_CLASSES[difference.kind], "quoted as", left), Markup(" ")
    return [space, gone] if behind else [gone, space]


def _here(difference: Difference, text: str) -> Markup:
    form = _INS.format(_CLASSES[difference.kind], "stands here", text)
    return form if text else Markup("")


def _marked(text: str) -> Markup:
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return escape(before) + (_MARK.format(inner) if inner else Markup("")) + escape(after)


def _cut(text: str, place: int, step: int) -> int:
    """A place between words at or behind another, or before it; an end of the text where near."""
    if place <= 0:
        return 0
    while 0 < place < len(text) and not text[place].isspace():
        place += step
    return min(place, len(text))
