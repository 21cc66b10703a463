"""One change of a row in words: which record, what was done, each field before and after."""

from __future__ import annotations

from tinycrm.services.briefing import wording
from tinycrm.services.codes import TABLES
from tinycrm.services.history import row_words
from tinycrm.services.history.history import RowChange
from tinycrm.values import NamedTuple


class StepWords(NamedTuple):
    """`head` is `c3 changed`; `changes` are `title: Dr → Prof`, or `title: Dr` of a new row.

    The texts are not yet safe for a terminal.
    """

    head: str
    changes: tuple[str, ...]


def say_step(step: RowChange) -> StepWords:
    """Return the change of a row in words."""
    before, after = (row_words.say_fields(step.entity, each) for each in (step.before, step.after))
    head = f"{_subject(step)} {_DONE[step.operation]}"
    if step.operation != "update":
        fields = (before or after).items()
        return StepWords(head, tuple(f"{name}: {_value(value)}" for name, value in fields))
    return StepWords(
        head,
        tuple(
            f"{name}: {_value(before.get(name))} → {_value(after.get(name))}"
            for name in before | after
            if before.get(name) != after.get(name)
        ),
    )


def _subject(step: RowChange) -> str:
    """Return the record of a change: `c3`, or `e-mail of c3`."""
    image = step.before or step.after
    if step.entity in TABLES.values():
        return step.what
    owner = row_words.say_owner(step.entity, image)
    return f"{row_words.say_kind(step.entity, image)}{f' of {owner}' if owner else ''}"


_DONE = {"insert": "added", "update": "changed", "delete": "deleted"}


def _value(words: str | None) -> str:
    return wording.one_line(words) if words else "—"
