"""The lists of a card that is changed: nicknames, tags, relations."""

from __future__ import annotations

from tinycrm.exchange import vcard_values as values
from tinycrm.exchange.card_sheet import CardSheet
from tinycrm.exchange.cards import Card, NamedRelative
from tinycrm.exchange.contact_groups import is_of_program
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.content_writing import Written, escape
from tinycrm.exchange.vcard_card import NICKNAMES, TAGS
from tinycrm.exchange.vcard_related import PROPERTIES as RELATIONS
from tinycrm.exchange.vcard_related import read_relatives
from tinycrm.text import fold


def patch_list(
    sheet: CardSheet,
    name: str,
    before: tuple[str, ...],
    allowed: tuple[str, ...],
    after: tuple[str, ...],
) -> None:
    """Take out what is not `allowed`, and add what of `after` the card has not."""
    if set(before) == set(after):
        return
    allowed_forms = set(map(fold, allowed))
    lines = sheet.find(*(NICKNAMES if name == "NICKNAME" else TAGS))
    if name == "NICKNAME":
        _remove_other_names(sheet, set(before) - set(after))
    left: list[tuple[ContentLine, list[str], bool]] = []
    for line in lines:
        sign = "," if name == "NICKNAME" or len(values.split_at(",", line.value)) > 1 else ";"
        parts = values.split_at(sign, line.value)
        texts = list(map(values.read_words, parts))
        kept = [
            part
            for part, text in zip(parts, texts, strict=True)
            if not text or is_of_program(text) or _tag(text) in allowed_forms
        ]
        left.append((line, kept if sign == "," else [";".join(kept)], len(kept) < len(parts)))
    added = [each for each in after if each not in before]
    there = {part for _, parts, _ in left for part in parts}
    new = [e for e in (escape(" ".join(e.splitlines())) for e in added) if e not in there]
    if left and new:
        line, kept, _ = left[-1]
        left[-1] = (line, [*kept, *new], True)
    elif new:
        sheet.append(name, Written(",".join(new)))
    for line, kept, is_changed in left:
        if is_changed and any(each.strip() for each in kept):
            sheet.change(line, Written(",".join(kept)))
        elif is_changed:
            sheet.remove(line)


def _tag(text: str) -> str:
    return fold(text.strip(" ,;#+") or text)


def _remove_other_names(sheet: CardSheet, gone: set[str]) -> None:
    """Take out nicknames that are in no NICKNAME: a second FN, or Android's own property."""
    for line in sheet.find("FN")[1:]:
        if values.read_words(line.value) in gone:
            sheet.remove(line)
    for line in sheet.find("X-ANDROID-CUSTOM"):
        kind, name, *_ = values.read_custom(line.value)
        if kind == "nickname" and name in gone:
            sheet.remove(line)


def patch_related(sheet: CardSheet, base: Card, now: Card) -> None:
    """Take out the relations that are here no more, and add those that the card has not."""
    wanted, known = set(map(_relation, now.related)), set(map(_relation, base.related))
    if wanted == known:
        return
    for line in sheet.find(*RELATIONS):
        own = sheet.label_of(line)
        found = set(map(_relation, read_relatives(line, own.value if own else "")))
        if found and found.isdisjoint(wanted):
            sheet.remove(line)
    for label, name in dict.fromkeys(map(_relation, now.related)):
        if name and (label, name) not in known:
            written = Written(escape(name, is_old=sheet.is_old))
            sheet.append("X-ABRELATEDNAMES", written, label)


def _relation(each: NamedRelative) -> tuple[str, str]:
    return each.label, each.name or each.uid
