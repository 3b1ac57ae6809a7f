"""Take the picture in the README from the running page: `python tests/screenshot.py FILE [PATH]`.

Indexes the sample archive into a temporary folder, serves it, and photographs a page of
results (or PATH) in a headless Chromium.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from index.building.build import build  # noqa: E402
from web import create_app  # noqa: E402
from web.settings import Settings  # noqa: E402

PATH = "/?q=promise+wall"
SIZE = {"width": 1200, "height": 860}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def photograph(url: str, file: Path) -> None:
    """Write a picture of a page, at twice its size so that it is sharp on every screen."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("There is no Chromium on the PATH; install it, and run this again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, device_scale_factor=2)  # type: ignore[arg-type]
        page.goto(url)
        page.screenshot(path=file)
        browser.close()


def main(file: Path, path: str = PATH) -> None:
    """Index the sample archive, serve it on a free port, and photograph one page."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        build([ROOT / "seeds"], index)
        server = make_server("127.0.0.1", 0, create_app(Settings(index=index)), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        photograph(f"http://127.0.0.1:{server.server_port}{path}", file)
        server.shutdown()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
