"""The values that services return: frozen, complete, with the fields of their JSON.

Dates are local dates, `*_at` are UTC instants as text, ids are codes (`c3`).
"""

from __future__ import annotations

from datetime import date

from tinycrm.days import Every, YearlyDay
from tinycrm.errors import Candidate
from tinycrm.values import Fields, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from tinycrm.money import Money
    from tinycrm.rules import ContactKind

    IssueState = Literal["open", "resolved"]
    DealState = Literal["open", "won", "lost"]


class Labelled(NamedTuple):
    """An e-mail address, a phone number or another contact point, with its label."""

    value: str
    label: str | None


class Occasion(NamedTuple):
    """A contact's date that repeats every year; `id` is None until it is stored."""

    id: str | None
    label: str
    day: YearlyDay


class Related(NamedTuple):
    """What somebody is to a contact; `id` is None while the name is no known contact's."""

    label: str
    id: str | None
    name: str


class KeptValue(NamedTuple):
    """A value of an imported card that was not understood: its property and its text."""

    name: str
    value: str

    @property
    def text(self) -> str:
        """Return both, without the X- of a program's own property: `shoe-size: 42`."""
        return f"{self.name.lower().removeprefix('x-')}: {self.value}"


class Person(Fields):
    """A contact in short form, as part of other records."""

    id: str
    name: str
    nicknames: tuple[str, ...] = ()
    emails: tuple[Labelled, ...] = ()
    phones: tuple[Labelled, ...] = ()
    tags: tuple[str, ...] = ()


class Contact(Fields):
    """A complete contact."""

    id: str
    uid: str
    kind: ContactKind
    name: str
    nicknames: tuple[str, ...]
    organization: str | None
    title: str | None
    emails: tuple[Labelled, ...]
    phones: tuple[Labelled, ...]
    addresses: tuple[Labelled, ...]
    urls: tuple[Labelled, ...]
    handles: tuple[Labelled, ...]
    birthday: YearlyDay | None
    occasions: tuple[Occasion, ...]
    tags: tuple[str, ...]
    facts: dict[str, str]
    every: Every | None
    referred_by: str | None
    related: tuple[Related, ...]
    do_not_contact: bool
    archived: bool
    last_touch: date | None
    next_due: date | None
    created_at: str
    updated_at: str

    def person(self) -> Person:
        """Return the contact in short form."""
        return Person(self.id, self.name, self.nicknames, self.emails, self.phones, self.tags)


class Note(Fields):
    """Something that happened. `at` is a local date, with the time if known: `2026-11-22T08:30`."""

    id: str
    kind: str
    at: str
    text: str
    contacts: tuple[Person, ...]
    tags: tuple[str, ...]
    mood: int | None

    @property
    def day(self) -> date:
        """Return the local date."""
        return date.fromisoformat(self.at[:10])

    @property
    def day_and_time(self) -> str:
        """Return `at` as people read and type it: `2026-11-22 08:30`."""
        return self.at.replace("T", " ")


class Reminder(Fields):
    """Something to do. `contact` is None when it is about no contact.

    `every_on` is the day of the month that a monthly or yearly one keeps, as in `repeats`.
    """

    id: str
    contact: Person | None
    text: str
    on: date
    time: str | None
    every: Every | None
    every_on: str | None
    fixed: bool
    snoozed_until: date | None
    done_at: str | None
    note: str | None


class Issue(Fields):
    """A problem a contact had. `state` is open or resolved; `on` is the date it was opened."""

    id: str
    contact: Person
    text: str
    state: IssueState
    on: date
    resolved: date | None
    resolution: str | None
    mentioned: date | None
    snoozed_until: date | None


class Win(Fields):
    """Something that came from a contact. `brought` is who they referred.

    `because` are the codes of the notes that led to it, `deal` that of the deal it was before.
    """

    id: str
    contact: Person
    kind: str
    text: str
    on: date
    money: Money | None
    brought: Person | None
    because: tuple[str, ...]
    deal: str | None


class Deal(Fields):
    """Something that may come. `on` is the date it was opened, `until` the one to decide by."""

    id: str
    contact: Person
    text: str
    state: DealState
    on: date
    until: date | None
    money: Money | None
    lost: date | None
    reason: str | None
    win: str | None
    snoozed_until: date | None


class Feedback(Fields):
    """An answer of a contact: a score from 0 to 10, text, or both. `on` is its local date."""

    id: str
    contact: Person
    score: int | None
    text: str
    on: date


class Perk(Fields):
    """Something that was promised for free. `until` and `used` are local dates."""

    id: str
    contact: Person
    text: str
    until: date | None
    used: date | None
    snoozed_until: date | None


Record = Contact | Note | Reminder | Issue | Win | Deal | Feedback | Perk


class Made(Fields):
    """The result of a writing verb: the record, whether it is new, and the batch for undo.

    `batch` is None when nothing changed. `hints` are sentences for the user, `also` are less
    likely matches for the name. `kind_by` are the words a note's kind was read from.
    """

    record: Record
    created: bool
    batch: str | None
    hints: tuple[str, ...] = ()
    also: tuple[Candidate, ...] = ()
    kind_by: str | None = None
