"""The application served for a browser, and the windows it is looked at in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from werkzeug.serving import make_server

from search.embedded import EmbeddedEngine
from web import create_app
from web.settings import Settings

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "small": {"viewport": {"width": 320, "height": 640}},
}


def serve(index: Path, engine: EmbeddedEngine) -> Iterator[str]:
    """The application over an index, at an address of its own until it is gone on with."""
    server = make_server("127.0.0.1", 0, create_app(Settings(index=index), engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def found_document(page: Page) -> str:
    """The address of the first document that a search finds, its words marked."""
    page.goto("/?q=causeway")
    href = page.locator(".result h3 a").first.get_attribute("href")
    assert href
    return href
