"""A folder that never changes is shared by linking its files or, failing that, copied."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from index import disk
from index.building.publishing import new_generation, share
from index.errors import CannotWrite


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


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(call: disk.Call) -> None:
        if call.path.parent == tmp_path / "index" and call.kind == "create":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    begun = []
    with disk.witnessed(refuse), pytest.raises(CannotWrite, match="Make it writable"):  # noqa: SIM117
        with new_generation(tmp_path / "index"):
            begun.append(True)
    assert [] == begun + list((tmp_path / "index" / "generations").iterdir())
