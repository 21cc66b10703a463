"""Wins: what came from a contact, with its amount, because of what, and who they brought."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from tinycrm import clock, config
from tinycrm.amounts import Priced, read_amount
from tinycrm.errors import Clash, UsageProblem
from tinycrm.money import Money
from tinycrm.rules import parse_choice, parse_text
from tinycrm.services import script_keys
from tinycrm.services.activity.loading_outcomes import load_wins
from tinycrm.services.codes import batch_code, code
from tinycrm.services.outcomes import because
from tinycrm.services.people import aside, finding, referrals
from tinycrm.services.records import Made, Win
from tinycrm.services.uids import new_uid
from tinycrm.services.when import check_past
from tinycrm.store import writing
from tinycrm.text import fold, visible
from tinycrm.values import NamedTuple

KINDS = ("sale", "renewal", "referral", "review", "praise", "returned")


class WinDraft(NamedTuple):
    """A win as typed. `kind` is "" if the words do not say it; `hints` are sentences about it."""

    kind: str
    text: str
    money: Money | None
    hints: tuple[str, ...] = ()


def parse_win_kind(text: str) -> str:
    """Return the kind of win that `text` names, in full or by an unambiguous prefix."""
    return parse_choice(text.strip().lower(), KINDS, "kind of win", text)


def read_win(text: str, kind: str | None = None, *, brings: bool = False) -> WinDraft:
    """Return a win from its words: `450 EUR prints`.

    With an amount it is a sale, if it brings somebody a referral. Raises UsageProblem for an
    amount with two readings, and for another kind than referral that brings somebody.
    """
    found = read_amount(text, config.load().currency)
    given = parse_win_kind(kind) if kind is not None else ""
    if brings and given not in ("", "referral"):
        raise UsageProblem(
            f"A {given} brings nobody: only a referral does.", "Leave out one of the two."
        )
    chosen = given or ("referral" if brings else "sale" if found.money else "")
    words = parse_text(found.text, "win") if found.text.strip() else ""
    return WinDraft(chosen, words, found.money, hints_of(found))


def hints_of(found: Priced) -> tuple[str, ...]:
    """Return what to say of an amount that may be meant and was not read."""
    if found.inside:
        return ("No amount was read: it is read at the beginning or the end of the words.",)
    if found.bare:
        example = f"{found.bare} {config.load().currency or 'EUR'}"
        return (f"“{found.bare}” is no amount without a currency: write it like {example}.",)
    return ()


def record_win(
    who: str,
    draft: WinDraft,
    day: date | None = None,
    *,
    causes: Sequence[str] = (),
    brought: str | None = None,
    key: str | None = None,
    picks: finding.Picks | None = None,
) -> Made:
    """Add a win of `day` or today, because of the notes `causes`.

    `brought` also becomes the one that the contact referred. Raises what `finding.resolve_who`
    does, UsageProblem for a win without a kind, a date in the future or a later cause, Clash if
    somebody else brought them.
    """
    day = day or clock.today()
    check_past(day)
    if not draft.kind:
        raise UsageProblem(
            "It is not clear what kind of win this is.",
            f"Add an amount, like 450 EUR, or one of -k {', '.join(KINDS)}.",
        )
    with writing("win") as work:
        db = work.db
        known = script_keys.find_key(db, key, "win")
        if known:
            return Made(load_wins(db, [known])[0], created=False, batch=None)
        found = finding.resolve_who(db, who, picks)
        referred = finding.resolve_who(db, brought, picks) if brought is not None else None
        if referred:
            _check_referral(db, found, referred)
        notes = because.resolve_notes(db, causes, day)
        win_id = insert(db, found.id, draft, day, brought_id=referred.id if referred else None)
        because.link(db, win_id, notes)
        script_keys.keep_key(db, key, "win", win_id)
        work.label = f"win {code('win', win_id)}"
        record = load_wins(db, [win_id])[0]
        hints = (*_say_referral(db, found, referred), *_say_return(db, found, draft.kind, day))
        hints += aside.say_archived([found])
    return Made(record, True, batch_code(work.batch), (*hints, *draft.hints), found.also)


def _say_return(
    db: sqlite3.Connection, found: finding.Found, kind: str, day: date
) -> tuple[str, ...]:
    """Return that a customer who had stopped buying is back."""
    from tinycrm.services import customers  # not for a list

    if kind not in customers.SALES or not customers.is_return(db, found.id, day):
        return ()
    return (f"{visible(found.name)} has returned: they had stopped buying.",)


def _check_referral(
    db: sqlite3.Connection, referrer: finding.Found, referred: finding.Found
) -> None:
    known = referrals.check(db, referrer, referred.id)
    if known:
        own = code("win", known)
        raise Clash(
            f"{own} says already that {visible(referrer.name)} brought {visible(referred.name)}.",
            f"To add to it: crm edit {own} --because … --amount … --text …",
        )


def _say_referral(
    db: sqlite3.Connection, referrer: finding.Found, referred: finding.Found | None
) -> tuple[str, ...]:
    if referred is None:
        return ()
    return (*referrals.say_recorded(db, referrer), *finding.say_others(referred))


def insert(
    db: sqlite3.Connection,
    contact_id: int,
    draft: WinDraft,
    day: date,
    *,
    brought_id: int | None = None,
) -> int:
    """Store a win; return its id."""
    minor, currency = draft.money or (None, None)
    cursor = db.execute(
        """
        INSERT INTO win (uid, contact_id, kind, text, folded, won_on, amount_minor, currency,
            brought_id, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            new_uid(), contact_id, draft.kind, draft.text, fold(draft.text), day.isoformat(),
            minor, currency, brought_id, clock.instant(),
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def list_wins(db: sqlite3.Connection, most: int = 20) -> list[Win]:
    """Return the last wins, newest first."""
    rows = db.execute("SELECT id FROM win ORDER BY won_on DESC, id DESC LIMIT ?", (most,))
    return load_wins(db, [win_id for (win_id,) in rows])
