"""Content lines read by the library vobject, for the cards it reads without loss.

Only its reader of lines: its reader of cards cuts every text at the first bare comma. What
this gives is what content_lines gives; a test holds the two together.
"""

from __future__ import annotations

import re
from io import StringIO

from tinycrm.exchange.content_lines import (
    NOTE,
    Line,
    holds_coded_text,
    is_old,
    is_start,
    make_line,
    read_params,
)  # fmt: skip

# Above this (a photo) its unfolding, which copies the whole value at every line, would take
# longer than everything else together.
_LONGEST = 50_000

# Where it would go on silently and wrongly: blank lines inside a value, and charsets taken
# by the letter (a file that says ISO-8859-1 means cp1252). It also drops the space of a fold
# that belongs to the text in vCard 2.1.
_BEYOND_IT = re.compile(r"(?i)\n[^\S\n]+(?:\n|$)|\n\n[ \t]|CHARSET=(?!\"?(?:utf-8|us-ascii)\b)")
_FOLD = re.compile(r"\n[ \t]")


def read_lines(body: bytes) -> list[Line] | None:
    r"""Return the properties between BEGIN and END, or None where the library gives up.

    Also where it would lose something: see is_start, and what stands above.
    """
    from vobject.base import VObjectError, getLogicalLines

    if len(body) > _LONGEST:
        return None
    found: list[Line] = []
    before = b""
    try:
        text = body.decode("utf-8")
        if _BEYOND_IT.search(text) or (is_old(body) and _FOLD.search(text)):
            return None
        for logical, _ in getLogicalLines(StringIO(text)):
            start = logical[:100].encode()
            line = _read_line(logical) if is_start(start, before) else None
            if line is None:
                return None
            before = start
            found.append(line)
    except (VObjectError, ValueError, LookupError, TypeError):
        return None
    return found


def _read_line(logical: str) -> Line | None:
    from vobject.base import ContentLine, parseLine

    name, its_params, raw, group = parseLine(logical)
    params = read_params(its_params)
    head, value = logical[: -len(raw) - 1], raw
    if "quoted-printable" in head.lower():
        if any(is_start(part.encode(), NOTE) for part in raw.split("\n")[1:]):
            return None
        value, raw = ContentLine(name, its_params, raw).value, raw.replace("=\n", "")
    if name.upper() in ("BEGIN", "END") or "\n" in raw or holds_coded_text(name.upper(), params):
        return None
    return make_line(group or "", name, params, head, raw, value)
