"""The state of the search page, which is its address: nothing is kept anywhere else.

Every link on the page is this state with one thing changed, and the form sends the same
parameters, so that a search can be bookmarked, sent on, and narrowed without JavaScript.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args

import msgspec
from flask import url_for
from werkzeug.datastructures import MultiDict

from index.dates import PartialDate, Precision
from search.occurrences.concordance import ConcordanceRequest
from search.occurrences.line_order import LineSort
from search.requests import FILTER_FIELDS, MAX_WINDOW, SearchRequest, Sort

PAGE_SIZE = 10
LAST_PAGE = MAX_WINDOW // PAGE_SIZE
LINES_PAGE_SIZE = 100
MANY_PAGES = 999_999
"""Lines have no window: the last page is that of the last line."""

View = Literal["documents", "concordance"]
Grouping = Literal["document", "story"]

SORTS: tuple[Sort, ...] = get_args(Sort)
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
VIEWS: tuple[View, ...] = get_args(View)
ORDERS: tuple[LineSort, ...] = get_args(LineSort)
CONTEXTS = (12, 25, 50)
"""Words on each side of a match; the fewest fit on a line."""

Known = TypeVar("Known", bound=str)


class SearchState(msgspec.Struct, frozen=True, kw_only=True):
    """What the search page was asked, as typed. Dates stay text until they are read."""

    q: str = ""
    source: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    sort: Sort = "relevance"
    group: Grouping = "document"
    view: View = "documents"
    order: LineSort = "right"
    context: int = CONTEXTS[0]
    page: int = 1

    @classmethod
    def from_arguments(cls, arguments: MultiDict[str, str]) -> SearchState:
        """Read the parameters of an address; unknown ones and empty ones count for nothing.

        Addresses are typed and mangled by people: an order or page there is not becomes the
        default, while a date that cannot be read is kept so that the form can point at it.
        """
        view = _known(arguments.get("view", ""), VIEWS)
        context = arguments.get("context", "")
        return cls(
            q=arguments.get("q", "").strip(),
            date_from=arguments.get("date_from", "").strip(),
            date_to=arguments.get("date_to", "").strip(),
            sort=_known(arguments.get("sort", ""), SORTS),
            group=_known(arguments.get("group", ""), GROUPINGS),
            view=view,
            order=_known(arguments.get("order", ""), ORDERS),
            context=next((known for known in CONTEXTS if str(known) == context), CONTEXTS[0]),
            page=_page(arguments.get("page", ""), LAST_PAGE if view == "documents" else MANY_PAGES),
            **{name: _values(arguments, name) for name in FILTER_FIELDS},
        )

    @property
    def asks(self) -> bool:
        """Whether anything is searched for at all, be it only everything in an order."""
        return self != SearchState(page=self.page)

    def values(self, field: str) -> tuple[str, ...]:
        """The values chosen for a filter field."""
        chosen: tuple[str, ...] = getattr(self, field)
        return chosen

    def but(self, **changes: object) -> SearchState:
        """This search with something changed, from its first page unless a page is given."""
        return msgspec.structs.replace(self, **{"page": 1, **changes})

    def with_value(self, field: str, value: str) -> SearchState:
        """This search, narrowed to one more value of a filter field."""
        return self.but(**{field: (*self.values(field), value)})

    def without_value(self, field: str, value: str) -> SearchState:
        """This search without one value of a filter field."""
        return self.but(**{field: tuple(v for v in self.values(field) if v != value)})

    def parameters(self) -> dict[str, Any]:
        """The parameters of the address, only those that say something."""
        default = SearchState()
        pairs = msgspec.structs.asdict(self).items()
        return {name: value for name, value in pairs if value != getattr(default, name)}

    @property
    def href(self) -> str:
        """The address of this search."""
        return url_for("pages.home", **self.parameters())

    def filters(self) -> dict[str, Any]:
        """The parameters of its filters alone, as every address that searches takes them."""
        names = (*FILTER_FIELDS, "date_from", "date_to")
        return {name: value for name, value in self.parameters().items() if name in names}

    def lines(self) -> ConcordanceRequest:
        """What to ask for the page of lines. Raises ValueError if a date cannot be read."""
        return ConcordanceRequest(
            search=self.request(counts_only=True),
            sort=self.order,
            context=self.context,
            limit=LINES_PAGE_SIZE,
            offset=(self.page - 1) * LINES_PAGE_SIZE,
        )

    def request(
        self,
        *,
        facets: tuple[str, ...] = (),
        timeline: Precision | None = None,
        counts_only: bool = False,
    ) -> SearchRequest:
        """What to ask the engine; `counts_only` asks for no results beside the counts.

        Raises ValueError if a date cannot be read.
        """
        return SearchRequest(
            query=self.q,
            source=self.source,
            speaker=self.speaker,
            kind=self.kind,
            place=self.place,
            language=self.language,
            date_from=PartialDate.parse(self.date_from) if self.date_from else None,
            date_to=PartialDate.parse(self.date_to) if self.date_to else None,
            sort=self.sort,
            group=self.group,
            offset=0 if counts_only else (self.page - 1) * PAGE_SIZE,
            limit=0 if counts_only else PAGE_SIZE,
            facets=facets,
            timeline=timeline,
            lenient=True,
        )


def date_errors(state: SearchState) -> dict[str, str]:
    """What is wrong with the dates, by parameter, in words for the person who typed them."""
    found: dict[str, str] = {}
    for name, text in (("date_from", state.date_from), ("date_to", state.date_to)):
        try:
            PartialDate.parse(text or "2000")
        except ValueError:
            found[name] = f"“{text[:40]}” is not a date. Write 1998, 1998-03 or 1998-03-21."
    if not found and state.date_from and state.date_to:
        first, last = PartialDate.parse(state.date_from), PartialDate.parse(state.date_to)
        if first.first_day > last.last_day:
            found["date_to"] = "This is before the first date. Change one of the two."
    return found


def _known(text: str, values: tuple[Known, ...]) -> Known:
    """The value written so, or the first, which is the default."""
    return next((known for known in values if known == text), values[0])


def _page(text: str, last: int) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= 6
    return min(max(1, int(text)), last) if digits else 1


def _values(arguments: MultiDict[str, str], name: str) -> tuple[str, ...]:
    stripped = (value.strip() for value in arguments.getlist(name))
    return tuple(dict.fromkeys(value for value in stripped if value))
