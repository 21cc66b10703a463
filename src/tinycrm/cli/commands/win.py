"""`crm win`: recording what came of being in touch."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import parsing, prompts, results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.rules import parse_text
from tinycrm.services.outcomes import because, winning
from tinycrm.services.outcomes.winning import WinDraft
from tinycrm.services.people import finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.records import Note


def win(
    who: Annotated[str | None, typer.Argument(help="Who it came from."), options.PEOPLE] = None,
    text: Annotated[
        list[str] | None,
        typer.Argument(help="What came, with an amount first or last: 450 EUR prints."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("-k", "--kind", help="sale, renewal, referral, review, praise or returned."),
        options.words("sale", "renewal", "referral", "review", "praise", "returned"),
    ] = None,
    because_of: options.Because = None,
    brought: Annotated[
        str | None, typer.Option("--brought", help="The person they referred."), options.PEOPLE
    ] = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    key: options.Key = None,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Record a win: a sale, a referral, praise; without WHO, list the last ones.

    With an amount it is a sale, with --brought a referral. --because links the small thing that
    led to it: crm win ada 450 EUR prints --because n44
    """
    form = only_one({"--ids": ids, "--json": as_json})
    parsing.check_who(
        who, (kind, because_of, brought, at, on, until, key), "crm win ada 450 EUR prints"
    )
    if who is None:
        _list(form)
        return
    who, parts = parsing.split_who(who, text or [])
    day = parsing.given_day(at, on, until, leaning="past", beside=parts) or clock.today()
    draft = winning.read_win(" ".join(parts), kind, brings=brought is not None)
    picks: dict[str, str] = {}
    causes = because.split_codes(because_of or [])
    if terminal.can_ask() and key is None:
        draft, causes = _asked(who, draft, causes, day, picks)
    made = prompts.answered(
        lambda picks: winning.record_win(
            who, draft, day, causes=causes, brought=brought,
            key=parse_text(key, "key") if key is not None else None, picks=picks,
        ),
        picks,
    )  # fmt: skip
    results.print_made(made, as_json=as_json)
    echo.made(made)


def _asked(
    who: str, draft: WinDraft, causes: list[str], day: date, picks: dict[str, str]
) -> tuple[WinDraft, list[str]]:
    """Ask at most one question: what kind of win it is, or because of which gesture."""
    if not draft.kind:
        return draft._replace(kind=prompts.choose_word("What is it?", winning.KINDS)), causes
    if causes:
        return draft, causes
    from tinycrm.store import reading

    def gestures(picks: finding.Picks) -> list[Note]:
        with reading() as db:
            return because.earlier_gestures(db, finding.resolve_who(db, who, picks).id, day)

    found = prompts.answered(gestures, picks)
    return draft, [] if picks else prompts.choose_causes(found, clock.today())


def _list(form: str) -> None:
    results.print_found(winning.list_wins, "wins", form, "There are no wins yet.")
