"""One filter language for people, which `list`, `export` and the TUI share.

`tag:vip` · `no:tag:lead` · `org:acme` · `no:every` · `quiet:30d` · `touched:30d` · `due:late` ·
`birthday:12` · `issue:open` · `lapsed:` · `@saved` · bare words match the name. All terms must
match.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tinycrm.days import Every, add_months, month_number, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.rules import digits, normal_email, normal_phone, parse_text
from tinycrm.services.people import cadence, saved_filters, waiting
from tinycrm.services.people.phone_likeness import contacts_with_number
from tinycrm.text import fold, visible
from tinycrm.values import NamedTuple


class Clause(NamedTuple):
    """A condition on `contact`, with its values, and whether it asks for archived people."""

    sql: str
    values: tuple[object, ...] = ()
    archived: bool = False


class FilterContext(NamedTuple):
    """What a term needs to become SQL: the store, and the local date."""

    db: sqlite3.Connection
    today: date


def where(at: FilterContext, words: Sequence[str]) -> Clause:
    """Return the condition for all `words`; archived people only if the words ask for them.

    Raises UsageProblem for an unknown key or value, NotFound for an unknown saved filter.
    """
    clauses = [clause(at, word) for word in saved_filters.expanded(at.db, words)]
    if not any(each.archived for each in clauses):
        clauses.append(Clause("contact.archived_at IS NULL"))
    return Clause(
        " AND ".join(f"({each.sql})" for each in clauses),
        tuple(value for each in clauses for value in each.values),
    )


def clause(at: FilterContext, word: str) -> Clause:
    """Return the condition of one term."""
    key, colon, value = word.partition(":")
    key = key.lower()
    if key == "no" and colon:
        return _without(at, value)
    if not colon:
        return _name(word)
    reader = _KEYS.get(key)
    if reader is None:
        raise UsageProblem(
            f"“{visible(key)}” is not a filter.",
            f"The filters are {', '.join(KEYS)}, no:…, @saved and words.",
        )
    return reader(at, value.strip())


def _without(at: FilterContext, value: str) -> Clause:
    """Return the opposite of a term; each further `no:` turns it around once more."""
    wanted = False
    while value[:3].lower() == "no:":
        value, wanted = value[3:], not wanted
    found = clause(at, value if ":" in value else f"{value}:")
    return found if wanted else found._replace(sql=f"NOT ({found.sql})")


# ── the keys ─────────────────────────────────────────────────────────────────────────────


def _name(word: str) -> Clause:
    forms = fold(word).split("\n")
    own = " OR ".join(["instr(contact.folded, ?) > 0"] * len(forms))
    nick = " OR ".join(["instr(nickname.folded, ?) > 0"] * len(forms))
    return Clause(
        f"{own} OR contact.id IN (SELECT contact_id FROM nickname WHERE {nick})", (*forms, *forms)
    )


def named(words: Sequence[str]) -> Callable[[str], bool]:
    """Return a test whether bare words match folded names, given one name a line.

    It follows the rule of `_name`, for names that are already loaded.
    """
    forms = [fold(word).split("\n") for word in words]
    return lambda names: all(any(form in names for form in each) for each in forms)


def _tag(at: FilterContext, value: str) -> Clause:
    if not value:
        return Clause("contact.id IN (SELECT contact_id FROM contact_tag)")
    return Clause(
        """
        contact.id IN (
            SELECT contact_id FROM contact_tag JOIN tag ON tag.id = tag_id WHERE tag.folded = ?
        )
        """,
        (fold(value.lstrip("#+") or value),),
    )


def _org(at: FilterContext, value: str) -> Clause:
    if not value:
        return Clause("contact.organization <> ''")
    forms = fold(value).split("\n")
    return Clause(" OR ".join(["instr(contact.folded_work, ?) > 0"] * len(forms)), tuple(forms))


def _every(at: FilterContext, value: str) -> Clause:
    if not value:
        return Clause("contact.every_n IS NOT NULL")
    every = parse_every(value)
    return Clause("contact.every_n = ? AND contact.every_unit = ?", (every.n, every.unit))


def _quiet(at: FilterContext, value: str) -> Clause:
    return Clause("coalesce(contact.last_touch_on, '') < ?", (_since(at, value, "quiet"),))


def _touched(at: FilterContext, value: str) -> Clause:
    if not value:
        return Clause("contact.last_touch_on IS NOT NULL")
    return Clause("coalesce(contact.last_touch_on, '') >= ?", (_since(at, value, "touched"),))


def _since(at: FilterContext, value: str, key: str) -> str:
    """Return the date one interval ago."""
    if not value:
        raise UsageProblem(f"{key}: needs an interval.", f"Write it like {key}:30d or {key}:3m.")
    every: Every = parse_every(value)
    if every.unit in "my":
        return add_months(at.today, -every.n * (12 if every.unit == "y" else 1)).isoformat()
    return (at.today - timedelta(days=every.days())).isoformat()


def _due(at: FilterContext, value: str) -> Clause:
    """Match people with a follow-up that is late (due before today), due today, or either."""
    yesterday = at.today - timedelta(days=1)
    spans = {"late": (None, yesterday), "today": (yesterday, at.today), "": (None, at.today)}
    if value.lower() not in spans:
        raise UsageProblem(f"due:{visible(value)} is not a filter.", "Use due:late or due:today.")
    after, until = spans[value.lower()]
    reminded = at.db.execute(
        f"""
        SELECT contact.id FROM reminder JOIN contact ON contact.id = reminder.contact_id
        WHERE {waiting.REMINDER_WAITS}
        """,
        {
            "after": after.isoformat() if after else "",
            "until": until.isoformat(),
            "today": at.today.isoformat(),
        },
    )
    ids = {row["id"] for row in reminded}
    ids |= {row["id"] for row in cadence.find_due(at.db, after, until, at.today, None)}
    listed = f"[{','.join(map(str, ids))}]"
    return Clause("contact.id IN (SELECT value FROM json_each(?))", (listed,))


def _birthday(at: FilterContext, value: str) -> Clause:
    if not value:
        return Clause("contact.id IN (SELECT contact_id FROM occasion WHERE label = 'birthday')")
    is_number = value.isdecimal() and len(value) < 5
    month = int(value) if is_number else month_number(value)
    if month is None or not 1 <= month <= 12:
        raise UsageProblem(
            f"“{visible(value)}” is not a month.", "Use birthday:12 or birthday:dec."
        )
    return Clause(
        """
        contact.id IN (
            SELECT contact_id FROM occasion WHERE label = 'birthday' AND month = ?
        )
        """,
        (month,),
    )


_ISSUES = {
    "": "contact.id IN (SELECT contact_id FROM issue)",
    "open": "contact.id IN (SELECT contact_id FROM issue WHERE resolved_on IS NULL)",
    "resolved": "contact.id IN (SELECT contact_id FROM issue WHERE resolved_on > '')",
}


def _issue(at: FilterContext, value: str) -> Clause:
    if value.lower() not in _ISSUES:
        raise UsageProblem(
            f"issue:{visible(value)} is not a filter.", "Use issue:open or issue:resolved."
        )
    return Clause(_ISSUES[value.lower()])


def _point(kind: str, normal: Callable[[str], str]) -> Callable[[FilterContext, str], Clause]:
    """Return the reader of a key that matches part of an address, however it is written."""

    def read(at: FilterContext, value: str) -> Clause:
        piece = normal(value) if kind != "phone" or digits(value) else ""
        if value and not piece:
            raise UsageProblem(f"“{visible(value)}” has no digits.", "Use phone:7946 or phone:.")
        same = contacts_with_number(at.db, value) if kind == "phone" and piece else ()
        return Clause(
            """
            (contact.id IN (SELECT value FROM json_each(?)) OR contact.id IN (
                SELECT contact_id FROM contact_point WHERE kind = ? AND instr(normal, ?) > 0
            ))
            """,
            (f"[{','.join(map(str, same))}]", kind, piece),
        )

    return read


def _lapsed(at: FilterContext, value: str) -> Clause:
    """Match customers who stopped buying: a list to win them back."""
    if value:
        raise UsageProblem(f"lapsed:{visible(value)} is not a filter.", "Use lapsed:")
    from tinycrm.services import customers  # no other filter reads sales

    ids = (str(each.contact_id) for each in customers.find_lapsed(at.db, at.today))
    return Clause("contact.id IN (SELECT value FROM json_each(?))", (f"[{','.join(ids)}]",))


def _archived(at: FilterContext, value: str) -> Clause:
    return Clause("contact.archived_at IS NOT NULL", archived=True)


_KEYS: dict[str, Callable[[FilterContext, str], Clause]] = {
    "tag": _tag,
    "org": _org,
    "every": _every,
    "quiet": _quiet,
    "touched": _touched,
    "due": _due,
    "birthday": _birthday,
    "issue": _issue,
    "lapsed": _lapsed,
    "email": _point("email", normal_email),
    "phone": _point("phone", normal_phone),
    "archived": _archived,
}
KEYS = tuple(f"{key}:" for key in _KEYS)


# ── saving ────────────────────────────────────────────────────────────────────────────────────


def save(db: sqlite3.Connection, name: str, words: Sequence[str], today: date) -> None:
    """Save a filter under a name, in the caller's transaction, replacing an older one.

    Raises UsageProblem if the filter is not valid or refers to itself.
    """
    name = parse_text(name.lstrip("@"), "filter's name")
    db.execute(
        """
        INSERT INTO segment (name, filter)
        VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET filter = excluded.filter
        """,
        (name, "\n".join(words)),
    )
    where(FilterContext(db, today), [f"@{name}"])
