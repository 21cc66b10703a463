"""The saved filters, to choose or delete one; and the name under which one is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from tinycrm import clock
from tinycrm.errors import CrmError
from tinycrm.services.people import filtering, saved_filters
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import Line, Span, fit, safe
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.dialogs.draft_dialog import Subject
from tinycrm.tui.host import host_of
from tinycrm.tui.screen_words import say_problem
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.row_list import RowList


class _FilterList(RowList):
    """Names and words of filters."""

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.filters = list(filters)
        self.hint = (
            "No filter is saved yet. Write one in the line above the list, like"
            f" tag:vip quiet:30d, and press {key_of('save_filter', keymap())} in the list."
        )

    def on_mount(self) -> None:
        """Show the rows."""
        self.changed()

    @property
    def total(self) -> int:
        """Return the number of filters."""
        return len(self.filters)

    def row(self, n: int, width: int) -> Line:
        """Return the name of a filter, and its words."""
        name, words = self.filters[n]
        room = min(20, width // 3)
        shown = fit(safe(words), max(1, width - room - 2))
        return (Span(f"{fit(safe(f'@{name}'), room)}  ", "name"), Span(shown, "dim"))


class FiltersDialog(ModalScreen[str]):
    """Gives back the name of the chosen filter."""

    AUTO_FOCUS = "_FilterList"
    BINDINGS: ClassVar[list[Any]] = [
        Binding("escape,q", "close", show=False),
        Binding("delete", "delete", show=False),
    ]

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._filters = filters

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="box", classes="small") as box:
            box.border_title = "Saved filters"
            yield _FilterList(self._filters)
            yield FooterLine([("enter", "use it"), ("del", "delete it"), ("esc", "close")])

    def on_opened(self) -> None:
        """Give back the selected filter."""
        rows = self.query_one(_FilterList)
        self.dismiss(rows.filters[rows.at][0])

    async def action_delete(self) -> None:
        """Delete the selected filter; an undo brings it back."""
        rows, foot = self.query_one(_FilterList), self.query_one(FooterLine)
        if not rows.total:
            return
        name = rows.filters[rows.at][0]
        try:
            await host_of(self).writer.write(lambda: saved_filters.delete(name))
        except CrmError as problem:
            foot.say(say_problem(problem), "error")
            return
        rows.filters = [each for each in rows.filters if each[0] != name]
        rows.changed()
        foot.say(safe(f"@{name} deleted · {key_of('undo', keymap())} in the list brings it back"))

    def action_close(self) -> None:
        """Choose none."""
        self.dismiss(None)


class SaveFilterDialog(Dialog):
    """A name for the filter of the list."""

    FORM = "save_filter"

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words

    def subject(self) -> Subject:
        """Return what it is about."""
        return " ".join(self._words), ()

    def compose(self) -> ComposeResult:
        """Lay out the filter, and the input for its name."""
        with self.box("Save the filter"):
            yield Label(safe(" ".join(self._words)), classes="about", markup=False)
            yield from self.field("Name", "name", "e.g. vips; replaces one of this name")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the filter."""
        name, words = self.value("name"), self._words
        saved = await self.write(lambda: filtering.save(name, words, clock.today()))
        return safe(f"Saved: @{saved} is one of the filters of {key_of('filters', keymap())}")
