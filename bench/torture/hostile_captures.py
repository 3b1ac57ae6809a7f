"""Captures whose every field is an attack: on browsers, spreadsheets, headers, file formats.

`hurt` is a function that the browser of a trial counts the calls of; `evil.example` is a host
that nothing may be fetched from.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

ATTACKS = (
    "<script>hurt()</script>",
    '"><img src=x onerror=hurt()>',
    "' autofocus onfocus=hurt() x='",
    "</title></textarea></style><svg onload=hurt()>",
    "javascript:hurt()//",
    "data:text/html,<script>hurt()</script>",
    "<a href='javascript:hurt()'>sea wall</a>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<link rel=stylesheet href=//evil.example/a.css><img src=//evil.example/a.png>",
    "<form action=//evil.example><input name=q>",
    "&lt;script&gt;hurt()&lt;/script&gt; &#60;img src=x onerror=hurt()&#62;",
    "{{ 7*7 }}{% raw %}{{ config }} ${7*7} #{7*7}",
    "--><!--]]><![CDATA[<script>hurt()</script>",
    '\\"-hurt()-\\" \\u003cscript\\u003ehurt()\\u003c/script\\u003e',
    '=HYPERLINK("http://evil.example/";"sea wall")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+hurt()",
    "@SUM(1+1)*hurt()",
    "\t=1+1",
    "wall\r\nSet-Cookie: hurt=1\r\nX-Hurt: 1\r\n\r\n<script>hurt()</script>",
    "wall\nER  - \nTY  - hurt\n}\n@misc{hurt, title={x}}",
    "../../../../etc/passwd",
    "\u202egnorw\u202c \ufeff\u0000\u0007\u001b[31m <\u0130mg src=x onerror=hurt()>",
    "+ADw-script+AD4-hurt()+ADw-/script+AD4-",
)
"""Each is tried in every field at once."""

WORDS = "the sea wall of Saltmere was promised"
"""Stand in every document, so that each is found."""

_FIELDS = ("title", "author", "speaker", "source", "place", "kind", "agency", "language", "byline")


def write_hostile_archive(folder: Path) -> None:
    """Write captures in JSON and HTML, hostile file names, and hostile settings."""
    folder.mkdir(parents=True)
    records = "".join(json.dumps(_record(n, attack)) + "\n" for n, attack in enumerate(ATTACKS))
    (folder / "records.jsonl").write_text(records, encoding="utf-8")
    for number, attack in enumerate(ATTACKS):
        name = f"{number:02d} {attack[:60]}.html".replace("/", "∕").replace("\0", "")
        page = _page(number, attack).encode("utf-8", "replace")
        (folder / name).write_bytes(page)
    title = json.dumps(ATTACKS[0] + ATTACKS[1])
    source = json.dumps(ATTACKS[3])
    (folder / "archive.toml").write_text(
        f'title = {title}\n[[source]]\nname = {source}\npaths = ["0*"]\n', encoding="utf-8"
    )


def _record(number: int, attack: str) -> dict[str, str]:
    day = f"2019-11-{number + 1:02d}"
    return {
        **{field: f"{attack} {field} {number}" for field in _FIELDS},
        "id": f"{attack}{number}",
        "date": day if number % 2 else f"{day} {attack}",
        "url": attack if number % 3 else f"https://valdoria.example/{attack}",
        "text": f"{attack}\n\n{WORDS} {attack} in {number}.\n\n{attack} {WORDS}, said {attack}.",
    }


def _page(number: int, attack: str) -> str:
    """A page with the attack as it is in its text, and escaped where it would break the page."""
    quoted = escape(attack)
    return f"""<!doctype html><html lang="{quoted}"><head><title>{quoted} page {number}</title>
<link rel="canonical" href="{quoted}"><meta property="og:title" content="{quoted} {number}">
<meta name="author" content="{quoted}"><meta name="date" content="2020-01-{number + 1:02d}">
<meta property="og:site_name" content="{quoted}"></head><body><article>
<h1>{quoted} page {number}</h1><p class="byline">By {quoted}</p>
<p>{quoted} {WORDS} once more, and page {number} of the record says so at some length.</p>
<p>{WORDS}, {quoted}, which the minutes of the harbour board have in these very words.</p>
<p>{attack}</p></article></body></html>"""
