"""`crm restore`: a backup in the place of the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tinycrm import clock
from tinycrm.cli import prompts, terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import UsageProblem
from tinycrm.services.safety import backup_names, restoring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def restore(
    file: Annotated[
        str | None,
        typer.Argument(
            help="A backup, a day (2026-11-22), latest, or - for stdin; without it, list them.",
            metavar="FILE|-",
        ),
        options.FILES,
    ] = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """Put a backup in the place of the store, after checking it and asking.

    The store as it was is kept beside it, and its name is printed: crm restore NAME is the way
    back. Settings and unsaved texts come back too; those that are there are never replaced.
    """
    if file is None:
        _list(as_json)
        return
    with _planned(file) as plan:
        _say_plan(plan)
        if not yes:
            prompts.confirm("Restore it?", f"To restore {file}, add --yes.")
        done = restoring.restore(plan)
    aside = str(done.aside) if done.aside else None
    if as_json:
        counts = {"people": plan.holds.people, "notes": plan.holds.notes}
        terminal.write(json_output.dumps({"restored": file, **counts, "set_aside": aside}))
    elif aside:
        terminal.write(f"{aside}\n")
    terminal.say(f"Restored: {plan.holds.say()}")
    if aside:
        terminal.hint(f"The store as it was before: {aside}")
        terminal.hint("crm restore with this name brings it back.")
    for each in done.said:
        terminal.hint(each)


@contextmanager
def _planned(typed: str) -> Iterator[restoring.PlannedRestore]:
    if typed != "-":
        found = backup_names.find(typed)
        with restoring.prepared(found, str(found)) as plan:
            yield plan
        return
    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        raise UsageProblem("There is no backup on stdin.", "age -d crm.age | crm restore - --yes")
    with restoring.prepared(sys.stdin.buffer, "stdin") as plan:
        yield plan


def _say_plan(plan: restoring.PlannedRestore) -> None:
    terminal.say(f"{plan.name} has {plan.holds.say()}.")
    if plan.is_older:
        terminal.hint("It has an older format; a copy of it was brought up to date.")
    if plan.replaces:
        terminal.hint(f"It replaces {plan.replaces.say()}.")
    else:
        terminal.hint(plan.problem)


def _list(as_json: bool) -> None:
    found = backup_names.restorable()
    if as_json:
        fields = [
            {"file": str(e.path), "made": clock.instant_of(e.made), "why": e.why, "bytes": e.size}
            for e in found
        ]
        terminal.write(json_output.dumps(fields))
    for each in () if as_json else found:
        size = f"{max(1, each.size // 1000)} kB"
        why = each.why.replace("-", " ")
        terminal.write(f"{each.made:%Y-%m-%d %H:%M}  {why:<14} {size:>10}  {each.path}\n")
    if not found:
        terminal.say("There are no backups yet. crm backup makes one.")
