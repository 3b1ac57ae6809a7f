"""Who asks, where the server stands behind proxies: only what the nearest of them say is believed.

Each proxy adds the address it was asked from to the end of `X-Forwarded-For`. With N proxies of
ours, the N-th from the end was written by the outermost of them; what stands before it anyone
may have sent. `X-Forwarded-Host` and `-Prefix` are never believed: the proxy passes on `Host`.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def proxied(application: WSGIApplication, proxies: int) -> WSGIApplication:
    """An application that sees the client's address and scheme from behind so many proxies."""
    if not proxies:
        return application

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        client = _written(environ.get("HTTP_X_FORWARDED_FOR", ""), proxies)
        if _is_address(client):
            environ["REMOTE_ADDR"] = client
        scheme = _written(environ.get("HTTP_X_FORWARDED_PROTO", ""), proxies)
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        return application(environ, start_response)

    return answer


def _written(header: str, proxies: int) -> str:
    """What the outermost of the proxies wrote; a header that is written anew has one value."""
    values = header.split(",")
    return values[max(-proxies, -len(values))].strip()


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
