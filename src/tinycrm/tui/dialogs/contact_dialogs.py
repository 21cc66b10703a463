"""Dialogs that change a contact: all fields, the tags, or one fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from tinycrm import clock
from tinycrm.days import parse_birthday, parse_every
from tinycrm.rules import PointKind, parse_point, parse_tag, parse_text
from tinycrm.services.editing import editing
from tinycrm.services.editing.list_edits import labelled
from tinycrm.services.editing.new_values import NewValues
from tinycrm.services.records import Contact, Labelled, Related
from tinycrm.services.relations.relation_labels import as_typed, read_related
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog

_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?=[#+][^\W\d])")


def split(text: str) -> list[str]:
    """Split text at commas and semicolons, and before each `#` or `+`."""
    return [each for each in _BETWEEN.split(text) if each.strip()]


def parse_tags(text: str) -> tuple[str, ...]:
    """Return the tags without repetitions."""
    return tuple(dict.fromkeys(parse_tag(each) for each in split(text)))


def parse_points(kind: PointKind, text: str, now: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """Return contact points; those in `now` are kept unchanged and not checked again."""
    known = {safe(_say_point(each)): each for each in now}
    typed = (each.strip() for each in split(text))
    return tuple(known.get(each) or labelled(parse_point(kind, each)) for each in typed)


def parse_related(text: str, now: Sequence[Related]) -> tuple[Related, ...]:
    """Return relations, separated by semicolons; those in `now` are kept unchanged."""
    known = {safe(as_typed(each)): each for each in now}
    typed = filter(None, (each.strip() for each in text.split(";")))
    return tuple(known.get(each) or read_related(each) for each in typed)


def _say_point(point: Labelled) -> str:
    return f"{point.label}: {point.value}" if point.label else point.value


class EditContactDialog(Dialog):
    """The fields of a contact. Only inputs that were edited change anything."""

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self._before = contact

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
        after = self._before
        if (name := self._changed("name")) is not None:
            after = after._replace(name=parse_text(name, "name"))
        if self._changed("organization") is not None:
            after = after._replace(organization=self.text("organization", "organization") or None)
        if self._changed("title") is not None:
            after = after._replace(title=self.text("title", "title") or None)
        if (born := self._changed("birthday")) is not None:
            day = parse_birthday(born, clock.today()) if born else None
            after = after._replace(birthday=day)
        if (every := self._changed("every")) is not None:
            after = after._replace(every=parse_every(every) if every else None)
        return self._with_lists(after)

    def _with_lists(self, after: Contact) -> Contact:
        if (names := self._changed("nicknames")) is not None:
            nicknames = (parse_text(each, "nickname") for each in split(names))
            after = after._replace(nicknames=tuple(dict.fromkeys(nicknames)))
        if (emails := self._changed("emails")) is not None:
            after = after._replace(emails=parse_points("email", emails, after.emails))
        if (phones := self._changed("phones")) is not None:
            after = after._replace(phones=parse_points("phone", phones, after.phones))
        if (tags := self._changed("tags")) is not None:
            after = after._replace(tags=parse_tags(tags))
        if (related := self._changed("related")) is not None:
            after = after._replace(related=parse_related(related, after.related))
        return after

    async def save(self) -> str | None:
        """Save the changes, unless the contact was changed elsewhere meanwhile."""
        after = self.after()
        edited = await self.write(lambda: editing.save(self._before, after))
        return _say(edited, after.name)


_FIELDS = (
    ("Name", "name", "Anna Kowalska"),
    ("Called", "nicknames", "Ania, Anka"),
    ("E-mail", "emails", "anna@example.org, work: anna@acme.example"),
    ("Phone", "phones", "mobile: +44 1632 960 961, office: …"),
    ("Birthday", "birthday", "10 Dec, 1815-12-10"),
    ("Work", "organization", "where they work"),
    ("Title", "title", "what they do there"),
    ("Every", "every", "keep in touch: 4w, 3m"),
    ("Tags", "tags", "vip, retainer"),
    ("Related", "related", "spouse=Ben; child=Ida"),
)


def _say(edited: editing.Edited, name: str) -> str:
    done = f"{name} changed" if edited.batch else f"{name} is unchanged"
    return safe(" · ".join((done, *edited.hints)))


class TagsDialog(Dialog):
    """All tags of a contact in one input."""

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self._before = contact

    def compose(self) -> ComposeResult:
        """Lay out the input."""
        now = ", ".join(self._before.tags)
        with self.box(safe(f"Tags of {self._before.name}").replace("[", "(")):
            yield from self.field("Tags", "tags", "vip, retainer", safe(f"{now}, " if now else ""))
            yield self.foot()

    async def save(self) -> str | None:
        """Save the tags."""
        after = self._before._replace(tags=parse_tags(self.value("tags")))
        edited = await self.write(lambda: editing.save(self._before, after))
        return _say(edited, after.name)


class FactDialog(Dialog):
    """One fact about a contact; an empty value deletes it."""

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self._contact = contact

    def compose(self) -> ComposeResult:
        """Lay out the inputs for its name and its value."""
        with self.box(safe(f"Fact about {self._contact.name}").replace("[", "(")):
            yield from self.field("What", "key", "coffee")
            yield from self.field("Is", "value", "flat white; empty deletes it", replace=True)
            yield self.foot()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the current value of the fact with this name."""
        event.stop()
        known = self._contact.facts.get(event.value.strip())
        if event.input.id == "key" and known:
            self.query_one("#value", Input).value = safe(known)

    async def save(self) -> str | None:
        """Save the fact."""
        key = parse_text(self.value("key"), "fact")
        value = self.text("value", "fact") or None
        wish = NewValues(facts=((key, value),))
        edited = await self.write(lambda: editing.edit([self._contact.id], wish))
        return _say(edited, self._contact.name)
