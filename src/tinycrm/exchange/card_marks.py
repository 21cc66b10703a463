"""Where the cards of a file begin and end, in files that break the rules too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from tinycrm.values import NamedTuple

MOST_CARDS = 50_000
"""Cards of a file. Google keeps 25,000 contacts of somebody, iCloud 50,000."""

LARGEST = 16 << 20
"""Bytes of a card: one that is larger is skipped. A photo has a hundredth of that."""
MOST_LINES = 300_000
"""Lines of a card, folds included: as many as its largest size has."""

TOO_LARGE = f"the card is larger than {LARGEST >> 20} MB or {MOST_LINES:,} lines"
NO_END = "no END:VCARD before the next card begins"
NO_BEGIN = "an END:VCARD without its BEGIN:VCARD"
EMPTY = "{:,} lines of BEGIN:VCARD or END:VCARD, with nothing between them"
TOO_MANY = (
    f"a file of more than {MOST_CARDS:,} cards: this one and those after it are not read; import"
    " them as a file of their own"
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


def find_cards(data: bytes) -> Iterator[tuple[int, CardBody | str]]:
    r"""Yield the line where each card begins, from 1, and the card, or why it is none.

    Lines end in `\n` or `\r\n`. A card inside a card is a part of it. After MOST_CARDS the rest
    of the file is left out, with a reason.
    """
    pairs, reasons = _pairs(data)
    found: Iterator[tuple[int, _Pair | str]] = chain(_outermost(pairs), reasons)
    for line, each in sorted(found, key=lambda part: part[0]):
        yield line, each if isinstance(each, str) else _body(data, *each)


class _Mark:
    """A BEGIN or END of a card: its line, from 1, its indent, its position in the file.

    `passed` are the lines of nothing before it.
    """

    __slots__ = ("end", "indent", "is_begin", "line", "passed", "start")

    def __init__(
        self, start: int, end: int, line: int, *, indent: bytes = b"", is_begin: bool = False
    ) -> None:
        self.start, self.end, self.line = start, end, line
        self.indent, self.is_begin = indent, is_begin
        self.passed = 0

    @property
    def is_missing(self) -> bool:
        """Return whether it is not in the file."""
        return self.line == 0

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
        return cls(len(data), len(data), 0)


_Pair = tuple[_Mark, _Mark]
_Reasons = list[tuple[int, str]]


def _pairs(data: bytes) -> tuple[list[_Pair], _Reasons]:
    """Return each BEGIN with its END, and the lines that have no other half, with the reason."""
    begins: list[_Mark] = []
    pairs: list[_Pair] = []
    reasons: _Reasons = []
    for mark in _marks(data):
        if mark.passed:
            reasons.append((mark.line - mark.passed, EMPTY.format(mark.passed)))
        if begins and mark.indent not in (b"", begins[-1].indent):
            continue  # a line that happens to be folded here
        if begins and not mark.is_begin:
            pairs.append((begins.pop(), mark))
        elif len(pairs) + len(begins) + len(reasons) >= MOST_CARDS:
            reasons.append((mark.line, TOO_MANY))
            break
        elif mark.is_begin:
            begins.append(mark)
        else:
            reasons.append((mark.line, NO_BEGIN))
    else:
        if begins and not any(begin.line > begins[-1].line for begin, _ in pairs):
            pairs.append((begins.pop(), _Mark.end_of(data)))
    return pairs, [*reasons, *((mark.line, NO_END) for mark in begins)]


def _outermost(pairs: list[_Pair]) -> Iterator[tuple[int, _Pair]]:
    done = 0
    for begin, end in sorted(pairs, key=lambda pair: pair[0].start):
        if begin.start >= done:
            done = end.end
            yield begin.line, (begin, end)


def _body(data: bytes, begin: _Mark, end: _Mark) -> CardBody | str:
    size = end.start - begin.end
    if size > LARGEST or data.count(b"\n", begin.end, end.start) > MOST_LINES:
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
        for match in _MARK.finditer(data, start, done):
            mark = _Mark.of(match, number)
            mark.passed, passed = passed, 0
            yield mark
        if run := _RUN.match(data, done):
            last = run.start(str(run.lastgroup))
            passed = data.count(b"\n", done, last)
            done = last
