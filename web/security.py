"""The headers that keep a browser from doing what a page of ours never asks it to.

A capture may hold anything. Escaping keeps its markup text; these headers are the second
wall, on every answer: no inline script, no other host, no framing, no guessing of types.
`web.front` puts them on, outside of Flask, where a list of headers is just that.
"""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

MAX_BODY = 64 * 1024
"""Bytes of a request's body: a quotation of the greatest length fits, however it is written."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Refuse bodies above MAX_BODY."""

    @app.before_request
    def refuse_large_bodies() -> None:
        """A body that is announced as huge is refused unread."""
        if (request.content_length or 0) > MAX_BODY:
            raise RequestEntityTooLarge(f"Send at most {MAX_BODY} bytes.")
