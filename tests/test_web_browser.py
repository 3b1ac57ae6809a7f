"""The pages in a real browser: with and without JavaScript, by keyboard, small, dark, on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from repeated_texts import documents
from serving import LOOKS, found_document, serve

from index.building.build import build_from_documents
from search.embedded import EmbeddedEngine

pytest_plugins = ("browsers",)
pytestmark = pytest.mark.browser

ONLY_VIOLATIONS = {"resultTypes": ["violations"]}
ONLY_CONTRAST = {**ONLY_VIOLATIONS, "runOnly": ["color-contrast", "link-in-text-block"]}

PAGES = {
    "home": "/",
    "results": "/?q=harbour+tolls",
    "everything": "/?sort=-date",
    "narrowed": "/?q=tolls&source=The+Ostrel+Herald&date_from=2017",
    "repaired": '/?q="harbour+tolls',
    "nothing": "/?q=causewey&kind=letter",
    "lines": "/?view=concordance&q=tolls+OR+harbour",
    "whole lines": "/?view=concordance&q=tolls&order=date&context=50&source=The+Ostrel+Herald",
    "trends": "/trends?q=tolls&q=harbour&q=gulls",
    "trends by month": "/trends?q=water&by=month&scale=absolute&date_from=2019&kind=report",
    "trends asked": "/trends",
    "trends refused": "/trends?q=tolls&date_to=yesterday",
    "refused": "/?q=tolls&date_from=yesterday",
    "sources": "/sources",
    "help": "/help",
    "quote": "/quote",
    "quoted": "/quote?text=The+harbor+tolls+will+be+halved+…+before+the+winter+storms",
    "missing": "/nowhere",
}


def _of_a_document(page: Page) -> list[str]:
    """The pages there are of each document; a paragraph of the first is the one gone to."""
    href = found_document(page)
    page.goto("/?q=tolls+halved")
    links = page.locator(".result h3 a").all()
    ids = [(one.get_attribute("href") or "").split("?")[0].split("/")[-1] for one in links]
    return [
        f"{href}&x#p1",
        f"{href.partition('?')[0]}/cite?passage=1",
        f"/compare/{ids[0]}/{ids[1]}",
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, look: str) -> None:
    """Contrast, names, roles and order, in both schemes and at 320 px, folded parts unfolded."""
    options = ONLY_CONTRAST if look == "dark" else ONLY_VIOLATIONS  # dark changes colours alone
    context = browser.new_context(base_url=address, **LOOKS[look])
    page = context.new_page()
    for where in [*PAGES.values(), *_of_a_document(page)]:
        page.goto(where)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        found = Axe().run(page, options=options)
        assert 0 == found.violations_count, f"{where}\n{found.generate_report()}"
    context.close()


def test_axe_finds_nothing_where_there_is_no_index(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The first page a newcomer may see."""
    index = tmp_path_factory.mktemp("nothing") / "index"
    serving = serve(index, EmbeddedEngine(index))
    context = browser.new_context(base_url=next(serving))
    page = context.new_page()
    page.goto("/")
    expect(page.locator("pre").first).to_contain_text("rostrum index")
    assert 0 == Axe().run(page).violations_count
    context.close()
    list(serving)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_a_margin(
    browser: Browser, look: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where paragraphs stand elsewhere, too; nor does the page scroll sideways."""
    index = tmp_path_factory.mktemp("echoes")
    build_from_documents(documents(), index)
    serving = serve(index, EmbeddedEngine(index))
    context = browser.new_context(base_url=next(serving), **LOOKS[look])
    page = context.new_page()
    page.goto("/documents/speech")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    found = Axe().run(page, options=ONLY_CONTRAST if look == "dark" else ONLY_VIOLATIONS)
    assert 0 == found.violations_count, found.generate_report()
    width = LOOKS[look]["viewport"]["width"]
    assert width == page.evaluate("document.documentElement.scrollWidth")
    context.close()
    list(serving)


@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_scrolls_sideways_at_320_pixels(browser: Browser, address: str, zoom: int) -> None:
    """Nor at 640 pixels when everything is twice as large, which is the same."""
    width = 320 * zoom // 100
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 640})
    page = context.new_page()
    for where in [*PAGES.values(), *_of_a_document(page)]:
        page.goto(where)
        if zoom != 100:
            page.evaluate(f"document.documentElement.style.fontSize = '{zoom}%'")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert width >= page.evaluate("document.documentElement.scrollWidth"), where
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_front_page_to_a_paragraph(browser: Browser, address: str, scripts: bool) -> None:
    """Search, narrow, open, read: the same with JavaScript and without."""
    context = browser.new_context(base_url=address, java_script_enabled=scripts, **LOOKS["light"])
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search for words").fill("harbour tolls")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 passages in 3 documents")
    page.get_by_role("link", name="The Ostrel Herald").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in 2 documents")
    page.get_by_label("from").fill("2019")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in 1 document")
    page.get_by_role("link", name="Paragraph 1").first.click()
    expect(page.locator("#p1 mark").first).to_have_text("harbour")
    assert page.url.endswith("#p1")
    context.close()


def test_a_bar_of_the_chart_narrows_the_dates(page: Page) -> None:
    """Pointing works on the whole column, not only on the bar."""
    page.goto("/?q=tolls")
    page.locator("svg.bars a").first.click(position={"x": 5, "y": 3})
    expect(page.get_by_label("from")).to_have_value("2017-03")
    expect(page.get_by_role("heading", level=1)).to_contain_text("in 1 document")


def test_empty_dates_stay_out_of_the_address(page: Page) -> None:
    """An address one would send on."""
    page.goto("/")
    page.get_by_label("Search for words").fill("tolls")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=tolls")


def test_the_slash_key_goes_to_the_search_box(page: Page) -> None:
    """It is announced, and typing a slash in the box is still typing a slash."""
    page.goto("/?q=tolls")
    page.keyboard.press("/")
    box = page.get_by_label("Search for words")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-keyshortcuts", "/")
    page.keyboard.press("End")
    page.keyboard.type("/j")
    expect(box).to_have_value("tolls/j")


def test_j_and_k_move_between_results(page: Page) -> None:
    """From one title to the next and back; Enter opens it."""
    page.goto("/?q=tolls")
    titles = page.locator(".result h3 a")
    page.keyboard.press("j")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")


def test_n_and_p_move_between_the_words_found(page: Page) -> None:
    """Each mark is shown and has the focus."""
    page.goto("/?q=harbour+tolls")
    page.get_by_role("link", name="Harbour tolls to be halved").click()
    page.wait_for_url("**/documents/**")
    marks = page.locator("article mark")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(marks.nth(1)).to_be_focused()
    expect(marks.nth(1)).to_be_in_viewport()
    page.keyboard.press("p")
    expect(marks.nth(0)).to_be_focused()


def test_shortcuts_can_be_turned_off(page: Page) -> None:
    """For people who speak to their computer; it is remembered."""
    page.goto("/?q=tolls")
    page.get_by_role("button", name="Shortcuts on").click()
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_label("Search for words")).not_to_be_focused()
    expect(page.get_by_role("button", name="Shortcuts off")).to_be_visible()


def test_the_first_tab_stop_leads_past_the_head(page: Page) -> None:
    """The skip link shows itself when it has the focus."""
    page.goto("/?q=tolls")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_every_tab_stop_is_visible(page: Page) -> None:
    """Whatever has the focus has an outline."""
    page.goto("/?q=tolls")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert "solid" == outline, page.evaluate("document.activeElement.outerHTML")


def test_words_are_completed_while_one_types(page: Page) -> None:
    """From this archive's own words, through the policy that forbids everything else."""
    page.goto("/")
    with page.expect_response("**/api/v1/suggest?**") as answer:
        page.get_by_label("Search for words").press_sequentially("cause", delay=5)
    assert answer.value.ok
    expect(page.locator("datalist option").first).to_have_attribute("value", "causeway")


def test_without_scripts_nothing_promises_them(browser: Browser, address: str) -> None:
    """The line of keys is only there where they work."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/?q=tolls")
    expect(page.get_by_text("Keys:")).to_be_hidden()
    context.close()


def test_paper_shows_the_text_and_the_words_found(page: Page) -> None:
    """No forms and menus; the marks underlined, since ink has no yellow."""
    page.goto(found_document(page))
    page.emulate_media(media="print")
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.locator("article h1")).to_be_visible()
    line = page.locator("article mark").first.evaluate(
        "m => getComputedStyle(m).textDecorationLine"
    )
    assert "underline" == line


def test_nothing_is_asked_of_anyone_else(page: Page, address: str) -> None:
    """Every request of every page goes to this host, and every one is answered."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for where in [*PAGES.values(), *_of_a_document(page)]:
        page.goto(where)
    assert asked
    assert all(url.startswith((address, "data:")) for url in asked)
