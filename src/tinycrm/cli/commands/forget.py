"""`crm forget`: deleting a person for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tinycrm.cli import options, prompts, terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import UsageProblem

if TYPE_CHECKING:
    from tinycrm.services.editing import forgetting


def forget(
    who: Annotated[
        list[str] | None, typer.Argument(help="Who.", metavar="WHO"), options.NAME
    ] = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """Delete a person for good: from the history and the search too. There is no undo.

    What was begun about them alone and not saved yet goes too; what is written about others
    stays, and is told of where it names them.
    """
    from tinycrm.services.editing import forgetting

    if not who:
        raise UsageProblem("Whom?", "crm forget ada")
    typed = " ".join(who)
    doomed = prompts.answered(lambda picks: forgetting.preview(typed, picks))
    prompts.tell_others(doomed.also, f"{doomed.about} ({doomed.id})")
    if not yes:
        prompts.confirm(
            f"Forget {doomed.say()}, for good?",
            f"To forget {doomed.say()} for good, say --yes.",
        )
    done = forgetting.forget(doomed.id)
    if as_json:
        terminal.write(
            json_output.dumps(
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
