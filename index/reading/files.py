"""The files of an archive, in an order that is the same on every run.

Hidden files, `archive.toml` and the assets a saved page brings along hold no text of their
own and are passed over. Everything else is a capture until reading it shows otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from index.errors import CaptureError

PASSED_OVER = frozenset(
    {".toml", ".yaml", ".yml", ".ini", ".cfg", ".css", ".js", ".map", ".py", ".sh", ".lock"}
)


def find_files(root: Path) -> Iterator[Path]:
    """The files below a folder, sorted by path; a file given by itself is its own archive."""
    if root.is_file():
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() not in PASSED_OVER:
                yield Path(folder, name)


def path_in_archive(file: Path, root: Path) -> str:
    """How a file is named in the index: relative to the root, with forward slashes.

    Bytes of a file name that are not UTF-8 are shown as the replacement character.
    """
    relative = PurePosixPath(file.name) if file == root else PurePosixPath(file.relative_to(root))
    return os.fsencode(relative).decode("utf-8", "replace")


def check_readable(file: Path, root: Path) -> None:
    """Refuse what must not be opened: links out of the archive, pipes, devices.

    Raises CaptureError with the reason `outside`, `unreadable` or `not_a_file`.
    """
    folder = root if root.is_dir() else root.parent
    try:
        target = file.resolve(strict=True)
    except OSError as error:
        raise unreadable(error) from error
    except RuntimeError as error:
        # Until Python 3.13 a link that leads to itself is told so.
        raise CaptureError("unreadable", "cannot be opened: a link that leads to itself") from error
    if file.is_symlink() and not target.is_relative_to(folder.resolve()):
        raise CaptureError("outside", "a link that leads out of the archive is not followed")
    if not target.is_file():
        raise CaptureError("not_a_file", "neither a file nor a folder (a pipe, socket or device)")


def unreadable(error: OSError) -> CaptureError:
    """The refusal for a file the system would not open."""
    return CaptureError("unreadable", f"cannot be opened: {error.strerror or error}")
