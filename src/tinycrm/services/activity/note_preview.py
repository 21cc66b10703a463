"""A note before it is saved: who it is about, and what else saving it could do.

Nothing suggested is done unless the user accepts it. `note_of` makes the note from the
preview, so that only what the preview shows is saved.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import date

from tinycrm.dates import When, say_full_day
from tinycrm.days import Every
from tinycrm.errors import UsageProblem
from tinycrm.rules import ATTEMPT, NO_TOUCHES, parse_kind
from tinycrm.services.activity import given_before, issues, note_people, notes, reminders
from tinycrm.services.codes import id_of
from tinycrm.services.people.contacts import load_contacts
from tinycrm.services.records import Contact
from tinycrm.services.typed import note_words
from tinycrm.services.when import check_past, read_when
from tinycrm.text import fold
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

_MOST = 3  # suggestions of one sort


class Typed(NamedTuple):
    """What the user has typed so far.

    `people` are pairs of a code and a name, with the code "" for a contact not added yet.
    `kind` and `when` are as typed; `usual` is the kind of a note that does not name one.
    """

    people: tuple[tuple[str, str], ...]
    text: str
    kind: str = ""
    when: str = ""
    usual: str = "talk"


class Offer(NamedTuple):
    """A suggestion: something else that saving the note could do.

    `settle` marks a reminder as done, and `mention` an issue as mentioned: they have its `code`,
    and `days` from today to its date. A `follow_up` has no code yet, and `days` to the date
    promised.
    """

    sort: Literal["follow_up", "settle", "mention"]
    code: str
    text: str
    on: When
    days: int


class NextDue(NamedTuple):
    """When a contact is next due after the note is saved."""

    name: str
    on: date
    every: Every


class Preview(NamedTuple):
    """What would be saved. `problems` are what must be corrected first."""

    people: tuple[tuple[str, str], ...]
    kind: str
    when: When
    text: str
    tags: tuple[str, ...]
    hints: tuple[str, ...]
    problems: tuple[str, ...]
    offers: tuple[Offer, ...]
    due: tuple[NextDue, ...]
    kind_by: str | None = None
    received: bool = False


def read_preview(db: sqlite3.Connection, typed: Typed, today: date) -> Preview:
    """Return what saving this text would do."""
    own_kind, when, problems = _kind_and_when(typed, today)
    dated = bool(typed.when.strip())
    words = note_words.read_words(typed.text, own_kind or typed.kind.strip(), dated=dated)
    when = words.when or when
    kind = own_kind or words.kind or typed.usual
    people, hints = _people(db, typed.people, words.names)
    if not people:
        problems.append("Say who it is about.")
    ids = [id_of(code) for code, _ in people if code]
    contacts = load_contacts(db, ids)
    if len(contacts) < len(ids):
        problems.append("Someone it is about was deleted.")
    return Preview(
        people=people,
        kind=kind,
        when=when,
        text=words.text,
        tags=words.tags,
        hints=(
            *hints,
            *words.hints,
            *_hint_day(words),
            *_given_before(db, people, words, kind, when.day),
        ),
        kind_by=words.kind_by,
        received=words.received,
        problems=tuple(problems),
        offers=_offers(db, ids, words.text, today, kind) if words.text else (),
        due=() if kind in NO_TOUCHES else tuple(_due(contacts, when.day)),
    )


def _kind_and_when(typed: Typed, today: date) -> tuple[str, When, list[str]]:
    """Return the kind that was typed as such, "" for none, the day, and what is wrong."""
    kind, when, problems = "", When(today), []
    try:
        kind = parse_kind(typed.kind) if typed.kind.strip() else ""
    except UsageProblem as problem:
        problems.append(problem.sentence)
    try:
        when = read_when(typed.when, "past") if typed.when.strip() else when
        check_past(when.day)
    except UsageProblem as problem:
        problems.append(problem.sentence)
    return kind, when, problems


def _people(
    db: sqlite3.Connection, chosen: Sequence[tuple[str, str]], names: Sequence[str]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the people a note is about: the selected ones, and each clear `@name`."""
    named, hints = note_people.find_named(db, names)
    found = (*chosen, *((each.code, each.name) for each in named))
    return tuple(dict.fromkeys(found)), hints


def _hint_day(words: note_words.Words) -> list[str]:
    likely = words.likely_day
    return (
        [f"For {say_full_day(likely.when.day)}, write “{likely.by}” as its day."] if likely else []
    )


def _given_before(
    db: sqlite3.Connection,
    people: Sequence[tuple[str, str]],
    words: note_words.Words,
    kind: str,
    day: date,
) -> list[str]:
    if kind != "gift" or words.received:
        return []
    names = {id_of(code): name for code, name in people if code}
    return given_before.say_given(db, names, words.text, until=day)


def _due(contacts: Sequence[Contact], touched: date) -> list[NextDue]:
    return [
        NextDue(each.name, each.every.after(max(touched, each.last_touch or touched)), each.every)
        for each in contacts
        if each.every and not each.do_not_contact and not each.archived
    ]


# ── suggestions ──────────────────────────────────────────────────────────────────────────


def _offers(
    db: sqlite3.Connection, ids: Sequence[int], text: str, today: date, kind: str
) -> tuple[Offer, ...]:
    """Return what else saving could do; nothing is done or mentioned where nobody answered."""
    promised = [
        Offer("follow_up", "", each.text, each.when, (each.when.day - today).days)
        for each in note_words.find_promises(text)
    ]
    if kind == ATTEMPT:
        return tuple(promised)
    mentions = [
        Offer("mention", each.id, each.text, When(each.on), (each.on - today).days)
        for each in issues.unmentioned(db, ids)
    ]
    return (*promised, *_reminders_done(db, ids, text, today), *mentions[:_MOST])


def _reminders_done(
    db: sqlite3.Connection, ids: Sequence[int], text: str, today: date
) -> list[Offer]:
    """Suggest the reminders that are due, and those that share a word with the note."""
    words = _key_words(text)
    rows = [row for own in ids for row in reminders.open_of(db, own)]
    fitting = [row for row in rows if row.on <= today or words & _key_words(row.text)]
    fitting.sort(key=lambda row: (not words & _key_words(row.text), row.on))
    return [
        Offer("settle", row.id, row.text, When(row.on), (row.on - today).days)
        for row in {row.id: row for row in fitting}.values()
    ][:_MOST]


def _key_words(text: str) -> set[str]:
    """Return the words that show what a text is about: of four letters or more, not common."""
    words = (word.strip(".,;:!?()\"'“”#@") for word in fold(text).split())
    return {word for word in words if len(word) > 3 and word not in _COMMON}


_COMMON = frozenset(
    "about after again also because been before could does from have here into just like more"
    " much only over said says she's some than that their them then there they this very want"
    " wants were what when where which will with would your".split()
)


# ── saving ───────────────────────────────────────────────────────────────────────────────


def note_of(preview: Preview, taken: Collection[Offer]) -> notes.NewNote:
    """Return the note of a preview, with the suggestions that were accepted."""
    promised = [notes.NewReminder(o.on, o.text) for o in taken if o.sort == "follow_up"]
    return notes.NewNote(
        who=",".join(code for code, _ in preview.people if code),
        words=note_words.Words(
            preview.text, None, preview.tags, kind_by=preview.kind_by, received=preview.received
        ),
        kind=preview.kind,
        when=preview.when,
        follow_up=promised[0] if promised else None,
        promises=tuple(promised[1:]),
        mentions=tuple(o.code for o in taken if o.sort == "mention"),
        settles=tuple(o.code for o in taken if o.sort == "settle"),
        newcomers=tuple(name for code, name in preview.people if not code),
    )
