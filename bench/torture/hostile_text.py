"""Promise 12: nothing that stands in a capture, an address or a cursor becomes more than text.

A real Chromium looks at every page of an archive whose every field is an attack, with our
Content-Security-Policy switched off, so that escaping alone is tried, and with it on. Exports,
feeds and citations are read back by programs that know their form.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Dialog, Page
from werkzeug.serving import make_server

from bench.torture.browsing import chromium
from bench.torture.hostile_answers import answers_that_give_way
from bench.torture.hostile_captures import ATTACKS, WORDS, write_hostile_archive
from bench.torture.trials import Trial, Tried
from web import create_app
from web.settings import Settings

ROOT = Path(__file__).parents[2]

_COUNTING = "window.hurts = 0; window.hurt = () => { window.hurts += 1; return 1 }"

STRANGE = """() => [
  ...[...document.querySelectorAll('script')].filter(s => !s.src.startsWith(location.origin)),
  ...document.querySelectorAll('base, meta[http-equiv], iframe, object, embed, style'),
  ...[...document.querySelectorAll('a[href], link[href], form[action], img[src]')].filter(e =>
    !/^https?:$/.test(new URL(e.href || e.action || e.src, location.href).protocol)),
  ...[...document.querySelectorAll('form')].filter(f => !f.action.startsWith(location.origin)),
  ...[...document.querySelectorAll('*')].filter(e =>
    [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style')),
].map(e => e.outerHTML.slice(0, 200))"""
"""Elements that no page of ours has."""


def rows(trial: Trial) -> list[Tried]:
    """Look at every page, with the policy and without; read every export."""
    index = hostile_index(trial.work)
    with served(index) as address, chromium() as browser:
        pages = addresses(address, browser, trial.times(3, len(ATTACKS)))
        trial.say(f"{len(pages)} pages")
        escaped = hurts(browser, address, pages, bypass=True)
        walled = hurts(browser, address, pages, bypass=False)
        broken = answers_that_give_way(address, pages)
    return [
        Tried(what="pages with hostile text that run, load or send anything, without the policy",
              times=len(pages), figure=len(escaped), aim=0, note="; ".join(escaped[:2])),
        Tried(what="the same pages with the policy", times=len(pages), figure=len(walled), aim=0),
        *(Tried(what=what, times=times, figure=len(found), aim=0, note="; ".join(found[:2]))
          for what, times, found in broken),
    ]  # fmt: skip


def hostile_index(folder: Path) -> Path:
    """An index of the hostile archive."""
    archive, index = folder / "archive", folder / "index"
    write_hostile_archive(archive)
    command = [sys.executable, "-m", "index", str(archive), "--index", str(index), "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True)
    return index


@contextmanager
def served(index: Path) -> Iterator[str]:
    """The application over an index, at an address of its own."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(Settings(index=index)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def addresses(address: str, browser: Browser, attacks: int) -> list[str]:
    """Every page there is of the archive, and pages asked for with attacks in every parameter."""
    page = browser.new_page(base_url=address)
    page.goto(f"/?q={quote(WORDS)}&sort=date")
    links = page.locator(".result h3 a").evaluate_all("all => all.map(a => a.pathname)")
    page.close()
    found = ["/", "/sources", "/help", "/quote", f"/?q={quote(WORDS)}", "/?sort=-date",
             f"/?view=concordance&q={quote('wall')}", "/trends?q=wall&q=saltmere",
             f"/quote?text={quote(WORDS)}"]  # fmt: skip
    for link in links[: attacks + 2]:
        found += [f"{link}?q=wall", f"{link}/cite", f"/compare/{links[0].split('/')[-1]}/"
                  f"{link.split('/')[-1]}"]  # fmt: skip
    for attack in ATTACKS[:attacks]:
        said = quote(attack)
        found += [
            f"/?q={said}", f"/?q=wall&source={said}&date_from={said}&view={said}&sort={said}",
            f"/?view=concordance&q={said}&order={said}&context={said}",
            f"/trends?q={said}&by={said}",
            f"/quote?text={said}", f"/documents/{quote(attack, safe='')}", f"/{said}",
            f"{links[0]}?q={said}", f"/?q=source:%22{said}%22&page={said}",
        ]  # fmt: skip
    return found


def hurts(browser: Browser, address: str, pages: list[str], *, bypass: bool) -> list[str]:
    """The pages where something ran, was loaded from elsewhere, or that have a strange element."""
    context = browser.new_context(base_url=address, bypass_csp=bypass)
    context.add_init_script(_COUNTING)
    elsewhere = _refused_elsewhere(context, address)
    page = context.new_page()
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    found = []
    for where in pages:
        page.goto(where, wait_until="load")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        trouble = _troubles(page, address)
        if trouble or elsewhere or dialogs:
            found.append(f"{where}: {trouble} {elsewhere} {dialogs}")
            elsewhere.clear()
            dialogs.clear()
    context.close()
    return found


def _troubles(page: Page, address: str) -> list[str]:
    """What is wrong with a page: that it ran something, left us, or has what none of ours has."""
    ran = ["something ran"] if page.evaluate("window.hurts") else []
    left = [] if page.url.startswith(address) else [f"went to {page.url}"]
    strange: list[str] = page.evaluate(STRANGE)
    return [*ran, *left, *strange]


def _refused_elsewhere(context: BrowserContext, address: str) -> list[str]:
    """Where the pages of a context wanted to load from, besides us; none of it is loaded."""
    asked: list[str] = []

    def refuse(url: str) -> bool:
        if url.startswith((address, "data:")):
            return False
        asked.append(url)
        return True

    context.route(refuse, lambda route: route.abort())
    return asked
