"""The dialog that adds a person; only the name is required."""

from __future__ import annotations

from textual.app import ComposeResult

from tinycrm.contact_points import PointKind, parse_point, split_name
from tinycrm.dates.yearly import read_birthday
from tinycrm.days import parse_every
from tinycrm.errors import Clash
from tinycrm.rules import parse_text
from tinycrm.services.editing import adding
from tinycrm.services.people.new_contact import NewContact
from tinycrm.tui import done_messages
from tinycrm.tui.dialogs.contact_dialogs import tags_in
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.dialogs.namesakes_dialog import NamesakesDialog

_FIELDS = (
    ("Name", "name", "e.g. Anna Kowalska"),
    ("E-mail", "email", "e.g. anna@example.org"),
    ("Phone", "phone", "e.g. mobile: +44 1632 960 961"),
    ("Birthday", "birthday", "e.g. 10 Dec, 1815-12-10"),
    ("Work", "organization", "where they work"),
    ("Title", "title", "what they do there"),
    ("Every", "every", "keep in touch: 4w, 3m"),
    ("Tags", "tags", "e.g. vip, retainer"),
    ("Note", "note", "how you met"),
)


class AddDialog(Dialog):
    """A new contact. Whoever may be meant is shown first, and adding another is a choice."""

    FORM = "add"

    def __init__(self) -> None:
        super().__init__()
        self._chosen: NewContact | None = None

    def compose(self) -> ComposeResult:
        """Lay out an input for each field."""
        with self.box("Add"):
            for label, name, hint in _FIELDS:
                yield from self.field(label, name, hint)
            yield self.foot()

    def draft(self) -> NewContact:
        """Return the checked input. Raises UsageProblem."""
        name, points = split_name(self.value("name"))
        more: tuple[tuple[PointKind, str], ...] = (
            ("email", self.value("email")), ("phone", self.value("phone"))
        )  # fmt: skip
        born = self.value("birthday")
        every = self.value("every")
        return NewContact(
            name=parse_text(name, "name"),
            organization=self.text("organization", "organization"),
            title=self.text("title", "title"),
            points=points + tuple(parse_point(kind, typed) for kind, typed in more if typed),
            occasions=(("birthday", read_birthday(born)),) if born else (),
            tags=tags_in(self.value("tags")),
            every=parse_every(every) if every else None,
            note=self.text("note", "note"),
            source="tui",
        )

    async def save(self) -> str | None:
        """Add the contact. If others may be meant, show them and ask first."""
        draft = self.draft()
        if_known: adding.IfKnown = "force" if draft == self._chosen else "ask"
        try:
            made = await self.write(lambda: adding.add(draft, if_known=if_known))
        except Clash as clash:
            self.app.push_screen(
                NamesakesDialog(draft.name, clash.candidates), lambda add: self._choose(draft, add)
            )
            return None
        return done_messages.say_made(made)

    def _choose(self, draft: NewContact, add: bool | None) -> None:
        """Add the contact after all, or let the user go on with the dialog."""
        if add:
            self._chosen = draft
            self.action_save()
