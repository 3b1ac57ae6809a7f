"""Which elements of a page the CSS selectors of `archive.toml` choose.

Selectors are matched by soupsieve, which knows them all but only on trees of BeautifulSoup. So
the tree of a page whose source has selectors is built a second time, element by element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup
from lxml import etree

from index.extraction.html.blocks import BREAKING, SILENT
from index.extraction.html.markup import Element
from index.extraction.overrides import Overrides


class Choice(NamedTuple):
    """Whether an element is text, and the reason in words for the audit."""

    kept: bool
    reason: str


def chosen_boxes(root: Element, overrides: Overrides) -> dict[int, Choice]:
    """What selectors choose, by the numbers of `Page.boxes`.

    Chosen elements that are no boxes are made so in the tree: the page is to be read after this.
    """
    elements = _chosen(root, overrides)
    for element, choice in elements.items():
        if element.tag not in BREAKING:
            _make_box(element, lifted=not choice.kept)
    return {
        number: elements[element]
        for number, element in enumerate(_opening_boxes(root), start=1)
        if element in elements
    }


def _opening_boxes(root: Element) -> Iterator[Element]:
    """The elements that are boxes of a page, in the order of `Page.boxes` from the second on."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in BREAKING:
            yield element
        if element.tag in SILENT:
            walk.skip_subtree()


def _make_box(element: Element, *, lifted: bool) -> None:
    """Make an element a box; one within a sentence goes behind it, so as not to cut it."""
    if any(one.tag in SILENT for one in (element, *element.iterancestors())):
        return
    around = next((one for one in element.iterancestors() if one.tag in BREAKING), None)
    if lifted and around is not None and not any(one.tag in BREAKING for one in element.iter()):
        tail, element.tail = element.tail or "", None
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            before.tail = (before.tail or "") + tail
        elif parent is not None:
            parent.text = (parent.text or "") + tail
        around.append(element)
    element.tag = "div"


def _chosen(root: Element, overrides: Overrides) -> dict[Element, Choice]:
    """The elements of a page that selectors choose; the first to choose one says why."""
    soup, elements = _twin(root)
    found: dict[Element, Choice] = {}
    for name, kept, selectors in (("drop", False, overrides.drop), ("keep", True, overrides.keep)):
        for selector in selectors:
            choice = Choice(kept, f"archive.toml, {name}: {selector}")
            for tag in soup.select(selector):
                found.setdefault(elements[id(tag)], choice)
    return found


def _twin(root: Element) -> tuple[BeautifulSoup, dict[int, Element]]:
    """A tree in BeautifulSoup, which knows all selectors, and the elements by its tags' ids."""
    soup = BeautifulSoup("", "lxml")
    elements: dict[int, Element] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = str(element.tag)
        if event == "start":
            attributes = {str(key): str(value) for key, value in element.items()}
            elements[id(soup.handle_starttag(name, None, None, attributes))] = element
        else:
            soup.handle_endtag(name)
        if text := element.text if event == "start" else element.tail:
            soup.handle_data(str(text))
    soup.endData()
    return soup, elements
