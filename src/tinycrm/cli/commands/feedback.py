"""`crm feedback`: what somebody answered, and who to ask."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import parsing, prompts, results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.errors import UsageProblem
from tinycrm.services.care import answers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


_NOBODY = "There is nobody to ask now."


def feedback(
    who: Annotated[str | None, typer.Argument(help="Who answered."), options.PEOPLE] = None,
    answer: Annotated[
        list[str] | None,
        typer.Argument(help="A score from 0 to 10, words, or both.", metavar="[0-10] [TEXT]…"),
    ] = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    ask: Annotated[
        bool,
        typer.Option("--ask", help="List the people to ask now; with WHO: you have asked them."),
    ] = False,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Save an answer: crm feedback ada 9 "quick and friendly"; without WHO, list the last ones.

    0 to 6 sets a reminder in two days. 9 and 10 suggest asking for a referral, at most once in
    half a year. Nobody is to be asked twice in half a year.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    if ask:
        if any((answer, at, on, until)):
            raise UsageProblem("--ask takes no answer.", "When it comes: crm feedback ada 9 great")
        _ask(who, form)
        return
    parsing.check_who(who, (at, on, until), "crm feedback ada 9 great")
    if who is None:
        _list(form)
        return
    who, parts = parsing.split_who(who, answer or [])
    score, words = answers.parse_answer(parsing.words(parts, "answer"))
    day = parsing.given_day(at, on, until, leaning="past", beside=parts)
    made = prompts.answered(lambda picks: answers.give(who, score, words, day, picks=picks))
    results.print_made(made, as_json=as_json)
    echo.made(made)


def _list(form: str) -> None:
    results.print_found(answers.find_answers, "answers", form, "There are no answers yet.")


def _ask(who: str | None, form: str) -> None:
    if who is not None:
        from tinycrm.cli.commands.care import print_asked

        kept = prompts.answered(lambda picks: answers.mark_asked(who, picks))
        print_asked(kept, "was asked today", as_json=form == "--json")
        return
    from tinycrm.store import reading

    with reading(at_once=True) as db:
        found = answers.find_to_ask(db, clock.today())
    if form == "--ids":
        results.print_codes(each.contact.id for each in found.people)
        if not found.people:
            terminal.say(_NOBODY)
    else:
        results.print_list(found.people, "people to ask", form, _NOBODY)
    for each in _say_held_back(found):
        terminal.say(each)


def _say_held_back(found: answers.AskList) -> list[str]:
    said = []
    if found.do_not_contact:
        said.append(f"Held back: {found.do_not_contact} marked do not contact.")
    if found.too_soon:
        said.append(f"Held back: {found.too_soon} with another suggestion a short while ago.")
    return said
