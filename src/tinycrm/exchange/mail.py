"""One mail message (RFC 5322): its addresses, date, and text without quotations."""

from __future__ import annotations

import email
import re
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from typing import NamedTuple


class Address(NamedTuple):
    """A mailbox: the display name, or "", and the address."""

    name: str
    email: str


class Mail(NamedTuple):
    """A message. `at` is its Date header, in local time."""

    sender: Address | None
    receivers: tuple[Address, ...]
    at: datetime | None
    subject: str
    text: str
    message_id: str


def read_mail(data: bytes) -> Mail:
    """Read a message, even a broken one: a header that cannot be read counts as missing."""
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    senders = _addresses(message, "From")
    return Mail(
        sender=senders[0] if senders else None,
        receivers=_addresses(message, "To", "Cc"),
        at=_date(message),
        subject=" ".join(_header(message, "Subject").split()),
        text=without_quotes(_body(message)),
        message_id=_header(message, "Message-ID").strip(),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "")).replace("\x00", "")
    except (ValueError, IndexError, AttributeError, TypeError):  # bugs of the parser
        return ""


def _addresses(message: EmailMessage, *names: str) -> tuple[Address, ...]:
    found = getaddresses([_header(message, name) for name in names])
    return tuple(Address(name.strip(), address) for name, address in found if "@" in address)


def _date(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).astimezone()
    except (ValueError, TypeError, OverflowError):
        return None


def _body(message: EmailMessage) -> str:
    """Return the text of the message, or its HTML without the tags."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        text = str(part.get_content()) if part else ""
    except (LookupError, ValueError, KeyError, AttributeError):  # an unknown charset
        return ""
    if part is not None and part.get_content_subtype() == "html":
        reader = _Text()
        reader.feed(text)
        text = "".join(reader.parts)
    return text.replace("\x00", "").replace("\r\n", "\n")


class _Text(HTMLParser):
    """Collects the visible text of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in ("style", "script", "head", "blockquote")
        if tag in ("p", "br", "div", "li", "tr"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script", "head", "blockquote") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


# "On Mon, 2 Nov 2026, Ada wrote:" and its translations, also broken into two lines.
_INTRODUCES = re.compile(
    r"(?m)^(?:On|Am|Le|El|W dniu|Il|Op|Den)\b[^\n]{4,200}(?:\n[^\n>]{0,80})?:\s*$"
)
_FORWARDED = re.compile(r"(?m)^-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche)[^\n]*$")
_SIGNATURE = re.compile(r"(?m)^-- ?$")


def without_quotes(text: str) -> str:
    """Return the text without quoted lines and without the lines that introduce them.

    The signature is removed too (RFC 3676: after a line of dash, dash, space).
    """
    for mark in (_FORWARDED, _SIGNATURE):
        text = mark.split(text, maxsplit=1)[0]
    text = _INTRODUCES.sub("", text)
    lines = [line.rstrip() for line in text.splitlines() if not line.lstrip().startswith(">")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
