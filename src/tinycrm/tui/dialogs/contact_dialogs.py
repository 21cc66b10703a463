"""Dialogs that change a contact: all fields, the tags, or one fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Input

from tinycrm.contact_points import PointKind, parse_point
from tinycrm.dates.yearly import read_birthday, read_yearly_day
from tinycrm.days import parse_every
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_labelled, parse_text
from tinycrm.services.editing import editing
from tinycrm.services.editing.list_edits import labelled
from tinycrm.services.editing.new_values import NewValues
from tinycrm.services.people.yearly_dates import BIRTHDAY, rewritten
from tinycrm.services.records import Contact, Labelled, Occasion, Related
from tinycrm.services.relations.relation_labels import as_typed, read_related
from tinycrm.tagging import parse_tags, split_list
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.dialogs.draft_dialog import Subject
from tinycrm.tui.screen_words import all_in_keys


def tags_in(text: str) -> tuple[str, ...]:
    """Return the tags of an input, which may be empty."""
    return parse_tags([text] if text.strip(" ,;") else [])


def parse_points(kind: PointKind, text: str, now: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """Return contact points; those in `now` are kept unchanged and not checked again."""
    known = {safe(_say_point(each)): each for each in now}
    typed = (each.strip() for each in split_list(text))
    return tuple(known.get(each) or labelled(parse_point(kind, each)) for each in typed)


def parse_related(text: str, now: Sequence[Related]) -> tuple[Related, ...]:
    """Return relations, separated by semicolons; those in `now` are kept unchanged."""
    known = {safe(as_typed(each)): each for each in now}
    typed = filter(None, (each.strip() for each in text.split(";")))
    return tuple(known.get(each) or read_related(each) for each in typed)


def parse_dates(text: str, now: Sequence[Occasion]) -> tuple[Occasion, ...]:
    """Return the dates of `wedding=2011-05-14, child=…`, of one label as many as are typed."""
    days: dict[str, list[str]] = {}
    for each in split_list(text):
        label, day = parse_labelled(each)
        days.setdefault(label, []).append(day)
    if BIRTHDAY in days:
        raise UsageProblem("The birthday has a field of its own.")
    return tuple(
        date for label, typed in days.items()
        for date in rewritten(now, label, typed, read_yearly_day)
    )  # fmt: skip


def _nicknames(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parse_text(each, "nickname") for each in split_list(text)))


def _say_point(point: Labelled) -> str:
    return f"{point.label}: {point.value}" if point.label else point.value


class _ContactDialog(Dialog):
    """A dialog about one contact, with the values it had before."""

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self._before = contact

    def subject(self) -> Subject:
        """Return what it is about."""
        return self._before.id, ((self._before.id, self._before.name),)


class EditContactDialog(_ContactDialog):
    """The fields of a contact. Only inputs that were edited change anything."""

    FORM = "edit"

    def compose(self) -> ComposeResult:
        """Lay out an input for each field with its current value."""
        with self.box("Edit"):
            for label, name, hint in _FIELDS:
                yield from self.field(label, name, hint, self._now(name))
            yield self.foot()

    def _now(self, name: str) -> str:
        """Return the current value of a field as its input shows it."""
        before = self._before
        shown = {
            "nicknames": ", ".join(before.nicknames),
            "emails": ", ".join(map(_say_point, before.emails)),
            "phones": ", ".join(map(_say_point, before.phones)),
            "birthday": str(before.birthday or ""),
            "dates": ", ".join(f"{each.label}={each.day}" for each in before.occasions),
            "every": str(before.every or ""),
            "tags": ", ".join(before.tags),
            "related": "; ".join(map(as_typed, before.related)),
        }
        return safe(shown[name] if name in shown else getattr(before, name) or "")

    def _changed(self, name: str) -> str | None:
        """Return the value of an input, None if it was not edited."""
        typed = self.value(name)
        return typed if typed != self._now(name).strip() else None

    def after(self) -> Contact:
        """Return the contact as edited. Raises UsageProblem."""
        changes = {
            field: read(typed)
            for name, (field, read) in self._readers().items()
            if (typed := self._changed(name)) is not None
        }
        return self._before._replace(**changes)

    def _readers(self) -> dict[str, tuple[str, Callable[[str], Any]]]:
        """Return for each input the field of the contact, and what reads its text."""
        before = self._before
        return {
            "name": ("name", lambda typed: parse_text(typed, "name")),
            "nicknames": ("nicknames", _nicknames),
            "emails": ("emails", lambda typed: parse_points("email", typed, before.emails)),
            "phones": ("phones", lambda typed: parse_points("phone", typed, before.phones)),
            "birthday": ("birthday", lambda typed: read_birthday(typed) if typed else None),
            "dates": ("occasions", lambda typed: parse_dates(typed, before.occasions)),
            "organization": (
                "organization",
                lambda _: self.text("organization", "organization") or None,
            ),
            "title": ("title", lambda _: self.text("title", "title") or None),
            "every": ("every", lambda typed: parse_every(typed) if typed else None),
            "tags": ("tags", tags_in),
            "related": ("related", lambda typed: parse_related(typed, before.related)),
        }

    async def save(self) -> str | None:
        """Save the changes, unless the contact was changed elsewhere meanwhile."""
        after = self.after()
        edited = await self.write(lambda: editing.save(self._before, after))
        return _say(edited, after.name)


_FIELDS = (
    ("Name", "name", "e.g. Anna Kowalska"),
    ("Called", "nicknames", "e.g. Ania, Anka"),
    ("E-mail", "emails", "e.g. anna@example.org, work: anna@acme.example"),
    ("Phone", "phones", "e.g. mobile: +44 1632 960 961, office: …"),
    ("Birthday", "birthday", "e.g. 10 Dec, 1815-12-10"),
    ("Dates", "dates", "e.g. wedding=2011-05-14, child=2015-05-01"),
    ("Work", "organization", "where they work"),
    ("Title", "title", "what they do there"),
    ("Every", "every", "keep in touch: 4w, 3m"),
    ("Tags", "tags", "e.g. vip, retainer"),
    ("Related", "related", "e.g. spouse=Ben; child=Ida"),
)


def _say(edited: editing.Edited, name: str) -> str:
    done = f"{name} changed" if edited.batch else f"{name} is unchanged"
    return safe(" · ".join((done, *all_in_keys(edited.hints))))


class TagsDialog(_ContactDialog):
    """All tags of a contact in one input."""

    FORM = "tags"

    def compose(self) -> ComposeResult:
        """Lay out the input."""
        now = safe(", ".join(self._before.tags))
        with self.box(safe(f"Tags of {self._before.name}").replace("[", "(")):
            yield from self.field("Tags", "tags", "e.g. vip, retainer", f"{now}, " if now else "")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the tags."""
        after = self._before._replace(tags=tags_in(self.value("tags")))
        edited = await self.write(lambda: editing.save(self._before, after))
        return _say(edited, after.name)


class FactDialog(_ContactDialog):
    """One fact about a contact; an empty value deletes it."""

    FORM = "fact"

    def compose(self) -> ComposeResult:
        """Lay out the inputs for its name and its value."""
        with self.box(safe(f"Fact about {self._before.name}").replace("[", "(")):
            yield from self.field("What", "key", "e.g. coffee")
            yield from self.field("Is", "value", "e.g. flat white; empty deletes it", replace=True)
            yield self.foot()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the current value of the fact with this name."""
        event.stop()
        known = self._before.facts.get(event.value.strip())
        if event.input.id == "key" and known:
            self.query_one("#value", Input).value = safe(known)

    async def save(self) -> str | None:
        """Save the fact."""
        key = parse_text(self.value("key"), "fact")
        value = self.text("value", "fact") or None
        wish = NewValues(facts=((key, value),))
        edited = await self.write(lambda: editing.edit([self._before.id], wish))
        return _say(edited, self._before.name)
