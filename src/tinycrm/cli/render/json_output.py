"""JSON for programs. Fields may be added, never renamed or removed; a missing value is null."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tinycrm.cli import terminal
from tinycrm.days import Every, YearlyDay
from tinycrm.money import Money
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:  # a caller has loaded what it passes; the rest would cost 10 ms
    from json import JSONEncoder
    from typing import Any

    from tinycrm.errors import CrmError
    from tinycrm.services.activity.rereading import Reread
    from tinycrm.services.briefing.briefing import Briefing
    from tinycrm.services.briefing.company import Company
    from tinycrm.services.briefing.profile import Profile
    from tinycrm.services.briefing.row_results import RowResults
    from tinycrm.services.care.asking import Asked
    from tinycrm.services.history.undoing import Undone
    from tinycrm.services.messages.composing import Message
    from tinycrm.services.outcomes.bringing import Bringing
    from tinycrm.services.outcomes.ripples import Ripple
    from tinycrm.services.records import Contact, Made, Record

SCHEMA = 1
_SIMPLE = frozenset((str, int, float, bool, type(None)))  # most values; the fastest check
_AS_TEXT = (date, YearlyDay, Every)


def plain(value: Any) -> Any:
    """Return a value for JSON: dates in ISO format, cadences as `4w`, records as objects."""
    return value if type(value) in _SIMPLE else _ways[type(value)](value)


class _Ways(dict[type, "Callable[[Any], Any]"]):
    """How the values of each type become plain: found out once for thousands of them."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        way = self[kind] = _way_of(kind)
        return way


_ways = _Ways()


def _way_of(kind: type) -> Callable[[Any], Any]:
    """Return how values of a type become plain, in few calls for each."""
    named = tuple(getattr(kind, "__annotations__", ()))
    if issubclass(kind, _AS_TEXT):  # thousands of records have few dates
        return functools.lru_cache(1024)(str)
    if kind is Money:
        return lambda money: {"amount": money.amount, "currency": money.currency}
    if issubclass(kind, Fields):
        values = operator.attrgetter(*named, "__class__")  # of one name it gives no tuple
        return lambda record: _object(zip(named, values(record), strict=False))
    if named:  # a tuple whose fields have names
        return lambda record: _object(zip(named, record, strict=True))
    if issubclass(kind, dict):
        return lambda value: _object(value.items())
    if issubclass(kind, list | tuple):
        return lambda value: [plain(each) for each in value]
    return lambda value: value


def _object(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {
        key: each if type(each) in _SIMPLE or not each else _ways[type(each)](each)
        for key, each in fields
    }


def dumps(value: Any) -> str:
    """Return one line of JSON, escaped to ASCII if stdout is not UTF-8.

    Else only characters that break lines or control a terminal are escaped.
    """
    return _escape_hostile(_encoder(not terminal.is_utf8()).encode(value)) + "\n"


@functools.cache
def _encoder(only_ascii: bool) -> JSONEncoder:
    import json  # 1.5 ms, only for --json

    return json.JSONEncoder(ensure_ascii=only_ascii)


def _escape_hostile(text: str) -> str:
    if text.isprintable():  # nearly always, and five times as fast as the pattern
        return text
    import re

    hostile = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
    return hostile.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def record_json(record: Record) -> str:
    """Return one record."""
    return dumps(plain(record))


def records_json(records: Iterable[Any]) -> str:
    """Return an array of records, one per line."""
    lines = ",\n ".join(dumps(plain(record)).rstrip("\n") for record in records)
    return f"[{lines}]\n"


def made_json(made: Made) -> str:
    """Return the record that a command created or changed, with `created` and `batch`."""
    return dumps(_made(made))


def each_made_json(made: Iterable[Made]) -> str:
    """Return an array of the records that one command created."""
    return dumps([_made(each) for each in made])


def _made(made: Made) -> dict[str, Any]:
    by = {"kind_by": made.kind_by} if made.record.id.startswith("n") else {}
    fields: dict[str, Any] = plain(made.record)
    return fields | by | {"created": made.created, "batch": made.batch}


def work_json(work: RowResults) -> str:
    """Return the results for codes: an object for one code, an array for several."""
    found = [
        {
            **(plain(each.record) if each.record else {"id": each.id}),
            **({"snoozed_until": plain(each.until)} if each.snoozes else {}),
            "row": each.row,
            "created": False,
            "batch": work.batch,
            "logged": each.logged.id if each.logged else None,
            "successor": plain(each.successor),
        }
        for each in work.settled
    ]
    return dumps(found[0] if len(found) == 1 else found)


def changed_json(records: Sequence[Any], batch: str | None, **more: object) -> str:
    """Return records after one batch: an object for one, an array for any other number."""
    found = [plain(each) | {"created": False, "batch": batch, **more} for each in records]
    return dumps(found[0] if len(found) == 1 else found)


def asked_json(kept: Asked) -> str:
    """Return what was kept about suggesting something for a contact."""
    shown = kept._asdict()
    del shown["also"]
    return dumps(plain(shown) | {"created": False})


def message_json(message: Message) -> str:
    """Return a message to somebody."""
    return dumps(
        {
            "to": plain(message.to),
            "subject": message.subject,
            "text": message.text,
            "contact": message.who,
            "template": message.template,
        }
    )


def reread_json(done: Reread) -> str:
    """Return notes with the kind that their text says; after a change also its batch."""
    more = {"created": False, "batch": done.batch} if done.batch else {}
    return records_json(
        plain(each.note) | {"proposed": each.kind, "proposed_by": each.kind_by} | more
        for each in done.found
    )


def undone_json(undone: Undone) -> str:
    """Return what was undone."""
    return dumps(
        {
            "undone": undone.undone.code,
            "label": undone.undone.label,
            "batch": undone.batch,
            "left_alone": [each.code for each in undone.left_alone],
        }
    )


def briefing_json(briefing: Briefing) -> str:
    """Return the briefing."""
    following = briefing.next
    keys = (
        "due", "counts", "birthdays", "follow_ups", "issues", "thanks", "perks", "upcoming",
        "suggestion",
    )  # fmt: skip
    return dumps(
        {"schema": SCHEMA, "date": plain(briefing.date)}
        | {key: plain(getattr(briefing, key)) for key in keys}
        | {"next": {"on": plain(following.on), "text": following.text} if following else None}
    )


def profile_json(profile: Profile) -> str:
    """Return a contact with its records."""
    from tinycrm.services.outcomes.value import Value

    contact: Contact = profile.contact
    return dumps(
        plain(contact)
        | {
            "notes": plain(profile.notes),
            "issues": plain(profile.issues),
            "reminders": plain(profile.reminders),
            "wins": plain(profile.wins),
            "deals": plain(profile.deals),
            "feedback": plain(profile.feedback),
            "perks": plain(profile.perks),
            "brought": plain(profile.brought),
            "value": plain(profile.value or Value()),
            "also": plain(profile.also),
            "tried": plain(profile.tried),
        }
    )


def company_json(company: Company) -> str:
    """Return an organization: its people, and what is open and was written about them."""
    return dumps(
        {
            "organization": company.name,
            "organizations": plain(company.organizations),
            "contacts": plain(company.contacts),
            "reminders": plain(company.reminders),
            "issues": plain(company.issues),
            "deals": plain(company.deals),
            "notes": plain(company.notes),
        }
    )


def ripple_json(ripple: Ripple) -> str:
    """Return what became of a record: nodes, edges, and the sum of all."""
    return dumps(
        {
            "root": ripple.root,
            "nodes": plain(ripple.nodes),
            "edges": [{"from": edge.start, "to": edge.end} for edge in ripple.edges],
            "total": plain(ripple.total),
            "people": ripple.people,
        }
    )


def bringing_json(found: Bringing) -> str:
    """Return who brought whom, in the same shape."""
    return dumps(
        {
            "root": None,
            "nodes": [{**plain(each), "kind": "contact"} for each in found.bringers],
            "edges": [{"from": start, "to": end} for start, end in found.edges],
            "total": plain(found.total),
            "people": len({end for _, end in found.edges}),
        }
    )


def failure(problem: CrmError) -> dict[str, Any]:
    """Return the fields of an error."""
    return {
        "code": problem.code,
        "message": problem.sentence,
        "hint": problem.hint or None,
        "candidates": plain(problem.candidates),
    }


def error_json(problem: CrmError) -> str:
    """Return an error."""
    import json

    return json.dumps({"error": failure(problem)})
