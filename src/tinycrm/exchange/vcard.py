"""Read vCard files (2.1, 3.0, 4.0, and files that break these standards) into cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tinycrm.exchange import card_text, content_lines, plain_lines
from tinycrm.exchange.card_marks import TOO_MANY, CardBody, find_cards
from tinycrm.exchange.cards import LONG_VALUE, MOST_VALUES, Card, Remark, Skipped, too_many
from tinycrm.exchange.charsets import (
    FileCharset,
    find_charset,
    is_binary,
    is_wide,
    parse_charset,
    to_bytes_of_lines,
    to_narrow_bytes,
)
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.lines_by_name import LONGEST, TEXTS
from tinycrm.exchange.reading_limit import CARD, SHORT, ReadingLimit, TooMuch
from tinycrm.exchange.vcard_card import DAYS, NICKNAMES, read_card
from tinycrm.exchange.vcard_related import PROPERTIES as RELATIONS
from tinycrm.exchange.vcard_values import parse_day
from tinycrm.text import visible

CUT_OFF = "no END:VCARD before the file ends: the card is read as far as it goes"
GUESSED = "the text is not UTF-8 and names no charset; read as {}: “{}” (--charset for another)"
TOO_MANY_VALUES = f"its {{}} has more than {MOST_VALUES:,} values"


def read_vcards(
    data: bytes, charset: str = "", limit: ReadingLimit | None = None
) -> Iterator[Card | Skipped]:
    """Yield each card of a file, in order, and each part that was skipped, with the reason.

    `charset` is that of lines which name none; without it, it is found, and the first card
    says if it was guessed. `limit` is one that the file shares with others. No content of a file
    raises: a bad card is skipped, a bad value goes to the card's `extra`. So do cards inside cards
    (AGENT). Raises UsageProblem for an unknown `charset`.
    """
    typed = parse_charset(charset) if charset else None
    line_end = "\r\n" if b"\r\n" in data else "\n"
    data = to_narrow_bytes(data, typed.name if typed else "")
    if data.count(b"\r") != data.count(b"\r\n"):
        data = to_bytes_of_lines(data)
    own = typed if typed and not is_wide(typed.name) else find_charset(data)
    said = [Remark(1, GUESSED.format(own.name, visible(own.sample)))] if own.sample else []
    limit = limit or ReadingLimit()
    limit.next_file(data.count(b"BEGIN:VCARD"))
    for line, found in find_cards(data, limit.cards + 1):
        if isinstance(found, str):
            yield Skipped(line, found)
            continue
        if not limit.next_card(found.data.count(b"\n") // _FOLDS):
            yield Skipped(line, TOO_MANY)
            return
        card = _read_card(found, line, own, line_end, limit)
        remarks = [*said, *([] if found.is_whole else [Remark(line, CUT_OFF)])]
        if remarks and isinstance(card, Card):
            card = replace(card, remarks=(*remarks, *card.remarks))
            said = []
        yield card


_TEXT_LINES, _FOLDS = 4, 60
"""So many lines of a text, and folds, take the lenient reader as long as a property."""
_BYTES = 60
"""So many bytes of what is no text take as long as a property: they are in no one charset."""
_DAY_IN_WORDS, _RELATION = 3, 3
"""As long as so many more properties takes a day not written as the standard has it, a relation."""
_USUAL_PARTS, _PARTS = 8, 3
"""Semicolons of a line, on average, and so many more that take as long as a property: an address
has six, a telephone two, and parameters by the dozen nobody."""
_MARKS = 8
"""So many quotation marks take as long as a semicolon."""
_LISTS = frozenset(("CATEGORIES", *NICKNAMES))
_DAYS, _RELATIONS = frozenset(DAYS), frozenset(RELATIONS)
_LIGATURE, _LIGATURES = b"\xef\xb7", 3
"""Arabic letters that are searched as up to 18 others, and so many that count as a property."""


def _read_card(
    found: CardBody, line: int, charset: FileCharset, line_end: str, limit: ReadingLimit
) -> Card | Skipped:
    body = found.data
    try:
        lines = _read_lines(body, charset, limit)
        count = _count_values(lines) + _count_ligatures(body)
        longest = LONGEST if limit.spend_with_texts(count, _texts(lines)) else SHORT
    except TooMuch as problem:
        limit.give_back()
        return Skipped(line, str(problem))
    frame = card_text.CardFrame(line_end, found.begin, found.end)
    card = read_card(
        lines, line, lambda extra: card_text.keep(body, lines, extra, frame, charset), longest
    )
    reason = too_many(card) if isinstance(card, Card) else ""
    return Skipped(line, reason) if reason else card


def _read_lines(body: bytes, charset: FileCharset, limit: ReadingLimit) -> list[ContentLine]:
    """Return the properties of a card, by the fastest reader that loses nothing of it."""
    count = body.count(b"\n")
    if not limit.is_enough(count // _TEXT_LINES):
        limit.check((count - _count_folds(body)) // _TEXT_LINES)
    if not body.isascii() and is_binary(body, part=20):
        limit.spend(len(body) // _BYTES)
    if count > _FOLDS * CARD:
        limit.spend(count // _FOLDS)
    parts = body.count(b";") + body.count(b'"') // _MARKS - _USUAL_PARTS * (count + 1)
    if parts > 0:
        limit.spend(parts // _PARTS)
    found = plain_lines.read_lines(body, charset)
    if found is None:
        folds = _count_folds(body)
        limit.spend((count - folds) // _TEXT_LINES + folds // _FOLDS)
        found = content_lines.read_lines(body, charset)
    return found


def _count_folds(body: bytes) -> int:
    return body.count(b"\n ") + body.count(b"\n\t")


def _count_ligatures(body: bytes) -> int:
    return 0 if body.isascii() else body.count(_LIGATURE) // _LIGATURES


def _texts(lines: Sequence[ContentLine]) -> Iterator[str]:
    """Yield the values that may be long and are searched."""
    return (
        line.value
        for line in lines
        if len(line.value) > SHORT and (line.name == "NOTE" or line.name in TEXTS)
    )


def _count_values(lines: Sequence[ContentLine]) -> int:
    """Return how many properties there are, and values in long lists. Raises TooMuch."""
    count = len(lines)
    for line in lines:
        if line.name in _DAYS and parse_day(line.value) is None:
            count += _DAY_IN_WORDS
        elif line.name in _RELATIONS:
            count += _RELATION
        if line.name in _LISTS or (len(line.value) > LONG_VALUE and line.name != "NOTE"):
            values = sum(line.value.count(sign) for sign in ",;" if sign in line.value)
            if values > MOST_VALUES:
                raise TooMuch(TOO_MANY_VALUES.format(line.name))
            count += values
    return count


def read_single(text: card_text.KeptText) -> Card:
    """Return the one card of a text that was written for somebody with a name."""
    found = CardBody(text.body, text.frame.begin, text.frame.end, is_whole=True)
    card = _read_card(found, 1, text.charset, text.frame.line_end, ReadingLimit())
    assert isinstance(card, Card)
    return card
