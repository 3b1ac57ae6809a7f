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
from search.opensearch.place import DEFAULT_NAME, DEFAULT_URL, Place, place_from


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the index is, and what signs cursors: without a secret, a key beside the index.

    `url` is where the archive is served, for permalinks, where requests do not say it (behind a
    proxy). `kept_replies` is how many bytes of replies a worker keeps to send again; with 0 it
    searches for every one. `place` is where the archive is if it is in a cluster.
    """

    index: Path = DEFAULT_INDEX
    secret: str | None = None
    url: str | None = None
    kept_replies: int = 16 * 1024 * 1024
    place: Place | None = None

    def __post_init__(self) -> None:
        """Make the index path absolute, so that it outlives a change of folder."""
        object.__setattr__(self, "index", Path(self.index).absolute())


def from_environment(
    environment: Mapping[str, str],
    *,
    index: Path | None = None,
    url: str | None = None,
    place: Place | None = None,
) -> Settings:
    """Settings from `ROSTRUM_INDEX`, `ROSTRUM_URL`, `ROSTRUM_SECRET`; what is given wins.

    `ROSTRUM_ENGINE` and what belongs to it name a cluster. An empty variable counts as unset.
    """
    return Settings(
        index=index or Path(environment.get("ROSTRUM_INDEX") or DEFAULT_INDEX),
        secret=environment.get("ROSTRUM_SECRET") or None,
        url=url or environment.get("ROSTRUM_URL") or None,
        place=place or _place(environment),
    )


def _place(environment: Mapping[str, str]) -> Place | None:
    """Where a cluster is, if one is to answer. Raises EngineUnavailable for a faulty address."""
    if environment.get("ROSTRUM_ENGINE") != "opensearch":
        return None
    url = environment.get("ROSTRUM_OPENSEARCH_URL") or DEFAULT_URL
    return place_from(environment, url, environment.get("ROSTRUM_OPENSEARCH_NAME") or DEFAULT_NAME)
