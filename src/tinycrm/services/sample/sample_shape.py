"""What is told of a sample person. Every day is a number of days from today."""

from __future__ import annotations

from typing import NamedTuple

from tinycrm.days import Every
from tinycrm.services.people.new_contact import NewContact


class SampleBirthday(NamedTuple):
    """A birthday: in how many days it is, which one (None: nobody knows), last year's gesture."""

    in_days: int
    age: int | None = None
    last_year: str = ""


class Entry(NamedTuple):
    """A note: how many days ago, or the rhythm ago that makes the next touch due; its words."""

    ago: int | Every
    words: str
    also: tuple[str, ...] = ()


class SampleReminder(NamedTuple):
    """A reminder: in how many days (negative: late) and what to do, maybe again and again."""

    in_days: int
    text: str
    every: Every | None = None


class SampleIssue(NamedTuple):
    """An issue: how many days ago it came, was settled (and how), was mentioned."""

    ago: int
    text: str
    settled: int | None = None
    how: str = ""
    mentioned: int | None = None


class Sample(NamedTuple):
    """A person with everything that is told of them. `brought` names who sent them, and when."""

    draft: NewContact
    born: SampleBirthday | None = None
    brought: tuple[str, int] | None = None
    notes: tuple[Entry, ...] = ()
    reminders: tuple[SampleReminder, ...] = ()
    issues: tuple[SampleIssue, ...] = ()
