"""Which format a file is in, and its cards or records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.exchange.charsets import decode_wide, is_binary
from tinycrm.exchange.json_records import Records
from tinycrm.exchange.record_file import RecordFile
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.exchange.reading_limit import ReadingLimit

FORMATS = {
    "vcard": "vCard (.vcf)",
    "csv": "CSV with a header",
    "monica": "the JSON export of Monica",
    "jsonl": "JSON Lines, as crm export writes it",
}

_NO_BOOKS = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP file or a spreadsheet: save its contacts as CSV"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet: save its contacts as CSV"),
    (b"SQLite format 3\x00", "a database; a backup of tinycrm is read by crm restore"),
    (b"BEGIN:VCALENDAR", "a calendar"),
    (b"{\\rtf", "a text with formats: save its contacts as CSV"),
)  # fmt: skip
_NO_BOOK_TEXTS = (
    (re.compile(r"(?:version: *1\s+)?dn::? ", re.IGNORECASE),
     "LDIF: export the address book as vCard or CSV instead"),
    (re.compile(r"<!doctype html|<html", re.IGNORECASE), "a web page: save its contacts as CSV"),
    (re.compile(r"<\?xml", re.IGNORECASE), "XML: export the contacts as vCard or CSV instead"),
    (re.compile(r"\[\s*\{"),
     "a list in JSON, as crm list --json prints it: crm export writes what can be read back"),
    (re.compile(r"From \S+ .*\d\d:\d\d"), "a mailbox: one message is read by crm log --mail"),
)  # fmt: skip
_CARD = re.compile(rb"(?i)BEGIN[ \t]*:[ \t]*VCARD")
_PART = 1 << 20
_BEGINNING = 200
"""Bytes that tell a format which begins with text."""
_ONE_OBJECT = re.compile(rb"\{[ \t\r]*\n\s*\"")
"""JSON over several lines; of JSON Lines each line is an object."""
OTHER_JSON = "JSON of another program: export its contacts as vCard or CSV instead"
_SIGNS = 20
"""One letter in so many that no text has makes a file none; bytes by chance have two."""
NO_BOOK = "this is {}"
NOTHING = "the file is empty"
NO_TEXT = "this is no text"
NO_CARDS = "no card begins in it; what has another format is imported as a file of its own"


class Book(NamedTuple):
    """What was read from a file: cards, or records; `format` is one of FORMATS."""

    format: str
    items: tuple[Card | Skipped, ...] = ()
    records: Records | None = None


def parse_format(typed: str) -> str:
    """Return the format that was typed, "" for none. Raises UsageProblem for an unknown one."""
    if typed and typed not in FORMATS:
        raise UsageProblem(
            f"“{visible(typed)}” is not an import format.", f"The formats are {', '.join(FORMATS)}."
        )
    return typed


class HowRead(NamedTuple):
    """How a file is read, as typed: its format and charset ("" to find them), and its columns.

    `mapped` are fields of a CSV file by plain headers, as `csv_headers.parse_map` reads them.
    `on_read` is called for each card, row or record. `limit` is that of a folder, of which cards
    alone are read.
    """

    format: str = ""
    charset: str = ""
    mapped: dict[str, str] = {}  # noqa: RUF012  # of a frozen value
    on_read: Callable[[], None] = lambda: None
    limit: ReadingLimit | None = None


def read_book(data: bytes, how: HowRead = HowRead()) -> Book:  # noqa: B008
    """Return what is in a file, whose format is found if it is not given.

    A file that is no address book is one part that was skipped, with the reason. Raises
    UsageProblem for an unknown charset.
    """
    try:
        found = how.format or find_format(data)
        if how.limit and found != "vcard":
            raise NoAddressBook(NO_CARDS)
        return _READERS[found](data, how)
    except NoAddressBook as reason:
        return Book(how.format or "vcard", (Skipped(1, str(reason)),))


class NoAddressBook(Exception):
    """The file is no address book, with what it is instead."""


def find_format(data: bytes) -> str:
    """Return the format of a file. Raises NoAddressBook if it has none of ours."""
    _refuse_binary(data)
    head = decode_wide(data[:65_536]).lstrip(b"\xef\xbb\xbf").strip(b"\0 \t\r\n")
    if not head:
        raise NoAddressBook(NOTHING)
    if _CARD.match(head):
        return "vcard"  # whatever comes after the first card
    first = head.partition(b"\n")[0]
    if is_binary(head, _SIGNS) and (is_binary(first, _SIGNS) or not first.isascii()):
        raise NoAddressBook(NO_TEXT)  # else it is damaged after its first line
    if head.startswith(b"{"):
        return _format_of_json(head, first)
    if _CARD.search(head) or _has_card(data):
        return "vcard"
    beginning = head[:_BEGINNING].decode("utf-8", "replace")
    for pattern, what in _NO_BOOK_TEXTS:
        if pattern.match(beginning):
            raise NoAddressBook(NO_BOOK.format(what))
    return "csv"


_STARTS = tuple(start for start, _ in _NO_BOOKS)


def _refuse_binary(data: bytes) -> None:
    if not data.startswith(_STARTS):
        return
    for start, what in _NO_BOOKS:
        if data.startswith(start):
            raise NoAddressBook(NO_BOOK.format(what))


def _format_of_json(head: bytes, first: bytes) -> str:
    if b'"account"' in head and b'"record"' not in first:
        return "monica"
    if _ONE_OBJECT.match(head):
        raise NoAddressBook(NO_BOOK.format(OTHER_JSON))
    return "jsonl"


def _has_card(data: bytes) -> bool:
    """Return whether a card begins anywhere; the plain word is found faster than a pattern."""
    parts = (data[start : start + _PART + 100] for start in range(0, len(data), _PART))
    named = any(b"VCARD" in part.replace(b"\0", b"").upper() for part in parts)
    return named and _CARD.search(data.replace(b"\0", b"")) is not None


def _read_vcards(data: bytes, how: HowRead) -> Book:
    from tinycrm.exchange.vcard import read_vcards

    return Book("vcard", _counted(read_vcards(data, how.charset, how.limit), how))


def _read_rows(data: bytes, how: HowRead) -> Book:
    from tinycrm.exchange import csv_book

    found = _counted(csv_book.read_csv(data, how.charset, how.mapped), how)
    return Book("csv", found or (Skipped(1, csv_book.NO_HEADER),))


def _counted(items: Iterable[Card | Skipped], how: HowRead) -> tuple[Card | Skipped, ...]:
    found = []
    for each in items:
        found.append(each)
        how.on_read()
    return tuple(found)


def _read_records(data: bytes, how: HowRead) -> Book:
    records = RecordFile(decode_wide(data))
    for _ in range(sum(map(records.count, records.kinds()))):
        how.on_read()
    return Book("jsonl", records=records)


def _read_monica(data: bytes, _how: HowRead) -> Book:
    from tinycrm.exchange.monica import NoMonica, read_monica

    try:
        records = read_monica(decode_wide(data), clock.today().isoformat())
    except NoMonica as reason:
        raise NoAddressBook(str(reason)) from None
    return Book("monica", records=records)


_READERS = {
    "monica": _read_monica,
    "vcard": _read_vcards,
    "csv": _read_rows,
    "jsonl": _read_records,
}
