"""Issues: problems that contacts had, to resolve, and to mention the next time we talk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm import clock, config
from tinycrm.errors import Clash
from tinycrm.services.activity.loading import load_issues
from tinycrm.services.codes import batch_code, code, id_of, resolve_code
from tinycrm.services.people import waiting
from tinycrm.services.records import Issue, Made
from tinycrm.services.sql import limit_of, rows_with
from tinycrm.services.when import check_past
from tinycrm.store import writing
from tinycrm.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.people import finding

SILENT_DAYS = 14
"""For how many days an open issue is not shown again after it was mentioned."""


def open_issue(
    who: str,
    text: str,
    day: date | None = None,
    *,
    key: str | None = None,
    picks: finding.Picks | None = None,
) -> Made:
    """Add an issue of a contact, opened on `day` or today.

    Raises what `finding.resolve_who` does, UsageProblem for a date in the future.
    """
    from tinycrm.services import script_keys  # not for the briefing, which only reads
    from tinycrm.services.people import aside, finding

    day = day or clock.today()
    check_past(day)
    with writing("issue") as work:
        db = work.db
        known = script_keys.find_key(db, key, "issue")
        if known:
            return Made(load_issues(db, [known])[0], created=False, batch=None)
        found = finding.resolve_who(db, who, picks)
        issue_id = insert(db, found.id, text, day)
        script_keys.keep_key(db, key, "issue", issue_id)
        work.label = f"issue {code('issue', issue_id)}"
        record = load_issues(db, [issue_id])[0]
    hints = aside.say_not_shown([found])
    return Made(record, True, batch_code(work.batch), hints, found.also)


def insert(db: sqlite3.Connection, contact_id: int, text: str, day: date) -> int:
    """Store an issue that was opened on `day`; return its id."""
    from tinycrm.services.uids import new_uid

    cursor = db.execute(
        """
        INSERT INTO issue (uid, contact_id, text, folded, opened_on, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        (new_uid(), contact_id, text, fold(text), day.isoformat(), clock.instant()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def resolve(typed: str, resolution: str = "") -> Made:
    """Resolve an issue today, with text on how.

    Text given later is added to a resolution without text. Raises Clash if the issue was
    resolved with other text.
    """
    from tinycrm.services.people import aside  # not for the briefing

    with writing("resolve") as work:
        db = work.db
        _, issue_id = resolve_code(db, typed, "issue")
        row = db.execute(
            "SELECT resolved_on, resolution FROM issue WHERE id = ?", (issue_id,)
        ).fetchone()
        if row["resolved_on"] and row["resolution"] and resolution not in ("", row["resolution"]):
            raise Clash(
                f"{code('issue', issue_id)} was resolved on {row['resolved_on']}.",
                f'To change how: crm edit {code("issue", issue_id)} --resolution "…"',
            )
        settle(db, issue_id, resolution or row["resolution"], clock.today())
        work.label = f"resolve {code('issue', issue_id)}"
        record = load_issues(db, [issue_id])[0]
        shown = "today does not ask you to mention it"
        blocked = aside.say_blocked(db, id_of(record.contact.id), shown)
    return Made(record, created=False, batch=batch_code(work.batch), hints=blocked)


def settle(db: sqlite3.Connection, issue_id: int, resolution: str, day: date) -> None:
    """Resolve an issue on `day`; one resolved before keeps its date and takes the new text.

    A newly resolved issue is to be mentioned again: the contact should hear of it.
    """
    db.execute(
        """
        UPDATE issue
        SET resolved_on = coalesce(resolved_on, ?), resolution = ?,
            mentioned_on = iif(resolved_on IS NULL, NULL, mentioned_on),
            snoozed_until = iif(resolved_on IS NULL, NULL, snoozed_until)
        WHERE id = ?
        """,
        (day.isoformat(), resolution, issue_id),
    )


def mention(db: sqlite3.Connection, issue_id: int, day: date) -> None:
    """Record that an issue was mentioned on `day`; an earlier date changes nothing."""
    db.execute(
        """
        UPDATE issue
        SET mentioned_on = ?, snoozed_until = NULL
        WHERE id = ? AND coalesce(mentioned_on, '') < ?
        """,
        (day.isoformat(), issue_id, day.isoformat()),
    )


def mention_in(
    db: sqlite3.Connection,
    note_id: int,
    typed: Sequence[str],
    contact_ids: Sequence[int],
    day: date,
) -> None:
    """Record that a note mentions issues: those typed, and all unmentioned ones of these people."""
    wanted = [resolve_code(db, each, "issue")[1] for each in typed]
    wanted += [id_of(issue.id) for issue in unmentioned(db, contact_ids)]
    for issue_id in dict.fromkeys(wanted):
        mention(db, issue_id, day)
        db.execute(
            "INSERT INTO note_issue (note_id, issue_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (note_id, issue_id),
        )


# ── issues to mention ────────────────────────────────────────────────────────────────────


# Two queries with UNION, since each has its own index.
_WAITING = f"""
    SELECT issue.id, issue.contact_id, count(*) OVER () AS total,
        sum(issue.resolved_on IS NULL) OVER () AS open
    FROM issue JOIN contact ON contact.id = issue.contact_id
    WHERE contact.archived_at IS NULL
        AND (contact.do_not_contact = 0 OR issue.resolved_on IS NULL)
        AND {waiting.ISSUE_IS_AWAKE}
        AND issue.id IN (
            SELECT id FROM issue WHERE {waiting.OPEN_ISSUE_WAITS}
            UNION ALL
            SELECT id FROM issue WHERE {waiting.RESOLVED_ISSUE_WAITS}
        )
        AND issue.opened_on <= :today
    ORDER BY issue.resolved_on IS NOT NULL, issue.opened_on DESC, issue.id DESC
    LIMIT :most
"""
_WAITING_OF = f"""
    SELECT id FROM issue
    WHERE contact_id IN ({{}}) AND {waiting.ISSUE_IS_AWAKE}
        AND (({waiting.OPEN_ISSUE_WAITS}) OR ({waiting.RESOLVED_ISSUE_WAITS}))
    ORDER BY opened_on DESC, id DESC
"""


def find_waiting(
    db: sqlite3.Connection, today: date, issue_days: int, most: int | None
) -> list[sqlite3.Row]:
    """Return the issues to mention: open before resolved, then newest first, at most `most`.

    Each row has the number of all of them as `total`, and of the open ones as `open`.

    An open one, unless it was mentioned within the last 14 days; a resolved one until it is
    mentioned, for `issue_days` from the date it was resolved; a snoozed one only when its
    snooze ends. Issues of archived people, and resolved ones of do-not-contact people, are
    left out.
    """
    values: dict[str, object] = {**_days(today, issue_days), "most": limit_of(most)}
    return db.execute(_WAITING, values).fetchall()


def _days(today: date, issue_days: int) -> dict[str, str]:
    return {
        "today": today.isoformat(),
        "silent": (today - timedelta(days=SILENT_DAYS)).isoformat(),
        "resolved": (today - timedelta(days=issue_days)).isoformat(),
    }


def find_waiting_of(
    db: sqlite3.Connection, contact_ids: Sequence[int], today: date, issue_days: int
) -> list[Issue]:
    """Return the issues of these people to mention, newest first, even if they are archived."""
    rows = rows_with(db, _WAITING_OF, contact_ids, **_days(today, issue_days))
    return load_issues(db, [row["id"] for row in rows])


def unmentioned(db: sqlite3.Connection, contact_ids: Sequence[int]) -> list[Issue]:
    """Return the issues of these people to mention today, newest first."""
    return find_waiting_of(db, contact_ids, clock.today(), config.load().issue_days)


def all_of(db: sqlite3.Connection, contact_id: int) -> list[Issue]:
    """Return the issues of one contact, the open ones first, then newest first."""
    rows = db.execute(
        """
        SELECT id
        FROM issue
        WHERE contact_id = ?
        ORDER BY resolved_on IS NOT NULL, opened_on DESC, id DESC
        """,
        (contact_id,),
    )
    return load_issues(db, [row["id"] for row in rows])


def list_open(db: sqlite3.Connection) -> list[Issue]:
    """Return the open issues, newest first."""
    rows = db.execute(
        "SELECT id FROM issue WHERE resolved_on IS NULL ORDER BY opened_on DESC, id DESC"
    )
    return load_issues(db, [row["id"] for row in rows])
