"""The contact points of a card that is changed: parameters, groups and address parts stay."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from tinycrm.contact_points import Point
from tinycrm.errors import UsageProblem
from tinycrm.exchange import vcard_values as values
from tinycrm.exchange.card_sheet import CardSheet
from tinycrm.exchange.cards import Card
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.content_writing import Written, escape, escape_link
from tinycrm.exchange.vcard_points import (
    POINTS,
    point_order,
    read_label,
    read_point,
    say_own_label,
)

_NAMES = {"email": "EMAIL", "phone": "TEL", "url": "URL", "address": "ADR", "handle": "IMPP"}
_TYPES = {
    "home": "HOME", "work": "WORK", "mobile": "CELL", "fax": "FAX", "pager": "PAGER",
    "car": "CAR", "main": "MAIN", "other": "OTHER", "iphone": "IPHONE", "school": "SCHOOL",
    "assistant": "ASSISTANT",
}  # fmt: skip

_NAMES_IN_ORDER = tuple(sorted(POINTS, key=point_order))
_Found = tuple[ContentLine, Point]


def patch_points(sheet: CardSheet, base: Card, now: Card) -> None:
    """Write the points that differ; one that has another value keeps its line and its label.

    A card may have a number in several lines, each with its own label: they change together.
    """
    wanted = {_key(each): each for each in now.points}
    if wanted.keys() == {_key(each) for each in base.points} and all(
        _is_same(each, wanted[_key(each)]) for each in base.points
    ):
        return
    had = list(_points(sheet, base))
    known = {_key(each): each for each in base.points}
    firsts = {_key(point): (line, point) for line, point in reversed(had)}
    for key, (line, point) in firsts.items():
        if key in wanted and not _is_same(known[key], wanted[key]):
            _rewrite(sheet, line, point, wanted[key])
    gone = [each for each in had if _key(each[1]) not in wanted]
    for point in (each for key, each in wanted.items() if key not in firsts):
        before = _predecessor(gone, point)
        if before:
            _rewrite_all(sheet, gone, before, point)
            gone = [each for each in gone if _key(each[1]) != _key(before[1])]
        else:
            _append(sheet, point)
    for line, _ in gone:
        sheet.remove(line)


def _rewrite_all(sheet: CardSheet, lines: list[_Found], before: _Found, point: Point) -> None:
    """Write a point into the line of another one, and its value into what repeats that one."""
    _rewrite(sheet, *before, point)
    for line, own in lines:
        if line is not before[0] and _key(own) == _key(before[1]):
            _rewrite(sheet, line, own, point._replace(label=own.label))


def _key(point: Point) -> tuple[str, str]:
    return point.kind, point.normal


def _label(point: Point) -> str:
    return say_own_label(point.label)


def _same_label(one: Point, other: Point) -> bool:
    return _label(one) == _label(other)


def _is_same(one: Point, other: Point) -> bool:
    return _same_label(one, other) and one.value == other.value


def _points(sheet: CardSheet, base: Card) -> Iterator[_Found]:
    """Yield the lines that are read as points; LABEL repeats an ADR."""
    known = {_key(each): each for each in base.points}
    found: set[tuple[str, str]] = set()
    for line in sheet.find(*_NAMES_IN_ORDER):
        own = sheet.label_of(line)
        try:
            point = read_point(line, own.value if own else "")
        except UsageProblem:
            continue
        own_point = known.get(_key(point))
        repeats = line.name == "LABEL" and found
        if own_point and not (repeats or point.is_at_another_service(own_point)):
            yield line, point
        if point.kind == "address":
            found.add(_key(point))


def _predecessor(gone: list[_Found], point: Point) -> _Found | None:
    """Return the point whose value was changed into this one; without a label it is any."""
    same = [each for each in gone if each[1].kind == point.kind]
    alike = [each for each in same if _same_label(each[1], point)]
    return next(iter(alike or (same if not _label(point) else [])), None)


# ── one line ─────────────────────────────────────────────────────────────────────────────


def _rewrite(sheet: CardSheet, line: ContentLine, before: Point, point: Point) -> None:
    """Write a point into the line of another one, or into a new line where it cannot be."""
    own = sheet.label_of(line)
    keeps_label = _same_label(before, point) or not _label(point)
    typed = None if keeps_label else _typed(_label(point))
    for value in _values(line, point, is_old=sheet.is_old):
        read = line._replace(value=value, raw=value)
        try:
            found = read_point(read, own.value if own else "")
        except UsageProblem:
            continue
        is_read = (found.kind, found.value) == (point.kind, point.value)
        if is_read and (keeps_label or (typed is not None and not own)):
            sheet.change(line, Written(value, typed, dropped=("VALUE",)))
            return
    sheet.remove(line)
    _append(sheet, point)


def _values(line: ContentLine, point: Point, *, is_old: bool) -> Iterator[str]:
    if point.kind == "address" and line.name == "ADR":
        yield _changed_address(line.value, point.value, is_old=is_old)
        yield _new_value(point, is_old=is_old)
    elif point.kind == "url":
        yield escape_link(point.value)
    else:
        yield escape(point.value, is_old=is_old)


def _append(sheet: CardSheet, point: Point) -> None:
    label = _label(point)
    value = _new_value(point, is_old=sheet.is_old)
    if point.kind == "handle":
        more = (("X-SERVICE-TYPE", label),) if label else ()
        sheet.append("IMPP", Written(value, more=more))
        return
    typed = _typed(label)
    sheet.append(_NAMES[point.kind], Written(value, typed), label if typed is None else "")


def _new_value(point: Point, *, is_old: bool) -> str:
    if point.kind == "address":
        return f";;{escape(point.value, is_old=is_old)};;;;"
    if point.kind == "url":
        return escape_link(point.value)
    if point.kind == "handle":
        label = _label(point)
        is_scheme = label.isascii() and label.isalnum() and label[0].isalpha()
        vague = ("http", "https", "im", "acct", "id")
        scheme = label if is_scheme and label not in vague else "x-apple"
        return f"{scheme}:{quote(point.value, safe='@.+-_', errors='replace')}"
    return escape(point.value, is_old=is_old)


def _typed(label: str) -> tuple[str, ...] | None:
    """Return the words of TYPE that are read as this label, None if there are none."""
    if not label:
        return ()
    words = label.split()
    if not all(word in _TYPES for word in words):
        return None
    typed = tuple(_TYPES[word] for word in words)
    line = ContentLine("", "TEL", tuple(("TYPE", (each,)) for each in typed), "", "", "")
    return typed if read_label(line) == label else None


# ── values of several parts ──────────────────────────────────────────────────────────────


def fitted(parts: list[str], new: str, sign: str) -> list[str] | None:
    """Return the parts of a text of which one was changed, None if it is another text.

    `parts` joined by `sign` are the text before.
    """
    for at in range(len(parts)):
        before = "".join(f"{each}{sign}" for each in parts[:at])
        after = "".join(f"{sign}{each}" for each in parts[at + 1 :])
        if new.startswith(before) and new.endswith(after):
            middle = new[len(before) : len(new) - len(after)]
            if middle.strip() and len(before) + len(after) < len(new):
                return [*parts[:at], middle, *parts[at + 1 :]]
    return None


_ORDER = ((2,), (1,), (0,), (3,), (4, 5), (6,))
"""The parts of ADR in the order of `read_address`; region and postal code stand together."""


def _changed_address(value: str, new: str, *, is_old: bool) -> str:
    """Return an address with the one part changed that differs, else all of it as the street."""
    raw = (values.split_at(";", value) + [""] * 7)[:7]
    parts = [", ".join(values.read_text(each).split("\n")).strip(" ,") for each in raw]
    groups = [group for group in _ORDER if any(parts[at] for at in group)]
    texts = [" ".join(parts[at] for at in group if parts[at]) for group in groups]
    found = fitted(texts, new, ", ")
    if found is None:
        return f";;{escape(new, is_old=is_old)};;;;"
    for group, before, after in zip(groups, texts, found, strict=True):
        if before != after:
            _set_part(raw, parts, group, after, is_old=is_old)
    return ";".join(raw)


def _set_part(
    raw: list[str], parts: list[str], group: tuple[int, ...], new: str, *, is_old: bool
) -> None:
    first, last = group[0], group[-1]
    if first == last or not parts[first]:
        raw[last] = escape(new, is_old=is_old)
    elif new.startswith(f"{parts[first]} "):
        raw[last] = escape(new[len(parts[first]) + 1 :], is_old=is_old)
    elif parts[last] and new.endswith(f" {parts[last]}"):
        raw[first] = escape(new[: -len(parts[last]) - 1], is_old=is_old)
    else:
        raw[first], raw[last] = escape(new, is_old=is_old), ""
