"""`crm won`: making a win of a deal."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import parsing, prompts, results, terminal
from tinycrm.cli.render import echo
from tinycrm.services.codes import id_of, resolve_code
from tinycrm.services.outcomes import because, dealing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def won(
    code: Annotated[str, typer.Argument(help="The deal: d5."), options.codes("d")],
    text: Annotated[
        list[str] | None, typer.Argument(help="Another amount, or other words than the deal's.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("-k", "--kind", help="sale, renewal …; a sale if it is left out."),
        options.words("sale", "renewal", "referral", "review", "praise", "returned"),
    ] = None,
    because_of: options.Because = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    as_json: options.Json = False,
) -> None:
    """Win a deal: it becomes a win, with its words and its amount.

    crm undo takes it back, and so does crm rm w9: the deal is open again.
    """
    parsing.check_one_code(code, text or ())
    day = parsing.given_day(at, on, until, leaning="past", beside=text or ()) or clock.today()
    causes = because.split_codes(because_of or [])
    if not causes and terminal.can_ask():
        causes = _asked(code, day)
    made = dealing.win_deal(code, " ".join(text or []), day, kind=kind, causes=causes)
    results.print_made(made, as_json=as_json)
    echo.made(made)


def _asked(typed: str, day: date) -> list[str]:
    """Ask because of which gesture it was won."""
    from tinycrm.services.activity.loading_outcomes import load_deals
    from tinycrm.store import reading

    with reading() as db:
        _, deal_id = resolve_code(db, typed, "deal")
        deal = load_deals(db, [deal_id])[0]
        if deal.state != "open":
            return []
        found = because.earlier_gestures(db, id_of(deal.contact.id), day)
    return prompts.choose_causes(found, clock.today())
