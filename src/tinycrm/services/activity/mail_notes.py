"""An e-mail as a note: the contact from its From, the time from its Date, and its own text."""

from __future__ import annotations

from datetime import time

from tinycrm import clock, config
from tinycrm.dates import When
from tinycrm.errors import Ambiguous, NotFound, UsageProblem
from tinycrm.exchange.mail import Address, Mail
from tinycrm.rules import normal_email, parse_point
from tinycrm.services.activity import notes
from tinycrm.services.codes import code
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.matching import find_matches
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.people import new_contact
from tinycrm.services.typed import note_words
from tinycrm.store import reading
from tinycrm.text import visible


def note_of(mail: Mail, *, new: bool) -> tuple[notes.NewNote, Address]:
    """Return the note made from an e-mail, and the address of the contact it is about.

    This is the From address, or To if From is one of `me` in the config. The Message-ID is the
    note's key, so that the same e-mail again changes nothing. Raises UsageProblem for an e-mail
    without an address or without text.
    """
    mine = {normal_email(each) for each in config.load().me}
    sent = mail.sender is not None and normal_email(mail.sender.email) in mine
    others = [a for a in mail.receivers if normal_email(a.email) not in mine]
    who = (others[0] if others else None) if sent else mail.sender
    if who is None:
        raise UsageProblem(
            "The mail does not say who it is from.", "It needs a From line with an address."
        )
    text = "\n\n".join(filter(None, (mail.subject, mail.text)))
    if not text:
        raise UsageProblem("The mail is empty: it has no subject and no text of its own.")
    draft = notes.NewNote(
        who=who.email,
        words=note_words.Words(text),
        kind="email",
        when=_when(mail),
        direction="out" if sent else "in",
        new=new,
        stranger=_stranger(who) if new else None,
        key=f"mail:{mail.message_id}" if mail.message_id else None,
    )
    return draft, who


def _when(mail: Mail) -> When | None:
    """Return the local time of the e-mail, None (now) if it is missing or in the future."""
    if mail.at is None or mail.at.date() > clock.today():
        return None
    return When(mail.at.date(), time(mail.at.hour, mail.at.minute))


def _stranger(who: Address) -> new_contact.NewContact:
    return new_contact.NewContact(_name(who), points=(parse_point("email", who.email),))


def log_mail(mail: Mail, *, new: bool) -> notes.Logged:
    """Save an e-mail as a note.

    Of several people with one address it is about the one whose name it says.
    For an address that no contact has, raises NotFound with the `crm add` to copy; with `new`
    the contact is added.
    """
    draft, who = note_of(mail, new=new)
    try:
        return notes.log(draft)
    except Ambiguous:
        one = _named_as(who)
        if one is None:
            raise
        return notes.log(draft._replace(who=one))
    except NotFound:
        raise NotFound(
            f"No contact has the address {visible(who.email)}.",
            f"{_how_to_add(who)}   (or --new)",
            typed=who.email,
        ) from None


def _named_as(who: Address) -> str | None:
    """Return the code of the one contact with this address whose name the mail says, or None."""
    with reading() as db:
        same = find_matches(KnownPeople(db), facts_of(_stranger(who))).same
    return code("contact", same[0]) if len(same) == 1 else None


def _how_to_add(who: Address) -> str:
    """Return the command, safe to copy into a shell: a stranger wrote this address and name."""
    from shlex import quote

    return visible(f"crm add -e {quote(who.email)} -- {quote(_name(who))}")


def _name(who: Address) -> str:
    return who.name or who.email.partition("@")[0]
