"""Who is let in: requests under a name of this service, and not too many from one client.

A page of another site can make a browser ask this machine under that site's name (DNS
rebinding), and links and cursors could be made out to a name that is not ours. So requests under
unknown names are refused. `/healthz` and `/readyz` answer under any: they give nothing away, and
whoever watches a service often asks by its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import BadRequest, TooManyRequests

from web.rate_limits import RateLimit

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from web.settings import Settings

_WATCHED = frozenset(("/healthz", "/readyz"))
_UNLIMITED = ("/static/", "/healthz", "/readyz", "/metrics")


class UnknownHost(BadRequest):
    """The request names a host that is not this service."""

    problem = "unknown_host"


class TooOften(TooManyRequests):
    """The client has sent more requests than it may; `retry_after` is in seconds."""


class Admission:
    """Decides for one application which requests are answered."""

    def __init__(self, settings: Settings) -> None:
        self._hosts = frozenset(map(_bare, settings.allowed_hosts))
        self._limit = (
            RateLimit(settings.rate_limit, settings.runtime) if settings.rate_limit else None
        )

    def check(self, environ: WSGIEnvironment) -> None:
        """Raises UnknownHost or TooOften, which are errors of HTTP."""
        path = environ["PATH_INFO"]
        if self._hosts and path not in _WATCHED:
            self._check_host(environ.get("HTTP_HOST") or environ.get("SERVER_NAME", ""))
        if self._limit and not path.startswith(_UNLIMITED):
            wait = self._limit.wait(environ.get("REMOTE_ADDR", ""))
            if wait:
                raise TooOften(
                    f"This client has sent more than {self._limit.per_minute} requests a minute. "
                    f"Wait {wait} seconds.",
                    retry_after=wait,
                )

    def _check_host(self, host: str) -> None:
        if _bare(host) not in self._hosts:
            raise UnknownHost(
                "This service is not known by the name it was asked under. Whoever runs it names "
                "it with --allowed-hosts, or with --url."
            )


def _bare(host: str) -> str:
    """A host without its port and the dot at its end, in small letters; brackets stay."""
    host = host.strip().lower()
    name = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return name.rstrip(".")
