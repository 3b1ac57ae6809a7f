"""CURRENT: one small file that says which generations there are, replaced by one atomic rename.

    000006-5e1f0a2b           the generation that answers
    before 000004-9c3d7e10    those before it that are kept, the nearest first
    after 000005-77aa01bc     those after it that a rollback set aside

Whatever is not named in it is left over from a run that died, or is on its way.
"""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from index.errors import DamagedIndex

FILE_NAME = "CURRENT"

_NAME = r"\d{6,}-[0-9a-f]{8}"
_LINES = re.compile(rf"({_NAME})\n((?:before {_NAME}\n)*)((?:after {_NAME}\n)*)")


class Lineage(NamedTuple):
    """The current generation and those that are kept beside it.

    before: those it followed, the nearest first. after: those that were set aside, the newest
    first.
    """

    current: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, the newest first."""
        return (*self.after, self.current, *self.before)

    def moved(self, to: str) -> Lineage:
        """The same with another one of them as the current one."""
        place = self.all.index(to)
        return Lineage(to, self.all[place + 1 :], self.all[:place])

    def followed(self, by: str, kept: int) -> Lineage:
        """What it is once a new generation was built upon the current one."""
        return Lineage(by, (self.current, *self.before)[:kept])

    def without(self, gone: Container[str]) -> Lineage:
        """The same without some of those beside the current one."""
        before, after = ([n for n in names if n not in gone] for names in (self.before, self.after))
        return Lineage(self.current, tuple(before), tuple(after))

    def encoded(self) -> bytes:
        """The content of the file."""
        lines = [f"before {name}" for name in self.before] + [f"after {n}" for n in self.after]
        return "".join(f"{line}\n" for line in (self.current, *lines)).encode("ascii")


def read_lineage(index_dir: Path) -> Lineage | None:
    """What CURRENT says, or None where there is none.

    Raises DamagedIndex where it says anything else.
    """
    path = index_dir / FILE_NAME
    try:
        content = path.read_bytes().decode("ascii")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}. {repair_advice(index_dir)}") from error
    found = _LINES.fullmatch(content)
    if not found:
        raise DamagedIndex(f"{path} does not name a generation. {repair_advice(index_dir)}")
    name, *others = found.groups()
    before, after = (tuple(re.findall(_NAME, lines)) for lines in others)
    return Lineage(name, before, after)


def repair_advice(index_dir: Path) -> str:
    """What to do about damage."""
    return f"Put it right: rostrum check --repair --index {index_dir}"


def without_advice(error: DamagedIndex, index_dir: Path) -> str:
    """What an error says of damage, for where what to do about it is said otherwise."""
    return str(error).replace(repair_advice(index_dir), "").strip()
