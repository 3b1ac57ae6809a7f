"""What a citation says: everything one needs to find a document or a passage again.

Beside what any citation names, it tells what the date was read from, when the page was captured,
and the hash of what was captured, so that a reader can tell whether it is the same text.
"""

from __future__ import annotations

import msgspec

from index.analysis import words
from index.dates import PartialDate
from index.documents import Document, Evidence, Kind, called, is_inferred, passages
from search.answers.found_document import place_of
from search.errors import PassageNotFound
from search.results import DocumentView


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One document, or one passage of it, to be written in some form.

    `key` is made of letters, digits and hyphens. `passage` is its number, 0 being the title.
    `date_from` says what the date was read from, in words; `url` is where it was published;
    `sha256` is the hash of the capture, and `permalink` its place in this archive.
    """

    key: str
    title: str
    author: str | None
    kind: Kind
    source: str | None
    publisher: str | None
    place: str | None
    date: PartialDate | None
    date_from: str | None
    date_inferred: bool
    issue: str | None
    language: str | None
    url: str | None
    captured: PartialDate | None
    sha256: str
    archive: str
    passage: int | None
    permalink: str

    @property
    def address(self) -> str | None:
        """Where a reader finds it: where it was published, or else here, if it is known where."""
        return self.url or (self.permalink if "://" in self.permalink else None)


def citation_of(view: DocumentView, *, passage: int | None = None, site: str = "") -> Citation:
    """The citation of a document, or of one of its passages.

    `site` is the address the archive is served at, without a slash at its end; unless it is
    given the permalink is a path. Raises PassageNotFound for a number the document does not have.
    """
    document = view.document
    if passage is not None:
        _check_passage(document, passage)
    evidence = document.evidence.get("date")
    return Citation(
        key=_key(document, passage),
        title=called(document),
        author=document.speaker or document.byline,
        kind=document.kind,
        source=document.source,
        publisher=document.publisher,
        place=document.place,
        date=document.date,
        date_from=evidence_in_words(evidence) if evidence else None,
        date_inferred=is_inferred(document, "date"),
        issue=document.issue,
        language=document.language,
        url=document.url,
        captured=document.captured,
        sha256=view.sha256,
        archive=view.archive,
        passage=passage,
        permalink=site + place_of(document.id, passage),
    )


def evidence_in_words(evidence: Evidence) -> str:
    """The rule that found a value and, where they are known, the words it stood in."""
    found = line(evidence.text)
    return f"{evidence.rule} “{found}”" if found else evidence.rule


def line(text: str) -> str:
    """A text on one line: any run of spaces and line ends is a space, control characters go."""
    spaced = " ".join(text.split())
    return spaced if spaced.isprintable() else "".join(filter(_is_text, spaced))


def _is_text(character: str) -> bool:
    return character >= " " and not "\x7f" <= character <= "\x9f"


def _check_passage(document: Document, number: int) -> None:
    if number not in {passage.number for passage in passages(document)}:
        last = len(document.paragraphs)
        raise PassageNotFound(
            f"Document {document.id!r} has no passage {number}, only 1 to {last}."
        )


def _key(document: Document, passage: int | None) -> str:
    """A name to recognise it by, its year, and the id, unlike any other of the archive."""
    name = words(document.speaker or document.byline or document.source or "")[-1:]
    parts = [*name, *([str(document.date.year)] if document.date else []), document.id]
    parts += [] if passage is None else [f"p{passage}"]
    return "-".join(filter(None, ("".join(filter(_is_key, part)) for part in parts)))


def _is_key(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "-")
