"""A card with other values: only the lines of what differs are written, all others stay.

What the card says is read by the reader of every import; what it is to say comes as a Card too.
A new card is an empty one with values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tinycrm.exchange import vcard_values as values
from tinycrm.exchange.card_sheet import CardSheet
from tinycrm.exchange.card_text import KeptText
from tinycrm.exchange.cards import Card
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.content_writing import Written, escape
from tinycrm.exchange.patched_days import patch_days
from tinycrm.exchange.patched_lists import patch_list, patch_related
from tinycrm.exchange.patched_points import fitted, patch_points
from tinycrm.exchange.unread_values import kept_pair
from tinycrm.exchange.vcard_card import read_card
from tinycrm.rules import parse_fact
from tinycrm.values import NamedTuple

VERSIONS = ("3.0", "4.0")
_NOBODY = Card("")


class LastSeen(NamedTuple):
    """A card as it was last seen: its text, its properties, and what they are read as.

    `unread` are those that stay as they are, whatever is changed.
    """

    text: KeptText
    lines: list[ContentLine]
    card: Card
    unread: frozenset[int] = frozenset()


def read_last(text: KeptText, kept: frozenset[tuple[str, str]] = frozenset()) -> LastSeen:
    """Return a kept card as today's reader reads it: of nobody, it is a card without a name.

    `kept` are values that the reader of the import did not understand. That today's does is no
    reason to take their lines out. N and REV are kept although they are read.
    """
    lines = text.lines()
    unread = frozenset(_unread(lines, kept) if kept else ())
    card = read_card([e for at, e in enumerate(lines) if at not in unread], 1)
    return LastSeen(text, lines, card if isinstance(card, Card) else _NOBODY, unread)


def _unread(lines: Sequence[ContentLine], kept: frozenset[tuple[str, str]]) -> Iterator[int]:
    for at, line in enumerate(lines):
        if line.name not in ("N", "REV") and kept_pair(line) in kept:
            yield at


def patch(last: LastSeen, now: Card, written_at: str, *, private: bool = False) -> KeptText:
    """Return the card with the values of `now`; the very same text if they are equal.

    `written_at` is the UTC instant for REV. Facts, the cadence and the note are only changed
    where the card has them, unless `private`.
    """
    if says_all(last.card, now) and (not private or now.note == last.card.note):
        return last.text
    sheet = CardSheet(last.text, last.lines, last.unread)
    _fill(sheet, last.card, now, private=private)
    if sheet.is_touched:
        _revise(sheet, written_at)
    return sheet.text()


def says_all(card: Card, now: Card) -> bool:
    """Return whether a card has all values of `now` and no others; its note is not looked at."""
    return _values(card) == _values(now)


def _values(card: Card) -> tuple[object, ...]:
    lists = (card.nicknames, card.points, card.occasions, card.tags, card.related, card.facts)
    single = (card.name, card.kind, card.organization, card.title, card.birthday, card.every)
    return (single, *(frozenset(each) for each in lists))


def new_card(now: Card, version: str, written_at: str, *, private: bool = False) -> KeptText:
    """Return a whole card of somebody who came from no other program."""
    text = KeptText(f"BEGIN:VCARD\nVERSION:{version}\nEND:VCARD\n".encode())
    sheet = CardSheet(text, text.lines())
    if now.uid:
        is_uuid = re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", now.uid.lower())
        prefix = "urn:uuid:" if version == "4.0" and is_uuid else ""
        sheet.append("UID", Written(prefix + escape(now.uid)))
    _fill(sheet, _NOBODY, now, private=private)
    _revise(sheet, written_at)
    return sheet.text()


def plain_photos(text: KeptText) -> KeptText:
    """Return the card with its pictures in the form of version 3.0.

    Version 4.0 has them as `data:` addresses, which servers that are built on the library vobject
    destroy, Radicale among them.
    """
    if b"data:" not in text.data:
        return text
    sheet = CardSheet(text, text.lines())
    for line in sheet.find("PHOTO", "LOGO"):
        found = re.fullmatch(r"data:image/([\w+-]+);base64,([\w+/=\s]+)", line.value)
        if found:
            more = (("ENCODING", "b"), ("TYPE", found[1].upper()))
            dropped = ("VALUE", "TYPE", "MEDIATYPE")
            sheet.change(line, Written("".join(found[2].split()), None, more, dropped))
    return sheet.text()


def _fill(sheet: CardSheet, base: Card, now: Card, *, private: bool) -> None:
    _patch_name(sheet, base, now)
    _patch_kind(sheet, base, now)
    patch_list(sheet, "NICKNAME", base.nicknames, (*now.nicknames, now.name), now.nicknames)
    _patch_work(sheet, "ORG", base.organization, now.organization)
    _patch_work(sheet, "TITLE", base.title, now.title)
    patch_points(sheet, base, now)
    patch_days(sheet, base, now)
    patch_list(sheet, "CATEGORIES", base.tags, now.tags, now.tags)
    patch_related(sheet, base, now)
    _patch_facts(sheet, base, now, private=private)
    _patch_every(sheet, base, now, private=private)
    if private and now.note != base.note:
        for line in sheet.find("NOTE"):
            sheet.remove(line)
        if now.note:
            sheet.append("NOTE", Written(escape(now.note, is_old=sheet.is_old)))


# ── who ──────────────────────────────────────────────────────────────────────────────────


def _patch_name(sheet: CardSheet, base: Card, now: Card) -> None:
    if base.name == now.name:
        if _loses_name(sheet, base, now):
            sheet.append("FN", Written(escape(now.name, is_old=sheet.is_old)))
        return
    full = next((e for e in sheet.find("FN") if values.read_words(e.value)), None)
    if full and values.read_words(full.value) == now.name:
        return  # it is displayed so already, although N has the name that is read
    if full:
        sheet.change(full, Written(escape(now.name, is_old=sheet.is_old)))
    else:
        sheet.append("FN", Written(escape(now.name, is_old=sheet.is_old)))
    parts = next(iter(sheet.find("N")), None)
    if parts:
        sheet.change(parts, Written(_changed_parts(parts.value, now.name, is_old=sheet.is_old)))
    elif base is _NOBODY:
        sheet.append("N", Written(_parts_of(now, is_old=sheet.is_old)))


def _loses_name(sheet: CardSheet, base: Card, now: Card) -> bool:
    """Return whether a card without a name, called by its phone say, would be called otherwise."""
    named_by = (base.nicknames, base.organization, base.points)
    is_named = any(values.read_words(e.value).strip("; ") for e in sheet.find("FN", "N"))
    return not is_named and named_by != (now.nicknames, now.organization, now.points)


def _parts_of(card: Card, *, is_old: bool = False) -> str:
    """Return a structured name: the last word is the family name, as the reader expects it."""
    if card.kind != "person":
        return ";;;;"
    given, _, family = card.name.rpartition(" ")
    if not given:
        given, family = family, ""
    return f"{escape(family, is_old=is_old)};{escape(given, is_old=is_old)};;;"


_SPOKEN = (3, 1, 2, 0, 4)
"""The parts of N in the order of the spoken name: prefix, given, middle, family, suffix."""


def _changed_parts(value: str, name: str, *, is_old: bool) -> str:
    """Return a structured name for another name; the parts that are still in it stay."""
    parts = (values.split_at(";", value) + [""] * 5)[:5]
    order = [at for at in _SPOKEN if values.read_words(parts[at])]
    found = fitted([values.read_words(parts[at]) for at in order], name, " ")
    if found is None:
        return _parts_of(Card(name), is_old=is_old)
    for at, text in zip(order, found, strict=True):
        if text != values.read_words(parts[at]):
            parts[at] = escape(text, is_old=is_old)
    return ";".join(parts)


def _patch_kind(sheet: CardSheet, base: Card, now: Card) -> None:
    looks_like = "organization" if now.name == now.organization else "person"
    if now.kind == (looks_like if base is _NOBODY else base.kind):
        return
    for line in sheet.find("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"):
        sheet.remove(line)
    if sheet.version == "4.0":
        word = {"person": "individual", "organization": "org"}.get(now.kind, now.kind)
        sheet.append("KIND", Written(word))
    elif now.kind == "group":
        sheet.append("X-ADDRESSBOOKSERVER-KIND", Written("group"))
    else:
        word = "COMPANY" if now.kind == "organization" else "PERSON"
        sheet.append("X-ABSHOWAS", Written(word))


def _patch_work(sheet: CardSheet, name: str, before: str, after: str) -> None:
    """Write the organization or the title; departments that are still in it stay."""
    if before == after:
        return
    names = ("ORG",) if name == "ORG" else ("TITLE", "ROLE")
    line = next((e for e in sheet.find(*names) if values.read_words(e.value)), None)
    if not after:
        if line:
            sheet.remove(line)
        return
    written = escape(after, is_old=sheet.is_old)
    if line is None:
        sheet.append(name, Written(written))
        return
    units = values.split_at(";", line.value) if name == "ORG" else [line.value]
    filled = [at for at, each in enumerate(units) if values.read_words(each)]
    found = fitted([values.read_words(units[at]) for at in filled], after, ", ")
    if found and name == "ORG":
        for at, text in zip(filled, found, strict=True):
            units[at] = escape(text, is_old=sheet.is_old)
        written = ";".join(units)
    sheet.change(line, Written(written))


# ── what only tinycrm writes ─────────────────────────────────────────────────────────────


def _patch_facts(sheet: CardSheet, base: Card, now: Card, *, private: bool) -> None:
    wanted = dict(now.facts)
    for line in sheet.find("X-TINYCRM-FACT"):
        key, value = parse_fact(values.read_text(line.value) or "-=-")
        if key in wanted and wanted[key] != value:
            sheet.change(line, Written(escape(f"{key}={wanted[key]}")))
        elif key not in wanted:
            sheet.remove(line)
        wanted.pop(key, None)
    if private:
        for key, value in wanted.items():
            if (key, value) not in base.facts:
                sheet.append("X-TINYCRM-FACT", Written(escape(f"{key}={value}")))


def _patch_every(sheet: CardSheet, base: Card, now: Card, *, private: bool) -> None:
    lines = sheet.find("X-TINYCRM-EVERY")
    if base.every == now.every or not (lines or private):
        return
    for line in lines:
        sheet.remove(line)
    if now.every:
        sheet.append("X-TINYCRM-EVERY", Written(now.every))


def _revise(sheet: CardSheet, written_at: str) -> None:
    """Write when the card was changed, in the form of its version."""
    line = next(iter(sheet.find("REV")), None)
    is_short = "-" not in line.value if line else sheet.version == "4.0"
    stamp = written_at.replace("-", "").replace(":", "") if is_short else written_at
    if line:
        sheet.change(line, Written(stamp, dropped=("VALUE",)))
    else:
        sheet.append("REV", Written(stamp))
