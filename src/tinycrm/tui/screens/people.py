"""People: a filter on top, the list, and the card of the chosen one beside it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from tinycrm import clock
from tinycrm.services.profile import Profile
from tinycrm.tui import asking
from tinycrm.tui.actions import hints
from tinycrm.tui.asking import People
from tinycrm.tui.desk import Reader
from tinycrm.tui.messages import Answered, Pick, Told, Troubled
from tinycrm.tui.widgets.bar import Bar
from tinycrm.tui.widgets.foot import Foot
from tinycrm.tui.widgets.pane import Card
from tinycrm.tui.widgets.people_list import PAGE, PeopleList

_FOOT = ("find", "open", "log", "remind", "add", "edit", "today", "help")


class PeopleScreen(Screen[None]):
    """Everybody. On a narrow screen the card takes the place of the list."""

    AUTO_FOCUS = "PeopleList"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self) -> None:
        super().__init__(id="people")
        self._people = Reader(self, "people")
        self._pages = Reader(self, "page")
        self._who = Reader(self, "profile")
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and the card."""
        today = clock.today()
        yield Bar("People", today)
        with Horizontal(id="filter"):
            yield Label(" / ", classes="label")
            yield Input(
                compact=True, placeholder="a name, tag:vip, due:late, quiet:30d, birthday:12 …"
            )
            yield Label("", id="count", markup=False)
        with Horizontal(id="both"):
            yield PeopleList(today)
            yield Card()
        yield Foot(hints(_FOOT))

    def on_mount(self) -> None:
        """Read the first people."""
        self._list, self._card = self.query_one(PeopleList), self.query_one(Card)
        self._read()

    # ── who is shown ─────────────────────────────────────────────────────────────────────

    def show_person(self, code: str) -> None:
        """Go to somebody: among all people, with their card open."""
        self._wanted = code
        if self.is_mounted:
            self.query_one(Input).value = ""
            self._read()

    def chosen(self) -> Pick | None:
        """Return the chosen person."""
        contact = self._card.profile.contact if self._card.profile else None
        person = (contact.id, contact.name) if contact and self._card.has_focus else None
        person = person or self._list.chosen
        return Pick(person[0], person, "people") if person else None

    def _read(self) -> None:
        typed, wanted = self.query_one(Input).value.strip(), self._wanted

        def read() -> tuple[People, int | None]:
            at = asking.read_place(wanted) if wanted else None
            return asking.read_people(typed, (at or 0) // PAGE * PAGE, PAGE), at

        self._people.ask(read, typed)

    def on_people_list_wanted(self, message: PeopleList.Wanted) -> None:
        """Read the page that is seen."""
        typed = self.query_one(Input).value.strip()
        self._pages.ask(lambda: asking.read_people(typed, message.start, PAGE), typed)

    def on_answered(self, answer: Answered) -> None:
        """Show what was read, unless something else is asked for by now."""
        answer.stop()
        if answer.about == "profile":
            self._show_profile(answer.value)
        elif answer.asked != self.query_one(Input).value.strip():
            return
        elif answer.about == "page":
            self._list.add(answer.value)
        else:
            self._show(*answer.value)

    def _show(self, people: People, at: int | None) -> None:
        self.query_one("#count", Label).update(f"{people.total:,} ")
        self._list.show(people, at=at)
        if self._wanted:
            self._wanted = None
            self.open_card()
        self.on_moved()

    def on_troubled(self, trouble: Troubled) -> None:
        """Say why nothing could be read; who stands there stays."""
        trouble.stop()
        self.query_one("#count", Label).update("")
        self.post_message(Told(trouble.problem.sentence, "error"))

    # ── the card ─────────────────────────────────────────────────────────────────────────

    def on_moved(self) -> None:
        """Read the card of the chosen person."""
        chosen = self._list.chosen
        if chosen is None:
            self._show_profile(None)
            return
        code = chosen[0]
        self._who.ask(lambda: asking.read_profile(code, every_note=True), code)

    def _show_profile(self, profile: Profile | None) -> None:
        chosen = self._list.chosen
        if profile is None or (chosen and profile.contact.id == chosen[0]):
            self._card.show(profile, clock.today())

    def on_opened(self) -> None:
        """Go into the card of the chosen person."""
        self.open_card()

    def open_card(self) -> None:
        """Go into the card; on a narrow screen it takes the place of the list."""
        self.add_class("-open")
        self._card.focus()

    def action_leave(self) -> None:
        """Leave the filter, the card or the screen."""
        line = self.query_one(Input)
        if self._card.has_focus:
            self.remove_class("-open")
            self._list.focus()
        elif line.has_focus and line.value:
            line.value = ""
        elif line.has_focus:
            self._list.focus()
        else:
            self.dismiss()

    def focus_line(self) -> None:
        """Go into the filter."""
        self.remove_class("-open")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while it is typed."""
        event.stop()
        self.query_one(Foot).hush()
        self._list.set_reactive(PeopleList.at, 0)
        self._read()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to those that were found."""
        event.stop()
        self._list.focus()

    def on_store_changed(self) -> None:
        """Read again whoever is shown; the chosen one stays chosen."""
        chosen = self._list.chosen
        typed, at = self.query_one(Input).value.strip(), self._list.at

        def read() -> tuple[People, int | None]:
            place = asking.read_place(chosen[0]) if chosen and not typed else at
            return asking.read_people(typed, place // PAGE * PAGE, PAGE), place

        self._people.ask(read, typed)
