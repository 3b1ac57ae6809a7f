"""Reading a document in a real browser: from words found to words found, and citing it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import LOOKS, found_document

pytest_plugins = ("browsers",)
pytestmark = pytest.mark.browser


def test_n_begins_at_the_paragraph_one_came_for(page: Page) -> None:
    """Not at the head of the document, from where one has been sent on."""
    page.goto(f"{found_document(page)}+OR+promise#p3")
    page.keyboard.press("n")
    assert "p3" == page.evaluate("document.activeElement.closest('.paragraph').id")
    page.keyboard.press("p")
    assert "p1" == page.evaluate("document.activeElement.closest('.paragraph').id")


@pytest.mark.parametrize("scripts", [True, False])
def test_arrows_lead_to_the_next_words_found(browser: Browser, address: str, scripts: bool) -> None:
    """The same with JavaScript and without; the paragraph gone to offers its citation."""
    context = browser.new_context(base_url=address, java_script_enabled=scripts, **LOOKS["light"])
    page = context.new_page()
    page.goto(f"{found_document(page)}+OR+promise")
    page.locator("#p1").get_by_role("link", name="Next words found").click()
    page.wait_for_url("**#p3")
    expect(page.locator("#p3")).to_be_in_viewport()
    expect(page.locator("#p1 .cite-this")).to_be_hidden()
    page.locator("#p3").get_by_role("link", name="Cite this paragraph").click()
    expect(page.locator("#cite-plain")).to_contain_text("Paragraph 3.")
    context.close()


def test_a_citation_is_copied(browser: Browser, address: str) -> None:
    """To the clipboard, as it stands on the page; the button says so."""
    context = browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"], **LOOKS["light"]
    )
    page = context.new_page()
    page.goto(found_document(page))
    page.get_by_text("Cite this document").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.locator("#citation").text_content() == copied
    page.goto(f"{page.url.partition('?')[0]}/cite")
    page.get_by_role("button", name="BibTeX: Copy").click()
    expect(page.get_by_role("button", name="BibTeX: Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{")
    expect(page.get_by_role("link", name="BibTeX: Save")).to_be_visible()
    context.close()


def test_without_scripts_copying_is_a_link_to_the_text(browser: Browser, address: str) -> None:
    """From where it can be copied by hand."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(found_document(page))
    page.get_by_text("Cite this document").click()
    page.get_by_role("link", name="Copy").click()
    page.wait_for_url("**/cite.txt")
    expect(page.get_by_text("SHA-256 of the capture")).to_be_visible()
    context.close()
