"""The card of an organization: its rows in order, as plain values to be laid out.

The texts are not yet safe for a terminal, and have no styles or widths.
"""

from __future__ import annotations

from datetime import date

from tinycrm.dates import say_day, say_distance, say_lateness, say_past
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.company import Company
from tinycrm.services.people import cadence
from tinycrm.services.records import Contact, Deal, Issue, Person, Reminder
from tinycrm.values import NamedTuple


class CompanyRow(NamedTuple):
    """A row about one of its people; `far` is how far away `day` is."""

    code: str
    person: Person
    what: str
    day: str
    far: str
    accent: bool = False


class CompanySection(NamedTuple):
    """A title with its count, and the rows below it."""

    title: str
    summary: str
    rows: tuple[CompanyRow, ...]


class CompanyCard(NamedTuple):
    """Everything about an organization except the notes."""

    name: str
    summary: str
    sections: tuple[CompanySection, ...]


def company_card(company: Company, today: date) -> CompanyCard:
    """Return the card of an organization, without empty sections."""
    sections = (
        CompanySection("People", "", tuple(_person(each, today) for each in company.contacts)),
        CompanySection(
            "Owed", _count(company.reminders), tuple(_reminder(r, today) for r in company.reminders)
        ),
        CompanySection(
            "Deals", _count(company.deals), tuple(_deal(d, today) for d in company.deals)
        ),
        CompanySection(
            "Open issues", _count(company.issues), tuple(_issue(i, today) for i in company.issues)
        ),
    )
    return CompanyCard(
        company.name, _say_people(company), tuple(each for each in sections if each.rows)
    )


def _count(rows: tuple[object, ...]) -> str:
    return str(len(rows)) if len(rows) > 1 else ""


def _say_people(company: Company) -> str:
    count = len(company.contacts)
    people = "1 person" if count == 1 else f"{count} people"
    return f"{people}, {company.archived} archived" if company.archived else people


def _person(contact: Contact, today: date) -> CompanyRow:
    """Return name, title and how late, the last touch."""
    is_due = cadence.is_due(contact, today)
    late = ""
    if is_due and contact.every and contact.next_due:
        late = f"{contact.every.say()}, {say_lateness((contact.next_due - today).days)}"
    kind = "" if contact.kind == "person" else contact.kind
    last = contact.last_touch
    return CompanyRow(
        code=contact.id,
        person=contact.person(),
        what=" · ".join(
            filter(None, (contact.title, kind, late, "archived" if contact.archived else ""))
        ),
        day=say_past(last, today) if last else "",
        far=say_distance((last - today).days) if last else "never",
        accent=is_due,
    )


def _reminder(each: Reminder, today: date) -> CompanyRow:
    assert each.contact is not None  # it was found by its contact
    return CompanyRow(
        code=each.id,
        person=each.contact,
        what=wording.one_line(each.text),
        day=say_day(each.on, today),
        far=say_lateness((each.on - today).days),
        accent=each.on <= today,
    )


def _deal(each: Deal, today: date) -> CompanyRow:
    return CompanyRow(
        code=each.id,
        person=each.contact,
        what=" · ".join(
            filter(None, (wording.one_line(each.text), each.money.say() if each.money else ""))
        ),
        day=say_day(each.until, today) if each.until else "",
        far=say_lateness((each.until - today).days) if each.until else "",
        accent=each.until is not None and each.until <= today,
    )


def _issue(each: Issue, today: date) -> CompanyRow:
    return CompanyRow(
        code=each.id,
        person=each.contact,
        what=wording.one_line(each.text),
        day=say_day(each.on, today),
        far=say_distance((each.on - today).days),
    )
