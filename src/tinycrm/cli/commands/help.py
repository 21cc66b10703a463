"""`crm help`: what the commands are, or how one of them is used."""

from __future__ import annotations

from tinycrm.cli.grammar import typer_reader
from tinycrm.cli.registry import COMMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def show_help(
    command: Annotated[
        str | None, typer.Argument(help="A command; without one, all."), options.COMMANDS
    ] = None,
) -> None:
    """Show all commands, or how one is used: crm help log is crm log --help."""
    if command is None:
        typer_reader.read(["--help"])
    elif command in COMMANDS:
        typer_reader.read([command, "--help"])
    else:
        raise typer_reader.no_such_command(command)
