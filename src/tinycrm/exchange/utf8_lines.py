"""A text file of one charset as UTF-8.

It is decoded a part at a time: one emoji makes a text in memory four times as large as its file.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from tinycrm.exchange.charsets import (
    find_charset,
    is_wide,
    parse_charset,
    to_bytes_of_lines,
    wide_charset,
)
from tinycrm.values import NamedTuple

_PART = 1 << 20


class Utf8Lines(NamedTuple):
    """A file in UTF-8 whose lines end in a line feed, without NULs.

    `guessed` is its charset if that was guessed, and `sample` text to see whether it is right.
    """

    data: bytes
    guessed: str = ""
    sample: str = ""


def to_utf8_lines(data: bytes, typed: str = "") -> Utf8Lines:
    """Return a file of one charset in UTF-8. Raises UsageProblem for an unknown charset."""
    charset = parse_charset(typed).name if typed else wide_charset(data)
    if is_wide(charset):
        return Utf8Lines(to_bytes_of_lines(_recoded(data, charset)))
    data = to_bytes_of_lines(data)
    if not charset and _is_utf8(data):
        return Utf8Lines(data)
    if charset:
        return Utf8Lines(_recoded(data, charset))
    found = find_charset(data)
    guessed = found.name if found.sample else ""
    return Utf8Lines(_recoded(data, found.name or "cp1252"), guessed, found.sample)


def _recoded(data: bytes, charset: str) -> bytes:
    out = io.BytesIO()  # which, unlike a list of parts, is not in memory twice in the end
    for part in _decoded(data, charset, "replace"):
        out.write(part.encode("utf-8"))
    return out.getvalue()


def _is_utf8(data: bytes) -> bool:
    try:
        for _ in _decoded(data, "utf-8", "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, charset: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(charset)(errors)
    for start in range(0, len(data), _PART):
        yield decoder.decode(data[start : start + _PART], final=start + _PART >= len(data))
