"""Dialogs for several people at once, each saved as one batch: tags, and how often."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Label

from tinycrm.days import parse_every
from tinycrm.errors import UsageProblem
from tinycrm.services.editing import editing
from tinycrm.services.editing.list_edits import parse_tag_edits
from tinycrm.services.editing.new_values import CLEARED, NewValues
from tinycrm.tui import done_messages
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog, say_names
from tinycrm.tui.dialogs.draft_dialog import Subject


class _SeveralDialog(Dialog):
    """The people, and one input."""

    def __init__(self, people: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._people = people

    def subject(self) -> Subject:
        """Return who it is about."""
        return ",".join(code for code, _ in self._people), tuple(self._people)

    def about(self) -> Label:
        """Return who it is about."""
        names = say_names([name for _, name in self._people])
        return Label(safe(names), classes="about", markup=False)

    async def edit(self, wish: NewValues, what: str) -> str:
        """Save the same new values for all of them; return what was done."""
        codes = [code for code, _ in self._people]
        edited = await self.write(lambda: editing.edit(codes, wish))
        return done_messages.say_several(edited, what)


class TagSeveralDialog(_SeveralDialog):
    """Tags to add and to take away."""

    FORM = "tags"

    def compose(self) -> ComposeResult:
        """Lay out the people and the input."""
        with self.box("Tags"):
            yield self.about()
            yield from self.field("Tags", "tags", "e.g. vip, -lead: a - takes it away")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the tags of all of them."""
        if not self.value("tags").strip(" ,;"):
            raise UsageProblem("Say which tags: vip, or -lead to take it away.")
        return await self.edit(NewValues(tags=parse_tag_edits([self.value("tags")])), "tagged")


class CadenceDialog(_SeveralDialog):
    """How often to be in touch with them."""

    FORM = "cadence"

    def compose(self) -> ComposeResult:
        """Lay out the people and the input."""
        with self.box("Cadence"):
            yield self.about()
            yield from self.field("Every", "every", "e.g. 4w, 3m, 1y; empty: no cadence")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the cadence of all of them."""
        typed = self.value("every")
        every = parse_every(typed) if typed else CLEARED
        what = f"every {typed}" if typed else "no cadence"
        return await self.edit(NewValues(every=every), what)
