"""`crm backup`: a checked copy of everything."""

from __future__ import annotations

import sys

from tinycrm import clock
from tinycrm.cli import terminal
from tinycrm.cli.parsing import parse_path
from tinycrm.errors import UsageProblem
from tinycrm.services.safety import backing_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def backup(
    file: Annotated[
        str | None,
        typer.Argument(
            help="A file or a folder; - writes to stdout. Without it, the backup folder.",
            metavar="FILE|-",
        ),
        options.FILES,
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Back up everything into one file: the store, the settings and unsaved texts.

    The copy is checked before it gets its name. An older backup of the same store is replaced,
    any other file is not. The file is not encrypted; to encrypt it, write it to stdout:
    crm backup - | age -p > crm.age
    """
    if file == "-":
        _send(as_json)
        return
    made = backing_up.make() if file is None else backing_up.make_at(parse_path(file))
    if as_json:
        _print_json(made)
    else:
        terminal.write(f"{made.file}\n")
    _say(made)


def _send(as_json: bool) -> None:
    if as_json:
        raise UsageProblem("--json and - both print to stdout.", "Choose one.")
    if sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty():
        raise UsageProblem(
            "A backup is not text, so it is not written to a terminal.",
            "Send it to a file or a program: crm backup - | age -p > crm.age",
        )
    _say(backing_up.send(terminal.write_bytes))


def _print_json(made: backing_up.MadeBackup) -> None:
    from tinycrm.cli.render import json_output

    terminal.write(
        json_output.dumps(
            {
                "file": str(made.file), "bytes": made.size, "people": made.contents.people,
                "notes": made.contents.notes, "changed": _instant(made),
                "also": str(made.also) if made.also else None,
                "unread": [str(each) for each in made.unread],
            }
        )
    )  # fmt: skip


def _instant(made: backing_up.MadeBackup) -> str | None:
    return clock.instant_of(made.contents.changed) if made.contents.changed else None


def _say(made: backing_up.MadeBackup) -> None:
    terminal.say(f"Backed up: {made.contents.say()}")
    if made.also:
        terminal.hint(f"Also, not encrypted: {made.also}")
    for path in made.unread:
        terminal.hint(f"Not in the backup, because it cannot be read or is too large: {path}")
    for each in made.hints:
        terminal.hint(each)
