"""The text of a card as it came, in a form that the store can keep and a file gets back.

Bytes that are not UTF-8 become letters of the last private plane. A large value that is kept
elsewhere (a photo) is replaced by a mark: its digest, = if it was in a charset that its line or its
file names, and how its lines were folded.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from tinycrm.exchange import plain_lines
from tinycrm.exchange.cards import LONG_VALUE
from tinycrm.exchange.charsets import FileCharset, find_codec, to_bytes_of_lines
from tinycrm.exchange.content_lines import ContentLine, read_lines
from tinycrm.exchange.line_heads import read_head
from tinycrm.values import NamedTuple

_BYTE = 0x10FE00  # + 0x80 … 0xff
_TO_LETTERS = {chr(0xDC00 + byte): chr(_BYTE + byte) for byte in range(0x80, 0x100)}
_ONE_BYTE = bytes(range(0x80)).decode("ascii") + "".join(_TO_LETTERS.values())
_LETTERS = re.compile("[\U0010fe80-\U0010feff]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_CHARSET = "#charset "
_MANY = 30  # letters
_MARK = re.compile(
    rb"(?m)^(?P<head>[^\n]*?):\xe2\x80\xa6(?P<sum>[0-9a-f]{16})(?P<own>=?)"
    rb" (?P<first>\d+)(?P<folds>[st\d* ]*)$"
)
_OLD_MARK = re.compile(rb"(?m)^(?P<head>[^\n]*?):\xe2\x80\xa6$")
_FOLD = re.compile(rb"(?P<space>[st]*)(?P<size>\d+)\*(?P<count>\d+)")


class CardFrame(NamedTuple):
    """What is around the properties of a card: the line ends of its file, BEGIN and END."""

    line_end: str = "\r\n"
    begin: bytes = b"BEGIN:VCARD"
    end: bytes = b"END:VCARD"


class KeptText(NamedTuple):
    r"""A whole card, from BEGIN to END, with lines that end in `\n`.

    `line_end` is what they are to end in, `charset` what lines are read by that name none.
    """

    data: bytes
    line_end: str = "\r\n"
    charset: FileCharset = FileCharset()

    @property
    def body(self) -> bytes:
        """Return what is between BEGIN and END."""
        return self.data[self.data.find(b"\n") : self._end()]

    def _end(self) -> int:
        return self.data.rstrip(b"\n").rfind(b"\n") + 1

    @property
    def frame(self) -> CardFrame:
        """Return what is around the properties."""
        first = self.data[: self.data.find(b"\n")]
        return CardFrame(self.line_end, first, self.data[self._end() :].strip())

    def lines(self) -> list[ContentLine]:
        """Return the properties of the card."""
        return plain_lines.read_lines(self.body, self.charset) or read_lines(
            self.body, self.charset
        )

    def is_file(self, data: bytes) -> bool:
        r"""Return whether a file has this card and nothing else, whatever its line ends."""
        lines = to_bytes_of_lines(data)
        return lines.strip(b"\n") == self.data.strip(b"\n")

    def file(self) -> bytes:
        """Return the content of a file that has this card alone."""
        return self.data.replace(b"\n", self.line_end.encode())


# ── keeping ──────────────────────────────────────────────────────────────────────────────


def keep(
    body: bytes,
    lines: Sequence[ContentLine],
    extra: Iterable[tuple[str, str]],
    frame: CardFrame,
    charset: FileCharset,
) -> str:
    r"""Return the text of a card, which `open_text` reads.

    `body` is what is between BEGIN and END, its lines end in `\n`; `lines` are its properties,
    `extra` those that are kept with their values.
    """
    found = _with_marks(body, lines, extra, charset.name) if len(body) > LONG_VALUE else body
    whole = frame.begin + found + (b"" if found.endswith(b"\n") else b"\n") + frame.end + b"\n"
    text = _to_text(whole)
    if charset.name and not whole.isascii():
        text += f"{_CHARSET}{charset.name}\n"
    return text.replace("\n", frame.line_end) if frame.line_end != "\n" else text


def _to_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if data.decode("utf-8", "ignore").isascii():  # of one charset, which is not UTF-8
            return codecs.charmap_decode(data, "strict", _ONE_BYTE)[0]
        return _replaced(data.decode("utf-8", "surrogateescape"), _ESCAPED, _TO_LETTERS)
    if text.isascii() or not _LETTERS.search(text):
        return text
    return "".join(_LETTERS.sub(_as_letters, text))


def _as_letters(letter: re.Match[str]) -> str:
    return "".join(chr(_BYTE + byte) for byte in letter.group().encode())


def to_bytes(text: str) -> bytes:
    """Return the bytes that `keep` made the text from."""
    if not _LETTERS.search(text):
        return text.encode("utf-8", "replace")
    back = {own: surrogate for surrogate, own in _TO_LETTERS.items()}
    return _replaced(text, _LETTERS, back).encode("utf-8", "surrogateescape")


def _replaced(text: str, pattern: re.Pattern[str], letters: Mapping[str, str]) -> str:
    """Return a text with other letters; if there are few, many times as fast as translate."""
    found = set(pattern.findall(text))
    if len(found) > _MANY:
        return text.translate({ord(each): letters[each] for each in found})
    for letter in found:
        text = text.replace(letter, letters[letter])
    return text


def _with_marks(
    body: bytes, lines: Sequence[ContentLine], extra: Iterable[tuple[str, str]], charset: str
) -> bytes:
    kept = {pair for pair in extra if len(pair[1]) > LONG_VALUE}
    if not kept:
        return body
    physical = body.split(b"\n")
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if (line.head, line.raw) in kept:
            last = number + 1 == len(lines)
            end = len(physical) if last else lines[number + 1].at
            part = physical[line.at : end]
            own = find_codec(line.param("CHARSET")) or charset
            made = _mark(part, line, "utf-8") or (own and _mark(part, line, own))
            if made:
                size, mark = made
                physical[line.at : line.at + size] = [mark]
    return b"\n".join(physical)


def _mark(physical: list[bytes], line: ContentLine, charset: str) -> tuple[int, bytes] | None:
    """Return how many lines a value takes and the mark for them; None if it cannot be rebuilt."""
    try:
        head, raw = line.head.encode() + b":", line.raw.encode(charset)
    except UnicodeError:
        return None
    if not physical[0].startswith(head):
        return None
    first = physical[0][len(head) :]
    is_text = " " in line.raw  # of a picture all white space is that of folds
    values = [each[1:] if is_text else each.lstrip(b" \t") for each in physical[1:]]
    sizes = list(map(len, values))
    more = bisect_left(list(accumulate(sizes, initial=len(first))), len(raw))
    if b"".join((first, *values[:more])) != raw:
        return None
    folded = zip(physical[1 : 1 + more], sizes[:more], strict=True)
    spaces = (each[: len(each) - size] for each, size in folded)
    folds = [
        b" %s%d*%d" % (space.replace(b" ", b"s").replace(b"\t", b"t"), size, len(list(same)))
        for (space, size), same in groupby(zip(spaces, sizes[:more], strict=True))
    ]
    sums = _digest(line.raw).encode() + (b"" if charset == "utf-8" else b"=")
    mark = b"%s\xe2\x80\xa6%s %d%s" % (head, sums, len(first), b"".join(folds))
    return 1 + more, mark


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]


# ── giving back ──────────────────────────────────────────────────────────────────────────


def open_text(text: str, extra: Sequence[tuple[str, str]] = ()) -> KeptText:
    """Return a kept card with its large values, which are among `extra`.

    A property whose value is no longer there is left out. Also reads the form of older
    versions, which kept the properties alone, each unfolded in a line.
    """
    is_whole = text[:5].upper() == "BEGIN"
    line_end = "\r\n" if "\r\n" in text or not is_whole else "\n"
    text = text.replace("\r\n", "\n")
    text, marked, name = text.partition(f"\n{_CHARSET}")
    data = to_bytes(text + "\n" if marked else text)
    charset = name.strip() if marked else ""
    long = [pair for pair in extra if len(pair[1]) > LONG_VALUE]
    if is_whole:
        data = _MARK.sub(lambda mark: _restored(mark, long, charset), data)
    else:
        data = b"BEGIN:VCARD\n" + _OLD_MARK.sub(lambda m: _refolded(m, long), data)
        data = data.rstrip(b"\n") + b"\nEND:VCARD\n"
    return KeptText(data, line_end, FileCharset(charset))


def _restored(mark: re.Match[bytes], extra: Sequence[tuple[str, str]], charset: str) -> bytes:
    head, sums = mark["head"].decode("utf-8", "replace"), mark["sum"].decode()
    value = next((v for key, v in extra if key == head and _digest(v) == sums), None)
    if value is None:
        return b""
    own = (find_codec(read_head(head).charset) or charset) if mark["own"] else "utf-8"
    return b"\n".join(_folded(mark, value.encode(own)))


def _folded(mark: re.Match[bytes], value: bytes) -> Iterator[bytes]:
    at = int(mark["first"])
    yield mark["head"] + b":" + value[:at]
    for fold in _FOLD.finditer(mark["folds"]):
        space = fold["space"].replace(b"s", b" ").replace(b"t", b"\t")
        size = int(fold["size"])
        for _ in range(int(fold["count"])):
            yield space + value[at : at + size]
            at += size


def _refolded(mark: re.Match[bytes], extra: Sequence[tuple[str, str]]) -> bytes:
    head = mark["head"].decode("utf-8", "replace")
    value = next((v for key, v in extra if key == head), None)
    if value is None:
        return b""
    line = mark["head"] + b":" + value.encode()
    return b"\n ".join(line[at : at + 74] for at in range(0, len(line), 74))
