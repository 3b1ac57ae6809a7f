"""The pieces of an issue threaded into articles, over columns and pages.

An article stops in the middle of a sentence and goes on further down, on the next page, or in
another column. Three things lead from a piece to the one that follows it: the marks of the
jumps (`FROM PAGE 1`), the seam of the broken sentence, and, failing both, the order on the
page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from index.extraction.text.articles import Piece
from index.extraction.text.assignment import best_pairs
from index.extraction.text.seams import Seams

WINDOW = 16
JUMP_WINDOW, JUMPS = 400, 40
ADJACENT = 6.0
ADJACENT_IN_DISORDER = 2.5
PAGE_TURN = 1.5
LINKED = 1.5
TORN_WORD = 8.0
SALUTATION = 5
NAMED = 3.0
LOST = 2.5


def links(pieces: Sequence[Piece], seams: Seams) -> dict[int, int]:
    """For each piece whose sentence goes on in another, the number of that other."""
    scores = {}
    disorder = _pages_in_disorder(pieces)
    ends = [at for at, piece in enumerate(pieces) if _is_open(piece)]
    for start, piece in enumerate(pieces):
        if piece.headline or not (
            piece.line.lower or piece.first or _after_dangling(pieces, start)
        ):
            continue
        for end in _near(ends, start, pieces):
            if end == start:
                continue
            place = _by_place(pieces[end], piece, start - end, piece.page in disorder)
            if place is not None:
                seam = _by_seam(pieces[end], piece, start - end, seams)
                scores[end, start] = place + seam + _by_context(pieces, end, start)
    return best_pairs(scores)


def _pages_in_disorder(pieces: Sequence[Piece]) -> set[int]:
    """The pages on which a piece begins in mid-sentence though nothing above it breaks off."""
    return {
        piece.page
        for before, piece in pairwise(pieces)
        if piece.line.lower
        and not piece.first
        and (before.line.final or before.jump_to is not None)
    }


def _near(ends: Sequence[int], start: int, pieces: Sequence[Piece]) -> Sequence[int]:
    """The ends within the window of a beginning, and for a jump the cut ends above it."""
    first = bisect_left(ends, start - WINDOW)
    near = ends[first : bisect_right(ends, start + WINDOW)]
    if pieces[start].jump_from is None:
        return near
    cut = [end for end in ends[max(0, first - JUMP_WINDOW) : first] if pieces[end].cut]
    return [*cut[-JUMPS:], *near]


def _is_open(piece: Piece) -> bool:
    salutation = piece.line.words <= SALUTATION and piece.line.text.endswith(",")
    return piece.line.open and not (piece.headline or piece.caption or salutation)


def _after_dangling(pieces: Sequence[Piece], at: int) -> bool:
    before = pieces[at - 1] if at else None
    return bool(before and before.line.words > 3 and before.line.text.endswith("-"))


def _by_context(pieces: Sequence[Piece], end: int, start: int) -> float:
    """What the pieces around say: a headline the jump repeats, or a new sentence right below."""
    before, jump = pieces[end], pieces[start].jump_from
    if jump and jump.head:
        return NAMED if _share_a_word(jump.head, before.under) else -NAMED
    if start == end + 1 or before.cut or end + 1 == len(pieces) or pieces[end + 1].line.lower:
        return 0.0
    return -LOST


def _share_a_word(one: str, other: str) -> bool:
    words = ({word for word in text.lower().split() if len(word) > 3} for text in (one, other))
    return not set.isdisjoint(*words)


def _by_seam(before: Piece, after: Piece, distance: int, seams: Seams) -> float:
    """What the words at the seam of two pieces say of a link; capitals ask for a reason."""
    if before.line.text.endswith("-") and distance != 1 and not before.cut:
        return -TORN_WORD
    fit = seams.fit(before.line.text, after.line.text)
    if after.line.lower or distance == 1 or before.line.dangling:
        return fit
    return fit - (0.0 if after.jump_from or before.jump_to else 2.0)


def _by_place(before: Piece, after: Piece, distance: int, disorder: bool) -> float | None:
    """What the places of two pieces and the marks between them say of a link, if it can be."""
    if after.jump_from is not None:
        if distance < 0:
            return None
        worth = 2.5 + LINKED if before.cut else -3.0
        worth -= 1.5 * min(4, abs(before.page - after.jump_from.page))
        return worth + _by_target(before, after)
    if before.jump_to is not None:
        return 3.5 if before.jump_to == after.page and after.first else None
    if distance == 1 and not after.first:
        return ADJACENT_IN_DISORDER if disorder else ADJACENT
    if after.first:
        return PAGE_TURN - 0.1 * distance if before.cut and 0 < distance <= WINDOW else None
    if abs(distance) > WINDOW or before.page != after.page:
        return None
    return (LINKED if disorder else 0.0) - (
        0.05 * distance if distance > 0 else 0.3 - 0.03 * distance
    )


def _by_target(before: Piece, after: Piece) -> float:
    """What a jump's target says: `SEE PAGE 8` does not lead to page 7."""
    if before.jump_to is None:
        return 0.0
    return 2.0 if before.jump_to == after.page else -2.5


def parents(pieces: Sequence[Piece], linked: dict[int, int]) -> list[int | None]:
    """The piece after which each piece is to be read; None for those that begin an article."""
    before = {start: end for end, start in linked.items()}
    above: list[int | None] = []
    for at, piece in enumerate(pieces):
        if piece.headline or at == 0:
            above.append(None)
        elif at in before:
            above.append(before[at])
        else:
            above.append(_in_order(pieces, at, linked, before))
    return _without_cycles(above)


def _in_order(
    pieces: Sequence[Piece], at: int, linked: dict[int, int], before: dict[int, int]
) -> int | None:
    """The piece before one whose beginning tells nothing: the one above it, if that goes on here.

    If the sentence of the one above goes on elsewhere, the column has ended, and this piece
    belongs to another article: the last one on the page that had come to a stop.
    """
    piece, last = pieces[at], at - 1
    if piece.jump_from is not None:
        return _broken_off(pieces, at, linked)
    goes_elsewhere = last in linked and linked[last] != at
    if not goes_elsewhere or piece.caption:
        return last
    for other in range(last, -1, -1):
        if pieces[other].page < piece.page - 1:
            break
        stopped = other not in linked and not pieces[other].line.open
        if stopped and not pieces[other].headline and not _same_column(other, last, before):
            return other
    return last


def _same_column(other: int, last: int, before: dict[int, int]) -> bool:
    """Whether the pieces from one to another stand one above the other in a column."""
    return all(at not in before or before[at] == at - 1 for at in range(other + 1, last + 1))


def _broken_off(pieces: Sequence[Piece], at: int, linked: dict[int, int]) -> int:
    """The end of the article that a jump goes on with, where no sentence was broken."""
    jump = pieces[at].jump_from
    assert jump is not None
    near = range(max(0, at - JUMP_WINDOW), at)
    ends = [o for o in near if pieces[o].cut and o not in linked and not pieces[o].headline]
    fitting = [o for o in ends if jump.head and _share_a_word(jump.head, pieces[o].under)]
    fitting = fitting or [o for o in ends if pieces[o].jump_to == pieces[at].page]
    fitting = fitting or [o for o in ends if pieces[o].page == jump.page]
    return (fitting or ends or [at - 1])[-1]


def _without_cycles(above: list[int | None]) -> list[int | None]:
    """The parents, with every ring broken at its first piece in the order of the page."""
    settled: set[int] = set()
    for at in range(len(above)):
        while (ring := _ring(above, at, settled)) is not None:
            above[ring] = ring - 1 if ring else None
    return above


def _ring(above: Sequence[int | None], at: int, settled: set[int]) -> int | None:
    """The first piece of the ring that the way up from a piece runs into, or None."""
    trail: dict[int, int] = {}
    here: int | None = at
    while here is not None and here not in settled:
        if here in trail:
            return min(one for one, step in trail.items() if step >= trail[here])
        trail[here] = len(trail)
        here = above[here]
    settled.update(trail)
    return None


def threaded(pieces: Sequence[Piece], linked: dict[int, int]) -> list[list[list[int]]]:
    """The articles in the order they begin, each as paragraphs, each of these as pieces."""
    above = parents(pieces, linked)
    below: dict[int, list[int]] = {}
    for at, parent in enumerate(above):
        if parent is not None:
            below.setdefault(parent, []).append(at)
    heads = [at for at, parent in enumerate(above) if parent is None]
    return [_paragraphs(_in_reading_order(head, below, linked), linked) for head in heads]


def _in_reading_order(head: int, below: dict[int, list[int]], linked: dict[int, int]) -> list[int]:
    """The pieces of an article: the rest of a sentence first, then what stood next."""
    order: list[int] = []
    waiting = [head]
    while waiting:
        at = waiting.pop()
        order.append(at)
        next_ones = sorted(below.get(at, []), key=lambda one: (linked.get(at) != one, one))
        waiting.extend(reversed(next_ones))
    return order


def _paragraphs(order: list[int], linked: dict[int, int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for at in order:
        if groups and linked.get(groups[-1][-1]) == at:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups
