"""Captures that were made to hurt, or were hurt themselves: damaged good ones, and monsters."""

from __future__ import annotations

import gzip
import json
import os
import random
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ENDINGS = (".html", ".txt", ".json", ".jsonl", ".csv", ".warc", ".warc.gz", ".html.gz", ".pdf")

_TOKENS = (
    b"\0" * 40, b"<!--", b"]]>", b"<table>" * 200, b"</div>" * 200, b"&#x110000;", b"&" * 300,
    b"\xed\xa0\x80", b"\xff\xfe", b"\xef\xbb\xbf", b"<script>", b"<title>", b"<svg><![CDATA[",
    b'{"a":' * 300, b"[" * 2000, b"\r\n\r\n", b"WARC/1.0\r\nContent-Length: -1\r\n\r\n",
    b"Content-Length: 99999999999\r\n", b"%PDF-1.7\n", b"\x1f\x8b\x08\x00", b"(" * 500, b'"' * 101,
    b"PARIS, Feb. 30 -- " * 20, "\u202e\u0301\U000e0001".encode() * 30, b"1" * 5000, b" " * 5000,
)  # fmt: skip

_NAMES = (b"line\nbreak.txt", b"caf\xe9 \xff.txt", b"x" * 240 + b".txt", b"<b>&amp;.txt")

GOOD = (
    "Mayor Orla Venn opened the tide mill of Saltmere on Friday.\n\n"
    "She said the mill would grind again before the harvest, and that nobody would pay twice.\n\n"
    "The council of the island thanked the millers, who had worked through the winter."
)


def mutations(originals: Sequence[bytes], count: int, chance: random.Random) -> Iterator[bytes]:
    """Contents of captures, each damaged in one to four ways."""
    for _ in range(count):
        content = chance.choice(originals)
        for _ in range(chance.randint(1, 4)):
            content = chance.choice(_DAMAGES)(content, chance, originals)
        yield gzip.compress(content, 1) if chance.random() < 0.03 else content


def _flip(content: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    damaged = bytearray(content)
    for _number in range(chance.randint(1, 60) if damaged else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _cut(content: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return content[: chance.randint(0, len(content))]


def _take_out(content: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start = chance.randint(0, len(content))
    return content[:start] + content[start + chance.randint(0, 2000) :]


def _repeat(content: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start = chance.randint(0, len(content))
    piece = content[start : start + chance.randint(1, 200)]
    return content[:start] + piece * chance.randint(2, 300) + content[start:]


def _insert(content: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(_TOKENS) + content[at:]


def _splice(content: bytes, chance: random.Random, originals: Sequence[bytes]) -> bytes:
    other = chance.choice(originals)
    return content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]


def _encode(content: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1251", "shift_jis", "cp037"))
    return content.decode("utf-8", "replace").encode(encoding, "replace")


_DAMAGES: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    _flip, _cut, _take_out, _repeat, _insert, _insert, _splice, _encode,
)  # fmt: skip


def monsters() -> Iterator[tuple[str, bytes]]:
    """Captures that are one attack each, by file name."""
    million = 10**6
    page = b"<html><body><article>" + b"".join(
        b"<p>" + part.encode() + b"</p>" for part in GOOD.split("\n\n")
    )
    yield "unclosed-tags.html", page + b"<div><p><b>" * million
    yield "comments.html", page + b"<!--" * 50_000
    yield "nested-100000.html", b"<div>" * 100_000 + page
    yield "nested-tables.html", b"<table><tr><td>" * 20_000 + page
    yield "attributes.html", b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">x</p>"
    yield "entities.html", b"&amp;" * (2 * million)
    yield "one-word.txt", b"a" * (8 * million)
    yield "one-line.txt", b"the mill and the quay " * (400_000)
    yield "many-lines.txt", b"a\n" * million
    yield "datelines.txt", b"SALTMERE, Feb. 3, 2021 (PACKET) -- \n" * 50_000
    yield "capitals.txt", b"SEE PAGE 4\nFROM PAGE 1\nTHE MILL\n\n" * 30_000
    yield "brackets.txt", b"((((((((((" * 200_000 + b"))))))))))" * 200_000
    yield "nuls.txt", b"\0" * (5 * million)
    yield "script-only.html", b"<script>" + b"var a=1;" * 200_000 + b"</script>"
    yield "image.html", b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(200_000)
    yield "laughs.html", _laughs()
    yield "nested.json", b"[" * 200_000 + b"]" * 200_000
    yield "number.json", b'{"text": ' + b"9" * million + b"}"
    yield "wide.csv", b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"x," * 100_000
    yield "quote.csv", b'title,text\n"' + b"the mill " * 500_000
    yield "bomb.html.gz", _bomb(300)
    yield "twice.html.gz", gzip.compress(_bomb(300))
    yield "bomb.warc.gz", gzip.compress(_warc(b"<p>" + b"mill " * 10 * million))
    yield "length.warc", _warc(page).replace(b"Content-Length: ", b"Content-Length: 9999999")
    yield "packed.warc", _warc(_bomb(300), b"Content-Encoding: gzip\r\n")
    yield "loop.pdf", b"%PDF-1.7\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9999999>>endobj\ntrailer"
    yield "cut.pdf", b"%PDF-1.4\n1 0 obj\n<< /Length 1000000 >>\nstream\nBT (The mill"


def _laughs() -> bytes:
    entities = b'<!ENTITY a "mill">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter + 1, b"&%c;" % letter * 10) for letter in b"abcdefgh"
    )
    return b"<!DOCTYPE html [" + entities + b"]><html><body><p>&i;</p></body></html>"


def _bomb(megabytes: int) -> bytes:
    """So many megabytes of spaces, compressed a thousandfold."""
    return gzip.compress(b"<p>" + b" " * megabytes * 2**20, 9)


def _warc(body: bytes, header: bytes = b"") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + header + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://packet.example/mill\r\n"
        b"WARC-Date: 2021-02-03T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(answer), answer)
    )


def make_oddities(folder: Path, outside: Path) -> list[Path]:
    """What is no file or leads out of the archive, and names that are hard to write."""
    outside.write_text("SECRET of another folder, which no archive may show.\n", "utf-8")
    os.mkfifo(folder / "pipe.html")
    os.mknod(folder / "socket.txt", stat.S_IFSOCK | 0o600)
    (folder / "folder.html").mkdir()
    (folder / "up").symlink_to(folder)
    links = {"out.txt": outside, "zero.txt": Path("/dev/zero"), "gone.txt": folder / "nowhere",
             "self.txt": folder / "self.txt"}  # fmt: skip
    for name, target in links.items():
        (folder / name).symlink_to(target)
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(2**28)
    named = [Path(os.fsdecode(os.fsencode(folder) + b"/" + name)) for name in _NAMES]
    for path in named:
        path.write_text(GOOD, "utf-8")
    return [*(folder / name for name in ("pipe.html", "socket.txt", *links, "sparse.txt")), *named]


def write_good(folder: Path, number: int) -> Path:
    """A capture with nothing wrong, to be found whatever stands beside it."""
    path = folder / f"good-{number}.json"
    record = {"title": f"The tide mill, part {number}", "text": GOOD, "source": "The Packet"}
    path.write_text(json.dumps(record), "utf-8")
    return path
