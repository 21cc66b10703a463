"""The footer: which keys do what, what has just happened, how much is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.timer import Timer

from tinycrm.text import shorten, width
from tinycrm.tui.actions import Hint, pressed
from tinycrm.tui.cell_text import Line, Span, Style, both_ends, length, wrap
from tinycrm.tui.messages import Tone
from tinycrm.tui.widgets.line_widgets import LinesWidget, ruled

NARROWEST = 40
"""The smallest width that is supported, in cells; the footer reports a smaller one."""

SECONDS = 8.0
"""How long a message is shown in the footer; twice as long for errors."""


_MOST = 4
"""A message never takes more lines."""


class FooterLine(LinesWidget):
    """Shows what some keys do, which can be clicked too; above them a message for a while.

    The status at the right edge is left out of a `roomy` footer if it would hide a key.
    """

    def __init__(self, keys: Sequence[Hint | tuple[str, str]], *, roomy: bool = False) -> None:
        super().__init__()
        self._keys = _hints(keys)
        self._roomy = roomy
        self._message = ""
        self._tone: Tone = ""
        self._status = ""
        self._timer: Timer | None = None
        self._joint = -1

    def join(self, column: int) -> None:
        """Join the rule with a vertical line that ends above it; -1 for none."""
        self._joint = column
        self.refresh()

    def say(self, text: str, tone: Tone = "") -> None:
        """Show a message, safe to show, above the keys."""
        self._message, self._tone = text, tone
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS * (2 if tone else 1), self.hush) if text else None
        self._fit()

    def hush(self) -> None:
        """Take the message away."""
        self._message = ""
        self._fit()

    def on_resize(self) -> None:
        """Take the lines that the message needs in another width."""
        self._fit()

    def _fit(self) -> None:
        """Be as high as the message needs, and draw it."""
        needed = 1 + max(1, len(self._said(self.size.width)))
        if self.styles.height is None or self.styles.height.value != needed:
            self.styles.height = needed
        self.refresh()

    def _said(self, columns: int) -> list[str]:
        """Return the lines of the message."""
        return wrap(self._message, columns - 2)[:_MOST] if self._message and columns else []

    def offer(self, keys: Sequence[Hint | tuple[str, str]]) -> None:
        """Show what other keys do."""
        hints = _hints(keys)
        if hints != self._keys:
            self._keys = hints
            self.refresh()

    def show(self, status: str) -> None:
        """Show a status at the right edge."""
        self._status = status
        self.refresh()

    @property
    def said(self) -> str:
        """Return the message that is shown now."""
        return self._message

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the line of keys, and above it the message, else a rule."""
        status = self._status
        if self._roomy and _width(self._keys, 2) + length((Span(status),)) + 6 > width:
            status = ""  # in a dialog keys are worth more
        right: Line = (Span(f"{status} ", "dim"),) if status else ()
        keys = both_ends(
            self._shown_keys(width - length(right) - (3 if right else 2)), right, width
        )
        if width < NARROWEST:
            narrow = shorten(f" Too narrow: {NARROWEST} columns needed.", width)
            return (Span(narrow, "error"),), keys
        return [*self._above(width), keys]

    def _above(self, columns: int) -> Iterator[Line]:
        """Yield the message, its first line in the rule; without a message the rule."""
        rule = ruled(columns, self._joint, "┴")
        first, *more = self._said(columns) or [""]
        if not first:
            yield rule
            return
        tone: Style = "error" if self._tone else "accent"
        said = Span(f" {first} ", tone)
        yield said, Span("".join(span.text for span in rule)[length((said,)) :], "dim")
        yield from ((Span(f" {text}", tone),) for text in more)

    def _shown_keys(self, columns: int) -> Line:
        """Return as many keys as there is room for, always including the last."""
        if not self._keys:
            return ()
        gap = "   " if _width(self._keys, 3) + 2 <= columns else "  "
        *others, last = self._keys
        kept = [last]
        for each in others:
            if _width([*kept, each], len(gap)) <= columns:
                kept.insert(len(kept) - 1, each)
        spans = [Span(" ")]
        for key, label, click in kept:
            spans += [Span(key, "name", click), Span(f" {label}", "dim", click), Span(gap)]
        return tuple(spans[:-1])


def _width(keys: Sequence[Hint], gap: int) -> int:
    return sum(width(each.key) + width(each.label) + 1 + gap for each in keys) - gap


def _hints(keys: Sequence[Hint | tuple[str, str]]) -> list[Hint]:
    """Return the hints, each key once."""
    found: dict[str, Hint] = {}
    for each in keys:
        hint = each if isinstance(each, Hint) else pressed(*each)
        found.setdefault(hint.key, hint)
    return list(found.values())
