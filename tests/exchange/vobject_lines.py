"""Content lines read by the library vobject, for the cards it reads without loss.

Only its line reader is used: its card reader cuts every text at the first unescaped comma.
The result is the same as that of content_lines; a test compares the two.
"""

from __future__ import annotations

import re
from io import StringIO

from tinycrm.exchange.content_lines import ContentLine, is_old, line_of
from tinycrm.exchange.line_heads import head_of, read_params
from tinycrm.exchange.line_starts import NOTE, is_start

# Above this size (a photo) its unfolding, which copies the whole value at every line, would
# take longer than everything else together.
_LONGEST = 50_000

# Where it would silently misread: blank lines inside a value, a fold inside a name, charsets
# taken literally (a file that says ISO-8859-1 means cp1252).
_MISREAD = re.compile(r"\n(?:[^\S\n]+(?:\n|$)|\n[ \t]|[\w.-]+\n[ \t])|^\n[ \t]+[\w.-]+\n[ \t]")
_CHARSET = re.compile(r"charset=(?!\"?(?:utf-8|us-ascii)\b)")
# The second word of `TEL;WORK,VOICE:`, and `=` around quotation marks.
_MISREAD_PARAMS = re.compile(r";[^=;\"]*,|=[^;\"]*=\"|\"=|\n")
# In vCard 2.1 the space of a fold belongs to the text.
_FOLD = re.compile(r"\n[ \t]")


def read_lines(body: bytes) -> list[ContentLine] | None:
    r"""Return the properties between BEGIN and END, or None where the library fails.

    None also where it would lose something: see is_start and the patterns above.
    """
    from vobject.base import VObjectError, getLogicalLines

    if len(body) > _LONGEST:
        return None
    found: list[ContentLine] = []
    before = b""
    try:
        text = body.decode("utf-8")
        if _is_misread(text) or (is_old(body) and _FOLD.search(text)):
            return None
        physical = text.split("\n")
        for logical, number in getLogicalLines(StringIO(text)):
            start = logical[:100].encode()
            at = _place(physical, number)
            line = _read_line(logical, at) if is_start(start, before) else None
            if line is None:
                return None
            before = start
            found.append(line)
    except (VObjectError, ValueError, LookupError, TypeError):
        return None
    return found


def _is_misread(text: str) -> bool:
    lower = text.lower()
    return bool(_MISREAD.search(text) or ("charset=" in lower and _CHARSET.search(lower)))


def _place(physical: list[str], number: int) -> int:
    """Return where a logical line begins, from 0; the library names a blank line before it."""
    at = max(number - 1, 0)
    return at if physical[at].strip() else at + 1


def _read_line(logical: str, at: int) -> ContentLine | None:
    from vobject.base import parseLine

    name, its_params, raw, group = parseLine(logical)
    head, value = logical[: -len(raw) - 1], raw
    found = head_of(group or "", name, read_params(its_params), head)
    if found.is_quoted:
        if any(is_start(part.encode(), NOTE) for part in raw.split("\n")[1:]):
            return None
        raw = raw.replace("=\n", "")
        value = _unquoted(name, its_params, raw)
    if name.upper() in ("BEGIN", "END") or "\n" in raw or _MISREAD_PARAMS.search(head):
        return None
    return None if found.has_base64_text else line_of(found, raw, value, at)


def _unquoted(name: str, its_params: list[list[str]], raw: str) -> str:
    """Return decoded quoted-printable text. Raises ValueError if the library left it encoded."""
    from vobject.base import ContentLine as VobjectLine

    line = VobjectLine(name, its_params, raw)
    if "ENCODING" in line.params or "quoted" in " ".join(line.singletonparams).lower():
        raise ValueError(raw)
    return str(line.value)
