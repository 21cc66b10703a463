"""Decode bytes from old and new programs: byte order marks, named charsets, good guesses."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from tinycrm.errors import UsageProblem
from tinycrm.text import shorten, visible
from tinycrm.values import NamedTuple

# Charsets for text. Python has codecs that are not charsets (zip, rot13, unicode_escape),
# which a file could name but which must not be used.
_TEXT = re.compile(
    r"ascii|utf-8|utf-16.*|utf-32.*|iso8859-\d+|iso2022_.*|cp\d+|shift_jis.*|euc_.*|gb.*|hz"
    r"|big5.*|johab|koi8.*|mac-?\w+|tis-?620|kz1048|ptcp154"
)
# Programs that name the smaller charset (left) often mean the larger one (right).
_MEANT = {
    "ascii": "utf-8", "iso8859-1": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030",
    "gbk": "gb18030", "euc_kr": "cp949", "iso8859-9": "cp1254",
}  # fmt: skip
_ONE_BYTE = re.compile(r"iso8859-\d+|cp12\d\d|koi8.*|mac-?\w+")

# A word at the beginning is found fast. A colon ends a name that is not in quotation marks.
_NAMED = re.compile(rb"CHARSET=(?<=[;:]CHARSET=)(?:\"([^\"\n]{1,40})\"|([\w.-]{1,40}))")
# Kana in two bytes: in cp1252 these would be a low quotation mark or a florin sign before
# each letter, which does not occur in real text.
_KANA = re.compile(rb"[\x82\x83][\x40-\x7e\x80-\xf1](?:[\x82\x83][\x40-\x7e\x80-\xf1])")
# What address books of the time before UTF-8 are written in. Others (DOS, Mac, EBCDIC) are
# never meant, and some names would be likely in them.
_GUESSED = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "iso8859-2", "koi8-r", "koi8-u", "cp932", "euc-jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_A_TIE = 0.01  # of confidence; measured with names in 25 languages
_MOST_VALUES = 2000
_MOST_BYTES = 60_000  # of these values
_LOOKED_AT = 4096  # bytes from which UTF-16 without a mark is known
_AT_ONCE = 1 << 20  # bytes that are decoded at once: a letter takes up to four in memory
_SAMPLE = 60  # letters
_ODD = re.compile(rb"[\x80-\xff]")
# In the charsets of ISO these are control characters, which no text has.
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_BEGIN = re.compile(rb"(?i)B\0E\0G\0I\0N\0?:")


def to_narrow_bytes(data: bytes, typed: str = "") -> bytes:
    """Return the file in an ASCII-compatible encoding, the very same bytes if it is in one.

    UTF-16 and UTF-32 (`typed`, or found by their mark or NULs) become UTF-8; marks and NULs are
    removed. The result need not be UTF-8: old files mix charsets from line to line.
    """
    charset = typed if is_wide(typed) else wide_charset(data)
    if charset:
        data = data.decode(charset, "replace").encode("utf-8")
    return data.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")


def to_bytes_of_lines(data: bytes, typed: str = "") -> bytes:
    r"""Return the file in an ASCII-compatible encoding, with lines that end in `\n`."""
    data = to_narrow_bytes(data, typed)
    if b"\r" not in data:
        return data
    return data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def decode_wide(data: bytes) -> bytes:
    """Return text as UTF-8 if it is UTF-16 or UTF-32, by its mark or its NULs; without the mark."""
    charset = wide_charset(data)
    if charset:
        data = data.decode(charset, "replace").encode("utf-8")
    return data.removeprefix(codecs.BOM_UTF8)


_SIGNS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def is_binary(data: bytes, part: int = 10) -> bool:
    """Return whether one sign in `part` is one that no text has; NULs count as text in UTF-16."""
    without_nuls = data.replace(b"\0", b"")
    odd = len(without_nuls) - len(without_nuls.translate(None, _SIGNS))
    return odd * part > len(without_nuls)


def is_wide(charset: str) -> bool:
    """Return whether a charset has two or more bytes for each letter, ASCII included."""
    return charset.startswith(("utf-16", "utf-32"))


def wide_charset(data: bytes) -> str:
    """Return UTF-16 or UTF-32, "" for another: by its mark, a card's begin, or its NULs."""
    for mark, charset in _WIDE_MARKS:
        if data.startswith(mark):
            return charset
    if b"\0" not in data:
        return ""
    found = _WIDE_BEGIN.search(data)
    if found:
        return "utf-16-be" if found.start() % 2 else "utf-16-le"
    return _wide_by_nuls(data[:_LOOKED_AT])


class FileCharset(NamedTuple):
    """The charset of lines that are not UTF-8 and name none; "" if the file has no such lines.

    `typed`: the user gave it, and it is tried before UTF-8. `sample` is text that was read with a
    charset that was guessed, to be looked at.
    """

    name: str = ""
    typed: bool = False
    sample: str = ""


def find_charset(data: bytes) -> FileCharset:
    """Return the charset that the file names for other lines, else the likeliest one."""
    if _is_utf8(data):
        return FileCharset()
    for match in _NAMED.finditer(data.upper()):
        charset = find_codec((match[1] or match[2]).decode("ascii", "replace"))
        if charset not in ("", "utf-8"):
            return FileCharset(charset)
    values = _odd_values(data)[:_MOST_BYTES]
    if not values:
        return FileCharset()
    charset = _guess(values)
    text = decode(values, otherwise=FileCharset(charset))[: 10 * _SAMPLE]
    return FileCharset(charset, sample=shorten(" ".join(text.split())[: 2 * _SAMPLE], _SAMPLE))


def _odd_values(data: bytes) -> bytes:
    """Return the values that are not UTF-8: their letters tell more than the ASCII around them."""
    found: list[bytes] = []
    size = place = 0
    while len(found) < _MOST_VALUES and size < _MOST_BYTES:
        odd = _ODD.search(data, place)
        if odd is None:
            break
        start = max(place, data.rfind(b"\n", place, odd.start()) + 1)
        place = data.find(b"\n", odd.end()) + 1 or len(data)
        line = data[start:place]
        if not _is_utf8(line):
            found.append(line[line.find(b":") + 1 :].strip(b" ;\r\n"))
            size += len(found[-1])
    return b"\n".join(found)


def _guess(values: bytes) -> str:
    """Return the likeliest charset, or cp1252 if it is about as likely: most files have it."""
    if _KANA.search(values):
        return "cp932"
    import chardet  # 100 ms or more, and only for such a file

    has_controls = _CONTROLS.search(values)
    names = [name for name in _GUESSED if not (has_controls and name.startswith("iso"))]
    found = chardet.detect_all(
        values, ignore_threshold=True, include_encodings=names, compat_names=False
    )
    likely = {str(each["encoding"]): each["confidence"] for each in found if each["encoding"]}
    best = max(likely, key=lambda name: likely[name], default="cp1252")
    is_a_tie = likely.get("cp1252", -1) >= likely.get(best, 0) - _A_TIE
    same = values.decode(best, "replace") == values.decode("cp1252", "replace")
    return "cp1252" if is_a_tie or same else best


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for place in range(0, len(data), _AT_ONCE):
            decoder.decode(data[place : place + _AT_ONCE], place + _AT_ONCE >= len(data))
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(maxsize=128)
def find_codec(charset: str) -> str:
    """Return Python's name for a charset named in a file, or "" if Python cannot read it."""
    name = charset.strip().lower().replace("windows-31j", "cp932")
    if not re.fullmatch(r"[a-z0-9][\w.:-]{1,40}", name, re.ASCII):
        return ""
    for spelled in (name, name.removeprefix("x-")):
        try:
            found = codecs.lookup(spelled).name
        except (LookupError, ValueError):
            continue
        return _MEANT.get(found, found) if _TEXT.fullmatch(found) else ""
    return ""


def decode(data: bytes, charset: str = "", otherwise: FileCharset = FileCharset()) -> str:  # noqa: B008
    """Return `data` as text. Every byte is decoded; nothing is refused.

    `charset` is named by the line, `otherwise` is that of its file. UTF-8 is tried before a
    charset with one byte per letter, which can decode anything.
    """
    if data.isascii() and not charset and not otherwise.typed:
        return data.decode("ascii")
    named = find_codec(charset) if charset else ""
    for codec in _order(named, otherwise):
        try:
            return data.decode(codec)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def _order(named: str, otherwise: FileCharset) -> list[str]:
    first = ["utf-8", named] if not named or _ONE_BYTE.fullmatch(named) else [named, "utf-8"]
    if otherwise.typed and not named:
        first.insert(0, otherwise.name)
    return [codec for codec in (*first, otherwise.name, "cp1252") if codec]


def _wide_by_nuls(data: bytes) -> str:
    """Return UTF-16 if its line ends have a NUL each, or nearly every other byte is one."""
    for line_end, charset in ((b"\n\0", "utf-16-le"), (b"\0\n", "utf-16-be")):
        place = data.find(b"\r\0\n\0" if charset == "utf-16-le" else b"\0\r\0\n")
        if place >= 0 and place % 2 == 0 and data.count(line_end) > data.count(b"\n") // 2:
            return charset
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) < len(data) // 2 * 0.7 or min(even, odd) > len(data) // 2 * 0.1:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def parse_charset(typed: str) -> FileCharset:
    """Return the charset that a user names. Raises UsageProblem for an unknown one."""
    name = find_codec(typed)
    if not name:
        raise UsageProblem(
            f"“{visible(typed)}” is not a charset.", "Names are like cp1250 or shift_jis."
        )
    return FileCharset(name, typed=True)
