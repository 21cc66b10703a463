"""One mail message (RFC 5322): its addresses, date, and text without quotations."""

from __future__ import annotations

import email
import re
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from typing import NamedTuple

from tinycrm.errors import UsageProblem
from tinycrm.exchange.time_limit import TakesTooLong, limited_time


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


SECONDS = 1.0
"""How much of the processor a message may take to read. Mail is written by anybody."""

_MOST_READ = 4 * 2**20
"""How many bytes of a message are read: its text comes before what is attached."""

_MOST_TEXT = 2**20
_MOST_HEADER = 20_000  # characters that are read of a header: some hundred addresses


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
    message = email.message_from_bytes(data[:_MOST_READ], policy=_ShortHeaders())
    senders = _addresses(message, "From")
    return Mail(
        sender=senders[0] if senders else None,
        receivers=_addresses(message, "To", "Cc"),
        at=_date(message),
        subject=" ".join(_header(message, "Subject").split()),
        text=without_quotes(_body(message, is_cut=len(data) > _MOST_READ)),
        message_id=_header(message, "Message-ID").strip(),
    )


class _ShortHeaders(Compat32):
    """Gives the start of a header as text.

    The parsers of the standard library read many headers in a time that grows with the square of
    their length, or by recursion.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return the value of a header, unfolded."""
        text = str(value)[:_MOST_HEADER].encode("utf-8", "surrogateescape")
        return text.decode("utf-8", "replace").replace("\n", " ").replace("\r", " ")


def _header(message: Message, name: str) -> str:
    """Return a header with its encoded words decoded."""
    return _decoded(str(message.get(name, ""))).replace("\x00", "")


def _decoded(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, HeaderParseError):  # base64 cut short, an unknown charset
        return text


def _addresses(message: Message, *names: str) -> tuple[Address, ...]:
    found = getaddresses([str(message.get(name, "")) for name in names])
    return tuple(
        Address(_decoded(name).replace("\x00", "").strip(), address.replace("\x00", ""))
        for name, address in found
        if "@" in address
    )


def _date(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).astimezone()
    except (ValueError, TypeError, OverflowError):
        return None


def _body(message: Message, *, is_cut: bool) -> str:
    """Return the text of the message, or its HTML without the tags.

    Where only the start `is_cut` out of the message, its last part may not be whole.
    """
    whole = list(message.walk())[: -1 if is_cut else None]
    parts = [part for part in whole if _is_text(part)]
    plain = [part for part in parts if part.get_content_subtype() == "plain"]
    part = next(iter(plain or parts), None)
    if part is None and is_cut:
        raise UsageProblem(f"The first {_MOST_READ >> 20} MB of the mail have no text.")
    if part is None:
        return ""
    text = _text_of(part)
    if len(text) > _MOST_TEXT:
        raise UsageProblem(f"The mail has {len(text):,} characters; a megabyte is the most.")
    if not plain:
        reader = _Text()
        reader.feed(text)
        text = "".join(reader.parts)
    return text.replace("\x00", "").replace("\r\n", "\n")


def _is_text(part: Message) -> bool:
    is_attached = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
    return part.get_content_type() in ("text/plain", "text/html") and not is_attached


def _text_of(part: Message) -> str:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)  # it is not a multipart
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # an unknown charset
        return data.decode("utf-8", "replace")


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
