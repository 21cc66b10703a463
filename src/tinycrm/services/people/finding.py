"""Finding one contact by what was typed, with the first rule that finds anyone.

1 code · 2 e-mail, phone, end of a phone · 3 whole name · 4 nickname · 5 whole words of the
name · 6 beginnings of words. With a first name, 3 and 4 also find a card of several people, one
of whom is called so. Names are compared folded; archived people come last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from tinycrm.contact_points import digits, is_like_a_phone, normal_email
from tinycrm.errors import Ambiguous, Candidate, UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.codes import code, read_code
from tinycrm.services.sql import rows_of
from tinycrm.text import fold, fold_forms, visible
from tinycrm.values import Fields

Picks = Mapping[str, str]
"""What the user answered when asked: the words as typed → the code they chose."""


class Found(Fields):
    """The contact that was found, or added as `new`, and others that weaker rules find."""

    id: int
    name: str
    also: tuple[Candidate, ...] = ()
    archived: bool = False
    new: bool = False

    @property
    def code(self) -> str:
        """Return the contact's code."""
        return code("contact", self.id)


def resolve_who(db: sqlite3.Connection, typed: str, picks: Picks | None = None) -> Found:
    """Return the one contact that `typed` means.

    Raises UsageProblem for an empty name, Ambiguous (4) with the candidates, NotFound (3)
    with up to three similar names.
    """
    who = _readable((picks or {}).get(typed, typed))
    found = [hits for hits in _by_rules(db, who) if hits]
    if not found:
        from tinycrm.services.people.candidates import not_found

        raise not_found(db, who, typed)
    active = [row for row in found[0] if row["archived_at"] is None] or found[0]
    if len(active) > 1:
        raise Ambiguous(
            f"“{visible(who)}” could be {len(found[0])} people.",
            typed=typed,
            candidates=_candidates(db, found[0]),
        )
    [taken] = active
    others = {row["id"]: row for hits in found for row in hits if row["id"] != taken["id"]}
    also = _candidates(db, list(others.values()))
    return Found(taken["id"], taken["name"], also, taken["archived_at"] is not None)


def say_also(also: Sequence[Candidate]) -> str:
    """Return the other contacts in words: `Anna Kowalska (c3), Anna (c9, archived)`."""
    marks = (", archived" if each.about.endswith("archived") else "" for each in also)
    return ", ".join(f"{c.name} ({c.id}{mark})" for c, mark in zip(also[:5], marks, strict=False))


def say_others(who: Found) -> tuple[str, ...]:
    """Return a sentence on the other contacts the name may mean, if there are any."""
    return (f"{who.name} ({who.code}); also {say_also(who.also)}",) if who.also else ()


def resolve_all(db: sqlite3.Connection, typed: str, picks: Picks | None = None) -> list[Found]:
    """Return the contacts that `typed` means, separated by commas, each once.

    The whole text is tried as one name first ("Acme, Inc."). The code of a record, such as r12,
    means the people it is about. Raises as `resolve_who` does.
    """
    if "," not in typed or _is_one_name(db, _readable(typed)):
        return resolve_part(db, typed, picks)
    found: dict[int, Found] = {}
    for part in typed.split(","):
        if not part.strip():
            raise UsageProblem(
                f"A name is empty in “{visible(typed)}”.", "Write it like ada,grace."
            )
        found |= {who.id: who for who in resolve_part(db, part.strip(), picks)}
    return list(found.values())


def resolve_part(db: sqlite3.Connection, typed: str, picks: Picks | None) -> list[Found]:
    """Return who one part of a list means: a person, or the people a record is about."""
    record = read_code(typed)
    if record is None or record[0] in _BY_CODE:
        return [resolve_who(db, typed, picks)]
    from tinycrm.services.owned_tables import people_of

    return [resolve_who(db, code("contact", own)) for own in people_of(db, *record)]


def _readable(typed: str) -> str:
    if not typed.strip():
        raise UsageProblem("The name is empty.", "Say who: a name, an e-mail address, or c3.")
    return parse_text(typed, "name")


def suggest(db: sqlite3.Connection, typed: str, most: int) -> tuple[Candidate, ...]:
    """Return the contacts that a few letters may mean, by the same rules, most likely first.

    Without letters, the contacts most recently in touch.
    """
    if not typed.strip():
        rows = db.execute(f"{_PEOPLE} WHERE archived_at IS NULL {_ORDER} LIMIT ?", (most,))
        return _candidates(db, rows.fetchall())
    found: dict[int, sqlite3.Row] = {}
    for hits in _by_rules(db, typed.strip()):
        for row in hits:
            found.setdefault(row["id"], row)
        if len(found) >= most:
            break
    return _candidates(db, list(found.values())[:most])


def _candidates(db: sqlite3.Connection, rows: list[sqlite3.Row]) -> tuple[Candidate, ...]:
    if not rows:
        return ()
    from tinycrm.services.people.candidates import candidates  # most names mean one person

    return candidates(db, rows)


def whole_names(db: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """Return the words joined if together they are a contact's name, else unchanged."""
    whole = " ".join(words)
    return [whole] if 1 < len(words) <= _MOST_WORDS and _is_one_name(db, whole) else list(words)


_MOST_WORDS = 9  # of a name


def _is_one_name(db: sqlite3.Connection, typed: str) -> bool:
    return bool(_by_whole_name(db, typed) or _by_nickname(db, typed))


# ── the rules ────────────────────────────────────────────────────────────────────────────

_PEOPLE = "SELECT contact.id, contact.name, contact.archived_at FROM contact"
_BY_CODE = {"contact": "id = ?", "occasion": "id = (SELECT contact_id FROM occasion WHERE id = ?)"}
_ORDER = "ORDER BY contact.archived_at IS NOT NULL, contact.last_touch_on DESC, contact.id"
_WITH_EMAIL = f"""
    {_PEOPLE} WHERE id IN (SELECT contact_id FROM contact_point WHERE kind = 'email' AND normal = ?)
    {_ORDER}
"""
_WITH_END_OF_PHONE = f"""
    {_PEOPLE} WHERE id IN (
        SELECT contact_id FROM contact_point WHERE kind = 'phone' AND normal LIKE '%' || ?
    ) {_ORDER}
"""


def _by_rules(db: sqlite3.Connection, who: str) -> Iterator[list[sqlite3.Row]]:
    """Yield what each rule finds, in order."""
    found, by_code = read_code(who), []
    if found and found[0] in _BY_CODE:
        by_code = db.execute(f"{_PEOPLE} WHERE {_BY_CODE[found[0]]}", (found[1],)).fetchall()
        yield by_code
    if "@" in who:
        yield db.execute(_WITH_EMAIL, (normal_email(who),)).fetchall()
    elif len(digits(who)) >= 4 and is_like_a_phone(who):
        from tinycrm.services.people.phone_likeness import contacts_with_number

        yield rows_of(db, f"{_PEOPLE} WHERE id IN ({{}}) {_ORDER}", contacts_with_number(db, who))
        yield db.execute(_WITH_END_OF_PHONE, (digits(who),)).fetchall()
    yield _with_households(db, who, _by_whole_name(db, who))
    yield _with_households(db, who, _by_nickname(db, who))
    yield _by_words(db, who, "")
    if not by_code:  # c1 does not also mean a company that is called C12
        yield _by_words(db, who, "*")


def _with_households(
    db: sqlite3.Connection, who: str, hits: list[sqlite3.Row]
) -> list[sqlite3.Row]:
    """Add the cards of several people, one of whom is called so: “Ewa” and “Ewa & Piotr”."""
    if not hits:
        return []
    from tinycrm.services.relations.households import households_of  # most type a part of a name

    ids = [*(row["id"] for row in hits), *households_of(db, who)]
    return rows_of(db, f"{_PEOPLE} WHERE id IN ({{}}) {_ORDER}", ids)


def same_name(db: sqlite3.Connection, name: str) -> list[int]:
    """Return the ids of the contacts with the same whole name, archived ones last."""
    return [row["id"] for row in _by_whole_name(db, name)]


def _by_whole_name(db: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    """Find by any spelling of the name; `folded` has one spelling a line."""
    forms = fold_forms(name)
    same, values = _spelled_alike(name)
    if _may_be_spelled_out(forms):
        same.append("id IN (SELECT rowid FROM contact_fts WHERE contact_fts MATCH ?)")
        values.append(_any_form(sorted(forms)))
    rows = db.execute(f"{_PEOPLE} WHERE {' OR '.join(same)} {_ORDER}", values)
    return [row for row in rows if not fold_forms(row["name"]).isdisjoint(forms)]


def _by_nickname(db: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    forms = fold_forms(name)
    same, values = _spelled_alike(name)
    if _may_be_spelled_out(forms):
        same.append("instr(folded, char(10)) > 0")
    rows = db.execute(f"SELECT contact_id, name FROM nickname WHERE {' OR '.join(same)}", values)
    ids = [row["contact_id"] for row in rows if not fold_forms(row["name"]).isdisjoint(forms)]
    return rows_of(db, f"{_PEOPLE} WHERE id IN ({{}}) {_ORDER}", ids)


def _spelled_alike(name: str) -> tuple[list[str], list[str]]:
    """Return conditions on the index; a name with one of these spellings meets at least one."""
    forms = sorted(fold_forms(name))
    values = [*forms, fold(name)]
    same = [f"folded IN ({', '.join('?' * len(values))})"]
    for form in forms:  # after a line break comes the second spelling
        same.append("(folded > ? AND folded < ?)")
        values += [f"{form}\n", f"{form}\x0b"]
    return same, values


def _may_be_spelled_out(forms: frozenset[str]) -> bool:
    """Return whether a name may spell out ä ö ü å: `folded` has that as a second spelling."""
    return any(pair in form for form in forms for pair in ("ae", "oe", "ue", "aa"))


def _by_words(db: sqlite3.Connection, who: str, ending: str) -> list[sqlite3.Row]:
    """Find by words of the name; with the ending "*", by the beginnings of words."""
    named = "SELECT rowid FROM contact_fts WHERE contact_fts MATCH ?"
    sql = f"{_PEOPLE} WHERE id IN ({named}) {_ORDER}"
    return db.execute(sql, (_any_form(sorted(fold_forms(who)), ending),)).fetchall()


def _any_form(forms: list[str], ending: str = "") -> str:
    """Return the full-text query for names with all the words of any of `forms`.

    Every word is quoted, so nothing typed is an operator. Words without a letter or a digit
    are left out, since the index does not contain them.
    """
    queries = []
    for form in forms:
        words = [w.replace('"', '""') for w in form.split() if any(map(str.isalnum, w))]
        if words:
            queries.append("(" + " AND ".join(f'"{word}"{ending}' for word in words) + ")")
    return "{folded} : (" + " OR ".join(queries) + ")" if queries else '""'
