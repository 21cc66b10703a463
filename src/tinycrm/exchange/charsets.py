"""Decode bytes from old and new programs: byte order marks, named charsets, good guesses."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

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

_NAMED = re.compile(rb"(?i)[;:]CHARSET=\"?([\w.:-]{1,40})")
# Kana in two bytes: in cp1252 these would be a low quotation mark or a florin sign before
# each letter, which does not occur in real text.
_KANA = re.compile(rb"[\x82\x83][\x40-\x7e\x80-\xf1](?:[\x82\x83][\x40-\x7e\x80-\xf1])")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_BEGIN = re.compile(rb"(?i)B\0E\0G\0I\0N\0?:")


def to_bytes_of_lines(data: bytes) -> bytes:
    r"""Return the file in an ASCII-compatible encoding, with lines that end in `\n`.

    UTF-16 and UTF-32 (found by their mark or NULs) become UTF-8; marks and NULs are removed.
    The result need not be UTF-8: old files mix charsets from line to line.
    """
    charset = _wide_charset(data)
    if charset:
        data = data.decode(charset, "replace").encode("utf-8")
    data = data.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
    return data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _wide_charset(data: bytes) -> str:
    marked = next((charset for bom, charset in _BOMS if data.startswith(bom)), "utf-8")
    if marked != "utf-8":
        return marked
    found = _WIDE_BEGIN.search(data) if b"\0" in data else None
    if found is None:
        return ""
    return "utf-16-be" if found.start() % 2 else "utf-16-le"


def find_charset(data: bytes) -> str:
    """Return the charset for lines of this file that are not UTF-8 and name no charset.

    That is the one the file names elsewhere; else Shift-JIS if there is kana; else "".
    """
    if _is_utf8(data):
        return ""
    for match in _NAMED.finditer(data):
        charset = find_codec(match[1].decode("ascii", "replace"))
        if charset not in ("", "utf-8"):
            return charset
    return "cp932" if _KANA.search(data) else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
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


def decode(data: bytes, charset: str = "", otherwise: str = "") -> str:
    """Return `data` as text. Every byte is decoded; nothing is refused.

    `charset` is named by the line, `otherwise` by its file (find_charset). UTF-8 is tried
    before a charset with one byte per letter, which can decode anything.
    """
    if data.isascii() and not charset:
        return data.decode("ascii")
    named = find_codec(charset) if charset else ""
    for codec in _order(named, otherwise):
        try:
            return data.decode(codec)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def _order(named: str, otherwise: str) -> list[str]:
    first = ["utf-8", named] if _ONE_BYTE.fullmatch(named) else [named, "utf-8"]
    return [codec for codec in (*first, otherwise, "cp1252") if codec]
