"""Faults that are put into the writing of an index: a call that fails, or the last one made."""

from __future__ import annotations

import errno
import os
import signal
import threading

from index.disk import Call, Kind

_GROWS: frozenset[Kind] = frozenset({"folder", "create", "write", "database", "close", "link"})
"""The calls for which a full disk has no room; those that remove or sync go on."""


class Counted:
    """A witness that counts calls, of whatever thread."""

    def __init__(self) -> None:
        self.calls = 0
        self._lock = threading.Lock()

    def __call__(self, call: Call) -> None:
        """Count a call."""
        with self._lock:
            self.calls += 1
            number = self.calls
        self.met(number, call)

    def met(self, number: int, call: Call) -> None:
        """Do what is to be done at the call of a number, counted from 1."""


class Failing(Counted):
    """Has one call fail, as it does where a disk has an error."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def met(self, number: int, call: Call) -> None:
        """Fail the one."""
        if number == self._at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


class Full(Counted):
    """Has the disk full from one call on, until there is room again."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def met(self, number: int, call: Call) -> None:
        """Refuse whatever takes room."""
        if number >= self._at and call.kind in _GROWS:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Killed(Counted):
    """Ends this process at one call, without a word."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def met(self, number: int, call: Call) -> None:
        """End it."""
        if number == self._at:
            os.kill(os.getpid(), signal.SIGKILL)
