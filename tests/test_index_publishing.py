"""A folder that never changes is shared by linking its files or, failing that, copied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.building.publishing import share


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source" / "inner").mkdir(parents=True)
    (tmp_path / "source" / "a").write_text("one")
    (tmp_path / "source" / "inner" / "b").write_text("two")
    return tmp_path


@pytest.mark.parametrize("links", [True, False])
def test_a_shared_folder_outlives_the_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("no links")))
    share(folder / "source", folder / "deep" / "target")
    assert links == (folder / "source" / "a").samefile(folder / "deep" / "target" / "a")
    (folder / "source" / "a").unlink()
    assert "one" == (folder / "deep" / "target" / "a").read_text()
    assert "two" == (folder / "deep" / "target" / "inner" / "b").read_text()
