"""`crm completion`: the script for a shell, and installing it."""

from __future__ import annotations

import os

from tinycrm.cli import prompts, terminal
from tinycrm.cli.completion.answer import SHELLS
from tinycrm.cli.completion.shell_scripts import SCRIPTS
from tinycrm.errors import UsageProblem
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def completion(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="bash, zsh or fish; or install.", metavar="[install] [SHELL]"),
        options.words("install", *SHELLS),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Install without asking.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove what was installed.")] = False,
) -> None:
    """Print the script that lets Tab complete commands, people, tags and codes.

    source <(crm completion bash) tries it in this shell; crm completion install keeps it,
    and shows first what it will write and where.
    """
    given = list(words or [])
    install = "install" in given[:1]
    shell = _shell(given[1:] if install else given)
    if install or remove:
        _install(shell, yes=yes, remove=remove)
    else:
        terminal.write(SCRIPTS[shell])


def _shell(given: list[str]) -> str:
    """Return the shell that was named, else the user's."""
    if len(given) > 1:
        raise UsageProblem("Only one shell can be named.", "crm completion install zsh")
    shell = given[0] if given else os.path.basename(os.environ.get("SHELL", ""))  # noqa: PTH119
    if shell not in SHELLS:
        known = ", ".join(SHELLS)
        if given:
            raise UsageProblem(
                f"Completion is not available for “{visible(shell)}”, only for {known}."
            )
        raise UsageProblem("$SHELL does not name a supported shell.", f"Name one: {known}.")
    return shell


def _install(shell: str, *, yes: bool, remove: bool) -> None:
    from tinycrm.cli.completion import installing

    steps = installing.plan(shell, remove=remove)
    if not steps:
        terminal.say(
            f"Completion for {shell} is {'not installed' if remove else 'already installed'}."
        )
        return
    for step in steps:
        terminal.say(step.sentence)
    if not yes:
        if not terminal.can_ask():
            raise UsageProblem("Nothing was written yet.", "To write it, add --yes.")
        if not prompts.agrees("Continue?"):
            raise terminal.Cancelled
    installing.carry_out(steps)
    terminal.say("Done. Open a new shell to use it.")
