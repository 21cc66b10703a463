"""Deals: what may come from a contact, until it is won or lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm import clock, config
from tinycrm.amounts import read_amount
from tinycrm.dates import say_full_day
from tinycrm.errors import Clash, UsageProblem
from tinycrm.money import Money
from tinycrm.rules import parse_text
from tinycrm.services import script_keys
from tinycrm.services.activity.loading_outcomes import load_deals, load_wins
from tinycrm.services.codes import batch_code, code, id_of, resolve_code
from tinycrm.services.outcomes import because, winning
from tinycrm.services.people import aside, finding, waiting
from tinycrm.services.records import Deal, Made
from tinycrm.services.uids import new_uid
from tinycrm.services.when import check_past
from tinycrm.store import writing
from tinycrm.text import fold, fold_all
from tinycrm.values import NamedTuple


class DealDraft(NamedTuple):
    """A deal as typed; `hints` are sentences about it."""

    text: str
    money: Money | None
    hints: tuple[str, ...] = ()


def read_deal(text: str) -> DealDraft:
    """Return a deal from its words: `200 prints 1200 EUR`.

    Raises UsageProblem for no words, and for an amount with two readings.
    """
    found = read_amount(text, config.load().currency)
    if not found.text.strip():
        raise UsageProblem(
            "It is not clear what the deal is about.", "Write it like 200 prints 1200 EUR."
        )
    return DealDraft(parse_text(found.text, "deal"), found.money, winning.hints_of(found))


def open_deal(
    who: str,
    draft: DealDraft,
    until: date | None = None,
    *,
    key: str | None = None,
    picks: finding.Picks | None = None,
) -> Made:
    """Add a deal that is open from today, to be decided by `until`.

    Raises what `finding.resolve_who` does.
    """
    with writing("deal") as work:
        db = work.db
        known = script_keys.find_key(db, key, "deal")
        if known:
            return Made(load_deals(db, [known])[0], created=False, batch=None)
        found = finding.resolve_who(db, who, picks)
        deal_id = insert(db, found.id, draft, clock.today(), until)
        script_keys.keep_key(db, key, "deal", deal_id)
        work.label = f"deal {code('deal', deal_id)}"
        record = load_deals(db, [deal_id])[0]
        shown = "today shows the deal only on its day" + ("" if until else ", and it has none")
        blocked = aside.say_blocked(db, found.id, shown)
        hints = (*draft.hints, *aside.say_not_shown([found]), *blocked)
    return Made(record, True, batch_code(work.batch), hints, found.also)


def insert(
    db: sqlite3.Connection, contact_id: int, draft: DealDraft, day: date, until: date | None
) -> int:
    """Store a deal that is open from `day`; return its id."""
    minor, currency = draft.money or (None, None)
    cursor = db.execute(
        """
        INSERT INTO deal (uid, contact_id, text, folded, amount_minor, currency, opened_on,
            until_on, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            new_uid(), contact_id, draft.text, fold(draft.text), minor, currency, day.isoformat(),
            until.isoformat() if until else None, clock.instant(),
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def win_deal(
    typed: str,
    text: str = "",
    day: date | None = None,
    *,
    kind: str | None = None,
    causes: Sequence[str] = (),
) -> Made:
    """Make a win of an open deal, of `day` or today; return the win.

    An amount or words in `text` replace those of the deal. Raises Clash if it is not open, and
    what `winning.read_win` and `because.resolve_notes` do.
    """
    day = day or clock.today()
    check_past(day)
    with writing("won") as work:
        db = work.db
        deal = _open(db, typed)
        draft = won_as(deal, winning.read_win(text, kind))
        win_id = winning.insert(db, id_of(deal.contact.id), draft, day)
        because.link(db, win_id, because.resolve_notes(db, causes, day))
        db.execute(
            "UPDATE deal SET win_id = ?, snoozed_until = NULL WHERE id = ?",
            (win_id, id_of(deal.id)),
        )
        work.label = f"won {deal.id}"
        record = load_wins(db, [win_id])[0]
    return Made(record, True, batch_code(work.batch), draft.hints)


def won_as(deal: Deal, said: winning.WinDraft) -> winning.WinDraft:
    """Return the win that an open deal becomes: what was said, and from the deal what was not."""
    return winning.WinDraft(
        said.kind or "sale", said.text or deal.text, said.money or deal.money, said.hints
    )


def lose_deal(typed: str, reason: str = "", day: date | None = None) -> Made:
    """Close a deal as lost, with the reason.

    A reason given later is added to a loss without one. Raises Clash if it was won, or lost for
    another reason.
    """
    day = day or clock.today()
    check_past(day)
    with writing("lost") as work:
        db = work.db
        _, deal_id = resolve_code(db, typed, "deal")
        deal = load_deals(db, [deal_id])[0]
        if deal.state != "lost" or (deal.reason and reason not in ("", deal.reason)):
            _check_open(deal)
        _lose(db, deal_id, deal, reason or deal.reason or "", day)
        work.label = f"lost {deal.id}"
        record = load_deals(db, [deal_id])[0]
    return Made(record, False, batch_code(work.batch))


def _lose(db: sqlite3.Connection, deal_id: int, deal: Deal, reason: str, day: date) -> None:
    db.execute(
        """
        UPDATE deal
        SET lost_on = coalesce(lost_on, ?), reason = ?, folded = ?, snoozed_until = NULL
        WHERE id = ?
        """,
        (day.isoformat(), reason, fold_all(deal.text, reason), deal_id),
    )


def chase(db: sqlite3.Connection, deal_id: int) -> Deal:
    """Hide an open deal for two weeks, after a touch; return it. Raises Clash if it is closed."""
    _check_open(load_deals(db, [deal_id])[0])
    until = clock.today() + timedelta(days=waiting.SILENT_DAYS)
    db.execute("UPDATE deal SET snoozed_until = ? WHERE id = ?", (until.isoformat(), deal_id))
    return load_deals(db, [deal_id])[0]


def _open(db: sqlite3.Connection, typed: str) -> Deal:
    _, deal_id = resolve_code(db, typed, "deal")
    deal = load_deals(db, [deal_id])[0]
    _check_open(deal)
    return deal


def _check_open(deal: Deal) -> None:
    if deal.state == "won":
        raise Clash(
            f"{deal.id} is won: it became {deal.win}. Nothing was changed.",
            f"To open it again, delete the win: crm rm {deal.win}",
        )
    if deal.state == "lost":
        raise Clash(
            f"{deal.id} was lost{f' on {say_full_day(deal.lost)}' if deal.lost else ''}."
            " Nothing was changed.",
            f"To open it again: crm edit {deal.id} --reopen",
        )


def list_deals(db: sqlite3.Connection) -> list[Deal]:
    """Return the open deals, soonest first; those without a day come last."""
    rows = db.execute(
        f"""
        SELECT id FROM deal WHERE {waiting.DEAL_IS_OPEN}
        ORDER BY until_on IS NULL, until_on, opened_on, id
        """
    )
    return load_deals(db, [deal_id for (deal_id,) in rows])
