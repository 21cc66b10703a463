"""`crm archive`, `crm rm`, `crm forget`: out of sight, out of the store, out of memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tinycrm.cli import asking, options, parsing, terminal
from tinycrm.cli.render import program
from tinycrm.errors import UsageProblem
from tinycrm.services import editing, removing
from tinycrm.services.codes import read_code
from tinycrm.services.records import Contact
from tinycrm.text import visible

if TYPE_CHECKING:
    from tinycrm.services import forgetting

_Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def archive(
    who: Annotated[
        list[str] | None,
        typer.Argument(help="Who; - reads codes from stdin.", metavar="WHO…"),
        options.PEOPLE,
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Back among the others.")] = False,
    as_json: options.Json = False,
) -> None:
    """Put people into the archive: they are in no list and no morning; or take them out."""
    if not who:
        raise UsageProblem("Whom?", "crm archive ada")
    typed = parsing.with_stdin(who)
    done = editing.Edited((), (), None)
    if typed:
        done = asking.answered(lambda picks: removing.archive(typed, off=off, picks=picks))
    if as_json:
        terminal.write(program.changed_json(done.records, done.batch))
    else:
        terminal.write("".join(f"{each.id}\n" for each in done.records))
    for taken, also in done.also:
        asking.tell_others(also, taken)
    _tell_archived(done, "out of the archive" if off else "archived")


def _tell_archived(done: editing.Edited, what: str) -> None:
    for each in done.records:
        assert isinstance(each, Contact)
        already = "" if each.id in done.changed else " already"
        if len(done.records) <= 5:
            terminal.say(f"{each.name} ({each.id}) {what}{already}")
    if len(done.records) > 5:
        terminal.say(f"{len(done.changed)} of {len(done.records)} {what}")


def rm(
    codes: Annotated[
        list[str] | None,
        typer.Argument(help="Codes; - reads them from stdin.", metavar="ID…"),
        options.codes("cnriwfp"),
    ] = None,
    yes: _Yes = False,
    as_json: options.Json = False,
) -> None:
    """Delete records of any sort, with what hangs on them. crm undo brings them back."""
    if not codes:
        raise UsageProblem("What?", "Say it by its code: crm rm n44")
    typed = parsing.with_stdin(codes)
    names = [each for each in typed if read_code(each) is None]
    if names:
        raise UsageProblem(
            f"“{visible(names[0])}” is no code, and names are not deleted by guess.",
            "crm list shows the codes of people: crm rm c3",
        )
    gone = removing.Removed((), None)
    if typed:
        _confirm_removal(removing.preview(typed), yes=yes)
        gone = removing.remove(typed)
    if as_json:
        terminal.write(program.changed_json(gone.records, gone.batch, deleted=True))
    else:
        terminal.write("".join(f"{_code_of(each)}\n" for each in gone.records))
    if gone.batch:
        what = "it" if len(gone.records) == 1 else "them"
        terminal.say(f"{len(gone.records)} deleted; crm undo {gone.batch} brings {what} back")


def _code_of(record: object) -> str:
    return str(record["id"] if isinstance(record, dict) else getattr(record, "id", ""))


def _confirm_removal(doomed: Sequence[removing.Doomed], *, yes: bool) -> None:
    if yes:
        return
    if len(doomed) > 1 and terminal.can_ask():
        for each in doomed[:10]:
            terminal.hint(each.say())
        if len(doomed) > 10:
            terminal.hint(f"and {len(doomed) - 10} more")
    what = doomed[0].say() if len(doomed) == 1 else f"these {len(doomed)}"
    _confirm(f"Delete {what}?", f"To delete {what}, say --yes.")


def _confirm(question: str, otherwise: str) -> None:
    """Ask on a terminal. Raises UsageProblem where nobody can answer, Abort when it is no."""
    if not terminal.can_ask():
        raise UsageProblem(f"{otherwise} Nothing was changed.", "On a terminal it is asked.")
    if not asking.agrees(question):
        terminal.say("Nothing was changed.")
        raise typer.Abort


def forget(
    who: Annotated[
        list[str] | None, typer.Argument(help="Who.", metavar="WHO"), options.NAME
    ] = None,
    yes: _Yes = False,
    as_json: options.Json = False,
) -> None:
    """Delete a person for good: from the history and the search too. There is no undo.

    What was begun about them alone and not saved yet goes too; what is written about others
    stays, and is told of where it names them.
    """
    from tinycrm.services import forgetting

    if not who:
        raise UsageProblem("Whom?", "crm forget ada")
    typed = " ".join(who)
    doomed = asking.answered(lambda picks: forgetting.preview(typed, picks))
    asking.tell_others(doomed.also, f"{doomed.about} ({doomed.id})")
    if not yes:
        _confirm(
            f"Forget {doomed.say()}, for good?",
            f"To forget {doomed.say()} for good, say --yes.",
        )
    done = forgetting.forget(doomed.id)
    if as_json:
        terminal.write(
            program.dumps(
                {"id": done.id, "forgotten": True, "created": False, "batch": None}
                | {"copies": [str(each) for each in done.copies]}
                | {"unread": [str(each) for each in done.unread], "named": list(done.named)}
                | {"drafts": [str(each) for each in done.drafts]}
            )
        )
    else:
        terminal.write(f"{done.id}\n")
    _tell_forgotten(done)


def _tell_forgotten(done: forgetting.Forgotten) -> None:
    terminal.say(f"{done.name} ({done.id}) is forgotten; this cannot be taken back")
    if done.named:
        codes = ", ".join(done.named[:10]) + (" …" if len(done.named) > 10 else "")
        terminal.hint(f"The name still stands in records of others: {codes}")
    for path in done.drafts:
        terminal.hint(f"The name still stands in a text that is not saved yet: {path}")
    for path in done.copies:
        terminal.hint(f"Still held by the copy {path}")
    for path in done.unread:
        terminal.hint(f"The copy {path} cannot be read, and may hold them.")
    if not done.copies and not done.unread:
        terminal.hint("No copy of the store in the backup folder holds them.")
    for each in done.hints:
        terminal.hint(each)
