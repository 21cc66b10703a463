"""The saved filters, to choose one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tinycrm.tui.cell_text import Line, Span, fit, safe
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.row_list import RowList


class _FilterList(RowList):
    """Names and words of filters."""

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.filters = filters
        self.hint = "No filter is saved yet. In a shell: crm list tag:vip quiet:30d --save vips"

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
    BINDINGS: ClassVar[list[Any]] = [Binding("escape,q", "close", show=False)]

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._filters = filters

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="box", classes="small") as box:
            box.border_title = "Saved filters"
            yield _FilterList(self._filters)
            yield FooterLine([("enter", "use it"), ("esc", "close")])

    def on_opened(self) -> None:
        """Give back the selected filter."""
        rows = self.query_one(_FilterList)
        self.dismiss(rows.filters[rows.at][0])

    def action_close(self) -> None:
        """Choose none."""
        self.dismiss(None)
