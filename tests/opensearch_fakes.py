"""A server that says what it is told to, where no real node can be brought to say it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

VERSION = {"distribution": "opensearch", "number": "2.19.1"}


@contextmanager
def fake(answers: Mapping[str, tuple[int, Any]]) -> Iterator[str]:
    """A server that answers what ends with a key with a status and JSON; gives its address.

    `/` is answered with the version of a real server unless told otherwise.
    """
    told: dict[str, tuple[int, Any]] = {"/": (200, {"version": VERSION}), **answers}

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            """Answer whatever is asked."""
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = self.path.partition("?")[0]
            keys = [key for key in told if path.endswith(key) and (key != "/" or path == "/")]
            status, found = told[keys[-1]] if keys else (404, {"found": False})
            body = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    for verb in ("GET", "POST", "PUT", "DELETE", "HEAD"):
        setattr(Handler, f"do_{verb}", Handler.answer)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
