"""Dialogs that add one thing: a date, a way to reach, a relation, who brought, how it ended."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from tinycrm.contact_points import PointKind, parse_point
from tinycrm.dates.yearly import read_birthday, read_labelled_day
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.activity import issues
from tinycrm.services.briefing.wording import excerpt
from tinycrm.services.editing import editing
from tinycrm.services.editing.list_edits import ListEdit
from tinycrm.services.editing.new_values import POINTS, NewValues
from tinycrm.services.people.yearly_dates import BIRTHDAY, DateEdit
from tinycrm.services.records import Contact, Issue, Person
from tinycrm.services.relations.relation_labels import read_related
from tinycrm.text import fold, visible
from tinycrm.tui import done_messages
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.dialogs.draft_dialog import Subject
from tinycrm.tui.screen_words import all_in_keys
from tinycrm.tui.widgets.hint_input import HintInput
from tinycrm.tui.widgets.who_field import WhoField


class _AboutContact(Dialog):
    """A dialog about one contact, which says what is known before it is changed."""

    WHAT = ""

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self.contact = contact

    def heading(self) -> str:
        """Return the title of the box: `Relation of Ada Lovelace`."""
        return safe(f"{self.WHAT} of {self.contact.name}").replace("[", "(")

    def known(self, values: list[str]) -> ComposeResult:
        """Lay out the values that the contact has already."""
        if values:
            yield Label(safe("now: " + " · ".join(values)), classes="about", markup=False)

    async def edit(self, wish: NewValues) -> str:
        """Save new values; return what was done."""
        edited = await self.write(lambda: editing.edit([self.contact.id], wish))
        what = "changed" if edited.changed else "is unchanged"
        return safe(" · ".join((f"{self.contact.name} {what}", *all_in_keys(edited.hints))))


class DateDialog(_AboutContact):
    """A birthday, or another date that comes back every year."""

    FORM = "date"
    WHAT = "Date"

    def subject(self) -> Subject:
        """Return what it is about."""
        return self.contact.id, ((self.contact.id, self.contact.name),)

    def compose(self) -> ComposeResult:
        """Lay out which date it is, and its day."""
        contact = self.contact
        known = [f"birthday {contact.birthday.say()}"] if contact.birthday else []
        known += [f"{each.label} {each.day.say()}" for each in contact.occasions]
        with self.box(self.heading()):
            yield from self.known(known)
            first = "" if contact.birthday else BIRTHDAY
            yield from self.field("What", "label", "e.g. wedding, child", first, replace=True)
            yield from self.field("Day", "day", "e.g. 10 Dec, 1815-12-10; empty deletes it")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the date; a birthday takes the place of the one before."""
        label, day = parse_text(self.value("label"), "date"), self.value("day")
        if not day:
            change = DateEdit("-", label, None)
        elif fold(label) == BIRTHDAY:
            change = DateEdit("", BIRTHDAY, read_birthday(day))
        else:
            change = DateEdit("+", *read_labelled_day(f"{label}={day}"))
        return await self.edit(NewValues(occasions=(change,)))


_KINDS: dict[str, PointKind] = {"e-mail": "email", "mail": "email", "web": "url", "page": "url"}


_EXAMPLES = {
    "address": "e.g. home: 12 Mill Lane, Cambridge",
    "e-mail": "e.g. work: anna@example.org",
    "phone": "e.g. mobile: +44 1632 960 961",
    "web": "e.g. https://anna.example",
    "handle": "e.g. signal: @anna",
}
"""The kinds of addresses, with an example of each."""


class AddressDialog(_AboutContact):
    """One more way to reach somebody."""

    FORM = "address"
    WHAT = "Address"

    def compose(self) -> ComposeResult:
        """Lay out which kind it is, and its value."""
        with self.box(self.heading()):
            yield from self.known([", ".join(p.value.split("\n")) for p in self.contact.addresses])
            yield from self.field(
                "What", "kind", "address, e-mail, phone, web, handle", "address", replace=True
            )
            yield from self.field("Is", "value", _EXAMPLES["address"])
            yield self.foot()

    def on_mount(self) -> None:
        """Complete the kinds while they are typed."""
        suggester = SuggestFromList(list(_EXAMPLES), case_sensitive=False)
        self.query_one("#kind", Input).suggester = suggester

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show an example of the kind that is typed."""
        if event.input.id == "kind":
            example = _EXAMPLES.get(event.value.strip().lower(), "")
            self.query_one("#value", HintInput).hint(example)

    async def save(self) -> str | None:
        """Save it beside those that are there."""
        typed = self.value("kind").lower()
        kind = _KINDS.get(typed) or next((each for each in POINTS if each == typed), None)
        if kind is None:
            raise UsageProblem(f"“{visible(typed)}” is not address, e-mail, phone, web or handle.")
        point = parse_point(kind, self.value("value"))
        return await self.edit(NewValues(points=(ListEdit(True, point),)))


class RelationDialog(_AboutContact):
    """What somebody is to the contact."""

    FORM = "related"
    WHAT = "Relation"

    def compose(self) -> ComposeResult:
        """Lay out the relation and the name."""
        known = [f"{each.label}: {each.name}" for each in self.contact.related]
        with self.box(self.heading()):
            yield from self.known(known)
            yield from self.field("What", "label", "e.g. spouse, child, boss, assistant")
            yield from self.field("Who", "name", "a name; a contact of this name is linked")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the relation; a contact with this name is linked."""
        label, name = (parse_text(self.value(each), each) for each in ("label", "name"))
        related = read_related(f"{label}={name}")
        return await self.edit(NewValues(related=(ListEdit(True, related),)))


class ReferrerDialog(_AboutContact):
    """Who brought the contact."""

    WHAT = "Who brought"
    AUTO_FOCUS = "WhoField Input"

    def __init__(self, contact: Contact, referrer: Person | None) -> None:
        super().__init__(contact)
        self._referrer = referrer

    def compose(self) -> ComposeResult:
        """Lay out the field for the person."""
        now = [(self._referrer.id, self._referrer.name)] if self._referrer else []
        with self.box(safe(f"{self.WHAT} {self.contact.name}?").replace("[", "(")):
            yield WhoField(several=False, taken=now)
            yield self.foot()

    def on_who_field_done(self) -> None:
        """Save: there is nothing else to fill in."""
        self.action_save()

    async def save(self) -> str | None:
        """Save who it was; nobody, if the field is empty."""
        field = self.query_one(WhoField)
        if not await field.settle():
            raise UsageProblem("No contact matches that name: choose who is meant.")
        code = field.people[0][0] if field.people else ""
        return await self.edit(NewValues(referred_by=code))


class ResolveDialog(Dialog):
    """How an issue was resolved."""

    FORM = "resolve"

    def __init__(self, issue: Issue) -> None:
        super().__init__()
        self._issue = issue

    def subject(self) -> Subject:
        """Return what it is about."""
        return self._issue.id, ((self._issue.contact.id, self._issue.contact.name),)

    def compose(self) -> ComposeResult:
        """Lay out the issue, and an input for how it was resolved."""
        issue = self._issue
        with self.box(f"Resolve {issue.id}"):
            about = f"{issue.contact.name} · {excerpt(issue.text)}"
            yield Label(safe(about), classes="about", markup=False)
            yield from self.field("How", "how", "e.g. refunded, with an apology; may stay empty")
            yield self.foot()

    async def save(self) -> str | None:
        """Resolve it."""
        how = self.text("how", "resolution")
        made = await self.write(lambda: issues.resolve(self._issue.id, how))
        return done_messages.say_made(made)
