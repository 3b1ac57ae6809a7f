"""Pages as they would be in another script, to see whether anything hangs on English.

No labelled pages of other languages are at hand. But a page whose every letter is replaced has
the same article in the same place; what is lost there was found by its words. Two scripts: one
with letters and spaces (Cyrillic), one without spaces (Chinese).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TEXT = re.compile(
    r"(<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]*>|&\w+;|&#\w+;)",
    re.DOTALL | re.IGNORECASE,
)
_CYRILLIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗ",
)
_FIRST = 0x4E00
_LAST = 0x9FA5
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*\s?")
_STOPS = str.maketrans({".": "。", ",": "，", "!": "！", "?": "？", ":": "："})
_SPACE_AFTER = re.compile(r"(?<=[。，！？：])\s+")


def cyrillic(text: str) -> str:
    """A text in Cyrillic letters."""
    return text.translate(_CYRILLIC)


def chinese(text: str) -> str:
    """A text in Chinese characters: one or two for each word, without spaces."""
    return _SPACE_AFTER.sub("", _WORD.sub(_characters, text).translate(_STOPS))


def _characters(word: re.Match[str]) -> str:
    letters = word[0].strip().lower()
    number = sum(ord(letter) * 31**place for place, letter in enumerate(letters))
    first = chr(_FIRST + number % (_LAST - _FIRST))
    return first if len(letters) < 4 else first + chr(_FIRST + number // 7 % (_LAST - _FIRST))


SCRIPTS: dict[str, Callable[[str], str]] = {"Cyrillic": cyrillic, "Chinese": chinese}


def page_in(html: str, script: Callable[[str], str]) -> str:
    """A page with its visible text in another script; markup stays as it is."""
    parts = _TEXT.split(html)
    return "".join(part if part.startswith(("<", "&")) else script(part) for part in parts)
