"""Today: the briefing as a list to work through."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from tinycrm import clock
from tinycrm.services.briefing.briefing import Briefing, Counts
from tinycrm.services.briefing.profile import Profile
from tinycrm.tui import queries
from tinycrm.tui.actions import hints
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, Pick, QueryAnswered, QueryFailed, StoreChanged
from tinycrm.tui.queries import FirstFrame
from tinycrm.tui.row_keys import keys_of
from tinycrm.tui.screen_words import in_keys, say_problem
from tinycrm.tui.widgets.briefing_list import BriefingList
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.line_widgets import joint_of
from tinycrm.tui.widgets.person_pane import PersonPane
from tinycrm.tui.workers import Reader

_FOOT_FREE = ("log", "add", "remind", "find", "people", "undo", "help")
"""The keys shown when the list is empty."""

_FOOT = ("open", "undo", "find", "people", "help")
"""The keys shown after those of the selected row."""


class TodayScreen(Screen[None]):
    """The briefing, and the person of the selected row below it, or beside it if there is room."""

    def __init__(self, first: FirstFrame) -> None:
        super().__init__(id="today")
        self._first = first
        self.briefing = first.briefing
        self._profiles: dict[str, Profile | None] = {}
        if first.profile:
            self._profiles[first.profile.contact.id] = first.profile
        self._seen: set[tuple[str, str, str]] = set()
        self._mornings = Reader(self, "morning")
        self._who = Reader(self, "profile", rests=True)

    def compose(self) -> ComposeResult:
        """Lay out the header, the list, the person and the footer."""
        yield HeaderLine("Today", self.briefing.date)
        with Container(id="morning"):
            yield BriefingList(self.briefing)
            yield PersonPane(self._first.profile, self.briefing.date)
        yield FooterLine(())

    def on_mount(self) -> None:
        """Show the counts, and what is new."""
        self._list = self.query_one(BriefingList)
        self.query_one(PersonPane).display = self._list.chosen is not None
        self._offer()
        self._count()
        if self._first.news:
            self.post_message(Notice(in_keys(self._first.news)))

    def on_resize(self) -> None:
        """Join the line between list and person with the rules above and below."""
        self.call_after_refresh(self._join)

    def _join(self) -> None:
        column = joint_of(self.query_one(PersonPane))
        self.query_one(HeaderLine).join(column)
        self.query_one(FooterLine).join(column)

    # ── the selection ────────────────────────────────────────────────────────────────────

    def chosen(self) -> Pick | None:
        """Return the selected row."""
        entry = self._list.chosen
        if entry is None:
            return None
        who = (entry.person.id, entry.person.name) if entry.person else None
        return Pick(entry.code, who, entry.section, entry.about, entry.is_over)

    def _offer(self) -> None:
        """Name the keys of the selected row in the footer."""
        pick = self.chosen()
        if pick is None:
            keys = hints(_FOOT_FREE)
        else:
            also = ["mention"] if self.issue_of_chosen() else []
            around = _FOOT if pick.person else _FOOT[1:]  # nothing to open
            keys = [*hints(["log"]), *keys_of(pick), *hints([*also, *around])]
        self.query_one(FooterLine).offer(keys)

    def settle(self) -> Pick | None:
        """Dim the selected row and select the next; None if it needs nothing."""
        entry, pick = self._list.chosen, self.chosen()
        if entry is None or entry.ticked or not self._list.settle(entry):
            return None
        return pick

    def issue_of_chosen(self) -> str | None:
        """Return the code of the selected issue, or of the only one of the selected person."""
        entry = self._list.chosen
        if entry is None:
            return None
        theirs = [
            row.id
            for row in self.briefing.issues
            if row.id == entry.code or (entry.person and row.contact.id == entry.person.id)
        ]
        return entry.code if entry.code in theirs else theirs[0] if len(theirs) == 1 else None

    def on_moved(self) -> None:
        """Show the person of the selected row."""
        self._offer()
        entry = self._list.chosen
        pane = self.query_one(PersonPane)
        if pane.display != (entry is not None):
            pane.display = entry is not None
            self.call_after_refresh(self._join)
        if entry is None:
            return
        if entry.person is None:
            pane.show(None, self.briefing.date, f"{entry.what} · {entry.day}, {entry.far}")
        elif entry.person.id in self._profiles:
            pane.show(self._profiles[entry.person.id], self.briefing.date)
        else:
            code = entry.person.id
            self._who.ask(lambda: queries.read_profile(code), code)

    def on_opened(self) -> None:
        """Open the card of the person of the selected row."""
        pick = self.chosen()
        if pick and pick.person:
            host_of(self).open_person(pick.person[0])

    # ── refreshing ───────────────────────────────────────────────────────────────────────

    def on_store_changed(self) -> None:
        """Read the briefing again."""
        self._profiles.clear()
        self._mornings.ask(queries.read_morning)

    def on_screen_resume(self) -> None:
        """Refresh if the day has changed meanwhile, and join the lines: so may the window have."""
        self.call_after_refresh(self._join)
        if self.briefing.date != clock.today():
            self.post_message(StoreChanged())

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what was read."""
        answer.stop()
        if answer.about == "profile":
            self._profiles[answer.asked] = answer.value
            self.on_moved()
        else:
            self._show(answer.value)

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read; the list stays as it is."""
        failure.stop()
        self.post_message(Notice(say_problem(failure.problem), "error"))

    def _show(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.query_one(HeaderLine).show(briefing.date)
        self._list.show(briefing)
        self._count()
        self.on_moved()

    def _count(self) -> None:
        """Show how many rows are left, and how many were done since the screen was opened."""
        waits = self._list.waiting
        self._seen |= waits
        left = 0 if self.briefing.empty else _sum_up(self.briefing.counts)
        done = len(self._seen - waits)
        said = [f"{left} left"] if left or done else []
        said += [f"{done} done"] if done else []
        self.query_one(FooterLine).show(", ".join(said))


def _sum_up(counts: Counts) -> int:
    """Return the number of rows that are due."""
    return counts.birthdays + counts.follow_ups + counts.issues + counts.thanks + counts.perks
