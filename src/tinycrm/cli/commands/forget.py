"""`crm forget`: deleting a person for good."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import prompts, terminal
from tinycrm.cli.render import json_output
from tinycrm.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.forgetting import forgetting


def forget(
    who: Annotated[
        list[str] | None, typer.Argument(help="Who to forget.", metavar="WHO"), options.NAME
    ] = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """Delete a person permanently, from the history and the search too. There is no undo.

    Drafts that are only about them are deleted too. Records of other people stay; those that
    mention the name are listed.
    """
    from tinycrm.services.forgetting import forgetting

    if not who:
        raise UsageProblem("Say who to forget.", "crm forget ada")
    typed = " ".join(who)
    planned = prompts.answered(lambda picks: forgetting.preview(typed, picks))
    prompts.say_others(planned.also, f"{planned.about} ({planned.id})")
    if not yes:
        prompts.confirm(
            f"Permanently delete {planned.say()}?",
            f"To permanently delete {planned.say()}, add --yes.",
        )
    done = forgetting.forget(planned.id)
    if as_json:
        terminal.write(
            json_output.dumps(
                {"id": done.id, "forgotten": True, "created": False, "batch": None}
                | {"copies": [str(each) for each in done.copies]}
                | {"unread": [str(each) for each in done.unread], "named": list(done.named)}
                | {"named_before": list(done.named_before), "filters": list(done.filters)}
                | {"drafts": [str(each) for each in done.drafts]}
                | {"files": [str(each) for each in done.files]}
            )
        )
    else:
        terminal.write(f"{done.id}\n")
    _say_forgotten(done)


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:10]) + (" …" if len(codes) > 10 else "")


def _say_forgotten(done: forgetting.Forgotten) -> None:
    terminal.say(f"{done.name} ({done.id}) was permanently deleted; this cannot be undone")
    if done.named:
        terminal.hint(f"The name still appears in records of other people: {_some(done.named)}")
    if done.named_before:
        terminal.hint(f"It is still in the history of other records: {_some(done.named_before)}")
    for each in done.filters:
        terminal.hint(f"The saved filter @{each} has a word of the name; it was not changed.")
    for path in done.drafts:
        terminal.hint(f"The name still appears in a draft: {path}")
    for path in done.files:
        terminal.hint(f"Still in the file {path}")
    for path in done.copies:
        terminal.hint(f"Still in the backup {path}")
    for path in done.unread:
        terminal.hint(f"The backup {path} cannot be read and may still contain them.")
    if not done.copies and not done.unread:
        terminal.hint("No backup contains them.")
    for each in done.hints:
        terminal.hint(each)
