"""A note whose kind was read again, as `crm notes --reread --json` prints it."""

from __future__ import annotations

from pydantic import Field

from tinycrm.models.printed import Note


class Reread(Note):
    """A note whose text says another kind today, as `notes --reread` prints it."""

    proposed: str = Field(description="The kind that the text says; after --apply its kind.")
    proposed_by: str = Field(description="The words that say it.")
