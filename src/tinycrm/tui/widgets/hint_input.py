"""An input whose hint fits: on a narrow screen it names fewer examples, never half a word."""

from __future__ import annotations

from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tinycrm.text import shorten, width

_ENDS = (", ", "; ")


class HintInput(Input):
    """A compact input with a hint, which is shown while nothing is typed."""

    # Nothing else on the screen moves when the text becomes longer or shorter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def watch_virtual_size(self) -> None:
        """Stay within the text, where it has become shorter."""
        self.scroll_x = self.scroll_x

    def __init__(self, value: str = "", *, hint: str = "", **how: Any) -> None:
        super().__init__(value, placeholder=hint, compact=True, **how)
        self._hint = hint

    def hint(self, text: str) -> None:
        """Show another hint."""
        self._hint = text
        self.on_resize()

    def on_resize(self) -> None:
        """Show as much of the hint as fits."""
        self.placeholder = fitting(self._hint, self.size.width)


def fitting(hint: str, columns: int) -> str:
    """Return the first examples of a hint in at most `columns` cells.

    `e.g. 4w, 3m; empty: none` on few cells is `e.g. 4w, 3m`.
    """
    if columns <= 0 or width(hint) <= columns:
        return hint
    cuts = [n for end in _ENDS for n in range(len(hint)) if hint.startswith(end, n)]
    kept = [hint[:n] for n in sorted(cuts) if width(hint[:n]) <= columns]
    return kept[-1] if kept else shorten(hint, columns)
