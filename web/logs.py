"""What the server logs: one JSON object a line, on standard error.

A line of a request has its id, where it went and how it ended, but neither its parameters nor
anything of a capture: a log is kept for longer than what was read, and by others. For the same
reason a fault is told by its kind and the lines of code it passed through, without its message,
which may quote what was read.
"""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType
from typing import Any, Literal

import msgspec

from web.visits import VISIT, Visit

Logged = Literal["errors", "requests"]
"""What is written: only what went wrong, or every request too."""

REQUESTS = "rostrum.requests"

_MAX_PATH = 200
_FRAMES = 12

requests = logging.getLogger(REQUESTS)


class JsonLines(logging.Formatter):
    """Writes a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        visit = VISIT.get()
        if visit is not None:
            line["request_id"] = visit.id
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line["error"] = kind.__qualname__
            line["at"] = _places(trace)
        return msgspec.json.encode(line).decode()


def log_visit(visit: Visit) -> None:
    """Write the line of a request, where requests are logged."""
    if requests.isEnabledFor(logging.INFO):
        requests.info("request", extra={"fields": _fields(visit)})


def configuration(logged: Logged) -> dict[str, Any]:
    """The settings of Python's logging for a server; the server in front uses them as well."""
    level = "INFO" if logged == "requests" else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": sys.stderr,
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {REQUESTS: {"level": level}, "_granian": {"level": "WARNING"}},
    }


def _fields(visit: Visit) -> dict[str, Any]:
    return {
        "request_id": visit.id,
        "client": visit.client,
        "method": visit.method[:_MAX_PATH],
        "path": visit.path[:_MAX_PATH],
        "route": visit.route,
        "status": visit.status,
        **({"code": visit.code} if visit.code else {}),
        "bytes": visit.length,
        "ms": round(visit.seconds * 1000, 3),
    }


def _places(trace: TracebackType | None) -> list[str]:
    """The lines of code a fault passed through, the innermost last."""
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in frames]
