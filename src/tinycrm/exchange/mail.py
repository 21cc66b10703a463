"""One mail message (RFC 5322): who wrote it to whom, when, and in which words."""

from __future__ import annotations

import email
from datetime import datetime
from email.message import Message
from typing import NamedTuple

from tinycrm.errors import UsageProblem
from tinycrm.exchange.automatic_mail import Automatic, find_automatic, find_writers, not_reached
from tinycrm.exchange.mail_headers import (
    Address,
    ShortHeaders,
    read_addresses,
    read_header,
    read_moment,
)
from tinycrm.exchange.mail_text import MOST_READ, attached_mails, body_text
from tinycrm.exchange.own_words import own_words
from tinycrm.exchange.time_limit import TakesTooLong, limited_time


class Mail(NamedTuple):
    """A message.

    `writers` are who wrote it where `sender` (its From) is a list or a web form. `answers_to` is
    its Reply-To. `copied` are those of Cc and Bcc. `at` is its Date and `received` the day the
    last server got it, in local time; `dated` is its Date as written. `failed` are the addresses
    that a bounce says were not reached.
    """

    sender: Address | None
    writers: tuple[Address, ...]
    answers_to: tuple[Address, ...]
    receivers: tuple[Address, ...]
    copied: tuple[Address, ...]
    at: datetime | None
    received: datetime | None
    dated: str
    subject: str
    text: str
    message_id: str
    automatic: Automatic
    failed: tuple[Address, ...]


SECONDS = 1.0
"""How much of the processor a message may take to read. Mail is written by anybody."""


def read_mail(data: bytes) -> Mail:
    """Read a message, even a broken one: a header that cannot be read counts as missing.

    Raises UsageProblem for one that is made so that reading it would take for ever, and for a
    text of more than a megabyte.
    """
    try:
        with limited_time(SECONDS):
            return _read(data)
    except (RecursionError, TakesTooLong):
        raise UsageProblem(
            "The mail is built so that reading it would take too long. It was not read.",
            "Log its text: crm log WHO -",
        ) from None


def _read(data: bytes) -> Mail:
    message = email.message_from_bytes(data[:MOST_READ], policy=ShortHeaders())
    subject = " ".join(read_header(message, "Subject").split())
    automatic = find_automatic(message)
    dated = " ".join(read_header(message, "Date").split())
    return Mail(
        sender=next(iter(read_addresses(message, "From")), None),
        writers=find_writers(message),
        answers_to=read_addresses(message, "Reply-To"),
        receivers=read_addresses(message, "To"),
        copied=read_addresses(message, "Cc", "Bcc"),
        at=read_moment(dated),
        received=read_moment(read_header(message, "Received").rpartition(";")[2].strip()),
        dated=dated,
        subject=subject,
        text=_words(message, subject, automatic, is_cut=len(data) > MOST_READ),
        message_id=read_header(message, "Message-ID").strip(),
        automatic=automatic,
        failed=not_reached(message) if automatic is Automatic.BOUNCE else (),
    )


def _words(message: Message, subject: str, automatic: Automatic, *, is_cut: bool) -> str:
    """Return the writer's words, and the mails that were forwarded as attachments."""
    parts = [own_words(body_text(message, is_cut=is_cut), subject)]
    if not automatic and not is_cut:
        parts += map(_attached, attached_mails(message))
    return "\n\n".join(filter(None, parts))


def _attached(message: Message) -> str:
    fields = [f"{name}: {read_header(message, name)}" for name in ("From", "Date", "Subject")]
    return "\n".join((*fields, "", body_text(message, is_cut=False).strip()))
