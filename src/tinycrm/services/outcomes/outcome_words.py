"""The words of wins, deals, answers and perks, the same in both front ends: plain text."""

from __future__ import annotations

from tinycrm.dates import say_day, say_distance, say_full_day
from tinycrm.money import say_all
from tinycrm.services.records import Deal, Feedback, Perk, Win
from tinycrm.text import excerpt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from typing import Any

    from tinycrm.money import Money
    from tinycrm.services.outcomes.dealing import DealDraft
    from tinycrm.services.outcomes.value import Value
    from tinycrm.services.outcomes.winning import WinDraft
    from tinycrm.services.records import Made


def say_win_draft(draft: WinDraft) -> str:
    """Return a typed win as it is understood: `sale 450.00 EUR · prints`."""
    kind = draft.kind or "an amount makes it a sale; else name the kind"
    return _say_typed((kind, draft.money and draft.money.say()), draft.text, draft.hints)


def say_deal_draft(draft: DealDraft) -> str:
    """Return a typed deal as it is understood: `1,200.00 EUR · 200 prints`."""
    amount = draft.money.say() if draft.money else "no amount"
    return _say_typed((amount,), draft.text, draft.hints)


def _say_typed(start: Sequence[str | None], text: str, hints: Sequence[str]) -> str:
    parts = (" ".join(filter(None, start)), " ".join(text.split()), *hints)
    return " · ".join(filter(None, parts))


def say_made(made: Made) -> str:
    """Return a record as it was understood: `sale 450.00 EUR from Ada (c1) · …`."""
    parts = _PARTS[type(made.record)](made.record)
    is_known = not made.created and made.batch is None
    return " · ".join(filter(None, parts)) + (" (already exists)" if is_known else "")


def _win_parts(win: Win) -> Iterator[str]:
    who, amount = f"{win.contact.name} ({win.contact.id})", win.money.say() if win.money else ""
    if win.brought:
        yield f"{who} brought {win.brought.name}"
        yield amount
    else:
        yield f"{' '.join(filter(None, (win.kind, amount)))} from {who}"
    yield say_full_day(win.on)
    yield f"because {', '.join(win.because)}" if win.because else ""
    yield f"was {win.deal}" if win.deal else ""
    yield " ".join(win.text.split())


def _deal_parts(deal: Deal) -> Iterator[str]:
    yield f"{deal.state} deal with {deal.contact.name} ({deal.contact.id})"
    yield deal.money.say() if deal.money else "no amount"
    yield " ".join(deal.text.split())
    if deal.state == "lost":
        yield say_full_day(deal.lost) if deal.lost else ""
        yield " ".join((deal.reason or "").split())
    elif deal.until:
        yield f"until {say_full_day(deal.until)}"


def _feedback_parts(answer: Feedback) -> Iterator[str]:
    yield f"{answer.contact.name} ({answer.contact.id})"
    yield say_score(answer)
    yield say_full_day(answer.on)
    yield " ".join(answer.text.split())


def say_score(answer: Feedback) -> str:
    """Return `9 of 10`; "" for an answer without a score."""
    return "" if answer.score is None else f"{answer.score} of 10"


def _perk_parts(perk: Perk) -> Iterator[str]:
    yield f"{perk.contact.name} ({perk.contact.id})"
    yield f"until {say_full_day(perk.until)}" if perk.until else ""
    yield " ".join(perk.text.split())


_PARTS: dict[type, Callable[[Any], Iterator[str]]] = {
    Win: _win_parts,
    Deal: _deal_parts,
    Feedback: _feedback_parts,
    Perk: _perk_parts,
}


# ── on a card ────────────────────────────────────────────────────────────────────────────


def say_worth(value: Value) -> tuple[str, ...]:
    """Return what came from a contact: `450.00 EUR (1 win)`, `and 90.00 EUR (1 win) through …`."""
    own = _say_sums(value.own, len(value.own_records))
    brought = _say_sums(value.brought, len(value.brought_records))
    and_ = "and " if own else ""
    through = f"{and_}{brought} through people they brought" if brought else ""
    return tuple(filter(None, (own, through)))


def _say_sums(sums: Sequence[Money], n: int) -> str:
    return f"{say_all(sums)} ({n} win{'' if n == 1 else 's'})" if sums else ""


def say_deal_day(until: date | None, on: date, today: date) -> tuple[str, ...]:
    """Return why an open deal is to be followed up on another day than its own, `until`.

    `until Sun 20 Dec`, `two weeks without a touch`; nothing on its own day.
    """
    if on == until:
        return ()
    silent = "two weeks without a touch" if on <= today else ""
    return tuple(filter(None, (f"until {say_day(until, today)}" if until else "", silent)))


def say_perk(perk: Perk, today: date) -> tuple[str, ...]:
    """Return a promise that was not used yet: `a free reprint`, `until Mon 30 Nov, in 8 days`."""
    words = excerpt(perk.text)
    if perk.until is None:
        return (words,)
    return words, f"until {say_day(perk.until, today)}, {say_distance((perk.until - today).days)}"


def say_answer(answer: Feedback, today: date) -> tuple[str, ...]:
    """Return an answer in short: `9 of 10`, `Sun 22 Nov`, `“quick and friendly”`."""
    day = say_day(answer.on, today) if answer.on.year == today.year else say_full_day(answer.on)
    words = excerpt(answer.text)
    return tuple(filter(None, (say_score(answer), day, f"“{words}”" if words else "")))
