"""Web archives: each stored page is a capture, and no record takes the file along with it."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.documents import Capture, Failure
from index.errors import CaptureError
from index.reading import limits
from index.reading.captures import read_captures
from index.reading.http import response_of
from index.reading.warc import warc_captures

PAGE = b"<html><p>The ferry sailed at dawn."
URL = "http://ferry.example/1"


def response(content: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP response as a crawler stores it."""
    lines = {"Content-Type": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


def record(
    block: bytes = b"",
    kind: str = "response",
    url: str = URL,
    media: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    """A WARC record."""
    return (
        (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2021-04-07T10:13:00Z\r\nContent-Type: {media}\r\n"
            f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def read(folder: Path, content: bytes, name: str = "crawl.warc") -> list[Capture | Failure]:
    (folder / name).write_bytes(content)
    return list(read_captures(folder, Archive()))


def texts(outcomes: list[Capture | Failure]) -> list[str]:
    return [one.text if isinstance(one, Capture) else one.reason for one in outcomes]


def test_a_stored_page_is_a_capture_that_knows_its_address_and_day(tmp_path: Path) -> None:
    (capture,) = read(tmp_path, record(response()))
    assert isinstance(capture, Capture)
    assert ("html", PAGE.decode()) == (capture.form, capture.text)
    assert {"url": URL, "captured": "2021-04-07"} == capture.fields
    assert f"{URL}@2021-04-07T10:13:00Z" == capture.record


@pytest.mark.parametrize("as_one", [True, False])
def test_a_compressed_archive_is_read_record_by_record(tmp_path: Path, as_one: bool) -> None:
    records = [record(response(), url=f"http://ferry.example/{n}") for n in range(3)]
    packed = gzip.compress(b"".join(records)) if as_one else b"".join(map(gzip.compress, records))
    assert [PAGE.decode()] * 3 == texts(read(tmp_path, packed, "crawl.warc.gz"))


@pytest.mark.parametrize(
    "other",
    [
        record(b"software: crawler", "warcinfo", media="application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(response(), "revisit"),
        record(response(status="301 Moved")),
        record(response(status="404 Not Found")),
        record(response(b"\x89PNG....", Content_Type="image/png")),
        record(response(b"{}", Content_Type="application/json")),
        record(
            response(b"User-agent: *", Content_Type="text/plain"), url="http://a.example/robots.txt"
        ),
        record(response(b" ")),
    ],
    ids=["info", "request", "revisit", "301", "404", "image", "json", "robots", "blank"],
)
def test_only_pages_that_came_with_success_are_captures(tmp_path: Path, other: bytes) -> None:
    assert [PAGE.decode()] == texts(read(tmp_path, other + record(response())))


def test_text_that_was_converted_from_a_page_is_a_dump(tmp_path: Path) -> None:
    content = "Menü\nDie Fähre fuhr.".encode()
    (capture,) = read(tmp_path, record(content, "conversion", media="text/plain"))
    assert isinstance(capture, Capture)
    assert ("text", content.decode()) == (capture.form, capture.text)


def test_a_page_whose_type_is_not_told_is_looked_at(tmp_path: Path) -> None:
    block = response(Content_Type="application/octet-stream")
    assert [PAGE.decode()] == texts(read(tmp_path, record(block)))


UNSIZED = zstandard.ZstdCompressor(write_content_size=False)
CHUNKED = b"10;x=1\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (PAGE[:16], len(PAGE) - 16, PAGE[16:])


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (CHUNKED, {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "br"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}),
        (zstandard.compress(PAGE), {"Content_Encoding": "zstd"}),
        (zstandard.compress(PAGE[:9]) + UNSIZED.compress(PAGE[9:]), {"Content_Encoding": "zstd"}),
        (PAGE, {"Content_Encoding": "zstd"}),
        (gzip.compress(zstandard.compress(PAGE)), {"Content_Encoding": "zstd, gzip"}),
    ],
    ids=[
        "chunks",
        "no chunks",
        "gzip",
        "no gzip",
        "no br",
        "zlib",
        "deflate",
        "zstd",
        "zstd in frames",
        "no zstd",
        "both",
    ],
)
def test_a_page_is_unpacked_whatever_its_headers_claim(
    content: bytes, headers: dict[str, str]
) -> None:
    found = response_of(response(content, **headers))
    assert found is not None
    assert PAGE == found.content


def test_the_encoding_a_server_names_counts_where_the_page_names_none(tmp_path: Path) -> None:
    page = "<html><p>항구 도시".encode("euc-kr")
    block = response(page, Content_Type="text/html; charset=EUC-KR")
    assert ["<html><p>항구 도시"] == texts(read(tmp_path, record(block)))


PACKED = zstandard.compress(PAGE)


def test_a_page_packed_as_brotli_says_what_it_is_and_what_to_do(tmp_path: Path) -> None:
    (failure,) = read(tmp_path, record(response(b"\x83\x12\xfe", Content_Encoding="br")))
    assert isinstance(failure, Failure)
    assert failure.message.endswith(
        "is packed as br, which cannot be read: fetch it again packed as gzip"
    )


def test_a_bomb_of_zstd_is_left_before_it_goes_off() -> None:
    bomb = response(zstandard.compress(bytes(2**28)), Content_Encoding="zstd")
    tracemalloc.start()
    with pytest.raises(CaptureError, match="holds more than"):
        response_of(bomb)
    assert tracemalloc.get_traced_memory()[1] < 2**27
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(response(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")), "damaged"),
        (record(response(gzip.compress(PAGE)[:9] + b"x" * 30, Content_Encoding="gzip")), "damaged"),
        (record(response(b"\x83\x12\xfe", Content_Encoding="br")), "unsupported"),
        (record(response(b"\x89PNG\r\n\x1a\n\0\0")), "binary"),
        (record(response(gzip.compress(b"x" * 5000), Content_Encoding="gzip")), "too_large"),
        (record(response(PACKED[:-3], Content_Encoding="zstd")), "damaged"),
        (record(response(PACKED[:9] + b"x" * 30, Content_Encoding="zstd")), "damaged"),
        (record(response(zstandard.compress(bytes(10**6)), Content_Encoding="zstd")), "too_large"),
        (record(b"x" * 5000), "too_large"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "damaged"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 300, "damaged"),
    ],
    ids=[
        "cut",
        "broken",
        "br",
        "binary",
        "bomb",
        "zstd cut",
        "zstd broken",
        "zstd bomb",
        "long",
        "no length",
        "long head",
    ],
)
def test_a_bad_record_is_named_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: bytes, reason: str
) -> None:
    monkeypatch.setattr(limits, "MAX_CAPTURE", 4000)
    assert [reason, PAGE.decode()] == texts(read(tmp_path, bad + b"\r\n" + record(response())))


def test_a_file_that_ends_within_a_record_gives_the_records_before_it(tmp_path: Path) -> None:
    whole, cut = record(response()), record(response(PAGE * 9))[:-99]
    assert [PAGE.decode(), "damaged"] == texts(read(tmp_path, whole + cut))


def test_a_compressed_archive_that_ends_early_gives_the_records_before_it(tmp_path: Path) -> None:
    packed = gzip.compress(record(response())) + gzip.compress(record(response(PAGE * 9)))[:-20]
    assert [PAGE.decode(), "damaged"] == texts(read(tmp_path, packed, "crawl.warc.gz"))


def test_a_record_that_cannot_be_got_past_ends_the_reading_of_its_file(tmp_path: Path) -> None:
    bomb = record(kind="request", length=10**12)
    assert [PAGE.decode(), "too_large"] == texts(read(tmp_path, record(response()) + bomb))


def test_a_line_without_end_ends_the_reading_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_PASSED_OVER", 2**20)
    bomb = gzip.compress(record(response()) + b"\0" * 2**23)
    assert [PAGE.decode(), "too_large"] == texts(read(tmp_path, bomb, "crawl.warc.gz"))


@pytest.mark.parametrize("lines", [0, 1, 999])
def test_what_is_no_web_archive_is_refused(tmp_path: Path, lines: int) -> None:
    assert ["bad_warc"] == texts(read(tmp_path, b"The ferry sailed.\n" * lines))


@given(st.lists(st.sampled_from([record(response()), b"\r\n", b"WARC/", b"\xff" * 40]), max_size=8))
def test_whatever_stands_between_records_no_record_is_lost(pieces: list[bytes]) -> None:

    content = b"\r\n".join([record(response()), *pieces])
    found = list(warc_captures(io.BytesIO(content), "crawl.warc"))[1:]
    assert pieces.count(record(response())) >= len(
        [one for one in found if isinstance(one, Capture)]
    )
    if b"WARC/" not in pieces:
        assert pieces.count(record(response())) == len(found)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_response_or_none(block: bytes) -> None:
    response_of(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + block)
