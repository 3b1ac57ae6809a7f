"""Names around an article: who wrote it, who speaks in it, which agency sent it.

Titles are stripped so that `Respected Comrade Kim Jong Un` and `President Kim Jong Un` are
one speaker. Everything here reads short lines of a known place (title, header, footer,
opening sentence); none of it looks for names in prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.metadata.table import patterns_for
from index.extraction.whitespace import word_set

_AGENCY_NAMES = (
    "KCNA", "Yonhap", "Reuters", "AP", "AFP", "UPI", "Xinhua", "TASS", "ITAR-TASS",
    "Interfax", "RIA Novosti", "dpa", "PTI", "ANI", "IANS", "ANSA", "EFE", "Europa Press",
    "Kyodo", "Jiji", "Bernama", "Antara", "VNA", "CNA", "PNA", "IRNA", "MENA", "WAM", "SPA",
    "KUNA", "Anadolu", "AAP", "Prensa Latina", "Associated Press", "Press Association",
    "PRNewswire", "PR Newswire", "GLOBE NEWSWIRE", "Business Wire", "Bloomberg", "Tanjug",
    "ADN", "PAP", "MTI", "BTA", "CTK", "Agerpres", "Belga", "ANP", "APA", "NTB", "TT",
)  # fmt: skip
_AS_WRITTEN_ELSEWHERE = {
    "ТАСС": "TASS", "ИТАР-ТАСС": "TASS", "РИА НОВОСТИ": "RIA Novosti", "ИНТЕРФАКС": "Interfax",
}  # fmt: skip
AGENCIES = {name.upper(): name for name in _AGENCY_NAMES} | _AS_WRITTEN_ELSEWHERE
"""Agencies by their names in capitals."""

TITLES = word_set("""
    the a our dear respected beloved esteemed great comrade supreme leader president vice deputy
    acting former first prime minister ministers premier chancellor chairman chairwoman
    chairperson secretary general secretary-general director ambassador senator congressman
    congresswoman representative governor mayor judge justice king queen prince princess
    emperor pope bishop archbishop cardinal imam reverend rev marshal admiral colonel major
    captain lieutenant sergeant brigadier commander mr mrs ms miss mx dr prof professor sir dame
    lord lady hon honourable honorable right his her their excellency majesty royal highness
    h.e. foreign finance defence defense interior health education speaker commissioner
    spokesman spokeswoman spokesperson senior chief head department section office bureau
    vice-minister vice-president vice-chairman deputy-minister under-secretary parliamentary
    permanent
    """)
NOT_NAMES = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december today yesterday tomorrow this that
    these those it we he she they i you if when while since after before until during in on at
    to from for with without by under over between among not no
    """)
_OFFICES = TITLES - {"the", "a", "our", "his", "her", "their"}
_PARTICLES = word_set(
    "al bin binti bint ben da dal das de del della den der di do dos du el ibn la le lo los "
    "op ten ter van vom von y e zu"
)
_BODIES = word_set(
    "agency assembly association authority bank board bureau church commission committee company "
    "conference congress corporation council court department embassy federation foundation "
    "government house institute league ministry nations office parliament party republic senate "
    "society state states union university"
)
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Comrade)\b\.?\s+(?=[A-Z])", re.IGNORECASE
)
_TEXT_NOUN = (
    r"(?:speech|address|remarks|statement|lecture|sermon|oration|eulogy|testimony|toast"
    r"|talk)"
)
_SPEECH_BY = re.compile(
    rf"\b{_TEXT_NOUN}\b(?:\s+(?:made|delivered|given|as\s+delivered|presented|read))?"
    r"\s+(?:by|of|from)\s+(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SPEAKS = re.compile(
    r"^(?P<who>.{3,80}?)\s+(?:makes|delivers|gives|made|delivered|gave)\s+"
    rf"(?:[\w’'-]+\s+){{0,5}}?{_TEXT_NOUN}\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    rf"^(?P<who>.{{3,80}}?)['’]s?\s+(?:[\w-]+\s+){{0,3}}?{_TEXT_NOUN}\b(?=\s+(?:at|to|on|in|before"
    r"|for)\b|\s*[:(]|\s*$)",
    re.IGNORECASE,
)
_SPOKE = re.compile(
    rf"^(?P<who>.{{3,200}}?)\s+(?:made|delivered|gave)\s+(?:[\w-]+\s+){{0,4}}?{_TEXT_NOUN}\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    rf"\bfollowing\s+is\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){{0,5}}?(?:{_TEXT_NOUN}|text)\b",
    re.IGNORECASE,
)

_bylines, _signatures = patterns_for("byline"), patterns_for("agency")
_AFTER_NAME = re.compile(
    r"\s*(?:[|(<\[•·/—–]|\s-\s|,\s|\s(?:in|for|at|on|@)\s|\S+@\S+|\d).*$", re.DOTALL
)
_END_MARK = re.compile(
    r"\s*(?:-\s?0\s?-|-?\s?30\s?-|#\s?#\s?#|\(END\)|-\s?ends?\s?-|ENDS)\s*\.?", re.I
)
_SYLLABLE = re.compile(r"[^\W\d_]{2}")
_STAGE = word_set("applause laughter cheers continued end ends translation interruption")


def byline(line: str) -> str | None:
    """The name a byline gives: `By Ahn Sung-mi`, `Reported by …`; None for any other line."""
    for pattern in _bylines(line):
        match = pattern.regex.match(line)
        if match:
            name = _AFTER_NAME.sub("", match["who"]).strip(" .,;:)]")
            names = re.split(r"\s*(?:,|&|、|\b(?:and|und|et|y|e|en|и)\b)\s*", name)
            if all(_is_name(one) for one in names):
                return recased(name)
    return None


def agency_signature(line: str) -> str | None:
    """The agency that signs at the end of a text: `… when it will end. (Yonhap)`, `KCNA`."""
    text = line.strip()
    alone = AGENCIES.get(text.strip("()[]/.- ").upper()) if len(text) < 40 else None
    if alone:
        return alone
    end = text[-120:]
    for pattern in _signatures(end):
        match = pattern.regex.search(end)
        if match and match["agency"].lower() not in _STAGE:
            agency = match["agency"].strip()
            known = AGENCIES.get(agency.upper())
            if known or len(agency.split()) <= 3:
                return known or agency
    return None


def is_end_mark(line: str) -> bool:
    """Whether a line is a mark that a dispatch ends, such as `-0-`."""
    return bool(_END_MARK.fullmatch(line))


def speaker(title: str | None, paragraphs: Sequence[str]) -> str | None:
    """Who speaks: from the title, else from `The following is the speech made by …`."""
    if title and (match := _SPEECH_BY.search(title)) and (name := person(match["who"])):
        return name
    for pattern in (_SPEAKS, _POSSESSIVE):
        match = pattern.search(title or "")
        name = person(match["who"]) if match else None
        if match and name and match["who"].casefold().endswith(name.casefold()):
            return name
    for paragraph in paragraphs[:3]:
        opening = paragraph[:600]
        follows = _FOLLOWS.search(opening) if "ollowing" in opening else None
        match = follows and (_SPEECH_BY.search(opening, follows.start()) or _SPOKE.match(opening))
        if match and (name := person(match["who"])):
            return name
    return None


def speaker_line(line: str) -> str | None:
    """The person a line under a speech's title names: `Ana Ferro, Prime Minister`."""
    if len(line) > 90 or line.rstrip()[-1:] in ".!?:":
        return None
    parts = [part.strip() for part in line.split(",")]
    offices = [part for part in parts if (words := part.split()) and _is_office(words[0])]
    if not offices or len(parts) > 4:
        return None
    name = person(line)
    return name if name is not None and len(name.split()) > 1 else None


def _is_office(word: str) -> bool:
    return word.strip(".,").lower() in _OFFICES


def person(phrase: str) -> str | None:
    """The personal name in a phrase of titles and offices, or None.

    `the Minister for Health, Dr Ana Ferro, at the opening of …` gives `Ana Ferro`.
    """
    if match := _HONORIFIC.search(phrase[:160]):
        after = _leading_name(phrase[match.end() :].split())
        if after:
            return recased(after)
    for segment in phrase[:160].split(","):
        words = segment.strip(" \"“”'’.:;").split()
        bare = _without_titles(words)
        name = _leading_name(bare)
        if name and (len(name.split()) > 1 or len(bare) < len(words)):
            return recased(name)
    return None


def _without_titles(words: Sequence[str]) -> list[str]:
    """The words behind the titles, offices and abbreviations of bodies a phrase opens with."""
    rest = list(words)
    while rest and (rest[0].strip(".,").lower() in TITLES or _is_body(rest)):
        rest.pop(0)
    return rest


def _is_body(words: Sequence[str]) -> bool:
    """Whether a phrase opens with an abbreviation such as WPK, with a name behind it."""
    return len(words) > 2 and words[0].isupper() and words[0].isalpha() and not words[1].isupper()


def recased(name: str) -> str:
    """A name written all in capitals as `Kim Jong Un`; any other as it stands."""
    if not name.isupper() or "." in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)


def _leading_name(words: Sequence[str]) -> str | None:
    """The capitalised words a phrase opens with, as long as they can be one person's name."""
    name: list[str] = []
    for word in words[:7]:
        bare = word.strip('()"“”,:;')
        if not _is_name_word(bare):
            break
        name.append(bare.removesuffix("'s").removesuffix("’s"))
        if word[-1] in ",:;)" or bare != name[-1]:
            break
    while name and name[-1].lower() in _PARTICLES:
        name.pop()
    text = " ".join(name).rstrip(".")
    lower = set(text.lower().split())
    if not _is_name(text) or lower & (_BODIES | TITLES) or not _SYLLABLE.search(text):
        return None
    return text


def _is_name(text: str) -> bool:
    """Whether every word of a text can be part of a name, and one of them surely is."""
    words = text.split()
    return (
        1 <= len(words) <= 7
        and all(_is_name_word(word) for word in words)
        and any(_begins_name(word[0]) for word in words)
    )


def _is_name_word(word: str) -> bool:
    lower = word.lower()
    if lower in _PARTICLES:
        return True
    return bool(word) and _begins_name(word[0]) and lower.strip(".,") not in NOT_NAMES


def _begins_name(letter: str) -> bool:
    """Whether a letter can be the first of a name: a capital, or one of a script without case."""
    return letter.isupper() or (letter.isalpha() and not letter.islower())
