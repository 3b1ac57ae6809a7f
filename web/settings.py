"""What can be set about the service: arguments first, then the environment, then defaults.

Only `create_app` and `web.__main__` read the environment; everything else is given the
frozen `Settings`. The index path is always explicit and absolute, because Flask's own
instance path would land inside the Python environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from search.engine import MAX_WINDOW

DEFAULT_INDEX = Path("var/index")


class SettingsError(Exception):
    """A setting cannot be used; the message names it and says what it may be."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the index is and how the service answers.

    `secret` signs cursors; without one, a key is kept beside the index. `window` is how many
    results can be paged through. `max_body` is in bytes, `retry_after` in seconds.
    """

    index: Path = DEFAULT_INDEX
    secret: str | None = None
    window: int = MAX_WINDOW
    max_body: int = 64 * 1024
    retry_after: int = 5

    def __post_init__(self) -> None:
        """Make the index path absolute, so that it outlives a change of folder."""
        object.__setattr__(self, "index", Path(self.index).absolute())


def from_environment(
    environment: Mapping[str, str], *, index: Path | None = None, secret: str | None = None
) -> Settings:
    """Settings from `ROSTRUM_INDEX`, `ROSTRUM_SECRET`, …; arguments that are not None win.

    Raises SettingsError for a number that is none. An empty variable counts as unset.
    """
    default = Settings()
    return Settings(
        index=index or Path(environment.get("ROSTRUM_INDEX") or DEFAULT_INDEX),
        secret=secret or environment.get("ROSTRUM_SECRET") or None,
        window=_number(environment, "ROSTRUM_WINDOW", default.window),
        max_body=_number(environment, "ROSTRUM_MAX_BODY", default.max_body),
        retry_after=_number(environment, "ROSTRUM_RETRY_AFTER", default.retry_after),
    )


def _number(environment: Mapping[str, str], variable: str, default: int) -> int:
    """A positive whole number, or a SettingsError that names the variable."""
    text = environment.get(variable) or str(default)
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise SettingsError(f"{variable} is {text!r}, but has to be a whole number above 0.")
