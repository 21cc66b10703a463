"""Where the cards of a file begin and end, in files that break the rules too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from tinycrm.values import NamedTuple

MOST_CARDS = 12_000
"""Cards that are read at once: more than a person has people, and stored in ten seconds."""
_MARKS = 16
"""Lines that begin or end a card, for each that may be read: those of cards inside cards too."""
_BROKEN = 8
"""So many more cards are looked at: of one that is broken, those inside it are found alone."""

LARGEST = 16 << 20
"""Bytes of a card: one that is larger is skipped. A photo has a hundredth of that."""
MOST_LINES = 300_000
"""Lines of a card, folds included: as many as its largest size has."""

TOO_LARGE = f"the card is larger than {LARGEST >> 20} MB or {MOST_LINES:,} lines"
NO_END = "no END:VCARD before the next card begins"
NO_BEGIN = "an END:VCARD without its BEGIN:VCARD"
EMPTY = "{:,} lines of BEGIN:VCARD or END:VCARD, with nothing between them"
TOO_MANY = (
    f"of a file or a folder {MOST_CARDS:,} cards are read, {MOST_CARDS * _MARKS // 2:,} with those"
    " inside of others: this one and those after it are not; import them as a file of their own"
)

_VCARD = re.compile(rb":[ \t]*+[Vv][Cc][Aa][Rr][Dd]")
# The lookbehind is for files that were joined without a line end between them.
_MARK = re.compile(
    rb"(?im)(?:^(?P<indent>(?:\xef\xbb\xbf|[ \t])*+)|(?<=END:VCARD))"
    rb"(?P<what>BEGIN|END)[ \t]*+:[ \t]*+VCARD[ \t]*+(?=\r?$|BEGIN:VCARD[ \t]*\r?$)"
)
_RUN = re.compile(
    rb"(?:(?P<begin>BEGIN:VCARD\r?\n){100,}+|(?P<end>END:VCARD\r?\n){100,}+"
    rb"|(?P<pair>BEGIN:VCARD\r?\nEND:VCARD\r?\n){100,}+)"
)
"""A hundred lines of nothing. Nobody has cards inside cards inside cards a hundred deep."""


class CardBody(NamedTuple):
    r"""What is between BEGIN and END, in lines that end in `\n`, and these two as written.

    `is_whole`: there is an END.
    """

    data: bytes
    begin: bytes
    end: bytes
    is_whole: bool


def find_cards(data: bytes, most: int) -> Iterator[tuple[int, CardBody | str]]:
    r"""Yield the line where each card begins, from 1, and the card, or why it is none.

    Lines end in `\n` or `\r\n`. A card inside a card is a part of it. After `most` cards and a few
    more the rest of the file is left out, with a reason.
    """
    pairs, reasons = _pairs(data, most + _BROKEN)
    cards = ((pair[0].line, pair) for pair in pairs)
    found: Iterator[tuple[int, _Pair | str]] = chain(cards, reasons)
    for line, each in sorted(found, key=lambda part: part[0]):
        yield line, each if isinstance(each, str) else _body(data, *each)


class _Mark:
    """A BEGIN or END of a card: its line, from 1, its indent, its position in the file.

    `passed` are the lines of nothing before it, `inner` the cards after a BEGIN that has no END.
    """

    __slots__ = ("end", "indent", "inner", "is_begin", "line", "passed", "start")

    def __init__(
        self, start: int, end: int, line: int, *, indent: bytes = b"", is_begin: bool = False
    ) -> None:
        self.start, self.end, self.line = start, end, line
        self.indent, self.is_begin = indent, is_begin
        self.passed = 0
        self.inner: list[_Pair] = []

    @property
    def is_missing(self) -> bool:
        """Return whether it is not in the file."""
        return self.line == 0

    def text(self, data: bytes) -> bytes:
        """Return it as it is written in the file, without its indent."""
        return data[self.start : self.end].removeprefix(b"\xef\xbb\xbf").strip() or b"END:VCARD"

    @classmethod
    def end_of(cls, data: bytes) -> _Mark:
        """Return the missing END of the last card: the end of the file."""
        return cls(len(data), len(data), 0)


_Pair = tuple[_Mark, _Mark]
_Reasons = list[tuple[int, str]]


def _pairs(data: bytes, most: int) -> tuple[list[_Pair], _Reasons]:
    """Return the outermost BEGINs, each with its END, and why the others are no cards."""
    begins: list[_Mark] = []
    pairs: list[_Pair] = []
    reasons: _Reasons = []
    count = 0
    for number, mark in enumerate(_marks(data)):
        if mark.passed:
            reasons.append((mark.line - mark.passed, EMPTY.format(mark.passed)))
        if number > most * _MARKS:
            reasons.append((begins[0].line if begins else mark.line, TOO_MANY))
            begins.clear()
            break
        if begins and mark.indent not in (b"", begins[-1].indent):
            continue  # a line that happens to be folded here
        if begins and not mark.is_begin:
            begin = begins.pop()
            count += 1 - len(begin.inner)
            begin.inner.clear()  # they are parts of this one
            (begins[-1].inner if begins else pairs).append((begin, mark))
        elif count + len(begins) + len(reasons) >= most:
            reasons.append((mark.line, TOO_MANY))
            break
        elif mark.is_begin:
            begins.append(mark)
        else:
            reasons.append((mark.line, NO_BEGIN))
    else:
        if begins and not begins[-1].inner:
            pairs.append((begins.pop(), _Mark.end_of(data)))
    for begin in begins:
        pairs += begin.inner
        reasons.append((begin.line, NO_END))
    return pairs, reasons


def _body(data: bytes, begin: _Mark, end: _Mark) -> CardBody | str:
    size = end.start - begin.end
    if size > LARGEST or (
        size > MOST_LINES and data.count(b"\n", begin.end, end.start) > MOST_LINES
    ):
        return TOO_LARGE
    found = data[begin.end : end.start].replace(b"\r\n", b"\n")
    if begin.indent:
        found = re.sub(rb"(?m)^" + begin.indent, b"", found)
    return CardBody(found, begin.text(data), end.text(data), not end.is_missing)


def _marks(data: bytes) -> Iterator[_Mark]:
    """Yield the marks of a file; only lines with the word are looked at closely."""
    number, counted, done, passed = 1, 0, 0, 0
    for word in _VCARD.finditer(data):
        if word.start() < done:
            continue
        start = data.rfind(b"\n", done, word.start()) + 1 or done
        end = data.find(b"\n", word.end())
        done = len(data) if end < 0 else end + 1
        number += data.count(b"\n", counted, start)
        counted = start
        usual = _USUAL.get(data[start:done])
        for mark in [usual(start, number)] if usual else _of_line(data, start, done, number):
            mark.passed, passed = passed, 0
            yield mark
        if data[done : done + 1] in (b"B", b"E") and (run := _RUN.match(data, done)):
            last = run.start(str(run.lastgroup))
            passed = data.count(b"\n", done, last)
            done = last


def _of_line(data: bytes, start: int, end: int, line: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(data, start, end):
        indent = (match["indent"] or b"").replace(b"\xef\xbb\xbf", b"")
        is_begin = match["what"].upper() == b"BEGIN"
        yield _Mark(match.start(), match.end(), line, indent=indent, is_begin=is_begin)


def _begin(start: int, line: int) -> _Mark:
    return _Mark(start, start + len(b"BEGIN:VCARD"), line, is_begin=True)


def _end(start: int, line: int) -> _Mark:
    return _Mark(start, start + len(b"END:VCARD"), line)


_USUAL = {
    b"BEGIN:VCARD\n": _begin, b"BEGIN:VCARD\r\n": _begin,
    b"END:VCARD\n": _end, b"END:VCARD\r\n": _end,
}  # fmt: skip
"""Nearly every line with the word is one of these."""
