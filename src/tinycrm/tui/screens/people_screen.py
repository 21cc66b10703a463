"""People: a filter on top, the list, and the card of the selected person beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tinycrm import clock
from tinycrm.errors import CrmError
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.codes import id_of
from tinycrm.tui import queries
from tinycrm.tui.actions import hints, key_of, keymap
from tinycrm.tui.cell_text import safe
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, Pick, QueryAnswered, QueryFailed
from tinycrm.tui.people_matches import FilterMatches
from tinycrm.tui.queries import People
from tinycrm.tui.screen_words import say_problem
from tinycrm.tui.screens.working_list import FOOT, WorkingList
from tinycrm.tui.widgets.card_view import CardView
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.hint_input import HintInput
from tinycrm.tui.widgets.line_widgets import joint_of
from tinycrm.tui.widgets.people_list import PAGE, SORTS, PeopleList
from tinycrm.tui.workers import Reader

NOTES = 100
"""How many notes of a card are read at once."""


class PeopleScreen(WorkingList):
    """All people. On a narrow screen the card replaces the list."""

    AUTO_FOCUS = "PeopleList"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self) -> None:
        super().__init__(id="people")
        self._people = Reader(self, "people")
        self._who = Reader(self, "profile", rests=True)
        self._wanted: str | None = None
        self._matches = FilterMatches()
        self._notes = ("", NOTES)  # of whom, and how many

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and the card."""
        today = clock.today()
        yield HeaderLine("People", today)
        with Horizontal(id="filter"):
            yield Label(" / ", classes="label")
            yield HintInput(hint="a name, tag:vip, due:late, quiet:30d, birthday:12 …")
            yield Label("", id="count", markup=False)
        with Horizontal(id="both"):
            yield PeopleList(today)
            yield CardView()
        yield FooterLine(hints(FOOT))

    def on_mount(self) -> None:
        """Read the first page; keys wait until it is shown."""
        self.read(self._wanted)
        host_of(self).keys.after(self._people, lambda: None)

    def on_resize(self) -> None:
        """Join the line between list and card with the rule below."""
        self.call_after_refresh(self._join)

    def on_screen_resume(self) -> None:
        """Join the lines again: below a dialog nothing has its place when the window changes."""
        self.call_after_refresh(self._join)

    def _join(self) -> None:
        self.query_one(FooterLine).join(joint_of(self.card))

    # ── the list ─────────────────────────────────────────────────────────────────────────

    def show_person(self, code: str) -> None:
        """Select a person among all people and open the card."""
        self._wanted = code
        if self.is_mounted:
            self.query_one(Input).value = ""
            self.read(code)

    def chosen(self) -> Pick | None:
        """Return the selected person, or the selected record of the card if that has the focus."""
        if self.card.has_focus and self.card.chosen:
            return self.card.chosen
        person = self.list_of_people.chosen
        return Pick(person[0], person, "people") if person else None

    @property
    def _typed(self) -> str:
        return self.query_one(Input).value.strip()

    def read(self, at: str | None = None) -> None:
        """Read the people that match the filter; `at` is the code of the one to select."""
        typed, own, sort = self._typed, id_of(at) if at else None, self.sort
        known = self._matches
        within, ids = known.around(typed), known.of(typed)
        self._people.ask(
            lambda: queries.read_people(
                typed, within=within, known=ids, at=own, count=PAGE, sort=sort
            ),
            (typed, own, sort),
        )

    def on_people_list_wanted(self, message: PeopleList.Wanted) -> None:
        """Read the page that is visible."""
        self.run_worker(self._read_page(message.start, message.ids))

    async def _read_page(self, start: int, ids: Sequence[int]) -> None:
        try:
            lines = await asyncio.to_thread(queries.read_lines, ids)
        except CrmError as problem:
            self.post_message(Notice(say_problem(problem), "error"))
        else:
            for people in self.query(PeopleList):  # none if the screen was left meanwhile
                people.add(start, ids, lines)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what was read, unless the filter has changed meanwhile."""
        answer.stop()
        if answer.about == "profile":
            self._show_profile(answer.value)
        else:
            typed, own, sort = answer.asked
            if sort != self.sort:
                return
            self._matches.keep(typed, answer.value)
            if typed == self._typed:
                self._show(answer.value, own)

    def _show(self, people: People, own: int | None) -> None:
        now = self.list_of_people.chosen_code
        if own and now and not self._wanted:  # the user may have moved since it was asked for
            own = id_of(now)
        self.query_one("#count", Label).update(f"{len(people.ids):,} {SORTS[self.sort]}")
        self.list_of_people.hint = _say_nobody(self._typed)
        self.list_of_people.show(people, own)
        if self._wanted:
            self._wanted = None
            self.open_card()
        self._read_card()

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read; the list stays as it is."""
        failure.stop()
        if failure.about == "people" and failure.asked[0] != self._typed:
            return  # the filter is another one by now
        self.query_one("#count", Label).update("")
        problem = failure.problem
        self.list_of_people.hint = say_problem(problem)
        self.list_of_people.refresh()
        self.post_message(Notice(self.list_of_people.hint, "error"))

    # ── the card ─────────────────────────────────────────────────────────────────────────

    def on_moved(self) -> None:
        """Read the card of the selected person."""
        self._read_card()

    def _read_card(self) -> None:
        chosen = self.list_of_people.chosen
        if chosen is None:
            self._show_profile(None)
            return
        code = chosen[0]
        notes = self._notes[1] if self._notes[0] == code else NOTES
        self._who.ask(lambda: queries.read_profile(code, notes=notes), code)

    def on_card_view_older_wanted(self) -> None:
        """Read more notes of the selected person."""
        chosen = self.list_of_people.chosen_code
        if chosen:
            before = self._notes[1] if self._notes[0] == chosen else NOTES
            self._notes = (chosen, before + NOTES)
            self._read_card()

    def _show_profile(self, profile: Profile | None) -> None:
        chosen = self.list_of_people.chosen
        if profile is None or (chosen and profile.contact.id == chosen[0]):
            self.card.show(profile, clock.today())
            self.offer()

    def on_opened(self) -> None:
        """Focus the card; keys wait until it shows the selected person."""
        host_of(self).keys.after(self._who, self.open_card)

    def open_card(self) -> None:
        """Focus the card; on a narrow screen it replaces the list."""
        self.add_class("-open")
        self.card.focus()

    def action_leave(self) -> None:
        """Close the card, clear the filter, or leave the screen."""
        line = self.query_one(Input)
        if self.card.has_focus:
            self.remove_class("-open")
            self.list_of_people.focus()
        elif line.has_focus and line.value:
            line.value = ""
        elif line.has_focus:
            self.list_of_people.focus()
        elif self.list_of_people.marked:
            self.unmark()
        else:
            self.dismiss()

    def focus_line(self) -> None:
        """Focus the filter."""
        self.remove_class("-open")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        event.stop()
        self.query_one(FooterLine).hush()
        self.read(None if event.value else self.list_of_people.chosen_code)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Focus the list."""
        event.stop()
        self.go_to_list()

    async def on_key(self, event: Any) -> None:
        """Move from the filter into the list with the down arrow."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.go_to_list()

    def go_to_list(self) -> None:
        """Focus the list; keys wait until it shows the matches of the filter."""
        host_of(self).keys.after(self._people, self.list_of_people.focus)

    def on_store_changed(self) -> None:
        """Read the list again; the selected person stays selected."""
        self.query_one(HeaderLine).show(clock.today())
        self.list_of_people.day = clock.today()
        self._matches = FilterMatches()
        self.read(self._wanted or self.list_of_people.chosen_code)


def _say_nobody(typed: str) -> str:
    """Return what to press if the list is empty."""
    own = keymap()
    if typed:
        return f"No match for “{safe(typed)}”. {key_of('back', own)} clears the filter."
    return (
        f"No contacts yet. {key_of('add', own)} adds one;"
        " in a shell, crm import contacts.vcf imports an address book."
    )
