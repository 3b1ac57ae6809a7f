"""The language a script tells: Hangul is Korean, kana Japanese, and so on.

Latin letters tell nothing; there the page's own word or the archive's setting decides.
"""

from __future__ import annotations

import re

_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_OTHER = re.compile("[\u0370-\u1fff\u2e80-\uffff]")
"""Any letter of these scripts: looked for first, since most texts are in Latin letters."""
ENOUGH = 0.2


def language_of_script(text: str) -> str | None:
    """The language whose script a fifth of a text's letters are in, or None."""
    if text.isascii() or not _OTHER.search(text):
        return None
    letters = sum(character.isalpha() for character in text)
    return next(
        (code for code, regex in _SCRIPTS if len(regex.findall(text)) > ENOUGH * letters), None
    )
