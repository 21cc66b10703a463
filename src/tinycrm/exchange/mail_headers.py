"""The headers of a message (RFC 5322, RFC 2047) as text, addresses and moments."""

from __future__ import annotations

import email.utils
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from typing import NamedTuple

from tinycrm.exchange import charsets

_MOST_HEADER = 20_000  # characters that are read of a header: some hundred addresses
_AS_FAR_AS_IT_GOES: dict[str, bool] = (
    {"strict": False} if getattr(email.utils, "supports_strict_parsing", False) else {}
)
"""Newer Pythons return no address at all of a header that is broken at its end."""


class Address(NamedTuple):
    """A mailbox: the display name, or "", and the address."""

    name: str
    email: str


class ShortHeaders(Compat32):
    """Gives the start of a header as text, with bytes that are not ASCII as surrogates.

    The parsers of the standard library read many headers in a time that grows with the square of
    their length, or by recursion.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return the value of a header, unfolded."""
        return str(value)[:_MOST_HEADER].replace("\n", " ").replace("\r", " ")


def read_header(message: Message, name: str) -> str:
    """Return a header with its encoded words decoded, or ""."""
    return _decoded(_raw(message, str(message.get(name, ""))))


def read_addresses(message: Message, *names: str) -> tuple[Address, ...]:
    """Return the mailboxes in these headers, in order."""
    values = [_raw(message, str(message.get(name, ""))) for name in names]
    return tuple(
        Address(_decoded(name).strip(), address.strip())
        for name, address in email.utils.getaddresses(values, **_AS_FAR_AS_IT_GOES)
        if "@" in address
    )


def read_moment(text: str) -> datetime | None:
    """Return the local time of a Date header; None if it cannot be read.

    A date without a zone is in the zone of the reader, one with -0000 is in UTC (RFC 5322, 3.3).
    """
    try:
        moment = email.utils.parsedate_to_datetime(text)
        if moment.tzinfo is None and "-0000" in text:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone()
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def leaf_parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that are not parts again.

    An attached message is one part. There is no recursion: parts may be nested without end.
    """
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(inner_messages(part)))
        else:
            yield part


def inner_messages(part: Message) -> list[Message]:
    """Return the messages or parts directly in a part; none if it has text or data."""
    inner = part.get_payload() if part.is_multipart() else []
    return [each for each in inner if isinstance(each, Message)]


def _raw(message: Message, text: str) -> str:
    """Return a header that may have raw bytes, which old programs write, as text.

    They are UTF-8, or else in the charset of the message's text, or the likeliest one.
    """
    data = text.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8").replace("\x00", "")
    except UnicodeDecodeError:
        named = [part.get_content_charset("") for part in leaf_parts(message)]
    known = [name for name in map(charsets.find_codec, named) if name not in ("", "utf-8")]
    if known:
        return charsets.decode(data, known[0]).replace("\x00", "")
    return charsets.decode(data, otherwise=charsets.find_charset(data)).replace("\x00", "")


def _decoded(text: str) -> str:
    """Return a text with its encoded words (RFC 2047) decoded; broken ones stay as they are."""
    try:
        words = [
            word if isinstance(word, str) else _word(word, charset)
            for word, charset in decode_header(text)
        ]
    except (ValueError, HeaderParseError):  # base64 cut short
        return text
    return "".join(words).replace("\x00", "")


def _word(data: bytes, charset: str | None) -> str:
    if charset is None:  # as decode_header returns what is between encoded words
        return data.decode("raw-unicode-escape")
    return charsets.decode(data, charset.partition("*")[0])
