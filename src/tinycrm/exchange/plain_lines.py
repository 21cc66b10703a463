"""Content lines of an ordinary card, by one pattern: what nearly every card consists of.

It reads a card only if every line is as the standard has it, without encodings and quotation
marks: what it reads, `content_lines` reads alike; a test compares the two.
"""

from __future__ import annotations

import re

from tinycrm.exchange.charsets import FileCharset, decode
from tinycrm.exchange.content_lines import MOST_LINES, ContentLine, is_old, line_of
from tinycrm.exchange.line_heads import Head, read_head

_LINE = re.compile(
    r"\n((?:[A-Za-z0-9_-]++\.)?(?:[A-Z][A-Z0-9-]*+|[Xx]-[A-Za-z0-9_-]++)"
    r"(?:;[A-Za-z-]++(?:=[A-Za-z0-9_/,+-]++)?)*+):(?!//)"
    r"([^\n]*+(?:\n[ \t][^\n]*+)*+)"
)
_BEGIN = 100
"""Bytes of a card that have its version, usually: old ones are seen before all is read."""
_TAB = re.compile(r"\n[ \t]")


def read_lines(
    body: bytes,
    charset: FileCharset = FileCharset(),  # noqa: B008
) -> list[ContentLine] | None:
    r"""Return the properties between BEGIN and END, or None if a line is not an ordinary one.

    The lines of `body` end in `\n`; `charset` is for those that are not UTF-8 and name none.
    """
    text, is_utf8 = _text_of(body)
    if charset.typed or ("\n " in text and is_old(body[:_BEGIN])):
        return None
    pairs = _LINE.findall(text)
    size = sum(len(head) + len(value) for head, value in pairs) + 2 * len(pairs)
    if size != len(text) - text.endswith("\n") or len(pairs) > MOST_LINES:
        return None  # some of it is no such line
    has_nul = "\0" in text
    found, at = [], 1
    for written, value in pairs:
        head = read_head(written)
        is_same = (is_utf8 or value.isascii()) and not has_nul  # in every charset
        if head.is_plain and is_same and "\n" not in value:  # so it is for nearly every line
            found.append(
                ContentLine(head.group, head.name, head.params, value, head.text, value, at)
            )
            at += 1
            continue
        if head.name in ("BEGIN", "END") or head.is_quoted or head.has_base64_text:
            return None
        text, start = value, at
        if "\n" in value:
            parts = _unfolded(value)
            if any(map(_is_blank, parts[1:])):
                return None
            text, at = "".join(parts), at + len(parts) - 1
        if head.charset or not is_utf8:
            text = _decoded(text, "utf-8" if is_utf8 else "latin-1", head, charset)
        found.append(line_of(head, text, text, start))
        at += 1
    return None if at > len(found) + 1 and any(map(_is_old, found)) else found


def _text_of(body: bytes) -> tuple[str, bool]:
    """Return a card as text, and whether it is UTF-8; else there is a letter for each byte."""
    try:
        return body.decode("utf-8"), True
    except UnicodeDecodeError:
        return body.decode("latin-1"), False


def _is_blank(part: str) -> bool:
    return not part or part.isspace()


def _unfolded(text: str) -> list[str]:
    return _TAB.split(text) if "\n\t" in text else text.split("\n ")


def _is_old(line: ContentLine) -> bool:
    """Return whether a card is one of vCard 2.1, where the space of a fold belongs to the text."""
    return line.name == "VERSION" and line.value.lstrip().startswith("2.1")


def _decoded(value: str, read_as: str, head: Head, charset: FileCharset) -> str:
    if value.isascii() and not head.charset:
        return value
    return decode(value.encode(read_as), head.charset, charset)
