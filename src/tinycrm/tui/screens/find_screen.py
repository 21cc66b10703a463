"""Find: full-text search while typing."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tinycrm import clock
from tinycrm.dates import say_day, say_past
from tinycrm.services.search import searching
from tinycrm.services.search.searching import Hit, SearchResult
from tinycrm.services.search.word_forms import span
from tinycrm.services.sql import stored_day
from tinycrm.tui import queries
from tinycrm.tui.actions import hints
from tinycrm.tui.cell_text import Line, Span, both_ends, fit, safe
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, Pick, QueryAnswered, QueryFailed
from tinycrm.tui.row_keys import keys_of
from tinycrm.tui.screen_words import say_problem
from tinycrm.tui.screens.marking_screen import MarkingScreen
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.hint_input import HintInput
from tinycrm.tui.widgets.marks import MarkedList
from tinycrm.tui.widgets.row_list import RowList
from tinycrm.tui.workers import Reader

_ON_PERSON = ("log", "mark", "tags", "edit")
_FOOT = ("open", "log", "find", "history", "today", "people", "back", "help")
_FOOT_LINE = (("enter", "open the first"), ("down", "to the list"), ("esc", "back"))


_WIDEST = 104
"""A row is never wider, so that its words are not far from its date."""


class HitList(MarkedList):
    """The matches, best first."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._hits: tuple[Hit, ...] = ()
        self._words: list[str] = []

    def show(self, hits: tuple[Hit, ...], words: list[str]) -> None:
        """Show other matches; for the same words the selected one stays selected."""
        place = 0
        if words == self._words:
            codes, chosen = [each.id for each in hits], self.chosen
            place = codes.index(chosen.id) if chosen and chosen.id in codes else self.at
        self._hits, self._words = hits, words
        self.set_reactive(RowList.at, place)
        self.changed()

    @property
    def total(self) -> int:
        """Return the number of matches."""
        return len(self._hits)

    @property
    def chosen(self) -> Hit | None:
        """Return the selected match."""
        return self._hits[self.at] if self.at < len(self._hits) else None

    def person_of(self, n: int) -> tuple[str, str] | None:
        """Return code and name of the person that a match is."""
        hit = self._hits[n]
        return (hit.id, hit.contacts[0].name) if hit.about == "contact" else None

    def row(self, n: int, width: int) -> Line:
        """Return the person, the kind, and the text around the words."""
        width = min(width, _WIDEST)
        hit = self._hits[n]
        who = safe(", ".join(each.name for each in hit.contacts)) or "(me)"
        day = stored_day(hit.on)
        if width < 60:
            return both_ends((Span(fit(who, 16) + " ", "name"), *self._words_of(hit)), (), width)
        when = (say_past if hit.about == "note" else say_day)(day, self.day) if day else ""
        return both_ends(
            (
                Span(fit(who, 22) + " ", "name"),
                Span(f"{searching.say_about(hit):<9}", "dim"),
                *self._words_of(hit),
            ),
            (Span(f"  {when:>11}{hit.id:>7} ", "dim"),),
            width,
        )

    def _words_of(self, hit: Hit) -> Line:
        """Return the text from a little before the first of the words."""
        text = safe(hit.text)
        found = span(text, self._words)
        if found is None:
            return (Span(text),)
        start, end = found
        begin = max(0, text.rfind(" ", 0, max(0, start - 12)) + 1) if start > 20 else 0
        return (
            Span(("…" if begin else "") + text[begin:start]),
            Span(text[start:end], "accent"),
            Span(text[end:]),
        )


class FindScreen(MarkingScreen):
    """The search line, and the matches below it."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self, typed: str = "") -> None:
        super().__init__(id="find")
        self._typed = typed
        self._reader = Reader(self, "hits")

    def compose(self) -> ComposeResult:
        """Lay out the search line and the list."""
        today = clock.today()
        yield HeaderLine("Find", today)
        with Horizontal(id="filter"):
            yield Label(" / ", classes="label")
            yield HintInput(self._typed, hint="a name, or any word you wrote")
            yield Label("", id="count", markup=False)
        yield HitList(today)
        yield FooterLine(_FOOT_LINE)

    def search_for(self, typed: str) -> None:
        """Search for other words."""
        self.query_one(Input).value = typed
        self.focus_line()

    def on_descendant_focus(self) -> None:
        """Offer the keys of the line or of the list, whichever has the focus."""
        self._offer()

    def on_moved(self) -> None:
        """Offer the keys of the selected row."""
        self._offer()

    def _offer(self) -> None:
        foot = self.query_one(FooterLine)
        if self.query_one(Input).has_focus:
            foot.offer(_FOOT_LINE)
            return
        found, pick = self.query_one(HitList), self.chosen()
        is_person = pick is not None and found.person_of(found.at)
        own = hints(_ON_PERSON) if is_person else keys_of(pick)
        foot.offer([*own, *hints(each for each in _FOOT if not is_person or each != "log")])

    def chosen(self) -> Pick | None:
        """Return the selected row and its person."""
        hit = self.query_one(HitList).chosen
        if hit is None:
            return None
        person = (hit.contacts[0].id, hit.contacts[0].name) if hit.contacts else None
        return Pick(hit.id, person, "find", hit.text)

    def focus_line(self) -> None:
        """Focus the search line."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while typing."""
        event.stop()
        self._look(event.value)

    def _look(self, typed: str) -> None:
        self._reader.ask(lambda: queries.read_hits(typed), typed)

    def on_store_changed(self) -> None:
        """Search again."""
        self.query_one(HeaderLine).show(clock.today())
        self.query_one(HitList).day = clock.today()
        self._look(self.query_one(Input).value)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show the matches, unless the words have changed meanwhile."""
        answer.stop()
        if answer.asked != self.query_one(Input).value:
            return
        found: SearchResult = answer.value
        typed = safe(answer.asked.strip())
        self.query_one(HitList).hint = (
            f"No match for “{typed}”. Fewer letters find more." if typed else ""
        )
        self.query_one(HitList).show(found.hits, list(found.near) or answer.asked.split())
        near = safe(", ".join(found.near))
        said = f"nearest: {near} " if near else f"{len(found.hits)} " if answer.asked else ""
        self.query_one("#count", Label).update(said)

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read."""
        failure.stop()
        self.post_message(Notice(say_problem(failure.problem), "error"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the first match."""
        event.stop()
        self._go_to_hits(and_open=True)

    async def on_key(self, event: Any) -> None:
        """Move from the search line into the list with the down arrow."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self._go_to_hits()

    def _go_to_hits(self, *, and_open: bool = False) -> None:
        """Focus the list; keys wait until it shows the matches for the typed words."""
        found = self.query_one(HitList)
        found.focus()
        act = found.action_open if and_open else found.refresh
        host_of(self).keys.after(self._reader, act)

    def on_opened(self) -> None:
        """Open the card of the person of the selected row."""
        pick = self.chosen()
        if pick and pick.person:
            host_of(self).open_person(pick.person[0])

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss()
