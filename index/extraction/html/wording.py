"""What blocks say, as numbers: their letters, and which words they share with others.

No language is known. The small words of a page's own are those that most of its sentences have.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from index.extraction.html.boxes import TAGS, Floats, Numbers
from index.extraction.html.letters import Letters, letters
from index.extraction.html.sheet import H1, Clues, Columns, Sheet

SHINGLE = 4
COMMON = 0.2
_TAGS = ("p", "li", "td", "div", "section", "pre", "blockquote", "figcaption", "button", "dd")


def own_features(page: Sheet) -> Columns:
    """What the block itself is made of."""
    get = page.letters.column
    mass, words, size = page.mass + 1, get("words") + 1, get("characters") + 1
    tags = page.tags
    level = np.where(page.headings, tags - H1 + 1, 0)
    columns = {
        "mass": np.log2(mass),
        "links": page.links,
        "stops": get("stops"),
        "mass a stop": mass / (get("stops") + 1),
        "commas": get("commas") / mass,
        "quotes": get("quotes") / mass,
        "separators": get("separators") / words,
        "signs": get("signs"),
        "money": get("money"),
        "digits": get("digits") / size,
        "capitalised": get("capitalised") / words,
        "symbols": get("symbols") / size,
        "capitals": get("capitals") / size,
        "bold": page.bold,
        "length of words": get("letters") / words,
        "closed": get("closed"),
        "announcing": get("announcing"),
        "low": get("low"),
        "heading level": level,
    }
    columns |= {f"is {tag}": tags == TAGS.index(tag) for tag in _TAGS}
    return columns


def word_features(page: Sheet, clues: Clues) -> Columns:
    """Which words it has: those of the title, of JSON-LD's text, those all of the page has."""
    found = page.letters
    title = letters([clues.title])
    body = letters([clues.body])
    in_title = np.isin(found.words, title.words).astype(np.float32)
    shingles = _shingles(found.words)
    in_body = np.isin(shingles, _shingles(body.words)[: max(len(body.words) - SHINGLE + 1, 0)])
    count = np.maximum(np.diff(found.starts), 1)
    common = np.zeros(len(count), np.float32)
    _common_words(found.words, found.starts, page.prose, common)
    shared = _summed(in_title, found.starts)
    texts = _whole_hashes(found)
    _, inverse, times = np.unique(texts, return_inverse=True, return_counts=True)
    return {
        "words of the title": shared / count,
        "the title's words": np.minimum(shared / max(len(title.words), 1), 1),
        "in JSON-LD": _summed(in_body.astype(np.float32), found.starts) / count,
        "common words": common / count,
        "repeats": np.minimum(times[inverse], 9),
        "stands above": _is_copy(inverse),
        "said above": said_above(page, np.ones(len(count), np.bool_)),
    }


@compiled
def _shingles(words: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """A hash of each word with the ones behind it; the first stand behind the last."""
    found = np.empty(len(words), np.uint64)
    for at in range(len(words)):
        rolled = np.uint64(words[at]) * np.uint64(0xD6E8FEB86659FD93)
        for step in range(at + 1, at + SHINGLE):
            behind = np.uint64(words[step % len(words)])
            rolled = rolled * np.uint64(0x9E3779B97F4A7C15) + behind
        found[at] = rolled
    return found


def said_above(page: Sheet, among: NDArray[np.bool_]) -> Floats:
    """The share of each block's 4-word shingles that some blocks above it have.

    `among` says which blocks count as those above.
    """
    found = np.zeros(len(page.at), np.float32)
    _repeated(_shingles(page.letters.words), page.letters.starts, among, found)
    return found


@compiled
def _repeated(
    shingles: NDArray[np.uint64], starts: Numbers, among: NDArray[np.bool_], found: Floats
) -> None:
    seen = np.zeros(1 << 20, np.bool_)
    for text in range(len(found)):
        last = starts[text + 1] - SHINGLE + 1
        for at in range(starts[text], last):
            found[text] += seen[shingles[at] >> np.uint64(44)]
        if last > starts[text]:
            found[text] /= last - starts[text]
        if among[text]:
            for at in range(starts[text], last):
                seen[shingles[at] >> np.uint64(44)] = True


def _summed(values: Floats, starts: Numbers) -> Floats:
    total = np.concatenate([np.zeros(1), np.cumsum(values, dtype=np.float64)])
    sums: Floats = (total[starts[1:]] - total[starts[:-1]]).astype(np.float32)
    return sums


def _whole_hashes(found: Letters) -> Floats:
    """A number for the words of each text, the same for texts with the same words."""
    weights = (found.words % 65521).astype(np.float32)
    lengths = np.diff(found.starts).astype(np.float32)
    return _summed(weights, found.starts) * np.float32(31) + lengths


def _is_copy(same: Numbers) -> Floats:
    """Whether a block with the same words stands above each."""
    copies = np.ones(len(same), np.float32)
    copies[np.unique(same, return_index=True)[1]] = 0
    return copies


@compiled
def _common_words(
    words: NDArray[np.uint32], starts: Numbers, prose: Floats, common: Floats
) -> None:
    """Count the words of each block that a fifth of the page's prose blocks have.

    They are the small words of its language, whichever that is.
    """
    seen = np.full(1 << 14, -1, np.int32)
    holders = np.zeros(1 << 14, np.int32)
    long = 0
    for text in range(len(prose)):
        if prose[text] > 0:
            long += 1
            for at in range(starts[text], starts[text + 1]):
                bucket = words[at] >> np.uint32(18)
                if seen[bucket] != text:
                    seen[bucket] = text
                    holders[bucket] += 1
    enough = max(2.0, COMMON * long)
    for text in range(len(prose)):
        for at in range(starts[text], starts[text + 1]):
            common[text] += holders[words[at] >> np.uint32(18)] >= enough
