"""The audit of a text capture while it is read: a verdict on every line.

Extraction judges lines in whatever order it understands them; the audit is handed out in the
order they stood, with the text of each exactly as it was kept or stripped.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.documents import Block, Role
from index.extraction.text.lines import Line


class Verdict(NamedTuple):
    """What became of a line: kept for a document in a role, or stripped, and why."""

    kept: bool
    role: Role
    reason: str
    document: int | None = None


@lru_cache(maxsize=1_000)
def _verdict(kept: bool, role: Role, reason: str, document: int | None = None) -> Verdict:
    """A verdict, the same one for the many lines that are stripped or kept alike."""
    return Verdict(kept, role, reason, document)


UNJUDGED = Verdict(False, "furniture", "outside the story")


class Audit:
    """The lines of one capture and the verdicts on them so far."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.verdicts: list[Verdict] = [UNJUDGED] * len(lines)

    def keep(self, at: int, role: Role, reason: str, document: int = 0) -> None:
        """Keep a line for a document."""
        self.verdicts[at] = _verdict(True, role, reason, document)

    def strip(self, at: int, reason: str, role: Role = "furniture") -> None:
        """Strip a line."""
        self.verdicts[at] = _verdict(False, role, reason)

    def judged(self, at: int) -> bool:
        """Whether a line has a verdict already."""
        return self.verdicts[at] is not UNJUDGED

    def unjudged(self) -> list[int]:
        """The numbers of the lines that have no verdict yet."""
        return [at for at, verdict in enumerate(self.verdicts) if verdict is UNJUDGED]

    def kept(self, role: Role, document: int = 0) -> list[int]:
        """The numbers of the lines kept for a document in a role."""
        return [
            at
            for at, verdict in enumerate(self.verdicts)
            if verdict.kept and verdict.role == role and verdict.document == document
        ]

    def blocks(self) -> list[Block]:
        """The audit: every line in order."""
        return [
            Block(text=line.text, kept=kept, role=role, reason=reason, document=document)
            for line, (kept, role, reason, document) in zip(self.lines, self.verdicts, strict=True)
        ]
