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

    `allowed_hosts` are the names the service is asked under, any where there are none. `proxies`
    is how many stand before it, `rate_limit` how many requests a minute a client may send (0: no
    limit), `metrics` whether `/metrics` is shown. In `runtime`, a folder, the workers of one
    server meet to count together; without one each counts for itself.
    """

    index: Path = DEFAULT_INDEX
    secret: str | None = None
    url: str | None = None
    kept_replies: int = 16 * 1024 * 1024
    place: Place | None = None
    allowed_hosts: tuple[str, ...] = ()
    proxies: int = 0
    rate_limit: int = 0
    metrics: bool = False
    runtime: Path | None = None

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
    """Settings from the variables `ROSTRUM_…`; what is given wins, an empty one counts as unset.

    `ROSTRUM_ENGINE` and what belongs to it name a cluster. Raises ValueError where a number is
    none.
    """

    def read(name: str) -> str | None:
        return environment.get(name) or None

    return Settings(
        index=index or Path(read("ROSTRUM_INDEX") or DEFAULT_INDEX),
        secret=read("ROSTRUM_SECRET"),
        url=url or read("ROSTRUM_URL"),
        allowed_hosts=tuple((read("ROSTRUM_ALLOWED_HOSTS") or "").replace(",", " ").split()),
        proxies=int(read("ROSTRUM_PROXIES") or 0),
        rate_limit=int(read("ROSTRUM_RATE_LIMIT") or 0),
        metrics=(read("ROSTRUM_METRICS") or "").lower() in ("1", "true", "yes", "on"),
        place=place or _place(environment),
    )


def _place(environment: Mapping[str, str]) -> Place | None:
    """Where a cluster is, if one is to answer. Raises EngineUnavailable for a faulty address."""
    if environment.get("ROSTRUM_ENGINE") != "opensearch":
        return None
    url = environment.get("ROSTRUM_OPENSEARCH_URL") or DEFAULT_URL
    return place_from(environment, url, environment.get("ROSTRUM_OPENSEARCH_NAME") or DEFAULT_NAME)
