"""What the terms of a filter for people mean; `list`, `export` and the screens share them.

`tag:vip` · `no:tag:lead` · `org:acme` · `no:every` · `quiet:30d` · `touched:30d` · `due:late` ·
`birthday:12` · `issue:open` · `noted:week46` · `value:500EUR` · `brought:` · `deal:open` ·
`lapsed:` · `@saved` · bare words match the name. `filter_terms.py` is the grammar.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tinycrm.contact_points import digits, normal_email, normal_phone
from tinycrm.days import Every, add_months, month_number, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.services import filter_terms, outcome_filters
from tinycrm.services.filter_terms import Clause
from tinycrm.services.people import cadence, saved_filters, waiting
from tinycrm.services.people.phone_likeness import contacts_with_number
from tinycrm.store import writing
from tinycrm.text import fold, visible
from tinycrm.values import Fields


class FilterContext(Fields):
    """What a term needs to become SQL: the store, and the local date.

    `inside` are the saved filters whose words are being read, `read` those that were, by name.
    """

    db: sqlite3.Connection
    today: date
    inside: tuple[str, ...] = ()
    read: dict[str, Clause] | None = None


def where(at: FilterContext, words: Sequence[str]) -> Clause:
    """Return the condition for all `words`; archived people only if the words ask for them.

    Raises UsageProblem for an unknown key or value, NotFound for an unknown saved filter.
    """
    found = clause(at, words)
    active = Clause("contact.archived_at IS NULL")
    if not found.sql:
        return active
    return found if found.archived else filter_terms.joined(" AND ", [found, active])


def clause(at: FilterContext, words: Sequence[str]) -> Clause:
    """Return the condition for all `words`, archived people or not; empty without words."""
    terms = saved_filters.expanded(at.db, words)
    return filter_terms.condition(terms, lambda key, value: _one(at, key, value))


def _one(at: FilterContext, key: str, value: str) -> Clause:
    """Return the condition of one key and value."""
    if not key:
        return _name(value)
    if key == "@":
        return _saved(at, value)
    reader = _KEYS.get(key)
    if reader is None:
        raise filter_terms.unknown(key, KEYS, "no:…, @saved and words")
    return reader(at, value)


def _saved(at: FilterContext, name: str) -> Clause:
    """Return the condition of a saved filter that is one of several: `@vips,tag:lead`."""
    saved_filters.check_depth(name, at.inside)
    read = {} if at.read is None else at.read
    if name not in read:  # twenty filters that each use the one before twice are a million
        found = clause(at._replace(inside=(*at.inside, name), read=read), [f"@{name}"])
        read[name] = found if found.sql else Clause("1")
    return read[name]


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
        (fold(bare_tag(value)),),
    )


def _noted(at: FilterContext, value: str) -> Clause:
    """Match people with a note that has this tag, or any tag."""
    if not value:
        return Clause(
            """
            contact.id IN (
                SELECT contact_id FROM note_tag JOIN note_contact USING (note_id)
            )
            """
        )
    return Clause(
        """
        contact.id IN (
            SELECT contact_id
            FROM tag JOIN note_tag ON tag_id = tag.id JOIN note_contact USING (note_id)
            WHERE tag.folded = ?
        )
        """,
        (fold(bare_tag(value)),),
    )


def bare_tag(value: str) -> str:
    """Return the tag that is typed in a filter, without a sign before it."""
    return value.lstrip("#+") or value


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
    """Match people with a follow-up that is late (due before today), due today, or either.

    `due:week` is all that is due by the seventh day from now, the late ones included: what
    `today` shows of follow-ups with its seven days ahead.
    """
    yesterday, in_a_week = at.today - timedelta(days=1), at.today + timedelta(days=7)
    spans = {
        "late": (None, yesterday), "today": (yesterday, at.today), "week": (None, in_a_week),
        "": (None, at.today),
    }  # fmt: skip
    if value.lower() not in spans:
        raise UsageProblem(
            f"due:{visible(value)} is not a filter.", "Use due:late, due:today or due:week."
        )
    after, until = spans[value.lower()]
    between = {
        "after": after.isoformat() if after else "",
        "until": until.isoformat(),
        "today": at.today.isoformat(),
    }
    window = cadence.window(at.db, after, until, at.today)
    due = (waiting.REMINDED, waiting.WITH_DEALS)
    ids = {row["id"] for sql in due for row in at.db.execute(sql, between)}
    ids |= {row["id"] for row in cadence.find_due(at.db, window, None)}
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


def _archived(at: FilterContext, value: str) -> Clause:
    return Clause("contact.archived_at IS NOT NULL", archived=True)


def _outcome(read: Callable[[str], Clause]) -> Callable[[FilterContext, str], Clause]:
    return lambda _at, value: read(value)


_KEYS: dict[str, Callable[[FilterContext, str], Clause]] = {
    "tag": _tag,
    "org": _org,
    "every": _every,
    "quiet": _quiet,
    "touched": _touched,
    "due": _due,
    "birthday": _birthday,
    "issue": _issue,
    "lapsed": lambda at, value: outcome_filters.lapsed(at.db, at.today, value),
    "noted": _noted,
    "email": _point("email", normal_email),
    "phone": _point("phone", normal_phone),
    "archived": _archived,
    "value": _outcome(outcome_filters.value),
    "brought": _outcome(outcome_filters.brought),
    "deal": _outcome(outcome_filters.deal),
    "kind": _outcome(outcome_filters.kind),
}
KEYS = tuple(f"{key}:" for key in _KEYS)


def save(name: str, words: Sequence[str], today: date) -> str:
    """Save a filter under a name, replacing an older one; return the name.

    Raises UsageProblem if the filter is not valid or refers to itself.
    """
    with writing("save") as work:
        at = FilterContext(work.db, today)
        where(at, words)  # before it is kept, so that no error names it as one that is saved
        saved = saved_filters.keep(work.db, name, words)
        where(at, [f"@{saved}"])
        work.label = f"save @{saved}"
    return saved
