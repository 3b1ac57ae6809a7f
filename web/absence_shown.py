"""Why nothing was found, as the results page says it: in words, with links that find something."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from search.absence import ALL, Absence, Alone, Without
from search.occurrences.coverage import Coverage
from search.requests import FILTER_FIELDS
from search.results import DocumentSummary
from web.facets import FIELD_NAMES, in_words
from web.presentation import counted, date_in_words, period_in_words
from web.search_state import SearchState


@dataclass(frozen=True)
class Way:
    """Another way to ask: the link, what it asks for, and what it finds."""

    label: str
    href: str | None
    finds: str


@dataclass(frozen=True)
class AbsenceShown:
    """What the page says: of each word, without each filter, of the archive's dates."""

    words: tuple[tuple[Way, Way | None], ...]
    without: tuple[Way, ...]
    together: str
    examples: tuple[tuple[DocumentSummary, str], ...]
    dates: tuple[str, ...]


def absence_shown(found: Absence, state: SearchState) -> AbsenceShown:
    """Put an absence in words; `state` is the search that found nothing."""
    return AbsenceShown(
        words=tuple((_word(word), _nearest(word)) for word in found.words),
        without=tuple(_without(each, state) for each in found.without),
        together=_together(found),
        examples=tuple((own, _document_href(own, state.q)) for own in found.examples),
        dates=tuple(_dates(found.coverage)),
    )


def _word(word: Alone) -> Way:
    if not word.passages:
        return Way(word.query, None, "stands nowhere in the archive")
    href = SearchState(q=word.query).href
    return Way(word.query, href, f"stands in {counted(word.passages, 'passage')}")


def _nearest(word: Alone) -> Way | None:
    if word.nearest is None:
        return None
    href = SearchState(q=word.nearest).href
    return Way(word.nearest, href, counted(word.nearest_passages, "passage"))


def _without(each: Without, state: SearchState) -> Way:
    """The search without a filter, wherever that filter stands."""
    if each.parameter == ALL:
        label, changed = "any filter", {**_left_out(*FILTER_FIELDS, "date"), "q": each.query}
    elif each.parameter:
        label, changed = _filter(each.parameter, state), _left_out(each.parameter)
    else:
        label, changed = each.filter, {"q": each.query}
    passes = "passes them all" if each.parameter == ALL else "passes it"
    alone = "" if each.alone else f"; no document of the archive {passes}"
    if not each.passages:
        return Way(label, None, f"nothing either{alone}")
    documents = counted(each.documents, "document")
    finds = f"{counted(each.passages, 'passage')} in {documents}{alone}"
    return Way(label, state.but(**changed).href, finds)


def _filter(name: str, state: SearchState) -> str:
    """A filter beside the query, as it is named above the results."""
    if name == "date":
        return f"date: {period_in_words(state.date_from or None, state.date_to or None)}"
    values = " or ".join(in_words(name, value) for value in state.values(name))
    return f"{FIELD_NAMES[name].lower()}: {values}"


def _left_out(*names: str) -> dict[str, object]:
    """What to change of a search so that some of its filters are gone."""
    changed: dict[str, object] = {}
    for name in names:
        changed |= {"date_from": "", "date_to": ""} if name == "date" else {name: ()}
    return changed


def _together(found: Absence) -> str:
    if not found.together:
        return ""
    verb = "holds" if found.together == 1 else "hold"
    return (
        f"{counted(found.together, 'document')} {verb} all of it, but in different paragraphs."
        " A search finds paragraphs that hold everything asked for."
    )


def _document_href(document: DocumentSummary, query: str) -> str:
    return url_for("pages.document", document_id=document.id, q=query or None)


def _dates(coverage: Coverage) -> list[str]:
    """What the archive holds of the period asked for, and of any."""
    said = []
    if coverage.asked_from or coverage.asked_to:
        period = period_in_words(coverage.asked_from, coverage.asked_to)
        held = counted(coverage.documents, "document") if coverage.documents else "no document"
        said.append(f"The archive holds {held} dated {period}.")
        if not coverage.documents:
            said += _nearest_dates(coverage)
    if coverage.first and coverage.last:
        first, last = date_in_words(coverage.first), date_in_words(coverage.last)
        said.append(f"It reaches from {first} to {last}.")
    if coverage.undated:
        verb = "has" if coverage.undated == 1 else "have"
        said.append(f"{counted(coverage.undated, 'document')} {verb} no date.")
    return said


def _nearest_dates(coverage: Coverage) -> list[str]:
    """Where the archive has documents again, on either side of the period."""
    before, after = date_in_words(coverage.before), date_in_words(coverage.after)
    if before and after:
        return [f"The last before that is of {before}, the first after it of {after}."]
    if before or after:
        return [f"The {'last before' if before else 'first after'} that is of {before or after}."]
    return []
