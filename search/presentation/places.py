"""Where the words of a query stand in texts, as they are and by their stems."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.analysis import stem
from search.deadline import check_time
from search.presentation.scanning import Scanner
from search.results import Span

_UNLOOKED = 10_000
"""Words after which the clock is looked at."""


class Places:
    """Where wanted words stand in one text, which is counted in words from 0."""

    __slots__ = ("forms", "spans", "stems")

    def __init__(self) -> None:
        self.forms: dict[str, list[int]] = {}
        """The places of each exact form that is wanted and stands there, ascending."""
        self.stems: dict[str, list[int]] = {}
        """The same by stem."""
        self.spans: dict[int, Span] = {}
        """The span in characters of the word at each of these places."""


class Wanted:
    """Words to look for: exact forms, and stems in whatever form they stand."""

    def __init__(self, forms: Collection[str], stems: Collection[str]) -> None:
        self._forms = frozenset(forms)
        self._stems = frozenset(stems)
        self._scanner = Scanner(self._forms, map(_beginning, self._stems))
        self._known: dict[str, tuple[bool, str | None]] = {}

    def places(self, texts: Sequence[str]) -> dict[int, Places]:
        """Where they stand in some texts, by the number of the text; most have none."""
        found: dict[int, Places] = {}
        known = self._known
        candidates = self._scanner.candidates(texts)
        for count, (text, number, start, end, form) in enumerate(candidates):
            if count % _UNLOOKED == 0:
                check_time()
            as_it_is, stemmed = known.get(form) or self._look(form)
            if as_it_is or stemmed:
                places = found.get(text) or found.setdefault(text, Places())
                places.spans[number] = start, end
                if as_it_is:
                    places.forms.setdefault(form, []).append(number)
                if stemmed:
                    places.stems.setdefault(stemmed, []).append(number)
        return found

    def _look(self, form: str) -> tuple[bool, str]:
        """Whether a form is wanted as it is, and the stem by which it is, or an empty one."""
        stemmed = stem(form) if self._stems else ""
        wanted = form in self._forms, stemmed if stemmed in self._stems else ""
        self._known[form] = wanted
        return wanted


def _beginning(stem: str) -> str:
    """What every word with a stem begins with.

    Snowball's English stemmer (https://snowballstem.org/algorithms/english/stemmer.html) takes
    endings off; where it puts a letter in place of what followed, that is one of a few: happy,
    happi; hoping, hope; possibility, possibl; skies, sky. Only dying, lying, tying and their
    like lose two letters: die, lie, tie.
    """
    if len(stem) == 3 and stem.endswith("ie"):
        return stem[:1]
    return stem[:-1] if stem.endswith(("e", "i", "l", "y")) else stem
