"""Lines and trends in a real browser: aligned, by keyboard, without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import LOOKS

pytest_plugins = ("browsers",)
pytestmark = pytest.mark.browser


def test_j_and_k_move_between_lines(page: Page) -> None:
    """Each line is announced by its date, paragraph and document; Enter opens it there."""
    page.goto("/?view=concordance&q=promise&order=date")
    lines = page.locator(".lines .where a")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(lines.nth(1)).to_be_focused()
    expect(lines.nth(1)).to_have_accessible_name(
        "10 November 2019 paragraph 2 of Harbour tolls to be halved, Torvane says, "
        "The Ostrel Herald"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**#p2")


def test_matches_stand_one_below_another(browser: Browser, address: str) -> None:
    """Wide and narrow, with as much before them as there is room for."""
    for width in (1280, 320):
        context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto("/?view=concordance&q=tolls")
        lefts = page.locator(".lines mark").evaluate_all(
            "marks => marks.map(m => Math.round(m.getBoundingClientRect().left))"
        )
        assert len(lefts) > 3
        assert 1 == len(set(lefts))
        context.close()


def test_trends_are_asked_and_narrowed_without_scripts(browser: Browser, address: str) -> None:
    """The form, the chart's table, and from a figure to its lines."""
    context = browser.new_context(base_url=address, java_script_enabled=False, **LOOKS["light"])
    page = context.new_page()
    page.goto("/trends")
    page.get_by_label("Query 1").fill("tolls")
    page.get_by_label("Query 2").fill('"harbour tolls"')
    page.get_by_label("Count by").select_option("year")
    page.get_by_role("button", name="Compare").click()
    page.get_by_text("As a table", exact=True).click()
    page.get_by_role("row", name="2017").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 occurrences")
    expect(page.get_by_label("from")).to_have_value("2017")
    context.close()


def test_empty_queries_stay_out_of_the_address(page: Page) -> None:
    """Three fields, of which one is filled in."""
    page.goto("/trends")
    page.get_by_label("Query 1").fill("tolls")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trends?q=tolls")
