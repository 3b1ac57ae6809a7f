"""The command `rostrum`: the commands of the packages under one name."""

from __future__ import annotations

import click

from index.__main__ import COMMANDS as INDEX_COMMANDS
from search.__main__ import COMMANDS as SEARCH_COMMANDS
from search.opensearch.command import with_publication
from web.__main__ import COMMANDS as WEB_COMMANDS


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rostrum", prog_name="rostrum")
def main() -> None:
    r"""Search archives of speeches and press reports.

    Index a folder of captures, then search it here or serve it in a browser:

    \b
      rostrum index seeds
      rostrum search '"sea wall" date:2019..2021'
      rostrum serve

    Every option can also be set in the environment, as ROSTRUM_ and its name:
    ROSTRUM_INDEX=var/archive rostrum serve
    """


index, *others = INDEX_COMMANDS
for command in (with_publication(index), *others, *SEARCH_COMMANDS, *WEB_COMMANDS):
    main.add_command(command)


if __name__ == "__main__":
    main()
