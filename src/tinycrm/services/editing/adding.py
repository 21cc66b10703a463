"""`add`: add one contact, unless they already exist."""

from __future__ import annotations

import sqlite3

from tinycrm import clock
from tinycrm.errors import Ambiguous, Candidate, Clash
from tinycrm.services import script_keys
from tinycrm.services.codes import batch_code, check_name, code, read_code
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.matching import Matches, find_matches
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.people import candidates, contacts, finding, new_contact
from tinycrm.services.records import Contact, Made
from tinycrm.services.sql import rows_of
from tinycrm.store import writing
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    IfKnown = Literal["refuse", "ask", "keep", "update", "force"]
    """What to do if the contact exists: refuse, also any namesake, keep them unchanged, fill in,
    add a second one."""
else:
    IfKnown = str  # for annotations that are evaluated


def add(
    draft: new_contact.NewContact,
    *,
    if_known: IfKnown = "refuse",
    referred_by: str | None = None,
    key: str | None = None,
    picks: finding.Picks | None = None,
    asks: bool = False,
) -> Made:
    """Add a contact, or return the existing one.

    The name of a relation that means several contacts is kept as text, unless the caller `asks`
    the user. Raises Clash (5) if the contact exists and `if_known` is "refuse" or "ask",
    Ambiguous (4) if "update" matches several, UsageProblem for a name that means something else.
    """
    with writing("add") as work:
        draft, linked = _link_related(work.db, draft, picks, asks=asks)
        contact_id, created, hints = add_in(
            work.db, draft, if_known,
            referred_by=referred_by, key=key, picks=picks,
        )  # fmt: skip
        if created and if_known != "force":
            _check_names(draft, asks=if_known == "ask")
        work.label = f"{'add' if created else 'update'} {code('contact', contact_id)}"
        record = contacts.get_contact(work.db, contact_id)
        if draft.every and (created or if_known == "update"):
            hints += _say_cadence(work.db, record)
        if created and read_code(record.name):
            hints += (f"{record.name} looks like a code. To find this contact: {record.id}",)
    return Made(record, created, batch_code(work.batch), (*hints, *linked))


def _check_names(draft: new_contact.NewContact, *, asks: bool) -> None:
    """Raise UsageProblem if a name was typed by which nobody is found."""
    hint = "Write more of the name" + ("." if asks else ", or use --force.")
    for each in (draft.name, *draft.nicknames):
        check_name(each, hint)


def _link_related(
    db: sqlite3.Connection,
    draft: new_contact.NewContact,
    picks: finding.Picks | None,
    *,
    asks: bool,
) -> tuple[new_contact.NewContact, tuple[str, ...]]:
    """Return the draft with links for the names of its relations, and hints."""
    if not draft.related:
        return draft, ()
    from tinycrm.services.editing.relation_links import link_related

    related, hints = link_related(db, draft.related, picks, asks=asks)
    return draft._replace(related=related), hints


def _say_cadence(db: sqlite3.Connection, record: Contact) -> tuple[str, ...]:
    from tinycrm.services.people import aside  # most are added without a cadence

    return aside.say_cadences(db, [record], clock.today())


def add_in(
    db: sqlite3.Connection,
    draft: new_contact.NewContact,
    if_known: IfKnown,
    *,
    referred_by: str | None = None,
    key: str | None = None,
    picks: finding.Picks | None = None,
    people: KnownPeople | None = None,
) -> tuple[int, bool, tuple[str, ...]]:
    """Do what `add` does in the caller's transaction; return the id, whether new, and hints.

    `people` is kept by a stream from one line to the next, so that nobody is read twice.
    """
    known = script_keys.find_key(db, key, "contact")
    if known:
        return known, False, ()
    referrer = finding.resolve_who(db, referred_by, picks) if referred_by is not None else None
    people = people or KnownPeople(db)
    contact_id, created, hints = _add(db, draft, if_known, picks or {}, people)
    script_keys.keep_key(db, key, "contact", contact_id)
    filled = created or if_known == "update"
    related = _add_related(db, contact_id, draft, referrer, write=filled)
    if created:
        people.added(contact_id, facts_of(draft, remark=draft.note))
    elif filled:
        people.refresh((contact_id,))
    return contact_id, created, (*hints, *related)


def _add(
    db: sqlite3.Connection,
    draft: new_contact.NewContact,
    if_known: IfKnown,
    picks: finding.Picks,
    people: KnownPeople,
) -> tuple[int, bool, tuple[str, ...]]:
    facts = facts_of(draft, remark=draft.note)
    found = Matches() if if_known == "force" else find_matches(people, facts)
    same = found.same
    if if_known in ("refuse", "ask"):
        others = people.namesakes(facts) if if_known == "ask" else ()
        existing = list(dict.fromkeys((*same, *found.doubts, *others)))
        if existing:
            raise _clash(db, draft, existing)
    elif if_known == "update" and same:
        same = _picked(db, draft, same, picks)
        from tinycrm.services.identity import filling  # few are here already

        filling.fill(db, same[0], draft, clock.today())
    if same:
        return same[0], False, ()
    contact_id = new_contact.insert(db, draft, clock.today())
    near = dict.fromkeys((*found.doubts, *found.namesakes))
    return contact_id, True, _say_others(db, contact_id, list(near))


def _picked(
    db: sqlite3.Connection,
    draft: new_contact.NewContact,
    same: tuple[int, ...],
    picks: finding.Picks,
) -> tuple[int, ...]:
    """Return the contact to fill. Raises Ambiguous if the facts, and the user, do not say which."""
    picked = picks.get(draft.name)
    same = tuple(i for i in same if picked in (None, code("contact", i)))
    if len(same) == 1:
        return same
    raise Ambiguous(
        f"“{visible(draft.name)}” could be {len(same)} people.",
        typed=draft.name,
        candidates=_candidates(db, list(same)),
    )


def _say_others(db: sqlite3.Connection, contact_id: int, others: list[int]) -> tuple[str, ...]:
    """Return a sentence on the contacts that a new one may be: a second card is never silent."""
    if not others:
        return ()
    first = _candidates(db, others[:3])
    named = ", ".join(
        f"{visible(each.name)} ({each.id}{f', {visible(each.about)}' if each.about else ''})"
        for each in first
    )
    more = "" if len(others) <= len(first) else " and others"
    merge = f"crm merge {first[0].id} {code('contact', contact_id)}"
    return (f"There is also {named}{more}; if they are one: {merge}",)


def _add_related(
    db: sqlite3.Connection,
    contact_id: int,
    draft: new_contact.NewContact,
    referrer: finding.Found | None,
    *,
    write: bool,
) -> tuple[str, ...]:
    """Add what a draft has beyond the contact's own fields: a remark, and who referred them."""
    if not write:
        return ()
    if draft.note:
        from tinycrm.services.activity import notes  # most are added without a note
        from tinycrm.services.typed import note_words

        notes.insert(db, [contact_id], note_words.Words(draft.note), kind="note")
    if referrer is None:
        return ()
    from tinycrm.services.people import aside, referrals  # most nobody referred

    said = referrals.record(db, referrer, contact_id, clock.today())
    return (*said, *aside.say_archived([referrer]), *finding.say_others(referrer))


def _clash(db: sqlite3.Connection, draft: new_contact.NewContact, same: list[int]) -> Clash:
    found = _candidates(db, same)
    first = found[0]
    about = f" ({first.about})" if first.about else ""
    return Clash(
        f"{visible(draft.name)} already exists: {visible(first.name)}, {first.id}{visible(about)}.",
        "--update fills in what is missing, --if-new changes nothing, --force adds a second one.",
        candidates=found,
    )


def _candidates(db: sqlite3.Connection, ids: list[int]) -> tuple[Candidate, ...]:
    rows = rows_of(db, "SELECT id, name FROM contact WHERE id IN ({})", ids)
    by_id = {row["id"]: row for row in rows}
    return candidates.candidates(db, [by_id[i] for i in ids])
