"""Cutting UTF-8 into words and numbering them: the loops behind `word_table`.

The words of a text are cut, folded to lower case and looked up in one pass. A word is written
behind those already known while it is read; if it is new, it is there already. The table is
open addressing with linear probing, at most half full; the hash is FNV-1a
(http://www.isthe.com/chongo/tech/comp/fnv/).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.letters import GAP_LETTER, OTHER
from index.compiled import compiled
from index.normalization import MAX_WORD

Array = NDArray[Any]

GAP = 0
"""The number that stands behind each passage, and for no word."""
END = 0
"""The octet that ends a passage."""
LONGEST = 4 * MAX_WORD
"""Octets of the longest word."""

_OFFSET_BASIS = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)
_HALF = np.uint64(32)


class KnownWords(NamedTuple):
    """The words known so far, by their numbers from 1.

    text: uint8, all of them one behind the other, and room for another. ends: int64, where each
    ends in it; the first begins where 0 ends. hashes: uint32. counts: int64, how often each was
    met. slots: uint32, numbers of words by hash, 0 where there is none; how many slots there are
    is a power of two, and at least twice the words.
    """

    text: Array
    ends: Array
    hashes: Array
    counts: Array
    slots: Array


@compiled
def number_words(
    octets: Array,
    place: int,
    letters: Array,
    words: KnownWords,
    known: int,
    numbers: Array,
    found: int,
) -> tuple[int, int, int]:
    """Number the words from a place of the text on, while there is room for another.

    The text ends with END. The numbers go to `numbers`, from `found` on, with GAP for each END.
    Returns the place where reading stopped, how many `numbers` there are then, and how many words
    are known.
    """
    begin = place
    start = end = words.ends[known]
    hashed, characters = _OFFSET_BASIS, 0
    most, room = len(words.ends) - 1, len(words.text) - LONGEST
    while place < len(octets) and known < most and start <= room:
        code, width, letter = _character(octets, place, letters)
        if letter == GAP_LETTER:
            if end > start:
                number = _looked_up(words, known, end, np.uint32(hashed ^ hashed >> _HALF))
                words.counts[number] += 1
                numbers[found] = number
                found += 1
                known = max(known, number)
                start = end = words.ends[known]
                hashed, characters = _OFFSET_BASIS, 0
            if code == END:
                numbers[found] = GAP
                found += 1
            begin = place + width
        elif characters < MAX_WORD:
            if letter == OTHER:
                for n in range(place, place + width):
                    end, hashed = _appended(words.text, end, hashed, octets[n])
                characters += 1
            else:
                while letter and characters < MAX_WORD:
                    end, hashed = _appended(words.text, end, hashed, letter & 0xFF)
                    letter >>= 8
                    characters += 1
        place += width
    return begin, found, known


@compiled
def _character(octets: Array, place: int, letters: Array) -> tuple[int, int, int]:
    """The character at a place of UTF-8, how many octets it takes, and what it counts as."""
    first = octets[place]
    if first < 0x80:
        return first, 1, letters[first]
    second = octets[place + 1] & 0x3F
    if first < 0xE0:
        code, width = (first & 0x1F) << 6 | second, 2
    elif first < 0xF0:
        code, width = (first & 0x0F) << 12 | second << 6 | octets[place + 2] & 0x3F, 3
    else:
        return 0x10000, 4, OTHER  # whichever it is, the table ends before
    return code, width, letters[code]


@compiled
def _appended(text: Array, end: int, hashed: np.uint64, octet: int) -> tuple[int, np.uint64]:
    """Put another octet of a word behind those known; the new end, and the hash with it."""
    text[end] = octet
    return end + 1, (hashed ^ np.uint64(octet)) * _PRIME


@compiled
def _looked_up(words: KnownWords, known: int, end: int, hashed: np.uint32) -> int:
    """The number of the word written behind those known; if it is new, it is filed from now on."""
    last = len(words.slots) - 1
    slot = hashed & last
    while words.slots[slot]:
        number: int = words.slots[slot]
        if words.hashes[number] == hashed and _same(words, number, known, end):
            return number
        slot = slot + 1 & last
    words.slots[slot] = known + 1
    words.hashes[known + 1] = hashed
    words.ends[known + 1] = end
    return known + 1


@compiled
def _same(words: KnownWords, number: int, known: int, end: int) -> bool:
    """Whether a word is the one written behind those known."""
    begin, start = words.ends[number - 1], words.ends[known]
    length = end - start
    same = 0
    if words.ends[number] - begin == length:
        while same < length and words.text[begin + same] == words.text[start + same]:
            same += 1
    return bool(same == length)


@compiled
def file_words(words: KnownWords, known: int) -> None:
    """Put the words into slots, which are all empty."""
    last = len(words.slots) - 1
    for number in range(1, known + 1):
        slot = words.hashes[number] & last
        while words.slots[slot]:
            slot = slot + 1 & last
        words.slots[slot] = number


@compiled
def mark_others(octets: Array, letters: Array, marked: Array) -> None:
    """Mark the passages that hold a character the table does not know."""
    passage = place = 0
    while place < len(octets):
        code, width, letter = _character(octets, place, letters)
        if code == END:
            passage += 1
        elif letter == OTHER:
            marked[passage] = True
        place += width
