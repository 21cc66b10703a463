"""Presents that were given before: "you gave a jar of honey on 3 May 2025".

Two presents are the same if the words that say what they are, are the same, or one has only
some of the other's: "a jar of honey", "Honey!", "acacia honey". What the contact gave does not
count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from tinycrm import clock
from tinycrm.dates import say_full_day
from tinycrm.services.codes import code
from tinycrm.services.people import aside
from tinycrm.services.sql import rows_with
from tinycrm.services.typed.kind_words import CONTAINERS
from tinycrm.services.typed.typed_kind import find_typed_kind, is_received
from tinycrm.text import fold, shorten

_GIFT = "gift"
_LONGEST = 60  # columns of a present in a sentence
_READ = 300  # characters of a note
_SIGNS = ".,;:!?()[]\"'“”‘’„…*#+"
_BEGINNINGS = frozenset(
    "i we i've we've just finally also today yesterday gave gift gifted give sent send brought"
    " bring bought buy made make order get got received present a-gift her him them it".split()
)
_PLANS = frozenset("give buy bring send get order gift".split())
_ENDS = frozenset(
    "for because when at on as to since after before from who which that but so then again"
    " today yesterday she he they".split()
)
_ARTICLES = frozenset("a an the some another our my two three four five six".split())
_FILLING = (
    _ARTICLES
    | CONTAINERS
    | frozenset(
        "and of with in her his their new old small big little large nice lovely good fine one more"
        " us".split()
    )
)
_GIFTS = """
    SELECT note_contact.contact_id AS own, note.happened_on, note.body, note.direction
    FROM note_contact CROSS JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id IN ({}) AND note.kind = 'gift' AND note.direction IS NOT 'in'
        AND note.id <> :but AND note.happened_on <= :until
    ORDER BY note.happened_on DESC, note.id DESC
"""


def say_given(
    db: sqlite3.Connection,
    names: Mapping[int, str],
    text: str,
    but: int = 0,
    until: date | None = None,
) -> list[str]:
    """Return a sentence for each contact (id and name) who was given this present before.

    `text` are the words of a gift. Of several times up to the local date `until` the last is said;
    `but` is the id of the note that the text is from. Of a present that they gave, it is said that
    it was read so.
    """
    if is_received(_GIFT, text):
        turned = [f"If you gave it: crm edit {code('note', but)} --from-me"] if but else []
        blocked = (each for own in names for each in aside.say_blocked(db, own, aside.NO_THANKS))
        return ["Read as a present from them, to be thanked for.", *turned, *blocked]
    wanted = _words_of(_present_in(text))
    if not wanted:
        return []
    said: dict[int, str] = {}
    day = (until or clock.today()).isoformat()
    for row in rows_with(db, _GIFTS, list(names), but=but, until=day):
        present = _present_in(row["body"])
        if row["own"] not in said and _is_same(wanted, present) and not _is_theirs(row):
            who = f" {names[row['own']]}" if len(names) > 1 else ""
            day = _say_day(row["happened_on"])
            said[row["own"]] = f"Given before: you gave{who} {present} on {day}."
    return list(said.values())


def say_planned(db: sqlite3.Connection, contact_id: int, text: str) -> list[str]:
    """Return the same for a reminder: `gift: honey`, `buy her honey`."""
    found = find_typed_kind(text)
    if found and found.kind == _GIFT and not found.received:
        return say_given(db, {contact_id: ""}, found.rest)
    is_plan = text.split(" ", 1)[0].lower() in _PLANS
    return say_given(db, {contact_id: ""}, text) if is_plan else []


def _is_same(wanted: frozenset[str], present: str) -> bool:
    given = _words_of(present)
    return bool(given) and (wanted <= given or given <= wanted)


def _is_theirs(row: sqlite3.Row) -> bool:
    """Return whether they gave it, unless the user said that it was the user."""
    return row["direction"] is None and is_received(_GIFT, row["body"])


def _say_day(day: str) -> str:
    return say_full_day(date.fromisoformat(day)).split(" ", 1)[1]


def _present_in(text: str) -> str:
    """Return what was given: "a jar of honey" of "Gave Ada a jar of honey for her birthday"."""
    words = text[:_READ].strip().split("\n", 1)[0].split()
    plain = [word.strip(_SIGNS).lower() for word in words]
    while words and plain[0] in _BEGINNINGS:
        del words[0], plain[0]
    if len(words) > 2 and words[0][0].isupper() and plain[1] in _ARTICLES:
        del words[0], plain[0]  # "Gave Ada a book"
    found: list[str] = []
    for word, bare in zip(words, plain, strict=True):
        if found and bare in _ENDS:
            break
        found.append(word)
        if word[-1] in ".,;!?":
            break
    return shorten(" ".join(found).strip(_SIGNS), _LONGEST)


def _words_of(present: str) -> frozenset[str]:
    """Return the words that say what a present is, folded and without a plural s."""
    words = [word.strip(_SIGNS) for word in fold(present).split()]
    words = [word for word in words if any(map(str.isalnum, word))]
    telling = [word for word in words if word not in _FILLING] or words
    return frozenset(map(_singular, telling))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
