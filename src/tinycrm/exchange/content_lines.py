"""The lenient reader of content lines: it reads everything in a card as properties.

A card should have lines of `group.NAME;PARAM=value:text`, folded with a space. Real ones also
break lines without folding, have blank lines and comments, nest whole cards, mix charsets.
This reader loses nothing: a line that is not a property belongs to the one before it.
"""

from __future__ import annotations

import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from tinycrm.exchange.charsets import FileCharset, decode
from tinycrm.exchange.line_heads import Head, Params, first_value, read_head, types_of
from tinycrm.exchange.line_starts import NOTE, is_note, is_start, name_of
from tinycrm.exchange.reading_limit import TooMuch
from tinycrm.values import NamedTuple

_WITHOUT_SPACES = frozenset(("EMAIL", "IMPP", "TEL", "UID", "URL"))

_OLD = re.compile(rb"(?im)^VERSION:[ \t]*2\.1")
_CODED = re.compile(rb"=[0-9A-Fa-f]{2}")
NESTED = re.compile(rb"(?i)(?P<what>BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*")
_HEAD = re.compile(rb'(?:[^":]++|"[^"]*")*+(?=:)')


MOST_LINES = 20_000
"""Properties of a card: one with more is skipped. A large group has a thousand members."""
TOO_MANY = f"the card has more than {MOST_LINES:,} properties"


class ContentLine(NamedTuple):
    """One property of a card.

    `group` is in lower case, `name` in upper case, both may be "". `params` have names in
    upper case; a bare word of vCard 2.1 counts as ENCODING or TYPE. `value` is text with
    its backslash escapes. `head` and `raw` are the text before and after the colon, unfolded.
    `at` is the line of the card where it begins; that of BEGIN is 0.
    """

    group: str
    name: str
    params: Params
    value: str
    head: str
    raw: str
    at: int = 0

    def param(self, name: str) -> str:
        """Return the first value of a parameter, or ""."""
        return first_value(self.params, name)

    def types(self) -> list[str]:
        """Return the words of TYPE in lower case: `home`, `cell`, `pref`."""
        return types_of(self.params) if self.params else []


def read_lines(body: bytes, charset: FileCharset = FileCharset()) -> list[ContentLine]:  # noqa: B008
    r"""Return the properties between BEGIN and END; the lines of `body` end in `\n`.

    `charset` is for lines that are not UTF-8 and do not name a charset. Raises TooMuch.
    """
    return [_read_line(b"".join(logical.parts), charset, logical.at) for logical in _unfold(body)]


# ── physical lines into logical ones ─────────────────────────────────────────────────────


@dataclass(slots=True)
class _Logical:
    """A logical line while its parts are collected."""

    parts: list[bytes]
    at: int
    is_soft: bool = False  # the last part ended in a soft break, "="
    is_cut: bool = False  # a blank line followed
    start: bytes = b""  # enough to know the property by
    is_quoted: bool = False
    has_spaces: bool = True  # in vCard 2.1 the space of a fold belongs to its text

    def __post_init__(self) -> None:
        self.start = self.parts[0][:500]
        head = self.start.partition(b":")[0].upper()
        self.is_quoted = b"QUOTED-PRINTABLE" in head or b"ENCODING=Q" in head
        self.has_spaces = not self.is_quoted and name_of(head + b":") not in _WITHOUT_SPACES
        self._see(self.parts[0])

    def _see(self, part: bytes) -> None:
        self.is_soft = self.is_quoted and part.rstrip().endswith(b"=")

    def cut(self) -> None:
        self.is_soft, self.is_cut = False, True

    def try_soft_break(self, line: bytes) -> bool:
        """Continue after a "=" at the line's end, unless it was just the end of a note."""
        if not self.is_soft:
            return False
        if _may_start(line) and is_start(line, NOTE) and name_of(line).isupper():
            return False
        self.parts[-1] = self.parts[-1].rstrip()[:-1]
        self._add(line)
        return True

    def take_folds(
        self, at: int, line: bytes, more: Iterator[tuple[int, bytes]], space: bytes
    ) -> tuple[int, bytes]:
        """Continue in each folded line from this one on; return the next. A photo has hundreds."""
        start = 0 if space and self.has_spaces else 1
        while line.startswith(b" ") and not line.isspace():
            self.parts.append(line[start:])
            at, line = next(more, (at, b""))
        return at, line

    def take_soft(
        self, at: int, line: bytes, more: Iterator[tuple[int, bytes]]
    ) -> tuple[int, bytes]:
        """Continue in each line from this one on that follows a soft break; return the next."""
        while self.is_soft and not _may_start(line) and (text := line.rstrip()):
            self.parts[-1] = self.parts[-1].rstrip()[:-1]
            self.parts.append(line)
            self.is_soft = text.endswith(b"=")
            at, line = next(more, (at, b""))
        return at, line

    def is_plain_text(self, line: bytes) -> bool:
        """Return whether a line that begins no property continues this one, as it is."""
        first = line[:1]
        return not self.is_quoted and first not in (b"", b"#") and not first.isspace()

    def try_fold(self, line: bytes, space: bytes) -> bool:
        """Continue in a line that begins with a space, unless a blank line is between."""
        if not line.startswith((b" ", b"\t")) or (self.is_cut and is_start(line.lstrip(), NOTE)):
            return False
        self._add((space if self.has_spaces else b"") + line[1:])
        return True

    def continue_with(self, line: bytes) -> None:
        """Continue in a line that is not folded and does not begin a property."""
        self._add(b"" if _CODED.match(line) and self.is_quoted else b"\n", line)

    def _add(self, *parts: bytes) -> None:
        self.parts.extend(parts)
        self.is_cut = False
        self._see(parts[-1])


def _may_start(line: bytes) -> bool:
    """Return whether a line may begin a property: hardly any line of a long text."""
    return b":" in line or b";" in line


def is_old(body: bytes) -> bool:
    """Return whether the card is a vCard 2.1, where the space of a fold belongs to the text."""
    return b"2.1" in body and bool(_OLD.search(body))


def _unfold(body: bytes) -> list[_Logical]:
    """Return the logical lines, as bytes: some programs fold between the bytes of a letter."""
    found: list[_Logical] = []
    lines = enumerate(body.split(b"\n"))
    space = b" " if is_old(body) else b""
    for number, physical in lines:
        at, line = number, physical
        last = found[-1] if found else None
        if last and last.is_soft:
            at, line = last.take_soft(at, line, lines)
        elif last and line.startswith(b" ") and not (last.is_quoted or last.is_cut):
            at, line = last.take_folds(at, line, lines, space)
        may_start = _may_start(line)
        if last and not may_start and last.is_plain_text(line):
            last.parts += (b"\n", line)
            last.is_cut = False
            continue
        if last and _is_part(last, line, space):
            continue
        if may_start and NESTED.fullmatch(line):
            found.append(_nested(line, at, lines))
        elif may_start and is_start(line.lstrip(), last.start if last else b""):
            found.append(_Logical([line.lstrip()], at))
            if len(found) > MOST_LINES:
                raise TooMuch(TOO_MANY)
        elif last:
            last.continue_with(line)
    return found


def _is_part(last: _Logical, line: bytes, space: bytes) -> bool:
    """Return whether a line continues the one before, or is nothing; it is taken then."""
    if not line or line.isspace():
        last.cut()
        return True
    if last.try_soft_break(line):
        return True
    if line.startswith(b"#") and not is_note(last.start):
        last.cut()
        return True
    return last.try_fold(line, space)


def _nested(begin: bytes, at: int, lines: Iterator[tuple[int, bytes]]) -> _Logical:
    """Return a card inside the card as one AGENT, whatever property it was in."""
    parts, depth = [b"AGENT:" + begin], 1
    for _, line in lines:
        parts.extend((b"\n", line))
        mark = NESTED.fullmatch(line)
        depth += 0 if mark is None else 1 if mark["what"].upper() == b"BEGIN" else -1
        if not depth:
            break
    return _Logical(parts, at)


# ── logical lines into properties ────────────────────────────────────────────────────────


def _read_line(text: bytes, charset: FileCharset, at: int) -> ContentLine:
    quoted = _HEAD.match(text)
    colon = quoted.end() if quoted else text.find(b":") % (len(text) + 1)
    head = read_head(decode(text[:colon], otherwise=charset))
    raw = text[colon + 1 :]
    value = _decoded(head, raw)
    value_text = decode(value, head.charset, charset)
    raw_text = value_text if value is raw else decode(raw, head.charset, charset)
    return line_of(head, raw_text, value_text, at)


def line_of(head: Head, raw: str, value: str, at: int) -> ContentLine:
    """Return the property with this head and value, the same for all readers."""
    if head.is_base64:
        raw = "".join(raw.split())
    if "\0" in value:
        value = value.replace("\0", "")
    return ContentLine(head.group, head.name, head.params, value, head.text, raw, at)


def _decoded(head: Head, raw: bytes) -> bytes:
    """Return the bytes of a text without their encoding; pictures stay encoded."""
    if head.is_quoted:
        return a2b_qp(raw)
    if head.has_base64_text:
        with suppress(ValueError):
            return a2b_base64(raw)
    return raw
