"""Read vCard files (2.1, 3.0, 4.0, and files that break these standards) into cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tinycrm.exchange import content_lines, vobject_lines
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.exchange.charsets import find_charset, to_bytes_of_lines
from tinycrm.exchange.vcard_card import read_card

NO_END = "no END:VCARD before the next card begins"
CUT_OFF = "no END:VCARD before the file ends"
NO_BEGIN = "an END:VCARD without its BEGIN:VCARD"

# The lookbehind is for files that were joined without a line end between them.
_MARK = re.compile(
    rb"(?im)(?:^(?P<indent>(?:\xef\xbb\xbf|[ \t])*+)|(?<=END:VCARD))"
    rb"(?P<what>BEGIN|END)[ \t]*+:[ \t]*+VCARD[ \t]*+(?=$|BEGIN:VCARD[ \t]*$)"
)


def read_vcards(data: bytes) -> Iterator[Card | Skipped]:
    """Yield each card of a file, in order, and each part that was skipped, with the reason.

    No content of a file raises: a bad card is skipped, a bad value goes to the card's
    `extra`. So do cards inside cards (AGENT).
    """
    data = to_bytes_of_lines(data)
    charset = find_charset(data)
    for line, found in sorted(_split(data), key=lambda part: part[0]):
        if isinstance(found, str):
            yield Skipped(line, found)
        else:
            lines = vobject_lines.read_lines(found) or content_lines.read_lines(found, charset)
            yield read_card(lines, line)


def _split(data: bytes) -> Iterator[tuple[int, bytes | str]]:
    """Yield the line where each card begins and its content, or why it is not a card."""
    begins: list[_Mark] = []
    pairs: list[tuple[_Mark, _Mark]] = []
    for mark in _marks(data):
        if begins and mark.indent not in (b"", begins[-1].indent):
            continue  # a line that happens to be folded here
        if mark.is_begin:
            begins.append(mark)
        elif begins:
            pairs.append((begins.pop(), mark))
        else:
            yield mark.line, NO_BEGIN
    for number, mark in enumerate(begins, 1):
        is_last = number == len(begins) and not any(begin.line > mark.line for begin, _ in pairs)
        yield mark.line, CUT_OFF if is_last else NO_END
    yield from _outermost(data, pairs)


def _outermost(data: bytes, pairs: list[tuple[_Mark, _Mark]]) -> Iterator[tuple[int, bytes]]:
    done = 0
    for begin, end in sorted(pairs, key=lambda pair: pair[0].start):
        if begin.start >= done:
            done = end.end
            body = data[begin.end : end.start]
            yield begin.line, re.sub(rb"(?m)^" + begin.indent, b"", body) if begin.indent else body


class _Mark:
    """A BEGIN or END of a card: its line, from 1, its indent, its position in the file."""

    __slots__ = ("end", "indent", "is_begin", "line", "start")

    def __init__(self, match: re.Match[bytes], line: int) -> None:
        self.is_begin = match["what"].upper() == b"BEGIN"
        self.indent = (match["indent"] or b"").replace(b"\xef\xbb\xbf", b"")
        self.start, self.end = match.start(), match.end()
        self.line = line


def _marks(data: bytes) -> Iterator[_Mark]:
    line, counted = 1, 0
    for match in _MARK.finditer(data):
        line += data.count(b"\n", counted, match.start())
        counted = match.start()
        yield _Mark(match, line)
