"""The queries of the screens. Each opens the store, calls a service, and closes the store.

What the first frame does not need is imported by the query that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tinycrm import clock
from tinycrm.errors import NotFound, StoreLocked
from tinycrm.services.activity.loading import load_issues
from tinycrm.services.briefing import absence, briefing, profile
from tinycrm.services.briefing.briefing import Briefing
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.codes import id_of
from tinycrm.services.records import Issue, Person
from tinycrm.store import reading
from tinycrm.tui import unfinished

if TYPE_CHECKING:
    from tinycrm.dates.own_days import OwnDay
    from tinycrm.errors import Candidate
    from tinycrm.services.activity.note_preview import Preview, Typed
    from tinycrm.services.briefing.company import Company
    from tinycrm.services.editing.editing import OpenedRecord
    from tinycrm.services.history.history import HistoryEntry
    from tinycrm.services.people.listing import WorkingRow
    from tinycrm.services.search.searching import SearchResult

AT_ONCE_SECONDS = 0.2
"""How long the first frame waits for a writer; after that it is shown without the briefing."""

ROWS = 60
"""How many rows of a section are read; more are read when these are done."""


class FirstFrame(NamedTuple):
    """A briefing, the profile of the first person in it, and a message shown at the start."""

    briefing: Briefing
    profile: Profile | None = None
    news: str = ""


class People(NamedTuple):
    """The people that match a filter, sorted: all ids, and the lines from `start` on.

    `names` has the name of every contact, to filter without a query; it is only set if there
    was no filter.
    """

    ids: Sequence[int]
    start: int
    lines: Sequence[WorkingRow]
    names: Mapping[int, str] | None = None


def read_morning() -> Briefing:
    """Return the briefing for today, and remember who it proposed."""
    with reading() as db:
        found = briefing.read_briefing(db, clock.today(), most=ROWS)
    _keep_small_thing(found)
    return found


def _keep_small_thing(shown: Briefing) -> None:
    if shown.suggestion:
        from tinycrm.services.care import small_thing

        small_thing.keep(shown.suggestion, shown.date)


def read_at_once() -> FirstFrame | None:
    """Return what the first frame shows, None if another program is writing."""
    try:
        return read_first(AT_ONCE_SECONDS)
    except StoreLocked:
        return None


def read_first(patience: float | None = None) -> FirstFrame:
    """Return what the first frame shows, and remember that today's briefing was seen.

    Raises StoreProblem, and StoreLocked if a writer takes longer than `patience` seconds
    (None means 10).
    """
    today = clock.today()
    away = absence.was_away(today)
    with reading(patience=patience) as db:
        found = briefing.read_briefing(db, today, most=ROWS)
        first = _first_person(found)
        who = profile.read_profile(db, id_of(first.id), today) if first else None
        gone = absence.read_absence(db, away, today) if away else None
    absence.keep_morning(today)
    _keep_small_thing(found)
    news = " ".join(absence.say_absence(gone, today)) or unfinished.say_unfinished()
    return FirstFrame(found, who, news)


def _first_person(found: Briefing) -> Person | None:
    people = (
        *(row.contact for row in found.birthdays[:1]),
        *(row.contact for row in found.follow_ups[:1]),
        *(row.contact for row in found.issues[:1]),
    )
    return people[0] if people else None


def read_profile(code: str, *, notes: int = profile.NOTES) -> Profile | None:
    """Return the profile of a contact with its last notes, None if it does not exist anymore."""
    with reading() as db:
        own = id_of(code)
        if db.execute("SELECT 1 FROM contact WHERE id = ?", (own,)).fetchone() is None:
            return None
        return profile.read_profile(db, own, clock.today(), most=notes)


def read_issues(code: str, person: tuple[str, str] | None, state: str) -> Sequence[Issue]:
    """Return the issue with this code; if it is no issue's, those of the person in this state."""
    from tinycrm.services.codes import read_code

    table, row_id = read_code(code) or ("", 0)
    with reading() as db:
        if table == "issue":
            return load_issues(db, [row_id])
        if person is None:
            return ()
        found = profile.read_profile(db, id_of(person[0]), clock.today()).issues
        return [each for each in found if each.state == state]


def read_history(code: str) -> Sequence[HistoryEntry]:
    """Return every change of a record. Raises NotFound if none is recorded."""
    from tinycrm.services.codes import resolve_code
    from tinycrm.services.history import history
    from tinycrm.store import pruning

    with reading() as db:
        table, row_id = resolve_code(db, code)
        found = history.history_of(db, table, row_id)
        if not found:
            raise NotFound(f"No change to {code} is recorded.", pruning.say_pruned(db))
    return found


def read_merge(keep: str, other: str) -> Sequence[str]:
    """Return in words what merging two contacts would do. Raises what `find_pair` does."""
    from tinycrm.services.editing import removing
    from tinycrm.services.people import merging

    pair = merging.find_pair(keep, other)
    [planned] = removing.preview([other])
    said = [f"{planned.say()} goes into {pair.keep.name} ({pair.keep.code})."]
    said += merging.say_kept(merging.preview(pair.keep.id, pair.other.id))
    return [*said, *([f"They may not be the same: {pair.doubt}."] if pair.doubt else [])]


def read_filters() -> Sequence[tuple[str, str]]:
    """Return name and words of every saved filter."""
    from tinycrm.services.people import saved_filters

    with reading() as db:
        return saved_filters.find_saved(db)


def read_company(name: str) -> Company:
    """Return an organization with all of its notes. Raises NotFound."""
    from tinycrm.services.briefing import company

    with reading() as db:
        return company.read_company(db, name, every_note=True)


def read_people(
    typed: str,
    *,
    count: int,
    sort: str = "name",
    within: tuple[Sequence[int], Mapping[int, str]] | None = None,
    known: Sequence[int] | None = None,
    at: int | None = None,
) -> People:
    """Return the people that match a filter, with the page of lines that contains person `at`.

    `within` are the ids to filter and the names of all contacts. `known` are the matching ids,
    if they are already known. Raises what the filter does.
    """
    from tinycrm.services.people import listing

    with reading() as db:
        ids = known
        if ids is None and within:
            ids = listing.narrow(*within, typed.split())
        elif ids is None:
            ids = listing.find_ids(db, typed.split(), clock.today(), sort=sort)
        place = ids.index(at) if at in ids else 0
        start = place // count * count
        lines = listing.load_rows(db, ids[start : start + count], clock.today())
        names = None if typed or known is not None else listing.load_names(db)
    return People(ids, start, lines, names)


def read_lines(ids: Sequence[int]) -> Sequence[WorkingRow]:
    """Return the lines of a list for these people, in this order."""
    from tinycrm.services.people import listing

    with reading() as db:
        return listing.load_rows(db, ids, clock.today())


def read_hits(typed: str) -> SearchResult:
    """Return what matches the typed words; nothing if there are none."""
    from tinycrm.services.search import searching

    if not any(map(str.isalnum, typed)):
        return searching.SearchResult(())
    with reading() as db:
        return searching.search(db, typed, limit=60)


def read_candidates(typed: str, most: int) -> tuple[Candidate, ...]:
    """Return the contacts that the typed letters may mean."""
    from tinycrm.services.people import finding

    with reading() as db:
        return finding.suggest(db, typed, most)


def read_own_days(codes: Sequence[str], own: OwnDay) -> Sequence[tuple[str, date]]:
    """Return each contact's name and the next day that counts from a date of theirs.

    Raises what `own_dates.next_day` does; `me` is the user, who has no dates.
    """
    from tinycrm.services.activity import own_dates
    from tinycrm.services.people import finding

    with reading() as db:
        people = [None if each == "me" else finding.resolve_who(db, each) for each in codes]
        today = clock.today()
        return [
            (who.name if who else "me", own_dates.next_day(db, who, own, today)) for who in people
        ]


def read_preview(typed: Typed) -> Preview:
    """Return what a note would save."""
    from tinycrm.services.activity import note_preview

    with reading() as db:
        return note_preview.read_preview(db, typed, clock.today())


def read_record(code: str) -> OpenedRecord:
    """Return the record with this code, to be edited. Raises what `open_record` does."""
    from tinycrm.services.editing import editing

    return editing.open_record([code])[0]


def read_removal(code: str) -> str:
    """Return in words what would be deleted with a record. Raises what `removing.preview` does."""
    from tinycrm.services.editing import removing

    return removing.preview([code])[0].say()


class Undo(NamedTuple):
    """The change that an undo would undo, and whether it is old."""

    label: str
    code: str
    day: date
    is_old: bool


def read_undo() -> Undo:
    """Return the change that an undo would undo. Raises NotFound if there is none."""
    from tinycrm.services.history import undoing

    with reading() as db:
        batch, _ = undoing.newest(db, prefer_by_hand=True)
    old = undoing.age_minutes(batch) > undoing.FRESH_MINUTES
    return Undo(batch.label, batch.code, clock.local_day(batch.made_at), old)
