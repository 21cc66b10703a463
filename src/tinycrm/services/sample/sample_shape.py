"""The fields of a sample person. Every date is a number of days from today."""

from __future__ import annotations

from tinycrm.days import Every
from tinycrm.services.people.new_contact import NewContact
from tinycrm.values import NamedTuple


class SampleBirthday(NamedTuple):
    """A birthday: in how many days, the age (None: unknown), last year's gesture."""

    in_days: int
    age: int | None = None
    last_year: str = ""


class Entry(NamedTuple):
    """A note: how many days ago, or the cadence that is due again today; its text."""

    ago: int | Every
    words: str
    also: tuple[str, ...] = ()


class SampleReminder(NamedTuple):
    """A reminder: in how many days (negative: late), what to do, and whether it repeats."""

    in_days: int
    text: str
    every: Every | None = None


class SampleIssue(NamedTuple):
    """An issue: how many days ago it was opened, resolved (and how), mentioned."""

    ago: int
    text: str
    settled: int | None = None
    how: str = ""
    mentioned: int | None = None


class SampleReferral(NamedTuple):
    """Who referred somebody, how many days ago, and how the note begins that led to it."""

    by: str
    ago: int
    because: str = ""


class SampleWin(NamedTuple):
    """A win: how many days ago, its words with the amount, how the note that led to it begins."""

    ago: int
    words: str
    because: str = ""


class SampleDeal(NamedTuple):
    """An open deal: how many days ago it was opened, its words, in how many days it is due."""

    ago: int
    words: str
    in_days: int


class SampleAnswer(NamedTuple):
    """An answer: how many days ago, the score, the words."""

    ago: int
    score: int
    words: str


class Sample(NamedTuple):
    """A person with all records. `perk` is what was promised, and in how many days it ends."""

    draft: NewContact
    born: SampleBirthday | None = None
    brought: SampleReferral | None = None
    notes: tuple[Entry, ...] = ()
    reminders: tuple[SampleReminder, ...] = ()
    issues: tuple[SampleIssue, ...] = ()
    wins: tuple[SampleWin, ...] = ()
    deals: tuple[SampleDeal, ...] = ()
    answers: tuple[SampleAnswer, ...] = ()
    perk: tuple[str, int] | None = None
