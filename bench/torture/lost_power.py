"""A model of a disk whose power can go: what was not synced may be lost, cut short or kept.

It follows every call by which an index is written. A file's content is safe from when the file
was synced, a name from when its folder was; nothing else is, in whatever order it was done. This
is less than any file system in use promises.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from random import Random

from index.disk import Call


class _File:
    """A file: its content as programs see it, and as it is safe."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = content
        self.safe = content


class _Folder:
    """A folder: its names as programs see them, and as they are safe."""

    def __init__(self) -> None:
        self.names: dict[str, _Node] = {}
        self.safe: dict[str, _Node] = {}


_Node = _File | _Folder


Left = dict[str, bytes | None]
"""What is on a disk, by path: the content of files, None for folders; folders come first."""


def lay_out(left: Left, folder: Path) -> None:
    """Write what is left to a folder that does not exist."""
    folder.mkdir(parents=True)
    for path, content in left.items():
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)


class LostPower:
    """A witness that knows, after each call, what could be left of a folder without power."""

    def __init__(self, root: Path) -> None:
        """Take what is in the folder now as safe; nothing outside it is followed."""
        self._root = root
        self._lock = threading.Lock()
        self._databases: set[Path] = set()
        self._closing: set[Path] = set()
        self._known: dict[int, _File] = {}
        self._top = _Folder()
        self._top.names["index"] = self._top.safe["index"] = self._read(root)
        if not root.exists():
            self._top = _Folder()

    def __call__(self, call: Call) -> None:
        """Follow a call."""
        with self._lock:
            self.settle()
            getattr(self, f"_{call.kind}")(call)

    def settle(self) -> None:
        """Note what databases hold by now, which write without telling."""
        for path in self._databases:
            file = self._node(path)
            if isinstance(file, _File) and path.exists():
                file.content = path.read_bytes()
        self._databases -= self._closing
        self._closing.clear()

    def left(self, random: Random | None = None, *, lose: bool = True) -> Left:
        """What is left when the power goes now.

        All that is not safe is lost, or nothing is; with `random` each name and content is, or
        is not, and contents are cut short or full of zeros at the end.
        """
        found: Left = {}
        top = self._names(self._top, random, lose)
        if "index" in top:
            self._leave(top["index"], "index", found, random, lose)
        return found

    def _leave(
        self, node: _Node, path: str, found: Left, random: Random | None, lose: bool
    ) -> None:
        if isinstance(node, _File):
            found[path] = _content(node, random, lose)
            return
        found[path] = None
        for name, inner in self._names(node, random, lose).items():
            self._leave(inner, f"{path}/{name}", found, random, lose)

    def _names(self, folder: _Folder, random: Random | None, lose: bool) -> dict[str, _Node]:
        found = {}
        for name in sorted({*folder.names, *folder.safe}):
            lost = random.random() < 0.5 if random else lose
            node = (folder.safe if lost else folder.names).get(name)
            if node is not None:
                found[name] = node
        return found

    def _read(self, path: Path) -> _Node:
        if not path.is_dir():
            # Linked files are one file, as they are on disk.
            inode = path.stat().st_ino if path.exists() else 0
            return self._known.setdefault(inode, _File(path.read_bytes() if inode else b""))
        folder = _Folder()
        for entry in os.scandir(path):
            folder.names[entry.name] = folder.safe[entry.name] = self._read(Path(entry.path))
        return folder

    def _node(self, path: Path) -> _Node | None:
        if not path.is_relative_to(self._root):
            return None
        node: _Node | None = self._top.names.get("index")
        for name in path.relative_to(self._root).parts:
            node = node.names.get(name) if isinstance(node, _Folder) else None
        return node

    def _within(self, path: Path) -> dict[str, _Node]:
        """The names beside a path, its own among them; those of a passing folder if outside."""
        if path == self._root:
            return self._top.names
        folder = self._node(path.parent)
        return folder.names if isinstance(folder, _Folder) else {}

    def _name(self, path: Path) -> str:
        return "index" if path == self._root else path.name

    def _folder(self, call: Call) -> None:
        self._within(call.path).setdefault(self._name(call.path), _Folder())

    def _create(self, call: Call) -> None:
        within = self._within(call.path)
        if call.path.name == "lock" and "lock" in within:
            return
        file = within.setdefault(call.path.name, _File())
        if isinstance(file, _File):
            file.content = b""

    def _write(self, call: Call) -> None:
        file = self._node(call.path)
        if isinstance(file, _File):
            before = file.content.ljust(call.offset, b"\0")
            after = before[call.offset + len(call.data) :]
            file.content = before[: call.offset] + call.data + after

    def _database(self, call: Call) -> None:
        self._create(call)
        self._databases.add(call.path)

    def _close(self, call: Call) -> None:
        self._closing.add(call.path)

    def _link(self, call: Call) -> None:
        node = self._node(call.source) if call.source else None
        if node is not None:
            self._within(call.path)[call.path.name] = node

    def _rename(self, call: Call) -> None:
        if call.source is not None:
            node = self._within(call.source).pop(call.source.name, None)
            if node is not None:
                self._within(call.path)[call.path.name] = node

    def _remove(self, call: Call) -> None:
        self._within(call.path).pop(call.path.name, None)

    def _sync(self, call: Call) -> None:
        if call.path == self._root.parent:
            self._top.safe = dict(self._top.names)
        node = self._node(call.path)
        if isinstance(node, _File):
            node.safe = node.content
        elif isinstance(node, _Folder):
            node.safe = dict(node.names)


def _content(file: _File, random: Random | None, lose: bool) -> bytes:
    if file.content == file.safe or random is None:
        return file.safe if lose else file.content
    if random.random() < 0.3:
        return random.choice((file.safe, file.content))
    kept = random.randrange(len(file.content) + 1)
    filled = random.choice((kept, len(file.content)))
    return file.content[:kept].ljust(filled, b"\0")
