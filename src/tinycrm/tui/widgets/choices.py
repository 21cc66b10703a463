"""What the field for people offers: contacts, a new person, and drafts to go on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tinycrm.services.activity.drafts import Draft
from tinycrm.services.briefing.wording import excerpt
from tinycrm.text import shorten
from tinycrm.tui.cell_text import Line, Span, Style, clip, fit, safe
from tinycrm.tui.widgets.line_widgets import LinesWidget

_WORDS = 40  # columns of a draft's first words


class Choice(NamedTuple):
    """What Enter can take: a person, a new person (code ""), or a draft."""

    code: str
    name: str
    about: str = ""
    draft: Draft | None = None


def say_draft(draft: Draft) -> str:
    """Return who a draft is about, and how it begins: `Ada Lovelace “Half a thought”`."""
    names = ", ".join(safe(name) for _, name in draft.people)
    return " ".join(filter(None, (names, f"“{safe(shorten(excerpt(draft.words), _WORDS))}”")))


class Choices(LinesWidget):
    """The list of choices, one of them marked."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._at = 0
        self._waiting = 0

    def show(self, choices: Sequence[Choice], at: int, waiting: int = 0) -> None:
        """Show other choices; without any the list has no height.

        `waiting` is how many drafts come after those that are shown.
        """
        self._choices, self._at, self._waiting = choices, at, waiting
        self.styles.height = len(choices) + bool(waiting)
        self.display = bool(choices)
        self.refresh()

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return one line per choice, and one for the drafts that wait."""
        lines = [self._line(each, n, width) for n, each in enumerate(self._choices)]
        if self._waiting:
            drafts = "draft waits" if self._waiting == 1 else "drafts wait"
            said = f"  {self._waiting} more {drafts} until these are saved or discarded"
            lines.append(clip((Span(said, "dim"),), width))
        return lines

    def _line(self, choice: Choice, n: int, width: int) -> Line:
        mark = Span("▸ " if n == self._at else "  ", "accent")
        style: Style = "name" if n == self._at else ""
        if choice.draft:
            key: Line = (Span("  del discards", "dim"),) if n == self._at else ()
            words = Span(say_draft(choice.draft), style)
            return clip((mark, Span("continue ", "dim"), words, *key), width)
        if not choice.code:
            return (mark, Span(f"+ new person “{safe(choice.name)}”", style))
        about: Line = (Span(f"  {safe(choice.about)}", "dim"),) if width >= 50 else ()
        name = fit(safe(choice.name), 22 if width >= 50 else width - 9)
        return clip((mark, Span(name, style), Span(f" {choice.code:<6}", "dim"), *about), width)
