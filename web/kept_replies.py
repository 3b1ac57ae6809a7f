"""The replies sent last, to be sent again: a generation never changes, so neither do they.

The tag of a reply (`web.caching`) names the question and the index version, and so does the key
here. After a reindex nobody asks for the old tags, and they make room for the new.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from web.replies import Reply

OVERHEAD = 1024
"""Bytes counted for a reply beside its body: its headers, its key, its place here."""


class KeptReplies:
    """Replies by their tags, the least recently asked for dropped first; threads may share it."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._replies: OrderedDict[str, Reply] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> Reply | None:
        """The reply of a tag, if it is still kept."""
        with self._lock:
            reply = self._replies.get(tag)
            if reply is not None:
                self._replies.move_to_end(tag)
            return reply

    def keep(self, tag: str, reply: Reply) -> None:
        """Keep a reply as long as `capacity` bytes allow."""
        with self._lock:
            if tag not in self._replies:
                self._replies[tag] = reply
                self._size += _size(reply)
            while self._size > self._capacity:
                _, dropped = self._replies.popitem(last=False)
                self._size -= _size(dropped)


def _size(reply: Reply) -> int:
    return len(reply.body) + OVERHEAD
