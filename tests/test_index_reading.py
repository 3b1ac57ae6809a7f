"""Files become captures, and every trouble is named without stopping the rest."""

import gzip
import json
import os
from pathlib import Path

import pytest

from index.archive import Archive
from index.documents import Capture, Failure
from index.reading import limits
from index.reading.captures import read_captures


def read(root: Path, archive: Archive | None = None) -> list[Capture | Failure]:
    return list(read_captures(root, archive or Archive()))


def only(root: Path, archive: Archive | None = None) -> Capture:
    (capture,) = read(root, archive)
    assert isinstance(capture, Capture)
    return capture


def refusal(root: Path) -> Failure:
    (failure,) = read(root)
    assert isinstance(failure, Failure)
    return failure


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt"):
        write(tmp_path, name, "The ferry sailed.")
    assert ["a.txt", "b.txt", "a/z.txt"] == [outcome.path for outcome in read(tmp_path)]


def test_settings_assets_and_hidden_files_are_no_captures(tmp_path: Path) -> None:
    for name in ("archive.toml", "style.css", ".hidden.txt", ".git/config"):
        write(tmp_path, name, "x")
    assert [] == read(tmp_path)


def test_a_single_file_is_an_archive_of_its_own(tmp_path: Path) -> None:
    assert "speech.txt" == only(write(tmp_path, "speech.txt", "Friends!")).path


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("page.html", "<p>Hello", "html"),
        ("page.txt", "<!DOCTYPE html><p>Hello", "html"),
        ("page", "<!-- saved -->\n<html><p>Hello", "html"),
        ("page.txt", "Hello <b>you</b>", "text"),
    ],
)
def test_html_is_told_by_its_ending_or_its_beginning(
    tmp_path: Path, name: str, content: str, form: str
) -> None:
    write(tmp_path, name, content)
    assert form == only(tmp_path).form


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Café".encode(), "Café"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "Café"),
        ("Café über".encode("utf-16"), "Café über"),
        ("The minister said nothing".encode("utf-16-le"), "The minister said nothing"),
        (b'<meta charset="iso-8859-1"><p>Caf\xe9 \x96 bar', "Café – bar"),
        (b'<meta charset="iso-8859-1"><p>Caf\xc3\xa9', "Café"),
        ("<meta charset=euc-kr><p>항구 도시".encode("euc-kr"), "항구 도시"),
        ("Größe, Höhe, Café, Éire – ".encode() + b"caf\xe9", "café"),
    ],
)
def test_encodings_are_found_out(tmp_path: Path, content: bytes, text: str) -> None:
    write(tmp_path, "page.html", content)
    assert text in only(tmp_path).text


def test_undeclared_legacy_encodings_are_detected(tmp_path: Path) -> None:
    text = "Депутаты обсудили закон о гавани и паромном сообщении между островами. " * 5
    write(tmp_path, "page.txt", text.encode("cp1251"))
    assert text == only(tmp_path).text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("photo.html", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        ("noise.txt", bytes(range(256)) * 20, "binary"),
        ("page.txt.gz", b"not gzip", "damaged"),
        ("page.txt.xz", b"not xz", "damaged"),
        ("list.json", b"[]", "empty"),
        ("list.json", b'{"text": ', "bad_json"),
        ("deep.json", b"[" * 100_000, "bad_json"),
        ("rows.csv", b"", "empty"),
        ("rows.csv", b"title,text\n", "empty"),
        ("lines.jsonl", b"", "empty"),
        ("lines.jsonl", b"\n \n", "empty"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    write(tmp_path, name, content)
    failure = refusal(tmp_path)
    assert (name, reason) == (failure.path, failure.reason)
    assert failure.message.startswith(name)


def test_a_compressed_file_that_ends_early_is_damaged(tmp_path: Path) -> None:
    write(tmp_path, "page.txt.gz", gzip.compress(b"The ferry sailed. " * 100)[:-12])
    assert "damaged" == refusal(tmp_path).reason


def test_a_decompression_bomb_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CAPTURE", 1000)
    write(tmp_path, "page.txt.gz", gzip.compress(b"x" * 10_000))
    assert "too_large" == refusal(tmp_path).reason


def test_links_out_of_the_archive_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", "secret")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert "outside" == refusal(tmp_path / "archive").reason


def test_dangling_links_and_pipes_are_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    reasons = [outcome.reason for outcome in read(tmp_path) if isinstance(outcome, Failure)]
    assert ["unreadable", "not_a_file", "unreadable"] == reasons


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps({"text": "The ferry sailed."})
    lines = [good] * 6 + ['{"text": "broken'] + [good]
    write(tmp_path, "a.jsonl", "\n".join(lines))
    outcomes = read(tmp_path)
    (failure,) = (outcome for outcome in outcomes if isinstance(outcome, Failure))
    assert 7 == len(outcomes) - 1
    assert ("bad_json", "line 7") == (failure.reason, failure.record)
    assert "a.jsonl, line 7" in failure.message


def test_a_line_that_is_too_long_is_skipped_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_CAPTURE", 100)
    write(tmp_path, "a.jsonl", json.dumps({"text": "x" * 950}) + '\n{"text": "The ferry."}\n')
    failure, capture = read(tmp_path)
    assert isinstance(failure, Failure)
    assert ("too_large", "line 1") == (failure.reason, failure.record)
    assert isinstance(capture, Capture)
    assert ("The ferry.", "2") == (capture.text, capture.record)


def test_a_record_brings_its_values_under_our_names(tmp_path: Path) -> None:
    record = {
        "id": 17, "headline": "Ferry sails", "body": "The ferry sailed.", "author": ["Ann", "Bo"],
        "published": "2021-04-07", "tags": {"a": 1},
    }  # fmt: skip
    write(tmp_path, "a.json", json.dumps([record]))
    capture = only(tmp_path)
    assert ("17", "record", "The ferry sailed.") == (capture.record, capture.form, capture.text)
    assert {"title": "Ferry sails", "byline": "Ann, Bo", "date": "2021-04-07"} == capture.fields


def test_names_of_archive_toml_come_before_the_usual_ones(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"text": "short", "wording": "The ferry sailed."}')
    assert "The ferry sailed." == only(tmp_path, Archive(fields={"text": "wording"})).text


def test_records_without_the_mapped_name_are_read_under_the_usual_ones(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"text": "The ferry sailed."}')
    assert "The ferry sailed." == only(tmp_path, Archive(fields={"text": "wording"})).text


@pytest.mark.parametrize(
    ("fields", "record"),
    [
        ({"text": "article.body"}, {"article": {"body": "The ferry sailed."}}),
        ({"text": "a.b.c"}, {"a": {"b": {"c": ["The ferry sailed."]}}}),
        ({"text": ("wording", "copy")}, {"copy": "The ferry sailed."}),
        ({"text": "a.b"}, {"a.b": "The ferry sailed."}),
        ({}, {" Body": "The ferry sailed."}),
    ],
)
def test_a_value_is_found_under_nested_and_several_names_and_in_any_case(
    tmp_path: Path, fields: dict[str, str | tuple[str, ...]], record: dict[str, object]
) -> None:
    write(tmp_path, "a.json", json.dumps([record]))
    assert "The ferry sailed." == only(tmp_path, Archive(fields=fields)).text


def test_values_that_are_lists_objects_or_stamps_are_written_out(tmp_path: Path) -> None:
    record = {"body": ["One.", "Two."], "author": [{"name": "Ann"}, "Bo"], "date": 1617790380}
    write(tmp_path, "a.json", json.dumps([record]))
    capture = only(tmp_path)
    assert "One.\n\nTwo." == capture.text
    assert {"byline": "Ann, Bo", "date": "2021-04-07"} == capture.fields


def test_html_that_a_feed_escaped_is_html_again(tmp_path: Path) -> None:
    write(
        tmp_path, "a.csv", 'title,body\nFerry,"&lt;p&gt;The ferry &amp;amp; the mole.&lt;/p&gt;"\n'
    )
    capture = only(tmp_path)
    assert ("html", "<p>The ferry &amp; the mole.</p>") == (capture.form, capture.text)


def test_html_in_a_record_stays_html(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"html": "<p>The ferry sailed.</p>", "text": "other"}')
    capture = only(tmp_path)
    assert ("html", "<p>The ferry sailed.</p>") == (capture.form, capture.text)


def test_two_captures_of_one_page_are_told_apart(tmp_path: Path) -> None:
    page = {"url": "http://a.example/1", "text": "The ferry sailed."}
    lines = [json.dumps(page | {"captured": day}) for day in ("2021-04-07", "2021-04-09")]
    write(tmp_path, "a.jsonl", "\n".join(lines))
    records = [outcome.record for outcome in read(tmp_path)]
    assert ["http://a.example/1@2021-04-07", "http://a.example/1@2021-04-09"] == records


def test_a_record_without_text_says_what_it_has(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"wording": "The ferry sailed.", "title": "Ferry"}\n[1]')
    no_text, bad_record = read(tmp_path)
    assert isinstance(no_text, Failure)
    assert isinstance(bad_record, Failure)
    assert ("no_text", "bad_record") == (no_text.reason, bad_record.reason)
    assert "it has title, wording" in no_text.message


def test_the_list_inside_a_json_object_holds_the_records(tmp_path: Path) -> None:
    write(tmp_path, "a.json", '{"count": 2, "articles": [{"text": "One."}, {"text": "Two."}]}')
    texts = [outcome.text for outcome in read(tmp_path) if isinstance(outcome, Capture)]
    assert ["One.", "Two."] == texts


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_separators_are_found_out_and_bad_rows_named(tmp_path: Path, separator: str) -> None:
    rows = ["title,text,date", 'Ferry,"It sailed.\nTwice.",2021-04-07', "too,few", "Sea,Rose.,2022"]
    content = "\n".join(row.replace(",", separator) for row in rows)
    write(tmp_path, "a.csv", content)
    first, failure, last = read(tmp_path)
    assert isinstance(first, Capture)
    assert isinstance(failure, Failure)
    assert isinstance(last, Capture)
    assert ("It sailed.\nTwice.", "Rose.") == (first.text, last.text)
    assert ("bad_row", "row 2") == (failure.reason, failure.record)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    rows = "title,text\n" + "Fähre,Die Fähre fuhr über die Bucht.\n" * 9
    write(tmp_path, "a.csv", rows.encode(encoding))
    captures = [one for one in read(tmp_path) if isinstance(one, Capture)]
    assert 9 == len(captures)
    assert {"Die Fähre fuhr über die Bucht."} == {capture.text for capture in captures}
    assert {"title": "Fähre"} == captures[-1].fields


def test_a_row_without_end_ends_the_reading_of_its_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_CAPTURE", 1000)
    content = "text\nThe ferry.\n" + '"' + "Endless.\n" * 5000
    write(tmp_path, "a.csv.gz", gzip.compress(content.encode()))
    capture, failure = read(tmp_path)
    assert isinstance(capture, Capture)
    assert isinstance(failure, Failure)
    assert ("too_large", "row 2") == (failure.reason, failure.record)


def test_a_pdf_file_is_a_capture_of_its_bytes(tmp_path: Path) -> None:
    write(tmp_path, "scan.html", b"\r\n%PDF-1.4 ...")
    capture = only(tmp_path)
    assert ("pdf", "", b"\r\n%PDF-1.4 ...") == (capture.form, capture.text, capture.content)


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    file = write(tmp_path, "a.jsonl", '{"text": "One.", "id": "x"}')
    before = only(tmp_path).sha256
    file.write_text('{"id": "x",   "text": "One."}')
    assert before == only(tmp_path).sha256
    file.write_text('{"id": "x", "text": "Two."}')
    assert before != only(tmp_path).sha256
