"""Options of `crm edit` whose values may be added or taken away: +vip, -lead, child=."""

from __future__ import annotations

from tinycrm.contact_points import Point, PointKind, parse_point
from tinycrm.dates.yearly import read_birthday, read_labelled_day
from tinycrm.errors import UsageProblem
from tinycrm.repeats import parse_repeat
from tinycrm.rules import parse_score, parse_text
from tinycrm.services.codes import code, parse_code
from tinycrm.services.editing.list_edits import ListEdit
from tinycrm.services.editing.new_values import CLEARED, Cleared
from tinycrm.services.people.yearly_dates import DateEdit
from tinycrm.services.records import Related
from tinycrm.services.relations.relation_labels import known_label, read_related
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from tinycrm.money import Money

    T = TypeVar("T")
    Many = list[str] | None


def read_text(text: str | None, what: str) -> str | None:
    """Return an option's text, "" where it is to be emptied."""
    return parse_text(text, what) if text and text.strip() else text and ""


def read_signed(typed: Sequence[str] | None, parse: Callable[[str], T]) -> tuple[ListEdit[T], ...]:
    """Read `+vip`, `-lead` and `vip`, which means the same as `+vip`."""
    return tuple(
        ListEdit(not each.startswith("-"), parse(each[1:] if each[:1] in "+-" else each))
        for each in (each.strip() for each in typed or ())
    )


def read_points(
    email: Many, phone: Many, address: Many, url: Many, handle: Many
) -> tuple[ListEdit[Point], ...]:
    """Read the contact points of all kinds, each to be added or removed."""
    typed: dict[PointKind, Many] = {
        "email": email, "phone": phone, "address": address, "url": url, "handle": handle,
    }  # fmt: skip
    return tuple(
        _read_point(kind, each.strip()) for kind, texts in typed.items() for each in texts or ()
    )


def _read_point(kind: PointKind, typed: str) -> ListEdit[Point]:
    """Read a point to be added, or to be removed after a `-`."""
    if typed.startswith("-"):  # it may have come from anywhere: not checked
        what = {"email": "e-mail address", "phone": "phone number"}.get(kind, kind)
        return ListEdit(False, Point(kind, parse_text(typed[1:], what)))
    is_number = kind == "phone" and typed[1:2].isdecimal()  # the + belongs to it
    return ListEdit(True, parse_point(kind, typed if is_number else typed.removeprefix("+")))


def read_dates(birthday: str | None, dates: Sequence[str]) -> tuple[DateEdit, ...]:
    """Read the birthday and the other yearly dates."""
    edits = []
    if birthday is not None:
        day = read_birthday(birthday) if birthday.strip() else None
        edits.append(DateEdit("" if day else "-", "birthday", day))
    return (*edits, *(_read_date(each.strip()) for each in dates))


def _read_date(typed: str) -> DateEdit:
    """Read `child=DAY`, `+child=DAY`, `-child=DAY`, or `-child`, which means all of them."""
    sign = typed[0] if typed[:1] in ("+", "-") else ""
    rest = typed[len(sign) :]
    if sign == "-" and "=" not in rest:
        return DateEdit(sign, parse_text(rest, "date"), None)
    return DateEdit(sign, *read_labelled_day(rest))


def read_relation(typed: str) -> ListEdit[Related]:
    """Read a relation to be added, or after a `-` one to be removed, or all with its label."""
    if not typed.startswith("-"):
        return ListEdit(True, read_related(typed.removeprefix("+")))
    if "=" in typed:
        return ListEdit(False, read_related(typed[1:]))
    return ListEdit(False, Related(known_label(parse_text(typed[1:], "relation")), None, ""))


def read_fact(typed: str) -> tuple[str, str | None]:
    """Read `coffee=flat white`, or `coffee=` to remove it."""
    key, sign, value = typed.partition("=")
    if not sign or not key.strip():
        raise UsageProblem(
            f"“{visible(typed)}” is not a fact.",
            "Write it like coffee=flat white, or coffee= to remove it.",
        )
    return parse_text(key, "fact"), parse_text(value, "fact") if value.strip() else None


def read_repeat(typed: str | None) -> dict[str, Any]:
    """Return the interval, and the day of the month that only a reminder may keep."""
    if typed is None:
        return {}
    every, on = parse_repeat(typed) if typed.strip() else (CLEARED, None)
    return {"every": every, "every_on": on}


def read_mood(typed: str | None) -> int | Cleared | None:
    """Read a mood from -2 to 2; empty text clears it."""
    if typed is None:
        return None
    return parse_score(typed, -2, 2, "The mood") if typed.strip() else CLEARED


def read_answer_score(typed: str | None) -> int | Cleared | None:
    """Read a score from 0 to 10; empty text clears it."""
    if typed is None:
        return None
    return parse_score(typed, 0, 10, "The score") if typed.strip() else CLEARED


def read_money(text: str | None) -> Money | Cleared | None:
    """Read an amount; "" means none. Raises UsageProblem."""
    if text is None or not text.strip():
        return None if text is None else CLEARED
    from tinycrm import amounts, config

    return amounts.parse_amount(text, config.load().currency)


def read_codes(typed: Sequence[str] | None, table: str) -> tuple[ListEdit[str], ...]:
    """Read `+n44`, `-n44` and `n44,n45` as codes of a table. Raises UsageProblem."""
    parts = [part for each in typed or () for part in each.replace(",", " ").split()]
    if typed and not parts:
        raise UsageProblem("The code is empty.", "Write it like n44, or -n44 to take it away.")
    return read_signed(parts, lambda each: code(*parse_code(each, table)))
