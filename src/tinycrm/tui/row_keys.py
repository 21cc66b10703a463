"""Which actions are possible on a row: the footer names these first."""

from __future__ import annotations

from tinycrm.tui.actions import Hint, hints
from tinycrm.tui.messages import Pick

_ON: dict[str, tuple[str, ...]] = {
    "c": ("done", "snooze", "cadence"),
    "d": ("win", "lost", "done", "snooze"),
    "i": ("mention", "resolve", "snooze", "edit"),
    "n": ("edit", "remove", "history"),
    "o": ("done", "snooze"),
    "p": ("done", "snooze"),
    "r": ("done", "snooze", "edit"),
    "w": ("ripple", "history"),
}
"""What is possible on a record, by the first letter of its code; a contact's row is its cadence."""

_INSTEAD = {"resolve": "reopen"}  # on an issue that is resolved
_WORDS = {("d", "win"): "won"}  # another word than the action's own


def can_be_done(pick: Pick) -> bool:
    """Return whether a record of a card can be done. The row of a contact is only in today."""
    ids = _ON.get(pick.code[0], ())
    return pick.code[0] != "c" and ("done" in ids or "mention" in ids)


def keys_of(pick: Pick | None) -> list[Hint]:
    """Return the keys that do something with a row; none where no row is selected."""
    if pick is None:
        return []
    kind = pick.code[0]
    ids = _ON.get(kind, ())
    if pick.is_over:
        ids = tuple(_INSTEAD.get(each, each) for each in ids)
    if pick.section == "thanks":
        ids = ("done", *ids)
    return [
        hint._replace(label=_WORDS.get((kind, own), hint.label))
        for own, hint in zip(ids, hints(ids), strict=True)
    ]
