"""A wire that can be cut: hands on what two ends say to each other, up to a byte of a number."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self


class Wire:
    """Stands before a server on this machine; `cut_after` cuts every connection once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._left: int | None = None
        self.passed = 0
        """How many bytes went through, either way."""
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        self._cut()

    def cut_after(self, count: int) -> None:
        """Cut what is connected once so many more bytes went through."""
        self._left = count

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._hand_on, args=ends, daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 12):
                with self._lock:
                    allowed = len(data) if self._left is None else min(len(data), self._left)
                    self._left = None if self._left is None else self._left - allowed
                    self.passed += allowed
                target.sendall(data[:allowed])
                if allowed < len(data):
                    self._left = None
                    self._cut()
                    return

    def _cut(self) -> None:
        ends, self._open = self._open, []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
