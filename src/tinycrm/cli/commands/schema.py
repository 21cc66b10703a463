"""`crm schema`: what `--json` prints, and `crm add -` and `crm log -` read, as JSON Schema."""

from __future__ import annotations

import json

from tinycrm.cli import terminal
from tinycrm.errors import NotFound
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def schema(
    record: Annotated[
        str | None,
        typer.Argument(help="contact, note, reminder, issue, morning …; without one, all."),
        options.words(
            "contact",
            "note",
            "reminder",
            "issue",
            "profile",
            "reread",
            "win",
            "deal",
            "ripple",
            "why_step",
            "feedback",
            "perk",
            "care",
            "asked",
            "to_ask",
            "message",
            "stats",
            "impact",
            "company",
            "hit",
            "pair",
            "common",
            "deleted_filter",
            "batch",
            "undone",
            "morning",
            "import",
            "backup",
            "restorable",
            "restored",
            "forgotten",
            "config",
            "doctor",
            "where",
            "change",
            "logged",
            "row_change",
            "removed",
            "merged",
            "parted",
            "line",
            "error",
            "contact_in",
            "note_in",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema (2020-12) of the records that commands print and read.

    contact_in is a line of crm add -, note_in a line of crm log -; change is what writing
    commands add to a record, row_change what done, snooze and mention add.
    """
    from tinycrm.models import json_schema  # a quarter of a second of pydantic

    if record is not None and record not in json_schema.RECORDS:
        raise NotFound(
            f"There is no schema “{visible(record)}”.", f"Choose {', '.join(json_schema.RECORDS)}."
        )
    terminal.write(json.dumps(json_schema.schema(record), indent=2) + "\n")
