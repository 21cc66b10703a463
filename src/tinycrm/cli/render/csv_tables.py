"""CSV for spreadsheets, which must never run text from people as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from tinycrm.services.records import Contact
from tinycrm.services.search.searching import Hit

COLUMNS = (
    "id", "name", "organization", "title", "emails", "phones", "birthday", "tags", "every",
    "last_touch", "next_due",
)  # fmt: skip
_NUMBER = r"[\d\s()./-]+"
_FORMULA = re.compile(rf"[\t\r\n]|\s*[=@＝＠＋－]|\s*[+-](?!{_NUMBER}(?:; \+?{_NUMBER})*$)")


def contacts_csv(contacts: Iterable[Contact]) -> str:
    """Return contacts as CSV with a header (RFC 4180); multiple values are joined by "; "."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for each in contacts:
        table.writerow(
            without_formula(str(value) if value is not None else "")
            for value in (
                each.id, each.name, each.organization, each.title,
                "; ".join(point.value for point in each.emails),
                "; ".join(point.value for point in each.phones),
                each.birthday, "; ".join(each.tags), each.every, each.last_touch, each.next_due,
            )
        )  # fmt: skip
    return out.getvalue()


def without_formula(value: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: with ' before =, @ and similar.

    This includes full-width characters and leading spaces (OWASP, CSV injection). A leading +
    or - of a number is kept, so that phone numbers are unchanged.
    """
    return f"'{value}" if _FORMULA.match(value) else value


def hits_csv(hits: Iterable[Hit]) -> str:
    """Return the results of a search as CSV."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("id", "about", "contacts", "on", "text"))
    for hit in hits:
        who = "; ".join(each.name for each in hit.contacts)
        table.writerow(
            without_formula(value) for value in (hit.id, hit.about, who, hit.on or "", hit.text)
        )
    return out.getvalue()
