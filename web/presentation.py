"""How values are shown on a page: marked words, dates and numbers in words, safe links.

Everything else on a page is escaped by the templates. Marked text is the one piece of HTML
made in Python, here, from escaped pieces, so that there is one place to look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from index.dates import PartialDate
from search.results import Span

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

KINDS = {
    "speech": ("Speech", "Speeches"),
    "report": ("Report", "Reports"),
    "editorial": ("Editorial", "Editorials"),
    "interview": ("Interview", "Interviews"),
    "letter": ("Letter", "Letters"),
    "other": ("Other", "Other"),
}

LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian",
    "fr": "French", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_MARK = Markup("<mark>{}</mark>")


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """The text as HTML, escaped, with each span in a `<mark>`.

    Spans are offsets in characters, end exclusive; they may come in any order, touch, overlap
    or reach past the end. Overlapping ones are joined, for marks cannot cross.
    """
    pieces = [Markup("")]
    at = 0
    for start, end in _joined(spans, len(text)):
        pieces += [escape(text[at:start]), _MARK.format(text[start:end])]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def _joined(spans: Iterable[Span], length: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def date_in_words(value: PartialDate | str | None) -> str:
    """`7 April 2021`, `April 2021` or `2021`, as precise as the date is; empty for none."""
    if value is None:
        return ""
    known = PartialDate.parse(value) if isinstance(value, str) else value
    month = MONTHS[known.month - 1] if known.month else None
    return " ".join(str(part) for part in (known.day, month, known.year) if part is not None)


def period_in_words(first: str | None, last: str | None) -> str:
    """`1998 to April 2021`, `from 1998`, `until 2021`, or one date where both are the same."""
    if not first or not last:
        return _half_open(first, last)
    if first == last:
        return date_in_words(first)
    return f"{date_in_words(first)} to {date_in_words(last)}"


def _half_open(first: str | None, last: str | None) -> str:
    if first:
        return f"from {date_in_words(first)}"
    return f"until {date_in_words(last)}" if last else ""


def month_and_day(value: tuple[int, int]) -> str:
    """`7 April` for a dateline whose year nothing tells."""
    return f"{value[1]} {MONTHS[value[0] - 1]}"


def moment_in_words(value: str) -> str:
    """`7 April 2021, 14:05 UTC` for an ISO moment; the text itself where it is none."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    zone = f" {moment.tzname()}" if moment.tzinfo else ""
    day = date_in_words(str(date(moment.year, moment.month, moment.day)))
    return f"{day}, {moment:%H:%M}{zone}"


def number(value: int) -> str:
    """A whole number with its thousands apart: 12,345."""
    return f"{value:,}"


def counted(value: int, singular: str, plural: str = "") -> str:
    """A number with its noun: `1 passage`, `412 passages`."""
    return f"{number(value)} {singular if value == 1 else plural or singular + 's'}"


def kind_in_words(kind: str, count: int = 1) -> str:
    """What a document's kind is called, capitalised: `Speech`, or `Speeches` for many."""
    one, many = KINDS.get(kind, (kind.capitalize(), kind.capitalize()))
    return one if count == 1 else many


def language_in_words(code: str) -> str:
    """The English name of a common language; for any other, its code as the capture has it."""
    return LANGUAGES.get(code.lower().partition("-")[0], code)


def web_link(url: str | None) -> str | None:
    """The address if a browser may be sent there (http and https), otherwise None.

    Captures are other people's files: a `javascript:` address in one must never be a link.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def shortened(text: str, length: int) -> str:
    """The beginning of a long text, cut after a word, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[:length]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[length // 2 :] else cut} …"
