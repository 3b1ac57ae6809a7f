"""What the keeper of an archive puts down for a source holds whatever its captures say."""

from __future__ import annotations

import pytest

from index.archive import Archive, Source
from index.documents import Capture, Extraction
from index.errors import CaptureError
from index.extraction.extract import extract
from index.extraction.overrides import overrides_of

TEXT = (
    "Address at the Quay\n\nTide tables: 07:12 and 19:40\n\nFriends, the wall will hold, and we "
    "shall all of us be there to see it hold.\n\nNo wall was ever built by a single pair of hands."
)


def extracted(source: Source, form: str = "text", **fields: str) -> Extraction:
    capture = Capture(
        path="tern/a.txt", form="record" if form == "record" else "text", text=TEXT, sha256="",
        fields=fields,
    )  # fmt: skip
    return extract(capture, Archive(source=(source,)))


def tern(**settings: object) -> Source:
    return Source(name="The Tern", paths=("tern/*",), **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("fields", [{}, {"title": "Address at the Quay"}])
def test_lines_that_a_keeper_strips_are_no_text_and_the_audit_says_why(
    fields: dict[str, str],
) -> None:
    found = extracted(tern(strip_lines=("Tide tables: .*",)), "record", **fields)
    assert 2 == len(found.documents[0].paragraphs)
    reasons = [(block.text, block.reason) for block in found.blocks if not block.kept]
    assert [
        ("Tide tables: 07:12 and 19:40", "archive.toml, strip_lines: Tide tables: .*")
    ] == reasons


def test_blocks_stay_in_the_order_of_the_capture() -> None:
    found = extracted(tern(strip_lines=("Tide tables: .*",)))
    assert TEXT.split("\n\n") == [block.text for block in found.blocks]


def test_an_expression_has_to_match_the_whole_line() -> None:
    assert 3 == len(extracted(tern(strip_lines=("Tide tables",))).documents[0].paragraphs)


def test_a_capture_of_which_all_is_stripped_is_empty() -> None:
    with pytest.raises(CaptureError) as caught:
        extracted(tern(strip_lines=(".*",)))
    assert "empty" == caught.value.reason


def test_fixed_fields_hold_whatever_the_capture_says() -> None:
    source = tern(fixed={"publisher": "Tern Press", "kind": "letter", "date": "2019-11"})
    (document,) = extracted(source, "record", title="A", date="2020-01-01", kind="speech").documents
    assert ("Tern Press", "letter", "2019-11") == (
        document.publisher,
        document.kind,
        str(document.date),
    )
    assert "archive.toml: fixed for The Tern" == document.evidence["date"].rule


def test_a_source_without_overrides_has_none_and_another_path_is_left_alone() -> None:
    capture = Capture(path="gull/a.txt", form="text", text="x", sha256="")
    found = overrides_of(capture, Archive(source=(tern(drop=(".teaser",)),)))
    assert ((), (), ()) == (found.keep, found.drop, found.strip_lines)


def test_a_page_is_known_by_the_address_it_gives_of_itself() -> None:
    source = Source(name="The Tern", domains=("tern.example",), drop=(".teaser",))
    capture = Capture(path="a.html", form="html", text="<p>x", sha256="")
    found = overrides_of(capture, Archive(source=(source,)), "https://www.tern.example/1")
    assert (".teaser",) == found.drop
