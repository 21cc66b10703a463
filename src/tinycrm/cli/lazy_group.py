"""The group of all commands, which imports a command only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

from typer._click import Command, Context, HelpFormatter  # Typer's own copy of click
from typer.core import TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from tinycrm.cli import terminal
from tinycrm.cli.registry import COMMANDS, GROUPS
from tinycrm.errors import UsageProblem
from tinycrm.text import visible

HELP_WORDS = {"help_option_names": ["-h", "--help"]}
_PASSING_ON = HELP_WORDS | {"ignore_unknown_options": True, "allow_interspersed_args": False}


class LazyGroup(TyperGroup):
    """Knows every command by name, and imports the one that is called."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take `crm` alone as `crm tui` on a terminal and as `crm today` elsewhere."""
        return super().parse_args(ctx, args or [_usual()])

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Import a command and return it, None where there is none of that name."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, function = entry.where.partition(":")
        callback = getattr(import_module(f"tinycrm.cli.commands.{module}"), function)
        settings = _PASSING_ON if entry.passes_on else HELP_WORDS
        info = CommandInfo(name=cmd_name, callback=callback, context_settings=settings)
        command = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
        _name_values(command)
        return command

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Take the first argument as a command, or on a terminal as a person to show."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        if terminal.is_terminal(sys.stdout) and not (name.startswith("-") or _is_slip(name)):
            return "show", self.get_command(ctx, "show"), args
        raise UsageProblem(f"There is no command “{visible(name)}”.", _did_you_mean(name))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the short help, which fits one screen."""
        formatter.write(short_help())


_VALUES = {
    "on": "WHEN", "at": "WHEN", "until": "WHEN", "since": "WHEN", "follow_up": "WHEN[: TEXT]",
    "days": "N", "limit": "N", "mood": "N", "code": "ID", "format_": "FORMAT", "output": "FILE",
    "files": "FILE", "words": "FILTER", "save": "NAME", "referred_by": "WHO",
    "fact": "KEY=VALUE", "date": "LABEL=DAY", "mentions": "ID", "sort": "ORDER",
}  # fmt: skip


def _name_values(command: Command) -> None:
    """Let the help show WHO and WHEN where Typer would show `<str>`."""
    for parameter in command.params:
        if parameter.metavar is None and parameter.name and not getattr(parameter, "is_flag", 0):
            name = _VALUES.get(parameter.name) or parameter.name.upper().replace("_", "-")
            parameter.metavar = f"{name}…" if parameter.nargs == -1 else name


def _usual() -> str:
    streams = (sys.stdin, sys.stdout, sys.stderr)  # the screens are drawn on the last of them
    return "tui" if all(map(terminal.is_terminal, streams)) else "today"


def _is_slip(name: str) -> bool:
    """Tell whether a word is more likely a misspelled command than a name."""
    from difflib import get_close_matches

    return bool(get_close_matches(name, COMMANDS, n=1, cutoff=0.8))


def _did_you_mean(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=2)
    return f"Did you mean {' or '.join(near)}?" if near else "crm --help lists all commands."


def short_help() -> str:
    """Return the help of `crm` as text."""
    lines = ["Usage: crm COMMAND …       without a command: the screens; in a pipe: today", ""]
    for group in GROUPS:
        cells = [f"{name:<11}{e.about}" for name, e in COMMANDS.items() if e.group == group]
        for number in range(0, len(cells), 2):
            left, right = (*cells[number : number + 2], "")[:2]
            lines.append(f"{'' if number else group:<13}{left:<34}{right}".rstrip())
    lines += ["", "crm COMMAND --help explains one. WHO is a name, an e-mail, a phone or c3."]
    return "\n".join(lines) + "\n"


def build() -> LazyGroup:
    """Return the group of all commands."""
    return LazyGroup(name="crm", rich_markup_mode=None, context_settings=HELP_WORDS)
