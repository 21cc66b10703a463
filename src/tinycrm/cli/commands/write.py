"""`crm write`: a short message to somebody, from a template."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import prompts, terminal
from tinycrm.services.messages import composing
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def write(
    who: Annotated[str, typer.Argument(help="The person to write to."), options.PEOPLE],
    template: Annotated[
        str | None,
        typer.Argument(
            help="birthday, thanks, issue, quiet, hello, feedback, referral, or the name of your"
            " file; without one, what is due."
        ),
        options.words("birthday", "thanks", "issue", "quiet", "hello", "feedback", "referral"),
    ] = None,
    open_it: Annotated[
        bool, typer.Option("--open", help="Open it in $CRM_MAILER or the mail program.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write a short message to somebody, with their name and facts: crm write ada birthday.

    A sentence whose fact is not known is left out. Your own templates are files like
    messages/spring.txt beside the settings (crm where): a line `Subject: …`, an empty line, the
    text, with placeholders like {first}, {organization} and {fact.coffee}.
    """
    message = prompts.answered(lambda picks: _compose(who, template, picks))
    prompts.say_others(message.also, f"{message.name} ({message.who})")
    if message.do_not_contact:
        terminal.say(f"{message.name} ({message.who}) is marked do not contact.")
    for sentence, missing in message.left_out:
        terminal.say(f"Left out, since {missing} is not known: “{sentence}”")
    if open_it:
        from tinycrm.services.messages import mail_program

        mail_program.open_message(message)
    _print(message, as_json=as_json)
    if open_it and terminal.can_ask():
        _offer_to_log(message)


def _compose(who: str, template: str | None, picks: dict[str, str]) -> composing.Message:
    from tinycrm.store import reading

    with reading(at_once=True) as db:
        return composing.compose(db, who, clock.today(), template, picks)


def _print(message: composing.Message, *, as_json: bool) -> None:
    if as_json:
        from tinycrm.cli.render import json_output

        terminal.write(json_output.message_json(message))
        return
    head = [f"To: {', '.join(message.to)}"] if message.to else []
    head += [f"Subject: {message.subject}"] if message.subject else []
    lines = [*head, "", *message.text.splitlines()] if head else message.text.splitlines()
    terminal.write("".join(f"{visible(line)}\n" for line in lines))


def _offer_to_log(message: composing.Message) -> None:
    from tinycrm.cli import results
    from tinycrm.cli.render import echo
    from tinycrm.services.activity import notes
    from tinycrm.services.typed import note_words

    if not prompts.agrees(f"Was it sent? Then it is logged as {message.kind}."):
        return
    logged = notes.log(
        notes.NewNote(
            who=message.who,
            words=note_words.Words(message.subject or message.template),
            kind=message.kind,
            mentions=(message.issue,) if message.issue else (),
            direction="out",
        )
    )
    results.print_made(logged.made, as_json=False)
    echo.logged(logged)
