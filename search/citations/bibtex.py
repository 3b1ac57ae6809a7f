r"""A citation for BibTeX and biblatex.

What TeX would take for a command is written as the command that prints it, and Latin letters with
accents as theirs, for BibTeX before 2022 sorts bytes; other scripts stay as they are, in UTF-8.
BibTeX counts braces even after a backslash, so that a brace of the text has to be a command too.
Addresses are printed as they stand (`\url`), so there only what could end them is replaced.

Source: Patashnik, "BibTeXing" (1988), 3 and 4; the LaTeX companion on accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from search.citations.citation import Citation, line

COMMANDS = {
    "\\": "{\\textbackslash}", "{": "{\\textbraceleft}", "}": "{\\textbraceright}",
    "~": "{\\textasciitilde}", "^": "{\\textasciicircum}", "`": "{\\textasciigrave}",
    "<": "{\\textless}", ">": "{\\textgreater}", "|": "{\\textbar}", '"': "{\\textquotedbl}",
    "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_",
    "ß": "{\\ss}", "æ": "{\\ae}", "Æ": "{\\AE}", "œ": "{\\oe}", "Œ": "{\\OE}",
    "ø": "{\\o}", "Ø": "{\\O}", "ł": "{\\l}", "Ł": "{\\L}", "ı": "{\\i}",
}  # fmt: skip
"""How characters are written that are not written as they are."""

ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d",
    "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
"""The commands of accents, by the combining mark that Unicode has for each."""

_PIECE = re.compile(r"-{2,}|'{2,}|,{2,}|.", re.DOTALL)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ARTICLES = ("report", "editorial", "letter", "interview")
_PLAIN_IN_ADDRESSES = "!$&'()*+,-./:;=?@_~#%[]"


def bibtex(citation: Citation) -> str:
    """The citation as one entry, ended by a line end."""
    is_article = citation.kind in _ARTICLES and citation.source and citation.date
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@{'article' if is_article else 'misc'}{{{citation.key},\n{fields}}}\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.author:
        yield "author", _whole(citation.author)
    yield "title", _whole(citation.title)
    yield from _dates(citation)
    for name, value in (
        ("journal" if citation.kind in _ARTICLES else "howpublished", citation.source),
        ("publisher", citation.publisher),
        ("address", citation.place),
        ("number", citation.issue),
        ("type", citation.kind.capitalize() if citation.kind != "other" else None),
        ("language", citation.language),
    ):
        if value:
            yield name, f"{{{escaped(value)}}}"
    if citation.address:
        yield "url", f"{{{_address(citation.address)}}}"
    if citation.captured:
        yield "urldate", f"{{{citation.captured}}}"
    yield "note", f"{{{escaped(_note(citation))}}}"


def _dates(citation: Citation) -> Iterator[tuple[str, str]]:
    """The date for biblatex, and as much of it as BibTeX has fields for."""
    date = citation.date
    if date is None:
        return
    yield "date", f"{{{date}}}"
    yield "year", f"{{{date.year:04d}}}"
    if date.month:
        yield "month", _MONTHS[date.month - 1]


def _note(citation: Citation) -> str:
    """What BibTeX has no field for."""
    parts = [f"{citation.archive}, {citation.permalink}"]
    if citation.passage is not None:
        parts.insert(0, f"paragraph {citation.passage}" if citation.passage else "title")
    if citation.date_from:
        doubt = "date inferred from" if citation.date_inferred else "date from"
        parts.append(f"{doubt} {citation.date_from}")
    return "; ".join([*parts, f"SHA-256 of the capture {citation.sha256}"])


def _whole(text: str) -> str:
    """A value in braces of its own: capitals stay, and a name is not taken apart."""
    return f"{{{{{escaped(text)}}}}}"


def escaped(text: str) -> str:
    """A text as TeX prints it."""
    pieces = _PIECE.findall(unicodedata.normalize("NFC", line(text)))
    return "".join(map(_escaped_piece, pieces))


def _escaped_piece(piece: str) -> str:
    """A character as it is written, or a run that TeX would join to another character."""
    if len(piece) > 1:
        return "".join(f"{{{character}}}" for character in piece)
    return COMMANDS.get(piece) or (piece if piece.isascii() else _accented(piece))


def _accented(character: str) -> str:
    """A Latin letter with accents as commands, any other character as it is."""
    decomposed = unicodedata.normalize("NFD", character)
    letter, marks = decomposed[0], decomposed[1:]
    if not marks or not letter.isascii() or not all(mark in ACCENTS for mark in marks):
        return character
    written = f"\\{letter}" if letter in "ij" else letter
    for mark in marks:
        written = f"\\{ACCENTS[mark]}{{{written}}}"
    return f"{{{written}}}"


def _address(url: str) -> str:
    """An address with neither braces, backslashes, spaces nor anything beyond ASCII."""
    return quote(line(url), safe=_PLAIN_IN_ADDRESSES)
