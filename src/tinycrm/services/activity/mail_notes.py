"""An e-mail as a note: with its writer or receivers, on the day of its Date, in its own words."""

from __future__ import annotations

import sqlite3
from datetime import datetime, time

from tinycrm import clock
from tinycrm.dates import When
from tinycrm.errors import UsageProblem
from tinycrm.exchange.automatic_mail import Automatic
from tinycrm.exchange.mail import Mail
from tinycrm.services import script_keys
from tinycrm.services.activity import notes
from tinycrm.services.activity.mail_people import MailPeople, find_people, is_sent
from tinycrm.services.codes import code, read_code
from tinycrm.services.typed import note_words
from tinycrm.store import reading
from tinycrm.text import shorten, visible

_FIRST_YEAR = 1990
"""Mail with an older date is from a computer without a clock: 1970, 1904, the year 1."""


def log_mail(mail: Mail, *, new: bool) -> notes.Logged:
    """Save an e-mail as a note; mail that no person wrote, as a remark, which is no touch.

    Its key is the Message-ID, so that the same e-mail again changes nothing. Raises NotFound,
    with the `crm add` to copy, if nobody with its address is known; with `new` they are added.
    Raises UsageProblem for an e-mail without an address or without text.
    """
    text = "\n\n".join(filter(None, (mail.subject, mail.text)))
    with reading() as db:
        people = find_people(db, mail, new=new)
        key, other = _key(db, mail, text, people)
        is_known = script_keys.find_key(db, key, "note") is not None
    if people.problem and not is_known:
        raise people.problem
    if not text:
        raise UsageProblem("The mail is empty: it has no subject and no text of its own.")
    when = _when(mail)
    hints = (*people.hints, *_say_date(mail, when), *_say_other(other))
    words = note_words.Words(text, hints=hints)
    logged = notes.log(_draft(mail, words, people, when, key))
    return _with_kind_hint(logged, mail.automatic)


def _draft(
    mail: Mail, words: note_words.Words, people: MailPeople, when: When | None, key: str
) -> notes.NewNote:
    direction: notes.Direction | None = "out" if is_sent(mail) else "in"
    return notes.NewNote(
        who="",
        several=people.codes,
        strangers=people.strangers,
        words=words,
        kind="note" if mail.automatic else "email",
        when=when,
        direction=None if mail.automatic is Automatic.BOUNCE else direction,
        key=key,
    )


def _with_kind_hint(logged: notes.Logged, automatic: Automatic) -> notes.Logged:
    """Add why a mail is only a remark, and how to change that."""
    made = logged.made
    if not automatic or not made.created:
        return logged
    hints = (
        f"It is {automatic}: kept as a remark, which is not being in touch.",
        f"To change that: crm edit {made.record.id} --kind email",
    )
    return logged._replace(made=made._replace(hints=(*made.hints, *hints)))


# ── the day ──────────────────────────────────────────────────────────────────────────────


def _when(mail: Mail) -> When | None:
    """Return the local time of the e-mail, else when it was received; None (now) without both."""
    moment = next((each for each in (mail.at, mail.received) if _is_likely(each)), None)
    return When(moment.date(), time(moment.hour, moment.minute)) if moment else None


def _is_likely(moment: datetime | None) -> bool:
    return moment is not None and moment.year >= _FIRST_YEAR and moment.date() <= clock.today()


def _say_date(mail: Mail, when: When | None) -> tuple[str, ...]:
    if not mail.dated or _is_likely(mail.at):
        return ()
    dated = visible(shorten(mail.dated, 60))
    used = "when it was received" if when else "today"
    return (f"Its date, “{dated}”, cannot be right. The note has that of {used}.",)


# ── the key ──────────────────────────────────────────────────────────────────────────────


def _key(
    db: sqlite3.Connection, mail: Mail, text: str, people: MailPeople
) -> tuple[str, str | None]:
    """Return the key of the note, and the code of another e-mail's note with its Message-ID."""
    sender = mail.sender.email.lower() if mail.sender else ""
    digest = _digest(mail.dated, sender, text)
    if not mail.message_id:
        return f"mail:{digest}", None
    key = f"mail:{mail.message_id}"
    known = script_keys.find_key(db, key, "note")
    if known is None or _is_same(db, known, text, people):
        return key, None
    return f"{key} {digest}", code("note", known)


def _digest(*parts: str) -> str:
    from hashlib import sha256

    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _is_same(db: sqlite3.Connection, note_id: int, text: str, people: MailPeople) -> bool:
    """Return whether a note is of this e-mail: its words, or its people, if one was edited."""
    body = db.execute("SELECT body FROM note WHERE id = ?", (note_id,)).fetchone()["body"]
    rows = db.execute("SELECT contact_id FROM note_contact WHERE note_id = ?", (note_id,))
    about = {row["contact_id"] for row in rows}
    found = [read_code(each) for each in people.codes]
    return body == text or any(each and each[1] in about for each in found)


def _say_other(other: str | None) -> tuple[str, ...]:
    if other is None:
        return ()
    return (f"{other} is another mail with the same Message-ID. This one is a note of its own.",)
