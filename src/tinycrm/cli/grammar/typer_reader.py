"""Reading a command line with Typer: help, every mistake, and what the plain reader leaves.

Typer only reads. What it gives is a Call, as the plain reader does; the command runs after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from typer._click import Command, Context, HelpFormatter  # Typer's own copy of click
from typer._click.exceptions import BadParameter, ClickException, MissingParameter
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command_from_info
from typer.models import CommandInfo

from tinycrm.cli.grammar import choosing, declarations
from tinycrm.cli.grammar.call import Call, function_at
from tinycrm.cli.grammar.parameters import parameters_of
from tinycrm.cli.registry import COMMANDS, GROUPS
from tinycrm.errors import UsageProblem
from tinycrm.text import visible

HELP_WORDS = {"help_option_names": ["-h", "--help"]}
_PASSING_ON = HELP_WORDS | {"ignore_unknown_options": True, "allow_interspersed_args": False}


def read(argv: Sequence[str]) -> Call | None:
    """Return what a line calls; None if it asks for help, which is printed then.

    Raises UsageProblem for a mistake, BrokenPipeError if the reader of the help has ended.
    """
    try:
        found = build().main(list(argv), prog_name="crm", standalone_mode=False)
    except ClickException as problem:
        raise _usage(problem, argv) from problem
    except SystemExit as end:  # Typer exits with 1 if the reader has ended: `crm --help | head -1`
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        raise
    if found == _INTERRUPTED:
        raise KeyboardInterrupt
    return found if isinstance(found, Call) else None


_INTERRUPTED = 130
"""What Typer makes of Ctrl-C."""


def _usage(problem: ClickException, argv: Sequence[str]) -> UsageProblem:
    context = getattr(problem, "ctx", None)
    own = [f"crm {word}" for word in argv[:1] if word in COMMANDS]
    path = context.command_path if context else "".join(own) or "crm"
    hint = f"{path} --help shows how it is used."
    if "No such option" in problem.format_message():
        hint += " Put words that begin with - after --."
    message = _say_number(problem) or problem.format_message()
    return UsageProblem(message if message.endswith((".", "?")) else f"{message}.", hint)


def _say_number(problem: ClickException) -> str:
    """Return our own sentence about a number that cannot be read, "" for another mistake."""
    name = getattr(getattr(problem, "param", None), "name", None)
    context = getattr(problem, "ctx", None)
    grammar = parameters_of(context.info_name or "") if context else None
    for option in grammar[1] if grammar and _is_bad_value(problem) else ():
        if option.name == name and option.kind == "number":
            bounds = f", {option.least} or more" if option.least is not None else ""
            if option.most is not None:
                bounds = f" from {option.least or 0} to {option.most}"
            return f"{option.flags[-1]} must be a whole number{bounds}."
    return ""


def _is_bad_value(problem: ClickException) -> bool:
    return isinstance(problem, BadParameter) and not isinstance(problem, MissingParameter)


class LazyGroup(TyperGroup):
    """Knows every command by name, and imports the one that is called."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take `crm` alone as `crm tui` on a terminal and as `crm today` elsewhere."""
        return super().parse_args(ctx, args or [choosing.usual()])

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Import a command and return it, None where there is none of that name."""
        return command_of(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Take the first argument as a command, or on a terminal as a person to show."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        implied = choosing.implied(name)
        if implied:
            return implied, self.get_command(ctx, implied), args
        raise no_such_command(name)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the short help, which fits one screen."""
        formatter.write(short_help())


@cache
def command_of(name: str) -> Command:
    """Import a command and return it as Typer builds it from its declaration."""
    info = CommandInfo(
        name=name,
        callback=declarations.stand_in(function_at(COMMANDS[name].where)),
        context_settings=_PASSING_ON if COMMANDS[name].passes_on else HELP_WORDS,
    )
    command = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
    _name_values(command)
    _refuse_repeats(command)
    return command


def _refuse_repeats(command: Command) -> None:
    """Refuse an option of one value that is given twice, where Typer would take the last one."""
    make = command.make_parser

    def make_parser(ctx: Context) -> Any:
        parser = make(ctx)
        parse = parser.parse_args

        def parse_args(args: list[str]) -> Any:
            parsed = parse(args)
            for given, times in Counter(parsed[2]).items():
                if times > 1 and isinstance(given, TyperOption) and _has_one_value(given):
                    raise UsageProblem(f"{given.opts[-1]} is given twice.", "Leave one out.")
            return parsed

        vars(parser)["parse_args"] = parse_args
        return parser

    vars(command)["make_parser"] = make_parser


def _has_one_value(option: TyperOption) -> bool:
    return not (option.multiple or option.is_flag or option.count)


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
        if isinstance(parameter, TyperArgument):
            _show_only_its_name(parameter)


def _show_only_its_name(argument: TyperArgument) -> None:
    """Let the help show `[TEXT…]` where Typer would show `[TEXT…]...` and `TEXT… <list[str]>`."""
    name = argument.metavar or ""
    optional = name if name.startswith("[") else f"[{name}]"
    shown = f"{{{name}}}" if argument.required else optional
    vars(argument)["get_usage_pieces"] = lambda ctx: [shown]
    vars(argument)["display_type_rich"] = lambda ctx: None


def no_such_command(name: str) -> UsageProblem:
    """Return the error for a word that is not a command, with those that are spelled alike."""
    return UsageProblem(f"There is no command “{visible(name)}”.", _did_you_mean(name))


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
    lines += ["crm help COMMAND explains one. WHO is a name, an e-mail, a phone or c3."]
    return "\n".join(lines) + "\n"


def build() -> LazyGroup:
    """Return the group of all commands."""
    return LazyGroup(name="crm", rich_markup_mode=None, context_settings=HELP_WORDS)
