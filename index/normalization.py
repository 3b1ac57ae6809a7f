"""The normalised form of a word beyond ASCII: marks, ligatures, and scripts without spaces.

Kept apart from `index.analysis` because most words never come here, and because Unicode needs
its own explanations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

MAX_WORD = 255
"""How many characters of a word count; nobody types a longer one, and engines dislike them."""

Piece = tuple[str, int, int]
"""A word within a run of letters: its normalised form and its span in the run."""

# Soft hyphens and joiners stand inside words and are not seen.
_INVISIBLE = "\u00ad\u200c\u200d\u2060\ufeff"
# Letters by category, apostrophes by use: Hawaiʻi, donʼt.
_LETTER = r"[^\W_\u02b9-\u02bf]"
# Han, kana, bopomofo and Hangul, with their halfwidth and conjoining forms.
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7fb\uf900-\ufaff\uff66-\uff9f\uffa1-\uffdc\U0001aff0-\U0001b16f"
    "\U00020000-\U0003ffff"
)
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_FOLDED_SCRIPTS = re.compile("[\u0041-\u024f\u0250-\u02af\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dbf]")
_WITHOUT_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d",
     "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)  # fmt: skip


@cache
def _marks() -> str:
    """The combining marks as ranges for a character class, since `re` knows no categories."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x1F000):
        if unicodedata.category(chr(code)).startswith("M"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges) + "\U000e0100-\U000e01ef"


_WITHOUT_MARKS = re.compile(
    "[\0-\u02ff\u1e00-\u1eff\u2010-\u2029\u2030-\u205f\u20a0-\u20cf\u2100-\u2bff]*"
)
"""Latin letters, punctuation and symbols: none of them a mark, or invisible but \u00ad."""
_WORD_WITHOUT_MARKS = re.compile(f"{_LETTER}(?:{_LETTER}|\u00ad)*")


def words_pattern(text: str) -> re.Pattern[str]:
    """Matches what `word_pattern` does in a text, and takes less to be made where it has no marks.

    To find out what marks there are takes a process some 30 ms.
    """
    return _WORD_WITHOUT_MARKS if _WITHOUT_MARKS.fullmatch(text) else word_pattern()


@cache
def word_pattern() -> re.Pattern[str]:
    """Matches a maximal run of letters and digits of any script, marks included."""
    return re.compile(f"{_LETTER}(?:{_LETTER}|[{_marks()}{_INVISIBLE}])*")


@cache
def _unit_pattern() -> re.Pattern[str]:
    """Matches a CJK character with its marks, or a run of other characters."""
    return re.compile(f"([{_CJK}][{_marks()}]*)|[^{_CJK}]+")


@cache
def _cluster_pattern() -> re.Pattern[str]:
    """Matches what has to be normalised together: a conjoining syllable, a letter with marks."""
    conjoining = "[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff]*"
    trailing = f"[{_marks()}{_INVISIBLE}\uff9e\uff9f]*"
    return re.compile(f"(?:{conjoining}|(?s:.)){trailing}")


def is_plain_run(word: str) -> bool:
    """Whether lower case is all the normalising a run of letters needs."""
    return word.isascii() and len(word) <= MAX_WORD


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The normalised form of a run of letters: see `index.analysis`."""
    text = unicodedata.normalize("NFKC", text.translate(dict.fromkeys(map(ord, _INVISIBLE))))
    text = _without_marks(text).casefold().translate(_WITHOUT_STROKES)
    return unicodedata.normalize("NFKC", _without_marks(text))


def _without_marks(text: str) -> str:
    """A text whose Latin, Greek and Cyrillic letters have lost their marks; others keep theirs."""
    kept: list[str] = []
    foldable = False
    for character in unicodedata.normalize("NFKD", text):
        if not unicodedata.category(character).startswith("M"):
            foldable = _FOLDED_SCRIPTS.match(character) is not None
        elif foldable:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def pieces(run: str) -> list[Piece]:
    """The words of one run of letters; most are one word, CJK runs are overlapping pairs."""
    folded = fold(run[:MAX_WORD])
    if _CJK_CHARACTER.search(run) or _CJK_CHARACTER.search(folded):
        return list(_mixed_pieces(run))
    return [(word[:MAX_WORD], 0, len(run)) for word in words_pattern(folded).findall(folded)]


def _mixed_pieces(run: str) -> Iterator[Piece]:
    """The words of a run that holds CJK characters, with spans through a map of characters."""
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for cluster in _cluster_pattern().finditer(run):
        for character in fold(cluster.group()):
            folded.append(character)
            spans.append(cluster.span())
    text = "".join(folded)
    for match in word_pattern().finditer(text):
        yield from _units(text, match, spans)


def _units(text: str, word: re.Match[str], spans: list[tuple[int, int]]) -> Iterator[Piece]:
    """The pairs of a word's CJK characters, and what stands between them whole."""
    units = list(_unit_pattern().finditer(text, word.start(), word.end()))
    for unit, successor in zip(units, [*units[1:], None], strict=True):
        start, end = spans[unit.start()][0], spans[unit.end() - 1][1]
        if unit.group(1) and successor is not None and successor.group(1):
            yield unit.group() + successor.group(), start, spans[successor.end() - 1][1]
        else:
            yield unit.group()[:MAX_WORD], start, end
