"""What kind of text a document is, read from its title, its section and its first lines.

A speech says so in its title or opens with an address to its listeners; a report has a
dateline, a byline or an agency. What nothing tells is `other`, not a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Evidence, Kind

_SPEECH = r"(?:speech|address|remarks|lecture|sermon|oration|eulogy|toast|statement)"
_WHERE = r"(?=\s+(?:at|to|on|in|before|for)\b|\s*[:(]|\s*$)"
_TITLES: tuple[tuple[Kind, str], ...] = (
    ("letter", r"^(?:an?\s+)?(?:open\s+)?letters?\b"),
    ("letter", r"^(?:\w+\s){0,2}(?:message|telegram|letter)s?\s+(?:of|to|from)\b"),
    (
        "letter",
        r"\b(?:sends|receives|exchange)\s+(?:\w+\s){0,3}(?:message|letter|greeting|telegram)s?\b",
    ),
    ("interview", r"\binterview(?:ed)?\b|^q\s?&\s?a\b|\bin conversation with\b"),
    ("editorial", r"^(?:editorial|opinion|op-ed|leader|commentary|comment|viewpoint)\s*[:|–—-]"),
    ("editorial", r"^(?:editorial|leading article)\b"),
    (
        "speech",
        rf"^(?:[\w’'-]+\s){{0,4}}?{_SPEECH}(?:\s+(?:made|delivered|given))?"
        r"\s+(?:by|of|at|to|on|before|from|in)\b",
    ),
    (
        "speech",
        r"^(?-i:(?:[A-Z][\w.-]*\s){0,5}[A-Z][\w.-]*)[’']s?\s+(?:[\w-]+\s+){0,3}?"
        rf"{_SPEECH}\b{_WHERE}",
    ),
    ("speech", r"^(?:full\s+)?(?:text|transcript)\s+of\b"),
)
_RULES = tuple((kind, re.compile(regex, re.IGNORECASE)) for kind, regex in _TITLES)
_FULL_TEXT = re.compile(
    r"\bfollowing\s+is\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,5}?"
    rf"(?:text|{_SPEECH}|transcript)\b",
    re.IGNORECASE,
)
_TO_LISTENERS = re.compile(
    r"^(?:(?:dear|honou?rable|esteemed|distinguished|respected|beloved|my|fellow)\s+){1,3}"
    r"(?:[\w’'-]+\s+){0,3}?(?:comrades?|secretaries|citizens?|friends|colleagues|guests|members"
    r"|delegates|countrymen|compatriots|people|participants|representatives|senators|islanders"
    r"|neighbours|neighbors)\b[^.]{0,60}$"
    r"|^(?:people of\s+\w+|ladies and gentlemen|comrades|friends|neighbou?rs"
    r"|your excellenc(?:y|ies)|excellencies|mr\.? (?:president|speaker|chairman)"
    r"|madam (?:president|speaker|chair))"
    r"\b[^.]{0,80}[,:!.]?$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^(?:dear\s+(?:sir|madam|editor|mr|mrs|ms|dr|readers?)\b|sir,|to the editor)[^.]{0,60}$", re.I
)
_QUESTION = re.compile(r"^(?:q(?:uestion)?|a(?:nswer)?)\s*[.:]\s", re.I)
_SECTIONS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("letter", re.compile(r"\bletters?\b", re.I)),
    ("editorial", re.compile(r"\b(?:editorials?|opinion|op-ed|commentary|leaders?)\b", re.I)),
    ("interview", re.compile(r"\binterviews?\b", re.I)),
    ("speech", re.compile(r"\bspeech(?:es)?\b", re.I)),
)  # fmt: skip


def kind_of(
    title: str | None, paragraphs: Sequence[str], lines: Sequence[str] = (), is_signed: bool = False
) -> tuple[Kind, Evidence]:
    """The kind of a document and what told it.

    `lines` are section names and other short lines above the text; `is_signed` says that it
    has a dateline, a byline or an agency, the marks of a report.
    """
    for kind, pattern in _RULES:
        if title and (match := pattern.search(title)):
            return kind, Evidence(f"title of a {kind}", match.group())
    return (
        _by_opening(paragraphs)
        or _by_section(lines)
        or _by_form(paragraphs)
        or _by_signature(is_signed)
    )


def _by_opening(paragraphs: Sequence[str]) -> tuple[Kind, Evidence] | None:
    opening = paragraphs[:4]
    for text in opening:
        if "ollowing" in text[:600] and (match := _FULL_TEXT.search(text[:600])):
            return "speech", Evidence("full text announced", match.group())
        if _SALUTATION.match(text):
            return "letter", Evidence("salutation of a letter", text[:80])
    for text in opening:
        if len(text) < 160 and _TO_LISTENERS.match(text):
            return "speech", Evidence("address to listeners", text)
    return None


def _by_section(lines: Sequence[str]) -> tuple[Kind, Evidence] | None:
    for line in lines:
        if len(line) > 40:
            continue
        for kind, pattern in _SECTIONS:
            if pattern.search(line):
                return kind, Evidence("section", line, "medium")
    return None


def _by_form(paragraphs: Sequence[str]) -> tuple[Kind, Evidence] | None:
    turns = [text for text in paragraphs if text[:1] in "qQaA" and _QUESTION.match(text)]
    if len(turns) >= 4 and len(turns) >= len(paragraphs) / 4:
        return "interview", Evidence("questions and answers", turns[0][:80], "medium")
    return None


def _by_signature(is_signed: bool) -> tuple[Kind, Evidence]:
    if is_signed:
        return "report", Evidence("dateline, byline or agency", "", "medium")
    return "other", Evidence("no sign of a kind", "", "low")
