"""Merging two contacts: first what would happen, then the key that does it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Label

from tinycrm.errors import UsageProblem
from tinycrm.services.codes import id_of
from tinycrm.services.people import merging
from tinycrm.services.records import Contact
from tinycrm.tui import queries
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.messages import QueryAnswered, QueryFailed
from tinycrm.tui.widgets.who_field import WhoField
from tinycrm.tui.workers import Reader


class MergeDialog(Dialog):
    """The contact that is kept, the other one, and the preview of merging them."""

    AUTO_FOCUS = "WhoField Input"
    KEYS = (("ctrl+s", "merge"), ("enter", "take the name"), ("esc", "close"))

    def __init__(self, keep: Contact, other: tuple[str, str] | None) -> None:
        super().__init__()
        self._keep = keep
        self._other = other
        self._seen = ""
        self._previews = Reader(self, "merge")

    def compose(self) -> ComposeResult:
        """Lay out who goes into whom, and what that means."""
        with self.box(safe(f"Merge into {self._keep.name} ({self._keep.id})").replace("[", "(")):
            yield WhoField(several=False, taken=[self._other] if self._other else [])
            yield Label("", id="preview", classes="about", markup=False)
            yield self.foot()

    @property
    def _chosen(self) -> str:
        people = self.query_one(WhoField).people
        return people[0][0] if people else ""

    def on_who_field_changed(self) -> None:
        """Read what merging these two would do."""
        keep, other = self._keep.id, self._chosen
        self._show("", "Who is the same person? Their notes and all else come here.")
        if other:
            self._previews.ask(lambda: queries.read_merge(keep, other), other)

    def on_who_field_done(self) -> None:
        """Wait for the key that merges."""
        self.say("ctrl+s merges them.", "")

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show the preview, unless somebody else is chosen by now."""
        answer.stop()
        if answer.asked == self._chosen:
            self._show(answer.asked, "\n".join(map(_indented, answer.value)))

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why these two cannot be merged."""
        failure.stop()
        self._show("", safe(failure.problem.sentence))

    def _show(self, other: str, said: str) -> None:
        self._seen = other
        self.query_one("#preview", Label).update(said)

    async def save(self) -> str | None:
        """Merge them, if the preview of these two was shown."""
        other = self._chosen
        if not other:
            raise UsageProblem("Say who is to be merged into this contact.")
        if self._seen != other:
            raise UsageProblem("Look at what it does first, then press ctrl+s again.")
        merged = await self.write(lambda: merging.merge(id_of(self._keep.id), id_of(other)))
        facts = "kept as a fact" if len(merged.kept) == 1 else "kept as facts"
        kept = [f"{facts}: {'; '.join(merged.kept)}"] if merged.kept else []
        done = f"{merged.other.name} ({other}) was merged into {merged.record.name}"
        return safe(" · ".join((done, *kept)))


def _indented(line: str) -> str:
    """Return a line of the preview, safe to show, as far in as it was."""
    return " " * (len(line) - len(line.lstrip(" "))) + safe(line)
