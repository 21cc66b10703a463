"""The JSON Schema of what commands print and read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from tinycrm.models.incoming import ContactIn, NoteIn
from tinycrm.models.printed import (
    Change,
    Company,
    Contact,
    Error,
    Feedback,
    Issue,
    Note,
    Perk,
    Profile,
    Reminder,
)
from tinycrm.models.printed_changes import (
    LineResult,
    LoggedNote,
    Merged,
    Parted,
    Removed,
    RowChange,
)
from tinycrm.models.printed_figures import Asked, Cared, Impact, Message, Stats, ToAsk
from tinycrm.models.printed_lists import (
    CommonIssue,
    DeletedFilter,
    DuplicatePair,
    HistoryEntry,
    Hit,
    Undone,
)
from tinycrm.models.printed_morning import Morning
from tinycrm.models.printed_outcomes import Deal, Ripple, WhyStep, Win
from tinycrm.models.printed_upkeep import (
    Examination,
    Forgotten,
    ImportReport,
    MadeBackup,
    Places,
    RestorableBackup,
    Restored,
    Settings,
)
from tinycrm.models.reread_note import Reread

RECORDS: dict[str, type[BaseModel]] = {
    "contact": Contact, "note": Note, "reminder": Reminder, "issue": Issue, "profile": Profile,
    "reread": Reread, "win": Win, "deal": Deal, "ripple": Ripple, "why_step": WhyStep,
    "feedback": Feedback, "perk": Perk, "care": Cared, "asked": Asked, "to_ask": ToAsk,
    "message": Message, "stats": Stats, "impact": Impact,
    "company": Company, "hit": Hit, "pair": DuplicatePair, "common": CommonIssue,
    "deleted_filter": DeletedFilter,
    "batch": HistoryEntry, "undone": Undone,
    "morning": Morning, "import": ImportReport, "backup": MadeBackup,
    "restorable": RestorableBackup, "restored": Restored, "forgotten": Forgotten,
    "config": Settings, "doctor": Examination, "where": Places,
    "change": Change, "logged": LoggedNote, "row_change": RowChange, "removed": Removed,
    "merged": Merged, "parted": Parted, "line": LineResult, "error": Error, "contact_in": ContactIn,
    "note_in": NoteIn,
}  # fmt: skip
"""By their names in `crm schema`; those that end in `_in` are read, the others are printed."""


def schema(name: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record, or of all of them."""
    names = [name] if name else list(RECORDS)
    modes = [(RECORDS[n], "validation" if n.endswith("_in") else "serialization") for n in names]
    refs, found = models_json_schema(modes)  # type: ignore[arg-type]
    head: dict[str, Any] = {"$schema": GenerateJsonSchema.schema_dialect}
    if name:
        head |= refs[modes[0]]  # type: ignore[index]
    else:
        head |= {
            "title": "tinycrm",
            "properties": {n: refs[m] for n, m in zip(names, modes, strict=True)},  # type: ignore[index]
        }
    return head | found
