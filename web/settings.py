"""What can be set about the service: arguments first, then the environment, then defaults.

Only `create_app` and `web.__main__` read the environment; everything else is given the
frozen `Settings`. The index path is always explicit and absolute, because Flask's own
instance path would land inside the Python environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.commands.command_line import DEFAULT_INDEX


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the index is, and what signs cursors: without a secret, a key beside the index.

    `url` is where the archive is served, for permalinks, where requests do not say it (behind a
    proxy). `kept_replies` is how many bytes of replies a worker keeps to send again; with 0 it
    searches for every one.
    """

    index: Path = DEFAULT_INDEX
    secret: str | None = None
    url: str | None = None
    kept_replies: int = 16 * 1024 * 1024

    def __post_init__(self) -> None:
        """Make the index path absolute, so that it outlives a change of folder."""
        object.__setattr__(self, "index", Path(self.index).absolute())


def from_environment(
    environment: Mapping[str, str], *, index: Path | None = None, url: str | None = None
) -> Settings:
    """Settings from `ROSTRUM_INDEX`, `ROSTRUM_URL` and `ROSTRUM_SECRET`; what is given wins.

    An empty variable counts as unset.
    """
    return Settings(
        index=index or Path(environment.get("ROSTRUM_INDEX") or DEFAULT_INDEX),
        secret=environment.get("ROSTRUM_SECRET") or None,
        url=url or environment.get("ROSTRUM_URL") or None,
    )
