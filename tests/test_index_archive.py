"""Settings of an archive: what they may say, and what is told of one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive, load_archive
from index.errors import ArchiveSettingsError

HERALD = '[[source]]\nname = "The Herald"\n'


def test_an_archive_without_settings_has_the_usual_ones(tmp_path: Path) -> None:
    assert Archive() == load_archive(tmp_path)


def test_overrides_are_read_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text(
        '[fields]\ntext = ["body", "lead"]\ntitle = "headline"\n'
        + HERALD
        + 'keep = ["div.story > p"]\ndrop = [".teaser"]\nstrip_lines = ["Tides: \\\\d+"]\n'
        'fixed = { publisher = "Alder Press", kind = "report", date = "2021-04" }\n'
    )
    archive = load_archive(tmp_path)
    (source,) = archive.source
    assert {"text": ("body", "lead"), "title": "headline"} == archive.fields
    assert (("div.story > p",), (".teaser",)) == (source.keep, source.drop)
    assert ("Tides: \\d+",) == source.strip_lines
    assert {"publisher": "Alder Press", "kind": "report", "date": "2021-04"} == source.fixed


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("titel = 'x'", "unknown field `titel`"),
        ("title = ", "Invalid value"),
        ('[fields]\nheadline = "title"', "[fields] names `headline`, which is no field of ours"),
        (HERALD + 'drop = ["div["]', "source `The Herald`: drop `div[` is no CSS selector"),
        (HERALD + 'strip_lines = ["(a"]', "strip_lines `(a` is no regular expression"),
        (HERALD + 'fixed = { titel = "x" }', "fixed names `titel`"),
        (HERALD + 'fixed = { kind = "poem" }', "fixed kind `poem` is none of speech"),
        (HERALD + 'fixed = { date = "7 April" }', "'7 April' is not a date"),
        (HERALD + 'kind = "poem"', "Invalid enum value 'poem'"),
        ("\xff", "archive.toml"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_file(
    tmp_path: Path, settings: str, told: str
) -> None:
    (tmp_path / "archive.toml").write_bytes(settings.encode("latin-1"))
    with pytest.raises(ArchiveSettingsError) as caught:
        load_archive(tmp_path)
    assert str(caught.value).startswith(str(tmp_path / "archive.toml"))
    assert told in str(caught.value)
