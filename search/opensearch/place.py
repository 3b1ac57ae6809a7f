"""Where a cluster is, and as whom it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from search.errors import EngineUnavailable

DEFAULT_URL = "http://127.0.0.1:9200"
DEFAULT_NAME = "rostrum"


@dataclass(frozen=True, kw_only=True)
class Place:
    """The nodes of a cluster, the name of an archive in it, and who asks.

    `urls` are addresses of nodes of one cluster; any of them answers for all. `name` is the alias
    under which the archive is searched. `authority` is the file of the certificates to trust.
    """

    urls: tuple[str, ...] = (DEFAULT_URL,)
    name: str = DEFAULT_NAME
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authority: str | None = None

    @property
    def shown(self) -> str:
        """Where it is, as it may be printed: nothing that is secret in an address is shown."""
        parts = (urlsplit(url) for url in self.urls)
        hosts = (f"{part.scheme}://{part.hostname}:{part.port or 9200}" for part in parts)
        return ", ".join(hosts)


def place_from(environment: Mapping[str, str], url: str, name: str) -> Place:
    """A place; user, password and certificates come from the environment, never from options.

    Raises EngineUnavailable for an address that is none, or that holds a password itself.
    """
    urls = tuple(part.strip().rstrip("/") for part in url.split(",") if part.strip())
    for one in urls or ("",):
        _check(one)
    return Place(
        urls=urls,
        name=name,
        user=environment.get("ROSTRUM_OPENSEARCH_USER") or None,
        password=environment.get("ROSTRUM_OPENSEARCH_PASSWORD") or None,
        authority=environment.get("ROSTRUM_OPENSEARCH_CA") or None,
    )


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message = f"{parts.hostname or 'Nothing'} is not the address of a node: http://HOST:9200."
        raise EngineUnavailable("bad_address", message)
    if parts.username or parts.password:
        raise EngineUnavailable(
            "bad_address",
            "The address of a node holds a user or password. Set ROSTRUM_OPENSEARCH_USER and"
            " ROSTRUM_OPENSEARCH_PASSWORD instead.",
        )
