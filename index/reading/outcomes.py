"""What reading comes to for each capture: the capture, or the failure to read it."""

from __future__ import annotations

from index.documents import Capture, Failure
from index.errors import CaptureError

Outcome = Capture | Failure


def failure(error: CaptureError, path: str, record: str | None = None) -> Failure:
    """The failure that an error is for a file, or for one record of it."""
    where = f"{path}, {record}" if record else path
    return Failure(path=path, record=record, reason=error.reason, message=f"{where}: {error}")
