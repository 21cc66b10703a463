"""A mail as a note: who from its From, when from its Date, in the sender's words."""

from __future__ import annotations

from datetime import time

from tinycrm import clock, config
from tinycrm.dates import When
from tinycrm.errors import NotFound, UsageProblem
from tinycrm.exchange.mail import Address, Mail
from tinycrm.rules import normal_email, parse_point
from tinycrm.services.activity import notes
from tinycrm.services.people import new_contact
from tinycrm.text import visible


def note_of(mail: Mail, *, new: bool) -> tuple[notes.NewNote, Address]:
    """Return the note a mail makes, and whose address it is about.

    From is who, or To where From is one of `me` in the config. A Message-ID is the note's
    key, so that the same mail again changes nothing. Raises UsageProblem for no message.
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
        raise UsageProblem("The mail is empty: no subject, and no words of its own.")
    draft = notes.NewNote(
        who=who.email,
        words=notes.Words(text),
        kind="email",
        when=_when(mail),
        direction="out" if sent else "in",
        new=new,
        stranger=_stranger(who) if new else None,
        key=f"mail:{mail.message_id}" if mail.message_id else None,
    )
    return draft, who


def _when(mail: Mail) -> When | None:
    """Return the local day of the mail; a clock that runs ahead counts as today."""
    if mail.at is None or mail.at.date() > clock.today():
        return None
    return When(mail.at.date(), time(mail.at.hour, mail.at.minute))


def _stranger(who: Address) -> new_contact.NewContact:
    return new_contact.NewContact(_name(who), points=(parse_point("email", who.email),))


def log_mail(mail: Mail, *, new: bool) -> notes.Logged:
    """Save a mail as a note.

    Raises NotFound, with the `crm add` to copy, for an address nobody has; with `new` that
    person is added.
    """
    draft, who = note_of(mail, new=new)
    try:
        return notes.log(draft)
    except NotFound:
        raise NotFound(
            f"Nobody has the address {visible(who.email)}.",
            f"{_how_to_add(who)}   (or --new)",
            typed=who.email,
        ) from None


def _how_to_add(who: Address) -> str:
    """Return the command, safe to be copied into a shell: a stranger chose these words."""
    from shlex import quote

    return visible(f"crm add -e {quote(who.email)} -- {quote(_name(who))}")


def _name(who: Address) -> str:
    return who.name or who.email.partition("@")[0]
