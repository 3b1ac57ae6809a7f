"""Repair: what is damaged is built anew from its captures or, without them, gone back upon."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from index.building.build import build
from index.building.locking import writer_lock
from index.building.progress import Progress
from index.building.publishing import complete, gone, point
from index.commands.report import Report
from index.errors import (
    ArchiveNotFound,
    ArchiveSettingsError,
    CannotGoBack,
    DamagedIndex,
    IndexingError,
    SchemaMismatch,
)
from index.parallels.store import PARALLELS_FOLDER
from index.storage.checking import Checked, check_generation
from index.storage.current import Lineage, read_lineage
from index.storage.generation_manifest import Manifest, read_generation_manifest
from index.storage.generations import generation_path, no_index


class WentBack(msgspec.Struct, frozen=True):
    """A generation that was there before answers again, instead of the one that is left.

    `left` is empty where CURRENT did not say which answered; `passed_over` tells of damage.
    """

    version: str
    left: str
    passed_over: tuple[str, ...]


def repair(index_dir: Path, progress: Progress, jobs: int) -> Report | WentBack:
    """Rebuild a damaged index from the captures it was made of or, without them, go back.

    Where only CURRENT is damaged, or generations that it keeps were deleted, the newest that is
    whole answers. Raises CannotGoBack where nothing of this is possible.
    """
    lineage = _lineage(index_dir)
    if lineage is None:
        with suppress(CannotGoBack):
            return go_back(index_dir, progress, jobs)
    elif not _checked(index_dir, lineage.current, progress, jobs).damage:
        return _forget(index_dir, lineage)
    manifest = _newest_manifest(index_dir)
    try:
        if manifest is None or not manifest.roots:
            raise ArchiveNotFound("The index does not say which captures it was built from.")
        parallels = any(Path(name).parts[0] == PARALLELS_FOLDER for name in manifest.files)
        roots = [Path(root) for root in manifest.roots]
        return build(
            roots, index_dir, progress=progress, jobs=jobs, parallels=parallels, distrust=True
        )
    except (ArchiveNotFound, ArchiveSettingsError) as error:
        try:
            return go_back(index_dir, progress, jobs)
        except CannotGoBack as none:
            anew = f"Build it anew: rostrum index PATH --index {index_dir}"
            raise CannotGoBack(f"{error} {none} {anew}") from error


def go_back(index_dir: Path, progress: Progress, jobs: int, to: str | None = None) -> WentBack:
    """Have the nearest generation before the current one that is whole answer again, or `to`.

    The one that is left stays, set aside, until the next run of the indexer. Raises CannotGoBack.
    """
    if not index_dir.is_dir():
        raise no_index(index_dir)
    with writer_lock(index_dir):
        left = _lineage(index_dir)
        lineage, wanted = _candidates(index_dir, left, to)
        passed_over: list[str] = []
        for name in wanted:
            checked = _checked(index_dir, name, progress, jobs)
            if not checked.damage:
                point(index_dir, lineage.moved(name))
                return WentBack(name, left.current if left else "", tuple(passed_over))
            passed_over += checked.damage
    raise CannotGoBack(_nothing(index_dir, lineage, passed_over))


def _forget(index_dir: Path, lineage: Lineage) -> WentBack:
    """Have CURRENT name no more what was deleted, where the current generation is whole."""
    with writer_lock(index_dir):
        point(index_dir, lineage.without(gone(index_dir, lineage)))
    return WentBack(lineage.current, "", ())


def _candidates(
    index_dir: Path, lineage: Lineage | None, to: str | None
) -> tuple[Lineage, Sequence[str]]:
    """The generations there are, and those to be tried, in order."""
    if lineage is None:
        names = complete(index_dir) if (index_dir / "generations").is_dir() else []
        if not names:
            raise CannotGoBack(f"{index_dir} holds no generation of an index.")
        lineage = Lineage(names[0], tuple(names[1:]))
        wanted = lineage.all
    else:
        wanted = lineage.before
    if to is None:
        return lineage, wanted
    if to not in lineage.all:
        raise CannotGoBack(f"{index_dir} keeps no generation {to}. {_kept(lineage)}")
    return lineage, (to,)


def _checked(index_dir: Path, name: str, progress: Progress, jobs: int) -> Checked:
    def begin(total: int) -> Progress:
        progress.begin("Checking", total, "bytes")
        return progress

    try:
        return check_generation(index_dir, name, lambda total: begin(total).advance, jobs)
    except SchemaMismatch as error:
        return Checked(name, 0, 0, (str(error),))


def _newest_manifest(index_dir: Path) -> Manifest | None:
    """The manifest of the current generation or, where it cannot be read, of the newest."""
    lineage = _lineage(index_dir)
    known = lineage.all[len(lineage.after) :] if lineage else ()
    others = complete(index_dir) if (index_dir / "generations").is_dir() else []
    for name in (*known, *others):
        try:
            return read_generation_manifest(generation_path(index_dir, name), index_dir)
        except IndexingError:
            continue
    return None


def _lineage(index_dir: Path) -> Lineage | None:
    """What CURRENT says; None where it is damaged or missing."""
    try:
        return read_lineage(index_dir)
    except DamagedIndex:
        return None


def _nothing(index_dir: Path, lineage: Lineage, passed_over: Sequence[str]) -> str:
    if passed_over:
        return f"No generation of {index_dir} is whole: {' '.join(passed_over)}"
    return f"{index_dir} keeps no generation before {lineage.current}. {_kept(lineage)}"


def _kept(lineage: Lineage) -> str:
    return f"It keeps {', '.join(lineage.all)}."
