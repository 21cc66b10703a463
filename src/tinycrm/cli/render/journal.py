"""The journal for a person: a batch a line, and below it what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tinycrm.cli.render.lines import Line, Span, headed, paragraph, person
from tinycrm.dates import say_day
from tinycrm.services import wording
from tinycrm.services.history import Entry, Step


def lines(entries: Sequence[Entry], today: date, columns: int, *, with_steps: bool) -> list[Line]:
    """Return batches, newest first."""
    said: list[Line] = []
    for entry in entries:
        batch = entry.batch
        moment = datetime.fromisoformat(batch.made_at).astimezone()
        when = f"{say_day(moment.date(), today)} {moment:%H:%M}"
        state = " · taken back" if entry.void else ""
        said += headed(
            f"{when}  {person(batch.label)}{state}", f"{person(batch.door)}  {batch.code}", columns,
            style="dim" if entry.void else "", indent=2,
        )  # fmt: skip
        if with_steps:
            said += [line for step in entry.steps for line in _step(step, columns)]
    return said or [[Span("Nothing was changed yet.")]]


def _step(step: Step, columns: int) -> list[Line]:
    said = paragraph(f"{person(step.what)} {_DONE[step.operation]}", columns, indent=2)
    for field in step.fields:
        if step.operation == "update":
            change = f"{field.name}: {_value(field.before)} → {_value(field.after)}"
        else:
            value = field.after if step.operation == "insert" else field.before
            change = f"{field.name}: {_value(value)}"
        said += paragraph(change, columns, indent=4, hanging=6, style="dim")
    return said


_DONE = {"insert": "made", "update": "changed", "delete": "deleted"}


def _value(value: Any) -> str:
    return "—" if value is None or value == "" else person(wording.one_line(str(value)))


def entry_fields(entry: Entry) -> dict[str, Any]:
    """Return a batch as JSON knows it."""
    batch = entry.batch
    return {
        "id": batch.code, "at": batch.made_at, "door": batch.door, "by_hand": batch.by_hand,
        "label": batch.label, "undone": entry.void,
        "undoes": f"b{batch.undoes}" if batch.undoes else None,
        "changes": [
            {
                "record": step.what, "operation": step.operation,
                "fields": {f.name: {"before": f.before, "after": f.after} for f in step.fields},
            }
            for step in entry.steps
        ],
    }  # fmt: skip
