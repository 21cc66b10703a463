"""What was begun and not saved, said at the start."""

from __future__ import annotations

from tinycrm.services.activity import drafts
from tinycrm.services.briefing.wording import excerpt
from tinycrm.tui.actions import key_of, keymap

_OFFERED = {
    "log": "note", "remind": "reminder", "issue": "issue", "win": "win", "deal": "deal",
    "add": "person",
}  # fmt: skip
"""The forms of drafts of new records, and what each becomes."""


def say_unfinished() -> str:
    """Return which draft is the newest and how to continue it; "" if there is none."""
    found = drafts.newest_draft(_OFFERED)
    if found is None:
        return ""
    names = ", ".join(name for _, name in found.people)
    about = f" about {names}" if names else ""
    key = key_of(found.form, keymap())
    return (
        f"Unfinished {_OFFERED[found.form]}{about}: “{excerpt(found.words)}”. Press {key} to"
        " continue it."
    )
