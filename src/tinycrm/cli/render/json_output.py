"""JSON for programs. Fields may be added, never renamed or removed; a missing value is null."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tinycrm.cli import terminal
from tinycrm.cli.render import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:  # a caller has loaded what it passes; the rest would cost 10 ms
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


def dumps(value: Any) -> str:
    """Return one line of JSON, escaped to ASCII if stdout is not UTF-8.

    Else only characters that break lines or control a terminal are escaped.
    """
    text = json_text.text_of(value)
    return f"{text if terminal.is_utf8() else json_text.in_ascii(text)}\n"


def record_json(record: Record) -> str:
    """Return one record."""
    return dumps(record)


def records_json(records: Iterable[Any]) -> str:
    """Return an array of records, one per line."""
    lines = ",\n ".join(dumps(record).rstrip("\n") for record in records)
    return f"[{lines}]\n"


def made_json(made: Made) -> str:
    """Return the record that a command created or changed, with `created` and `batch`."""
    return dumps(_made(made))


def each_made_json(made: Iterable[Made]) -> str:
    """Return an array of the records that one command created."""
    return dumps([_made(each) for each in made])


def _made(made: Made) -> dict[str, Any]:
    by = {"kind_by": made.kind_by} if made.record.id.startswith("n") else {}
    return made.record._asdict() | by | {"created": made.created, "batch": made.batch}


def work_json(work: RowResults) -> str:
    """Return the results for codes: an object for one code, an array for several."""
    found = [
        {
            **(each.record._asdict() if each.record else {"id": each.id}),
            **({"snoozed_until": each.until} if each.snoozes else {}),
            "row": each.row,
            "created": False,
            "batch": work.batch,
            "logged": each.logged.id if each.logged else None,
            "successor": each.successor,
        }
        for each in work.settled
    ]
    return dumps(found[0] if len(found) == 1 else found)


def changed_json(records: Sequence[Any], batch: str | None, **more: object) -> str:
    """Return records, or dicts, after one batch: one object, or an array of any other number."""
    rest = {"created": False, "batch": batch, **more}
    found = [(each if isinstance(each, dict) else each._asdict()) | rest for each in records]
    return dumps(found[0] if len(found) == 1 else found)


def asked_json(kept: Asked) -> str:
    """Return what was kept about suggesting something for a contact."""
    shown = kept._asdict()
    del shown["also"]
    return dumps(shown | {"created": False})


def message_json(message: Message) -> str:
    """Return a message to somebody."""
    return dumps(
        {
            "to": message.to,
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
        each.note._asdict() | {"proposed": each.kind, "proposed_by": each.kind_by} | more
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
        {"schema": SCHEMA, "date": briefing.date}
        | {key: getattr(briefing, key) for key in keys}
        | {"next": {"on": following.on, "text": following.text} if following else None}
    )


def profile_json(profile: Profile) -> str:
    """Return a contact with its records."""
    from tinycrm.services.outcomes.value import Value

    contact: Contact = profile.contact
    return dumps(
        contact._asdict()
        | {
            "notes": profile.notes,
            "issues": profile.issues,
            "reminders": profile.reminders,
            "wins": profile.wins,
            "deals": profile.deals,
            "feedback": profile.feedback,
            "perks": profile.perks,
            "brought": profile.brought,
            "value": profile.value or Value(),
            "also": profile.also,
            "tried": profile.tried,
        }
    )


def company_json(company: Company) -> str:
    """Return an organization: its people, and what is open and was written about them."""
    return dumps(
        {
            "organization": company.name,
            "organizations": company.organizations,
            "contacts": company.contacts,
            "reminders": company.reminders,
            "issues": company.issues,
            "deals": company.deals,
            "notes": company.notes,
        }
    )


def ripple_json(ripple: Ripple) -> str:
    """Return what became of a record: nodes, edges, and the sum of all."""
    return dumps(
        {
            "root": ripple.root,
            "nodes": ripple.nodes,
            "edges": [{"from": edge.start, "to": edge.end} for edge in ripple.edges],
            "total": ripple.total,
            "people": ripple.people,
        }
    )


def bringing_json(found: Bringing) -> str:
    """Return who brought whom, in the same shape."""
    return dumps(
        {
            "root": None,
            "nodes": [{**each._asdict(), "kind": "contact"} for each in found.bringers],
            "edges": [{"from": start, "to": end} for start, end in found.edges],
            "total": found.total,
            "people": len({end for _, end in found.edges}),
        }
    )


def failure(problem: CrmError) -> dict[str, Any]:
    """Return the fields of an error."""
    return {
        "code": problem.code,
        "message": problem.sentence,
        "hint": problem.hint or None,
        "candidates": problem.candidates,
    }


def error_json(problem: CrmError) -> str:
    """Return an error, in ASCII: stderr may be any terminal."""
    return json_text.in_ascii(json_text.text_of({"error": failure(problem)}))
