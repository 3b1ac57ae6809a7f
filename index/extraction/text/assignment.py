"""Which end goes with which beginning: the pairing whose scores sum highest.

Kuhn's assignment by shortest augmenting paths (Jonker & Volgenant, Computing 38, 1987), for
the few dozen broken ends of an issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

Worth = dict[tuple[int, int], float]
MANY = 600


def best_pairs(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Pairs end to beginning of the highest sum; pairs that score nought or less are left out.

    `scores` maps (end, beginning) to what the pair is worth. Each end and each beginning
    is in one pair at most. Returns beginning by end.
    """
    worth = {pair: score for pair, score in scores.items() if score > 0}
    pairs: dict[int, int] = {}
    for group in _independent(worth):
        pairs |= _best_of(group) if len(group) <= MANY else _greedy(group)
    return pairs


def _independent(worth: Worth) -> list[Worth]:
    """The pairs in groups that have no end and no beginning in common."""
    above: dict[tuple[str, int], tuple[str, int]] = {}

    def root(key: tuple[str, int]) -> tuple[str, int]:
        while (parent := above.setdefault(key, key)) != key:
            above[key] = above[parent]
            key = above[key]
        return key

    for end, start in worth:
        above[root(("end", end))] = root(("start", start))
    groups: dict[tuple[str, int], Worth] = {}
    for pair, score in worth.items():
        groups.setdefault(root(("end", pair[0])), {})[pair] = score
    return list(groups.values())


def _greedy(worth: Worth) -> dict[int, int]:
    """The best pair, the best of what is left, and so on: for pages of nothing but pieces."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for end, start in sorted(worth, key=lambda pair: -worth[pair]):
        if end not in pairs and start not in taken:
            pairs[end] = start
            taken.add(start)
    return pairs


def _best_of(worth: Worth) -> dict[int, int]:
    """The pairs of the highest sum in one group."""
    rows = sorted({end for end, _ in worth})
    columns = sorted({beginning for _, beginning in worth})
    costs = [
        [-worth.get((end, start), 0.0) for start in columns] + [0.0] * len(rows) for end in rows
    ]
    found = _assign(costs)
    pairs = {rows[row]: columns[column] for row, column in found.items() if column < len(columns)}
    return {end: start for end, start in pairs.items() if (end, start) in worth}


def _assign(costs: list[list[float]]) -> dict[int, int]:
    """The cheapest column for each row; there are no fewer columns than rows."""
    width = len(costs[0])
    row_price, column_price = [0.0] * (len(costs) + 1), [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, len(costs) + 1):
        owner[0] = row
        way = _shortest_path(costs, owner, row_price, column_price)
        column = way.pop()
        for before in reversed(way):
            owner[column] = owner[before]
            column = before
    return {owner[column] - 1: column - 1 for column in range(1, width + 1) if owner[column]}


def _shortest_path(
    costs: list[list[float]], owner: list[int], row_price: list[float], column_price: list[float]
) -> list[int]:
    """The columns from the dummy 0 to a free one along which the rows have to move."""
    width = len(costs[0])
    least, came = [inf] * (width + 1), [0] * (width + 1)
    used = [False] * (width + 1)
    column = 0
    while owner[column]:
        used[column] = True
        row, delta, nearest = owner[column], inf, 0
        for other in range(1, width + 1):
            if used[other]:
                continue
            cost = costs[row - 1][other - 1] - row_price[row] - column_price[other]
            if cost < least[other]:
                least[other], came[other] = cost, column
            if least[other] < delta:
                delta, nearest = least[other], other
        for other in range(width + 1):
            if used[other]:
                row_price[owner[other]] += delta
                column_price[other] -= delta
            else:
                least[other] -= delta
        column = nearest
    path = [column]
    while column:
        column = came[column]
        path.append(column)
    return path[::-1]
