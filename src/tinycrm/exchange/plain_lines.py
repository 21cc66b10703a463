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
_BLANK = re.compile(r"\n[^\S\n]+(?:\n|\Z)")


def read_lines(
    body: bytes,
    charset: FileCharset = FileCharset(),  # noqa: B008
) -> list[ContentLine] | None:
    r"""Return the properties between BEGIN and END, or None if a line is not an ordinary one.

    The lines of `body` end in `\n`; `charset` is for those that are not UTF-8 and name none.
    """
    try:
        text, is_utf8 = body.decode("utf-8"), True
    except UnicodeDecodeError:
        text, is_utf8 = body.decode("utf-8", "surrogateescape"), False
    is_folded = "\n " in text or "\n\t" in text
    if charset.typed or (is_folded and (_BLANK.search(text) or is_old(body))):
        return None
    pairs = _LINE.findall(text)
    size = sum(len(head) + len(value) for head, value in pairs) + 2 * len(pairs)
    if size != len(text) - text.endswith("\n") or len(pairs) > MOST_LINES:
        return None  # some of it is no such line
    found, at = [], 1
    for written, folded in pairs:
        head = read_head(written)
        if head.name in ("BEGIN", "END") or head.is_quoted or head.has_base64_text:
            return None
        value = folded.replace("\n ", "").replace("\n\t", "") if is_folded else folded
        if head.charset or not is_utf8:
            value = _decoded(value, head, charset)
        found.append(line_of(head, value, value, at))
        at += 1 + (folded.count("\n") if is_folded else 0)
    return found


def _decoded(value: str, head: Head, charset: FileCharset) -> str:
    if value.isascii() and not head.charset:
        return value
    return decode(value.encode("utf-8", "surrogateescape"), head.charset, charset)
