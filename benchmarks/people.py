"""A store full of invented people, the same ones for the same seed and date.

    python -m benchmarks.people --people 10000 --notes 10 --seed 1 --every some [HOME]

HOME is a folder as in CRM_HOME. One person in a hundred is due (a reminder, a cadence, an open
issue; see `--due`), birthdays are spread over the year. The first person is always
Ada Lovelace, and no other name begins like hers.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.outcomes import fill_outcomes
from benchmarks.words import FACTS, ISSUES, NAMES, NICKNAMES, ORGANIZATIONS, TAGS, WORDS
from tinycrm import clock
from tinycrm.contact_points import Point
from tinycrm.days import Every, YearlyDay
from tinycrm.rules import KINDS, TOUCHES
from tinycrm.services.people import new_contact
from tinycrm.store import writing
from tinycrm.text import fold

CADENCES = tuple(map(Every, (1, 2, 4, 6, 1, 3, 6, 1), "wwwwmmmy"))


class Plan(NamedTuple):
    """How many people, how many notes for each, and how many are due.

    `every` is "some" (one in twenty has a cadence) or "all"; `due` is the share of people who
    are due, from 0 to 1. With "all" their cadence is due, otherwise one third each have a
    reminder, a cadence and an open issue.
    """

    people: int = 10_000
    notes: int = 10
    seed: int = 1
    every: str = "some"
    due: float = 0.01


class Traits(NamedTuple):
    """The random choices for one person: cadence, days since last in touch, what is due."""

    every: Every | None
    quiet: int  # days since last in touch
    due: str  # reminder, cadence, issue, or "" for nothing


class Talk(NamedTuple):
    """A note to write."""

    day: date
    contact_id: int
    kind: str


def fill(plan: Plan) -> None:
    """Fill the store at CRM_HOME, as one batch. It should be empty."""
    random_ = random.Random(f"{plan.seed} {plan.people}")
    today = clock.today()
    talks: list[Talk] = []
    with writing(f"{plan.people} invented people") as work:
        db = work.db
        for number in range(plan.people):
            traits = _draw(random_, plan, number)
            contact_id = new_contact.insert(db, _person(random_, number, traits), today, many=True)
            talks += _talks(random_, contact_id, today - timedelta(days=traits.quiet), plan.notes)
            _reminders(db, random_, contact_id, today, due=traits.due == "reminder")
            _issues(db, random_, contact_id, today, due=traits.due == "issue")
        _notes(db, random_, sorted(talks))
        fill_outcomes(db, random.Random(f"outcomes {plan.seed}"), plan.people, today)


def _draw(random_: random.Random, plan: Plan, number: int) -> Traits:
    """Choose for one person. Those due are spread evenly, so that their number is exact."""
    is_due = int((number + 1) * plan.due) > int(number * plan.due)
    how = "cadence" if plan.every == "all" else random_.choice(("reminder", "cadence", "issue"))
    has_cadence = plan.every == "all" or (is_due and how == "cadence") or random_.random() < 0.05
    if not has_cadence:
        return Traits(None, random_.randrange(700), how if is_due else "")
    every = random_.choice(CADENCES)
    quiet = random_.randrange(every.days() * 9 // 10)
    if is_due and how == "cadence":
        quiet = every.days() * 11 // 10 + 2 + random_.randrange(60)
    return Traits(every, quiet, how if is_due else "")


# ── people ───────────────────────────────────────────────────────────────────────────────


def _person(random_: random.Random, number: int, traits: Traits) -> new_contact.NewContact:
    return new_contact.NewContact(
        name=_name(random_) if number else "Ada Lovelace",
        uid=_uid(random_),
        nicknames=_some(random_, 0.1, NICKNAMES),
        organization=random_.choice(ORGANIZATIONS) if random_.random() < 0.6 else "",
        points=tuple(_points(random_, number)),
        occasions=tuple(_days(random_)),
        tags=_some(random_, 0.4, TAGS),
        facts=tuple(
            (key, random_.choice(values)) for key, values in FACTS.items() if random_.random() < 0.2
        ),
        every=traits.every,
        do_not_contact=not traits.due and number > 0 and random_.random() < 0.005,
        source="benchmark",
    )


def _name(random_: random.Random) -> str:
    """Return one or two given names and one or two family names."""
    given, family, between = random_.choice(NAMES)
    first = between.join(random_.sample(given.split(), random_.randint(1, 2)))
    return first + between + "-".join(random_.sample(family.split(), random_.randint(1, 2)))


def _some(random_: random.Random, share: float, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(random_.sample(words, random_.randint(1, 2))) if random_.random() < share else ()


def _points(random_: random.Random, number: int) -> Iterator[Point]:
    """Yield an address for nearly everyone, a second one for few, and numbers."""
    for place, share in (("work", 0.9), ("home", 0.2)):
        if random_.random() < share:
            yield Point("email", f"person{number}@{place}.example", place)
    for label, share in (("mobile", 0.8), ("office", 0.2)):
        if random_.random() < share:
            yield Point("phone", f"+44 {random_.randrange(10**9, 10**10)}", label)


def _days(random_: random.Random) -> Iterator[tuple[str, YearlyDay]]:
    for label, share in (("birthday", 0.8), ("anniversary", 0.05)):
        if random_.random() < share:
            day = date(random_.randrange(1940, 2008), 1, 1) + timedelta(random_.randrange(365))
            yield label, YearlyDay(day.month, day.day, random_.choice((day.year, day.year, None)))


def _uid(random_: random.Random) -> str:
    return str(uuid.UUID(int=random_.getrandbits(128), version=4))


# ── notes, reminders and issues ──────────────────────────────────────────────────────────
#
# Written without the services, which give every note a new random uid.


def _talks(random_: random.Random, contact_id: int, day: date, count: int) -> Iterator[Talk]:
    """Yield talks backwards from `day`; the newest counts as being in touch."""
    for number in range(count):
        yield Talk(day, contact_id, random_.choice(KINDS if number else TOUCHES))
        day -= timedelta(days=random_.randrange(120))


def _notes(db: sqlite3.Connection, random_: random.Random, talks: Sequence[Talk]) -> None:
    """Write notes in the order they happened: one person's are far apart in the file."""
    for day, contact_id, kind in talks:
        body = " ".join(random_.choices(WORDS, k=random_.randint(4, 18))).capitalize() + "."
        note = db.execute(
            "INSERT INTO note (uid, kind, happened_on, body, folded, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (_uid(random_), kind, day.isoformat(), body, fold(body), f"{day}T12:00:00Z"),
        )
        db.execute(
            "INSERT INTO note_contact (note_id, contact_id) VALUES (?, ?)",
            (note.lastrowid, contact_id),
        )


def _reminders(
    db: sqlite3.Connection, random_: random.Random, contact_id: int, today: date, *, due: bool
) -> None:
    """Write the reminder that is due; for some a done one, for others a future one."""
    days = [-random_.randrange(30)] if due else []
    if random_.random() < 0.03:
        days.append(random_.randint(1, 180))
    done = [-random_.randint(30, 400)] if random_.random() < 0.1 else []
    for number, ahead in enumerate([*days, *done]):
        day = (today + timedelta(days=ahead)).isoformat()
        text = " ".join(random_.choices(WORDS, k=4))
        db.execute(
            "INSERT INTO reminder (uid, contact_id, text, folded, due_on, done_at, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                _uid(random_), contact_id, text, fold(text), day,
                f"{day}T12:00:00Z" if number >= len(days) else None, clock.instant(),
            ),
        )  # fmt: skip


def _issues(
    db: sqlite3.Connection, random_: random.Random, contact_id: int, today: date, *, due: bool
) -> None:
    """Write the issue that is open; for some a resolved and mentioned one."""
    if not due and random_.random() > 0.05:
        return
    opened = (today - timedelta(days=random_.randrange(40))).isoformat()
    resolved = None if due else opened
    text = random_.choice(ISSUES)
    db.execute(
        "INSERT INTO issue (uid, contact_id, text, folded, opened_on, resolved_on, mentioned_on,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (_uid(random_), contact_id, text, fold(text), opened, resolved, resolved, clock.instant()),
    )


def main() -> None:
    """Read the command line and fill a store."""
    parser = argparse.ArgumentParser(description="Fill a store with invented people.")
    parser.add_argument(
        "home", type=Path, nargs="?", help="as CRM_HOME; without it, where crm itself would look"
    )
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--notes", type=int, default=10, help="per person")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--every", choices=("some", "all"), default="some", help="who has a cadence"
    )
    parser.add_argument("--due", type=float, default=0.01, help="share who are due, 0 to 1")
    given = vars(parser.parse_args())
    if home := given.pop("home"):
        os.environ["CRM_HOME"] = str(home)
    fill(Plan(**given))


if __name__ == "__main__":
    main()
