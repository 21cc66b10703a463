"""A message to a person: which template fits now, and the template with their facts."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import config
from tinycrm.services.activity import issues
from tinycrm.services.briefing import occasions
from tinycrm.services.codes import code, id_of
from tinycrm.services.messages import templates
from tinycrm.services.messages.message_facts import newest_issue, read_facts
from tinycrm.services.outcomes import thanks
from tinycrm.services.people import finding
from tinycrm.services.people.contacts import get_contact
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.errors import Candidate
    from tinycrm.services.records import Contact

KINDS = {"birthday": "greeting", "thanks": "thanks"}
"""The kinds of notes that some messages are, once they are sent; the others are an e-mail."""


_MONTH = 31
"""Days after which the month of the last touch is surely an earlier one."""


class Message(NamedTuple):
    """A message, ready to be sent.

    `who` is the code of the contact, `left_out` the sentences that lack a fact, each with the
    name of the fact. `issue` is the code of the issue that it mentions.
    """

    to: tuple[str, ...]
    subject: str
    text: str
    who: str
    name: str
    template: str
    left_out: tuple[tuple[str, str], ...]
    issue: str | None
    do_not_contact: bool
    also: tuple[Candidate, ...]

    @property
    def kind(self) -> str:
        """Return the kind of note that it is, once it is sent."""
        return KINDS.get(self.template, "email")


def compose(
    db: sqlite3.Connection,
    typed: str,
    today: date,
    template: str | None = None,
    picks: finding.Picks | None = None,
) -> Message:
    """Return a message to one person; without a template, the one for what is due.

    Raises what `finding.resolve_who` and `templates.read_template` do.
    """
    found = finding.resolve_who(db, typed, picks)
    contact = get_contact(db, found.id)
    chosen = templates.read_template(template or _fitting(db, contact, today))
    facts = read_facts(db, contact, today)
    subject = templates.fill(chosen.subject, facts)
    text = templates.fill(chosen.text, facts)
    says_issue = "{issue" in chosen.text and "issue" in facts
    issue = newest_issue(db, found.id, today) if says_issue else None
    return Message(
        to=tuple(each.value for each in contact.emails[:1]),
        subject=subject.text,
        text=text.text,
        who=contact.id,
        name=contact.name,
        template=chosen.name,
        left_out=(*subject.left_out, *text.left_out),
        issue=code("issue", issue) if issue else None,
        do_not_contact=contact.do_not_contact,
        also=found.also,
    )


def _fitting(db: sqlite3.Connection, contact: Contact, today: date) -> str:
    """Return the template for what is in the briefing: a birthday, an issue, a thank-you.

    Else one for how long it has been: after less than a month, or without any touch, nobody says
    “it has been a while”.
    """
    own = id_of(contact.id)
    if _has_birthday(db, own, today):
        return "birthday"
    if issues.find_waiting_of(db, [own], today, config.load().issue_days):
        return "issue"
    if _is_to_thank(db, own, today):
        return "thanks"
    last = contact.last_touch
    return "quiet" if last and (today - last).days > _MONTH else "hello"


def _has_birthday(db: sqlite3.Connection, own: int, today: date) -> bool:
    found = occasions.find_occurrences(
        db, today - timedelta(days=occasions.BELATED_DAYS), today, today,
        leap_day=config.load().leap_day, contact_id=own, returned=True,
    )  # fmt: skip
    return any(each.label == "birthday" and not each.closed for each in found)


def _is_to_thank(db: sqlite3.Connection, own: int, today: date) -> bool:
    return bool(thanks.find_waiting(db, today, contact_id=own))
