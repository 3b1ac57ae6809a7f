"""The forms a citation can be had in, by the ending of their files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from search.citations.bibtex import bibtex
from search.citations.citation import Citation
from search.citations.csl import CslItem, csl, csl_item
from search.citations.plain import plain
from search.citations.ris import ris

FormName = Literal["plain", "bibtex", "ris", "csl"]


class Form(NamedTuple):
    """A form: what people call it, the ending and media type of its files, and who writes it."""

    title: str
    ending: str
    media_type: str
    write: Callable[[Citation], str]


FORMS: dict[FormName, Form] = {
    "plain": Form("Plain text", "txt", "text/plain", plain),
    "bibtex": Form("BibTeX", "bib", "application/x-bibtex", bibtex),
    "ris": Form("RIS", "ris", "application/x-research-info-systems", ris),
    "csl": Form("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl),
}


class CitationAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A citation in all forms, as the API gives it."""

    plain: str
    bibtex: str
    ris: str
    csl: CslItem
    permalink: str
    sha256: Annotated[str, Meta(description="The hash of the capture as it was read.")]
    index_version: str


def citation_answer(citation: Citation, version: str) -> CitationAnswer:
    """The answer for a citation from this index version."""
    return CitationAnswer(
        plain=plain(citation).rstrip(),
        bibtex=bibtex(citation),
        ris=ris(citation),
        csl=csl_item(citation),
        permalink=citation.permalink,
        sha256=citation.sha256,
        index_version=version,
    )
