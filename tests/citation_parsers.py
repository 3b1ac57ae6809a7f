"""Readers of what citations are written in: as strict as the programs that will read them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textasciigrave": "`", "textless": "<", "textgreater": ">",
    "textbar": "|", "textquotedbl": '"', "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ",
}  # fmt: skip
_LIGATURES = {"--": "–", "''": "”", "``": "“", ",,": "„", "<<": "«", ">>": "»"}
_COMMAND = re.compile(r"\\([a-zA-Z]+|.)")
_SPECIAL = set("&%$#_^~")


class Entry(NamedTuple):
    """A BibTeX entry: its kind, its key, and its fields as TeX."""

    kind: str
    key: str
    fields: dict[str, str]


def read_bibtex(text: str) -> Entry:
    """One entry. Braces are counted as BibTeX does, whatever stands before them."""
    opening = re.match(r"@(\w+)\{([^\s,{}]+),\n", text)
    assert opening, text
    fields: dict[str, str] = {}
    at = opening.end()
    while text[at:] != "}\n":
        name = re.compile(r"  (\w+) = ").match(text, at)
        assert name, text[at:]
        value, at = _value(text, name.end())
        assert text.startswith(",\n", at), text[at:]
        fields[name[1]] = value
        at += 2
    return Entry(opening[1], opening[2], fields)


def _value(text: str, at: int) -> tuple[str, int]:
    if text[at] == "{":
        return _group(text, at)
    end = text.index(",", at)
    return text[at:end], end


def _group(text: str, at: int) -> tuple[str, int]:
    """What stands in the braces that open here, and where they have closed."""
    assert text[at] == "{", text[at:]
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[at + 1 : end], end + 1
    raise AssertionError(f"never closed: {text[at:]}")


def read_tex(text: str) -> str:
    """A text as TeX prints it, its ligatures among it."""
    found, at = "", 0
    while at < len(text):
        command = _COMMAND.match(text, at)
        if command:
            at = command.end()
            if command[1] in _ACCENTS and text.startswith("{", at):
                group, at = _group(text, at)
                letter = read_tex(group).replace("ı", "i").replace("ȷ", "j")
                found += unicodedata.normalize("NFC", letter + _ACCENTS[command[1]])
            else:
                found += _SYMBOLS.get(command[1], command[1])
        elif text[at : at + 2] in _LIGATURES:
            found += _LIGATURES[text[at : at + 2]]
            at += 2
        else:
            assert text[at] not in _SPECIAL, f"{text[at]} would be a command: {text}"
            found += text[at] if text[at] not in "{}" else ""
            at += 1
    return found


def read_ris(text: str) -> list[tuple[str, str]]:
    """The tags and values of one record."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert lines == text.splitlines()
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    tags = [(line[1], line[2]) for line in found if line]
    assert len(lines) == len(tags), text
    assert ("TY", "ER") == (tags[0][0], tags[-1][0])
    return tags
