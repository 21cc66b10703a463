"""Read vCard files (2.1, 3.0, 4.0, and files that break these standards) into cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tinycrm.exchange import card_text, content_lines, plain_lines
from tinycrm.exchange.cards import Card, Remark, Skipped, too_many
from tinycrm.exchange.charsets import (
    FileCharset,
    find_charset,
    is_wide,
    parse_charset,
    to_bytes_of_lines,
)
from tinycrm.exchange.vcard_card import read_card
from tinycrm.text import visible

NO_END = "no END:VCARD before the next card begins"
CUT_OFF = "no END:VCARD before the file ends: the card is read as far as it goes"
NO_BEGIN = "an END:VCARD without its BEGIN:VCARD"
LARGEST = 16 << 20
"""Bytes of a card: one that is larger is skipped. A photo has a hundredth of that."""
MOST_LINES = 300_000
"""Lines of a card, folds included: as many as its largest size has."""
TOO_LARGE = f"the card is larger than {LARGEST >> 20} MB or {MOST_LINES:,} lines"
GUESSED = "the text is not UTF-8 and names no charset; read as {}: “{}” (--charset for another)"

_VCARD = re.compile(rb"[Vv][Cc][Aa][Rr][Dd]")
# The lookbehind is for files that were joined without a line end between them.
_MARK = re.compile(
    rb"(?im)(?:^(?P<indent>(?:\xef\xbb\xbf|[ \t])*+)|(?<=END:VCARD))"
    rb"(?P<what>BEGIN|END)[ \t]*+:[ \t]*+VCARD[ \t]*+(?=$|BEGIN:VCARD[ \t]*$)"
)


def read_vcards(data: bytes, charset: str = "") -> Iterator[Card | Skipped]:
    """Yield each card of a file, in order, and each part that was skipped, with the reason.

    `charset` is that of lines which name none; without it, it is found, and the first card
    says if it was guessed. No content of a file raises: a bad card is skipped, a bad value goes
    to the card's `extra`. So do cards inside cards (AGENT). Raises UsageProblem for an unknown
    `charset`.
    """
    typed = parse_charset(charset) if charset else None
    line_end = "\r\n" if b"\r\n" in data else "\n"
    data = to_bytes_of_lines(data, typed.name if typed else "")
    own = typed if typed and not is_wide(typed.name) else find_charset(data)
    said = [Remark(1, GUESSED.format(own.name, visible(own.sample)))] if own.sample else []
    for line, found in sorted(_split(data), key=lambda part: part[0]):
        if isinstance(found, str):
            yield Skipped(line, found)
            continue
        body, marks, is_whole = found
        if len(body) > LARGEST or body.count(b"\n") > MOST_LINES:
            yield Skipped(line, TOO_LARGE)
            continue
        card = _read_card(body, line, own, card_text.CardFrame(line_end, *marks))
        remarks = [*said, *([] if is_whole else [Remark(line, CUT_OFF)])]
        if remarks and isinstance(card, Card):
            card = replace(card, remarks=(*remarks, *card.remarks))
            said = []
        yield card


def _read_card(
    body: bytes, line: int, charset: FileCharset, frame: card_text.CardFrame
) -> Card | Skipped:
    try:
        lines = _read_lines(body, charset)
    except content_lines.TooManyLines as problem:
        return Skipped(line, str(problem))
    card = read_card(lines, line)
    if isinstance(card, Skipped):
        return card
    if reason := too_many(card):
        return Skipped(line, reason)
    return replace(card, text=card_text.keep(body, lines, card.extra, frame, charset))


def _read_lines(body: bytes, charset: FileCharset) -> list[content_lines.ContentLine]:
    """Return the properties of a card, by the fastest reader that loses nothing of it."""
    found = None if charset.typed else plain_lines.read_lines(body)
    return found or content_lines.read_lines(body, charset)


def read_single(text: card_text.KeptText) -> Card:
    """Return the one card of a text that was written for somebody with a name."""
    card = _read_card(text.body, 1, text.charset, text.frame)
    assert isinstance(card, Card)
    return card


_Body = tuple[bytes, tuple[bytes, bytes], bool]
"""What is between BEGIN and END, these two as they are written, and whether there is an END."""


def _split(data: bytes) -> Iterator[tuple[int, _Body | str]]:
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
        if is_last:
            pairs.append((mark, _Mark.end_of(data)))
        else:
            yield mark.line, NO_END
    yield from _outermost(data, pairs)


def _outermost(data: bytes, pairs: list[tuple[_Mark, _Mark]]) -> Iterator[tuple[int, _Body]]:
    done = 0
    for begin, end in sorted(pairs, key=lambda pair: pair[0].start):
        if begin.start >= done:
            done = end.end
            body = data[begin.end : end.start]
            if begin.indent:
                body = re.sub(rb"(?m)^" + begin.indent, b"", body)
            marks = (begin.text(data), end.text(data))
            yield begin.line, (body, marks, not end.is_missing)


class _Mark:
    """A BEGIN or END of a card: its line, from 1, its indent, its position in the file."""

    __slots__ = ("end", "indent", "is_begin", "line", "start")

    @property
    def is_missing(self) -> bool:
        """Return whether it is not in the file."""
        return self.line == 0

    def __init__(self, start: int, end: int, line: int, *, indent: bytes, is_begin: bool) -> None:
        self.start, self.end, self.line = start, end, line
        self.indent, self.is_begin = indent, is_begin

    def text(self, data: bytes) -> bytes:
        """Return it as it is written in the file, without its indent."""
        return data[self.start : self.end].removeprefix(b"\xef\xbb\xbf").strip() or b"END:VCARD"

    @classmethod
    def of(cls, match: re.Match[bytes], line: int) -> _Mark:
        """Return the mark that was found in a file."""
        indent = (match["indent"] or b"").replace(b"\xef\xbb\xbf", b"")
        is_begin = match["what"].upper() == b"BEGIN"
        return cls(match.start(), match.end(), line, indent=indent, is_begin=is_begin)

    @classmethod
    def end_of(cls, data: bytes) -> _Mark:
        """Return the missing END of the last card: the end of the file."""
        return cls(len(data), len(data), 0, indent=b"", is_begin=False)


def _marks(data: bytes) -> Iterator[_Mark]:
    """Yield the marks of a file; only lines with the word are looked at closely."""
    number, counted, done = 1, 0, 0
    for word in _VCARD.finditer(data):
        if word.start() < done:
            continue
        start = data.rfind(b"\n", done, word.start()) + 1 or done
        end = data.find(b"\n", word.end())
        done = len(data) if end < 0 else end + 1
        number += data.count(b"\n", counted, start)
        counted = start
        for match in _MARK.finditer(data, start, done):
            yield _Mark.of(match, number)
