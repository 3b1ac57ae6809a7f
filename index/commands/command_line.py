"""How the commands of the project behave alike: their options, and how they fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from index.errors import IndexingError

DEFAULT_INDEX = Path("var/index")


class Command(click.Command):
    """A command that says what went wrong in a line and exits with 1; no traceback.

    Only errors with a message for people are caught: those of the index, and the system's.
    """

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except IndexingError as error:
            raise click.ClickException(str(error)) from error
        except MemoryError as error:
            raise click.ClickException(
                "There is not enough memory for this. What was there before is as it was: lift the"
                " limit, or run fewer programs beside this one."
            ) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error


def option(name: str, *more: str, **settings: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """A click option that can also be set in the environment, as ROSTRUM_ and its name."""
    variable = "ROSTRUM_" + name.removeprefix("--").partition("/")[0].upper().replace("-", "_")
    settings.setdefault("show_default", settings.get("default") is not None)
    return click.option(name, *more, envvar=variable, show_envvar=True, **settings)


index_option = option(
    "--index",
    "index_dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT_INDEX,
    help="The folder of the index.",
)
