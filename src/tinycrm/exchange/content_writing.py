"""Content lines as they are written: escapes, parameters, encodings, folding.

No value can begin a line of its own. A line break is an escape; whatever else some program may
take for one (U+2028, a vertical tab) is written as quoted-printable.
"""

from __future__ import annotations

import re
from binascii import hexlify
from collections.abc import Iterable

from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.line_heads import is_base64, is_quoted
from tinycrm.exchange.vcard_values import one_line
from tinycrm.values import NamedTuple

WIDTH = 75
"""The octets of a line before it is folded: RFC 6350, 3.2."""

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPED = re.compile(r"[\\;,\r\n]")
_CARETS = {"^": "^^", "\n": "^n", '"': "^'"}
_UNQUOTED = re.compile(r"[^:;,\"]*")
_PART = re.compile(r'(?:[^";]++|"[^"]*"|")+')
_CODING = ("ENCODING=", "CHARSET=", "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT")
_CODED = re.compile(rb"[^!-<>-~ ]|=")


class Written(NamedTuple):
    """What a property is written with: its escaped value, and what its parameters become.

    `typed` replaces TYPE, unless it is None; `more` are added, and those of `dropped` removed.
    """

    value: str
    typed: tuple[str, ...] | None = None
    more: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()


def escape(text: str, *, is_old: bool = False) -> str:
    r"""Return text as a value: line breaks as \n, and with a backslash before \, ; and comma.

    In vCard 2.1 (`is_old`) a comma is plain, and a line break stays one, for quoted-printable.
    """
    if not _ESCAPED.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(";", "\\;")
    return text if is_old else text.replace(",", "\\,").replace("\n", "\\n")


def escape_link(text: str) -> str:
    """Return a page or the like as a value, where commas and semicolons are plain."""
    return one_line(text).replace("\\", "\\\\")


def param(name: str, value: str) -> str:
    """Return a parameter; RFC 6868 has the escapes of quotation marks and line breaks."""
    text = "".join(_CARETS.get(c, c) for c in value.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ODD.sub(" ", text)
    return f"{name}={text}" if _UNQUOTED.fullmatch(text) else f'{name}="{text}"'


def new_head(group: str, name: str, written: Written) -> str:
    """Return what stands before the colon of a new property."""
    parts = [param("TYPE", each) for each in written.typed or ()]
    parts += [param(key, value) for key, value in written.more]
    return ";".join((f"{group}.{name}" if group else name, *parts))


def changed_head(line: ContentLine, written: Written) -> str:
    """Return the head of an existing property: what need not change stays as it came."""
    first, *parts = _PART.findall(line.head)
    gone = tuple(f"{each}=" for each in (*written.dropped, *(key for key, _ in written.more)))
    kept = [each for each in parts if not each.strip().upper().startswith(gone)] if gone else parts
    if written.typed is not None:
        kept = [each for each in kept if not _is_type(each)]
        kept += [param("TYPE", each) for each in written.typed]
    if is_quoted(line.params) or is_base64(line.params) or line.param("CHARSET"):
        kept = [each for each in kept if not each.strip().upper().startswith(_CODING)]
        kept += [] if written.value.isascii() else ["CHARSET=UTF-8"]
    return ";".join((first, *kept, *(param(key, value) for key, value in written.more)))


def _is_type(part: str) -> bool:
    text = part.strip().upper()
    if "=" not in text:
        return not text.startswith(_CODING)
    return text.startswith("TYPE=") and text != "TYPE=PREF"


def physical_lines(head: str, value: str, *, is_old: bool, is_folded: bool = True) -> list[bytes]:
    """Return the lines of a property, folded and encoded where the value needs it.

    In vCard 2.1 a fold would put a space into the text: there is none.
    """
    needs_code = _ODD.search(value) or (is_old and ("\n" in value or not value.isascii()))
    if needs_code:
        if "CHARSET=" not in head.upper():
            head += ";CHARSET=UTF-8"
        return [f"{head};ENCODING=QUOTED-PRINTABLE:".encode() + _quoted(value)]
    line = f"{head}:{value}".encode("utf-8", "replace")
    return list(fold_line(line)) if is_folded and not is_old and len(line) > WIDTH else [line]


def _quoted(value: str) -> bytes:
    data = value.replace("\n", "\r\n").encode("utf-8", "replace")
    return _CODED.sub(lambda found: b"=" + hexlify(found.group()).upper(), data)


def fold_line(line: bytes) -> Iterable[bytes]:
    """Yield a line in pieces of at most 75 octets, never cut within a letter."""
    start, width = 0, WIDTH
    while len(line) - start > width:
        end = start + width
        while line[end] & 0xC0 == 0x80:
            end -= 1
        yield (b" " if start else b"") + line[start:end]
        start, width = end, WIDTH - 1
    yield (b" " if start else b"") + line[start:]
