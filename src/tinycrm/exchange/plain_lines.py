"""Content lines of an ordinary card, by one pattern: what nearly every card consists of.

It reads a card only if every line is as the standard has it, in UTF-8, without encodings and
quotation marks: what it reads, `content_lines` reads alike; a test compares the two.
"""

from __future__ import annotations

import re

from tinycrm.exchange.content_lines import MOST_LINES, ContentLine, is_old, line_of
from tinycrm.exchange.line_heads import Head, read_head

_LINE = re.compile(
    r"\n((?:[A-Za-z0-9_-]++\.)?(?:[A-Z][A-Z0-9-]*+|[Xx]-[A-Za-z0-9_-]++)"
    r"(?:;[A-Za-z-]++(?:=[A-Za-z0-9_/,+-]++)?)*+):(?!//)"
    r"([^\n]*+(?:\n[ \t][^\n]*+)*+)"
)
_BLANK = re.compile(r"\n[^\S\n]+(?:\n|\Z)")


def read_lines(body: bytes) -> list[ContentLine] | None:
    r"""Return the properties between BEGIN and END, or None if a line is not an ordinary one.

    The lines of `body` end in `\n`.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_folded = "\n " in text or "\n\t" in text
    if is_folded and (_BLANK.search(text) or is_old(body)):
        return None
    pairs = _LINE.findall(text)
    size = sum(len(head) + len(value) for head, value in pairs) + 2 * len(pairs)
    if size != len(text) - text.endswith("\n") or len(pairs) > MOST_LINES:
        return None  # some of it is no such line
    found, at = [], 1
    for written, folded in pairs:
        head = read_head(written)
        if _is_odd(head):
            return None
        value = folded.replace("\n ", "").replace("\n\t", "") if is_folded else folded
        found.append(line_of(head, value, value, at))
        at += 1 + (folded.count("\n") if is_folded else 0)
    return found


def _is_odd(head: Head) -> bool:
    """Return whether a value is encoded, or begins a card inside the card."""
    if head.name in ("BEGIN", "END"):
        return True
    if not head.params:
        return False
    has_charset = any(key == "CHARSET" for key, _ in head.params)
    return head.is_quoted or head.has_base64_text or has_charset
