"""A win, a deal, an answer or a perk with new values."""

from __future__ import annotations

from tinycrm.errors import UsageProblem
from tinycrm.money import Money
from tinycrm.services.editing import list_edits
from tinycrm.services.editing.new_values import (
    Cleared,
    NewValues,
    Resolve,
    day_after,
    given,
    last_day_after,
    text_after,
)
from tinycrm.services.outcomes.perks import check_last_day
from tinycrm.services.outcomes.winning import parse_win_kind
from tinycrm.services.records import Deal, Feedback, Perk, Win
from tinycrm.services.when import check_past
from tinycrm.text import visible


def with_win(win: Win, values: NewValues, _resolve: Resolve) -> Win:
    """Return a win with the new values."""
    return win._replace(
        **given(values, "text"),
        kind=win.kind if values.kind is None else parse_win_kind(values.kind),
        on=day_after(win.on, values.at),
        money=_money(win.money, values.amount),
        because=list_edits.codes(win.because, values.because),
    )


def _money(now: Money | None, new: Money | Cleared | None) -> Money | None:
    if new is None:
        return now
    return None if isinstance(new, str) else new


def check_win(before: Win, after: Win) -> None:
    """Refuse another kind than referral for a win that brought somebody, and a future day."""
    if after.brought and after.kind != "referral":
        raise UsageProblem(
            f"{after.id} brought {visible(after.brought.name)}: it is a referral and nothing else."
            " Nothing was changed."
        )
    if after.on != before.on:
        check_past(after.on)


def with_deal(deal: Deal, values: NewValues, _resolve: Resolve) -> Deal:
    """Return a deal with the new values."""
    after = deal._replace(
        **given(values, "text"),
        until=last_day_after(deal.until, values.at),
        money=_money(deal.money, values.amount),
        reason=text_after(deal.reason, values.resolution),
    )
    return after._replace(state="open", lost=None, reason=None) if values.reopen else after


def check_deal(before: Deal, after: Deal) -> None:
    """Refuse to open a deal that is won, and a reason for one that is not lost."""
    if before.state == "won" and after.state == "open":
        raise UsageProblem(
            f"{after.id} is won. Nothing was changed.",
            f"To open it again, delete the win: crm rm {after.win}",
        )
    if after.reason and after.state != "lost":
        raise UsageProblem(f"{after.id} is not lost.", f"To lose it: crm lost {after.id} WHY")


def parse_deal_state(text: str) -> str:
    """Return the state of a deal as typed in a form. Raises UsageProblem."""
    state = text.strip().lower()
    if state not in ("open", "lost"):
        raise UsageProblem(f"“{visible(text)}” is not a state.", "Write open or lost.")
    return state


def with_answer(answer: Feedback, values: NewValues, _resolve: Resolve) -> Feedback:
    """Return an answer with the new values."""
    score = values.score
    return answer._replace(
        **given(values, "text"),
        score=answer.score if score is None else None if isinstance(score, str) else score,
        on=day_after(answer.on, values.at),
    )


def check_answer(before: Feedback, after: Feedback) -> None:
    """Refuse an answer without a score and words, and a future day."""
    if after.score is None and not after.text.strip():
        raise UsageProblem(
            f"{after.id} must have a score or words. Nothing was changed.",
            f"To delete it: crm rm {after.id}",
        )
    if after.on != before.on:
        check_past(after.on)


def with_perk(perk: Perk, values: NewValues, _resolve: Resolve) -> Perk:
    """Return a perk with the new values."""
    return perk._replace(**given(values, "text"), until=last_day_after(perk.until, values.at))


def check_perk(before: Perk, after: Perk) -> None:
    """Refuse a new last day that is in the past."""
    if after.until != before.until:
        check_last_day(after.until)
