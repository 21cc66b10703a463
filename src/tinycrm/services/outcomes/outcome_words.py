"""The words of wins and deals, the same in both front ends: values in, plain text out."""

from __future__ import annotations

from tinycrm.dates import say_full_day
from tinycrm.services.records import Deal, Win

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tinycrm.services.records import Made


def say_win(win: Win) -> str:
    """Return what came: `sale 450.00 EUR`, `referral: brought Ewa Lis`."""
    kind = f"{win.kind}: brought {win.brought.name}" if win.brought else win.kind
    return f"{kind} {win.money.say()}" if win.money else kind


def say_made(made: Made) -> str:
    """Return a win or a deal as it was understood: `sale 450.00 EUR from Ada (c1) · …`."""
    record = made.record
    assert isinstance(record, Win | Deal)
    parts = _win_parts(record) if isinstance(record, Win) else _deal_parts(record)
    is_known = not made.created and made.batch is None
    return " · ".join(filter(None, parts)) + (" (already exists)" if is_known else "")


def _win_parts(win: Win) -> Iterator[str]:
    yield f"{say_win(win)} from {win.contact.name} ({win.contact.id})"
    yield say_full_day(win.on)
    yield f"because {', '.join(win.because)}" if win.because else ""
    yield f"was {win.deal}" if win.deal else ""


def _deal_parts(deal: Deal) -> Iterator[str]:
    yield f"{deal.state} deal with {deal.contact.name} ({deal.contact.id})"
    yield deal.money.say() if deal.money else "no amount"
    if deal.state == "lost":
        yield say_full_day(deal.lost) if deal.lost else ""
        yield " ".join((deal.reason or "").split())
    elif deal.until:
        yield f"until {say_full_day(deal.until)}"
