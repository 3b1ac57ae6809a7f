"""Memory may be asked for ahead of its use, wherever it is."""

from __future__ import annotations

import numpy as np

from index.compiled import compiled
from index.prefetching import prefetch


@compiled
def _sum_ahead(numbers: np.typing.NDArray[np.int64]) -> int:
    total = 0
    for place in range(len(numbers)):
        prefetch(numbers, place + 8)
        total += numbers[place]
    return total


def test_what_is_fetched_ahead_stays_as_it_is_even_beyond_the_end() -> None:
    assert 4950 == _sum_ahead(np.arange(100))
