"""Captures whose every field is an attack, looked at in a real browser: they stay text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.torture.hostile_answers import answers_that_give_way
from bench.torture.hostile_text import STRANGE, addresses, hostile_index, hurts, served

pytest_plugins = ("browsers",)
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over a hostile archive."""
    index: Path = hostile_index(tmp_path_factory.mktemp("hostile"))
    with served(index) as address:
        yield address


def test_nothing_runs_is_loaded_or_gives_way(browser: Browser, hostile: str) -> None:
    """Without the Content-Security-Policy, so that escaping has to hold by itself."""
    pages = addresses(hostile, browser, 2)
    assert len(pages) > 30
    assert [] == hurts(browser, hostile, pages, bypass=True)
    assert [] == [broken for *_, broken in answers_that_give_way(hostile, pages) if broken]


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=x onerror=hurt()>",
        "<a href='javascript:hurt()'>x</a>",
        "<base href='https://evil.example/'>",
        "<form action='https://evil.example/'></form>",
        "<script>1</script>",
        "<p style='color: red'>x</p>",
        "<iframe></iframe>",
    ],
)
def test_what_no_page_of_ours_has_would_be_noticed(
    browser: Browser, hostile: str, markup: str
) -> None:
    page = browser.new_page()
    page.goto(f"{hostile}/help")
    assert [] == page.evaluate(STRANGE)
    page.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", markup)
    assert 1 == len(page.evaluate(STRANGE))
    page.close()
