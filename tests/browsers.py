"""A real browser for the tests of pages, and the application served to it.

Skipped where there is no Chromium, unless ROSTRUM_REQUIRE_BROWSER=1.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import LOOKS, serve

from search.embedded import EmbeddedEngine

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium that asks nobody but us for anything."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("ROSTRUM_REQUIRE_BROWSER") == "1":
            pytest.fail("ROSTRUM_REQUIRE_BROWSER=1, but there is no Chromium on the PATH")
        pytest.skip("no Chromium on the PATH")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(index_dir: Path, engine: EmbeddedEngine) -> Iterator[str]:
    """Where the application is served for this module."""
    yield from serve(index_dir, engine)


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh profile, 1280 pixels wide."""
    context = browser.new_context(base_url=address, **LOOKS["light"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An open tab; what a page writes to the console as an error is an error here."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    return page
