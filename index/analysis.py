"""From text to words: what counts as one, and which spellings are the same.

A word is a maximal run of letters and digits with their combining marks; everything else,
hyphens, apostrophes and underscores too, is a gap. Its normalised form is NFKC, case-folded,
and without diacritics where the script is Latin, Greek or Cyrillic, so that *Élysée* and
*elysee* are one word. Chinese, Japanese and Korean runs are cut into overlapping pairs: a run
of n characters is n words, each character with its successor and the last alone, so that a
phrase of them is found inside longer runs.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from index.normalization import MAX_WORD, is_plain_run, pieces, words_pattern

_ASCII_WORD = re.compile("[0-9A-Za-z]+")
_STEMMERS = threading.local()


class Token(NamedTuple):
    """A word in its normalised form, and where it stands in the original text.

    The two words a pair of Chinese, Japanese or Korean characters overlaps in overlap here too.
    """

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text in order, each with its span in characters, end exclusive."""
    pattern = _ASCII_WORD if text.isascii() else words_pattern(text)
    found: list[Token] = []
    for match in pattern.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if is_plain_run(word):
            found.append(Token(word.lower(), start, end))
        else:
            found += [Token(piece, start + a, start + b) for piece, a, b in pieces(word)]
    return found


def words(text: str) -> list[str]:
    """The normalised words of a text in order: the texts of `tokens`, found a little faster."""
    if text.isascii():
        found: list[str] = _ASCII_WORD.findall(text.lower())
        if len(text) <= MAX_WORD or max(map(len, found), default=0) <= MAX_WORD:
            return found
    found = []
    for run in words_pattern(text).findall(text):
        if is_plain_run(run):
            found.append(run.lower())
        else:
            found += [piece for piece, _, _ in pieces(run)]
    return found


def query_words(text: str) -> list[str]:
    """The words to look for where `text` is what someone typed.

    They are `words(text)`, except that a Chinese, Japanese or Korean run at the end loses the
    word of its last character alone, which a longer run in a text would not have there.
    """
    if text.isascii():
        return words(text)
    found = tokens(text)
    if len(found) > 1 and found[-2].start < found[-1].start < found[-2].end:
        found.pop()
    return [token.text for token in found]


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a normalised word (Snowball English), worked out once for each word.

    A stemmer must not be shared between threads, so each thread that misses the cache has one.
    """
    return stems([word])[0]


def stems(words: Sequence[str]) -> list[str]:
    """The stems of normalised words. Words in hand are stemmed so eight times as fast as singly."""
    stemmer = getattr(_STEMMERS, "english", None)
    if stemmer is None:
        # Without its own cache, which words that come once each only slow down.
        stemmer = _STEMMERS.english = Stemmer.Stemmer("english", 0)
    stemmed: list[str] = stemmer.stemWords(words)
    return stemmed
