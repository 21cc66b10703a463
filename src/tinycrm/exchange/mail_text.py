"""The text of a message: its plain text, or its page (HTML) as lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from email.message import Message
from html.parser import HTMLParser

from tinycrm.errors import UsageProblem
from tinycrm.exchange import charsets
from tinycrm.exchange.mail_headers import inner_messages, leaf_parts

MOST_READ = 4 * 2**20
"""How many bytes of a message are read: its text comes before what is attached."""

_MOST_TEXT = 2**20


def body_text(message: Message, *, is_cut: bool) -> str:
    """Return the plain text of the message, else its page as text, with quotations marked by >.

    Where only the start `is_cut` out of the message, its last part may not be whole. Raises
    UsageProblem for a text of more than a megabyte, and for a start without text.
    """
    parts = list(leaf_parts(message))[: -1 if is_cut else None]
    shown = [part for part in parts if _is_text(part)]
    if not shown and is_cut:
        raise UsageProblem(f"The first {MOST_READ >> 20} MB of the mail have no text.")
    plain = _joined([part for part in shown if part.get_content_subtype() == "plain"])
    if plain.strip():
        return plain
    page = _joined([part for part in shown if part.get_content_subtype() == "html"])
    return page_text(page) if page.strip() else ""


def attached_mails(message: Message) -> list[Message]:
    """Return the messages that this one has as attachments."""
    parts = [part for part in leaf_parts(message) if part.get_content_type() == "message/rfc822"]
    return [each for part in parts for each in inner_messages(part)[:1]]


def _is_text(part: Message) -> bool:
    is_file = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
    has_name = part.get_filename() is not None
    return part.get_content_type() in ("text/plain", "text/html") and not (is_file or has_name)


def _joined(parts: Sequence[Message]) -> str:
    text = "\n".join(map(_text_of, parts))
    if len(text) > _MOST_TEXT:
        raise UsageProblem(f"The mail has {len(text):,} characters; a megabyte is the most.")
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _text_of(part: Message) -> str:
    bare = copy(part)
    del bare["Content-Type"]  # get_payload would use any codec of Python that it names
    data = bare.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    named = part.get_content_charset("")
    is_guessed = not data.isascii() and charsets.find_codec(named) in ("", "utf-8")
    text = charsets.decode(
        data, named, charsets.find_charset(data) if is_guessed else charsets.FileCharset()
    )
    return _unflowed(text) if part.get_param("format") == "flowed" else text


def _unflowed(text: str) -> str:
    """Return text whose lines go on where they end in a space (RFC 3676), in whole lines."""
    return re.sub(r"(?m)^(?!-- $)(?!>)(.*[^ \n]) \n(?![> \n]|-- $)", r"\1 ", text)


# ── pages ────────────────────────────────────────────────────────────────────────────────

_NOT_SHOWN = ("style", "script", "head", "title")
_BREAKS = frozenset("p br div li tr ul ol table h1 h2 h3 h4 h5 h6 hr pre blockquote".split())
_SIGNED = ("gmail_signature", "moz-signature")


def page_text(page: str) -> str:
    """Return the visible text of a page, with > before each line of a quotation."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


class _Page(HTMLParser):
    """Collects the visible text of a page, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line: list[str] = []
        self._hidden = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._hidden = 0 if tag == "body" else self._hidden + (tag in _NOT_SHOWN)
        if tag in _BREAKS:
            self.end_line(blank=tag in ("p", "br"))
        if tag == "td":
            self._line.append(" ")
        self._quoted += tag == "blockquote"
        values = dict(attrs)
        if (values.get("class") or "").startswith(_SIGNED) or values.get("id") == "Signature":
            self.end_line()
            self.lines.append(f"{'> ' * bool(self._quoted)}-- ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _NOT_SHOWN and self._hidden > 0
        if tag in _BREAKS:
            self.end_line(blank=tag == "p")
        self._quoted -= tag == "blockquote" and self._quoted > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._line.append(data)

    def end_line(self, *, blank: bool = False) -> None:
        """End the line; a `blank` one is kept as an empty line if it follows another."""
        text = " ".join("".join(self._line).split())
        self._line.clear()
        if text or (blank and self.lines and self.lines[-1].strip("> ")):
            self.lines.append(f"{'> ' * bool(self._quoted)}{text}".rstrip())
