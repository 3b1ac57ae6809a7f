"""Bad captures all the way: a clear reason in the report, and the rest is indexed whole."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from web_page import Page, served

from index.building.build import build
from index.documents import Document
from index.errors import CaptureError
from index.reading.encodings import decode
from index.storage.generations import open_generation
from rostrum import main
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest

STORY = "The ferry Ostrel Maid sailed at noon with forty passengers and a piano on her deck."
SECOND = "Nobody knew of the piano, said the harbour master of Ostrel Haven on Thursday."
RAW = bytes(range(256)) * 40
IMAGES = {
    "png.html": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + RAW,
    "jpeg.html": b"\xff\xd8\xff\xe0\0\x10JFIF" + RAW,
    "gif.htm": b"GIF89a" + RAW,
    "webp.html": b"RIFF\x24\x10\0\0WEBPVP8 " + RAW,
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of one page; captures are added by each test."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "good.html").write_text(f"<h1>A piano</h1><p>{STORY}</p><p>{SECOND}</p>")
    return folder


def documents(archive: Path, index: Path) -> dict[str, Document]:
    """The documents of an archive, by path and record."""
    build([archive], index)
    with closing(open_generation(index)) as generation:
        found = generation.documents.documents()
        return {f"{one.path}{one.record or ''}": one for one in found}


def test_images_called_pages_are_in_the_report_and_the_rest_is_indexed(
    archive: Path, tmp_path: Path, runner: CliRunner
) -> None:
    for name, content in IMAGES.items():
        (archive / name).write_bytes(content)
    index = tmp_path / "index"
    result = runner.invoke(main, ["index", str(archive), "--index", str(index), "--json"])
    assert 0 == result.exit_code
    report = json.loads(result.stdout)
    assert 1 == report["documents"]
    failures = {one["path"]: one for one in report["failures"]}
    assert set(IMAGES) == set(failures)
    assert {"binary"} == {one["reason"] for one in failures.values()}
    assert (
        "png.html: a PNG image, not text: save its text beside it"
        == failures["png.html"]["message"]
    )
    told = runner.invoke(main, ["stats", "--failures", "--index", str(index)]).stdout
    assert all(name in told for name in IMAGES)
    assert (
        1
        == runner.invoke(main, ["index", str(archive), "--index", str(index), "--strict"]).exit_code
    )


def test_images_called_pages_are_listed_on_the_page_of_sources(
    archive: Path, tmp_path: Path
) -> None:
    (archive / "png.html").write_bytes(IMAGES["png.html"])
    client: FlaskClient
    for client in served(archive, tmp_path / "index"):
        failures = Page(client, "/sources").text(".failures")
        assert "png.html" in failures
        assert "a PNG image, not text" in failures


def test_nuls_are_dropped_wherever_they_stand(archive: Path, tmp_path: Path) -> None:
    html = f"<html>\0<h1>A pi\0ano</h1><p>{STORY}\0</p><p>{SECOND[:4]}\0{SECOND[4:]}</p>"
    (archive / "page.html").write_text(html)
    (archive / "dump.txt").write_text(f"A piano\0\n\n{STORY}\0\n\n\0{SECOND}\n")
    record = {
        "id": "7\0", "title": "A pi\0ano", "source": "The\0 Tern", "speaker": "Odile\0 Brandt",
        "date": "2020-01-02\0", "text": f"{STORY}\n\0\n{SECOND[:4]}\0{SECOND[4:]}",
    }  # fmt: skip
    (archive / "records.jsonl").write_text(json.dumps(record) + "\n")
    (archive / "table.csv").write_text(f"title,text\nA pi\0ano,{STORY}\n")
    found = documents(archive, tmp_path / "index")
    assert {"A piano"} == {one.title for one in found.values()}
    assert {STORY} == {one.paragraphs[0] for one in found.values()}
    assert [SECOND] * 4 == [one.paragraphs[1] for one in found.values() if len(one.paragraphs) > 1]
    assert all("\0" not in repr(one) and "\\x00" not in repr(one) for one in found.values())
    with closing(EmbeddedEngine(tmp_path / "index")) as engine:
        hits = engine.search(SearchRequest(query='"nobody knew of the piano"'))
        assert (4, 4) == (hits.total.passages, hits.total.documents)
        assert 5 == engine.search(SearchRequest(query='"a piano on her deck"')).total.documents


def test_a_stretch_of_nuls_does_not_make_a_page_utf_16() -> None:
    padded = b"\0" * 5_000 + f"<html><h1>A piano</h1><p>{STORY}</p>".encode()
    with pytest.raises(CaptureError) as caught:
        decode(padded)
    assert "binary" == caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_still_known(encoding: str) -> None:
    assert STORY == decode(STORY.encode(encoding)).text
