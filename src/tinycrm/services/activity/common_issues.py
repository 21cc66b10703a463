"""Issues that several people had: problems worth fixing at their cause."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm.services.activity.loading import load_issues
from tinycrm.services.records import Issue, Person
from tinycrm.text import fold
from tinycrm.values import NamedTuple

WITHIN = timedelta(days=90)
"""How recently an issue was opened to count."""

_ALIKE = 80
"""At this percentage and above, two texts are about the same thing. “wrong size” and “wrong
colour” reach two thirds; the same words in another order, or with more words, reach 100."""


class CommonIssue(NamedTuple):
    """Issues of several people about the same thing. `text` is the newest issue's, the first."""

    text: str
    people: tuple[Person, ...]
    issues: tuple[Issue, ...]


def find_common(db: sqlite3.Connection, today: date) -> list[CommonIssue]:
    """Return the issues that several people had in the last 90 days, most people first.

    Open or resolved; archived people are left out.
    """
    rows = db.execute(
        """
        SELECT issue.id
        FROM issue JOIN contact ON contact.id = issue.contact_id
        WHERE contact.archived_at IS NULL AND opened_on BETWEEN ? AND ?
        ORDER BY opened_on DESC, issue.id DESC
        """,
        ((today - WITHIN).isoformat(), today.isoformat()),
    )
    groups = group_alike(load_issues(db, [row["id"] for row in rows]))
    common = [_common_issue(group) for group in groups]
    return sorted((c for c in common if len(c.people) > 1), key=lambda c: -len(c.people))


def _common_issue(group: Sequence[Issue]) -> CommonIssue:
    people = {issue.contact.id: issue.contact for issue in group}
    return CommonIssue(group[0].text, tuple(people.values()), tuple(group))


def group_alike(issues: Sequence[Issue]) -> list[list[Issue]]:
    """Return the issues in groups, each similar to the first of its group."""
    firsts: list[str] = []
    groups: list[list[Issue]] = []
    for issue in issues:
        words = _words(issue.text)
        place = next((n for n, first in enumerate(firsts) if _is_alike(words, first)), None)
        if place is None:
            firsts.append(words)
            groups.append([issue])
        else:
            groups[place].append(issue)
    return groups


def _is_alike(one: str, other: str) -> bool:
    """Return whether two texts are about the same thing. A single word must match as a whole."""
    from rapidfuzz import fuzz  # only for this list

    scorer = fuzz.token_set_ratio if " " in one and " " in other else fuzz.ratio
    return one == other or scorer(one, other) >= _ALIKE


def _words(text: str) -> str:
    """Return only the words, folded; a text without words is returned unchanged."""
    return " ".join(re.findall(r"\w+", fold(text))) or text
