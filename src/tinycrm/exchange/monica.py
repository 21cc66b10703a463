"""Read the JSON export of Monica (4.x, “Export as JSON”) into records like those of `crm export`.

Its form is in Monica's own source, app/ExportResources: an account with lists of values, each with
a uuid, `properties`, and lists of its own in `data`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tinycrm.exchange.cards import MOST_NAME, Skipped
from tinycrm.exchange.json_records import JsonRecord, Records, count_parts
from tinycrm.exchange.monica_contact import MonicaContact
from tinycrm.exchange.monica_values import day_of, instant_of, lists_of, props_of, text_of
from tinycrm.exchange.monica_values import values_of as values

LEFT_OUT = "{} left out: {} no place in tinycrm"
NO_MONICA = "it is JSON, but no export of Monica and none of crm export"
MOST_PARTS = 2_000_000
"""Fields, objects and lists of an export, which is in memory as a whole."""
TOO_MANY = "it has more than {:,} fields, too many to be read at once"
_RELATIONS = {
    "bestfriend": "best friend", "inlovewith": "in love with", "lovedby": "loved by",
    "ex": "ex-partner", "exhusband": "ex-spouse", "stepparent": "step-parent",
    "stepchild": "step-child",
}  # fmt: skip


class NoMonica(Exception):
    """The file is JSON of another kind, or too large."""


class MonicaRecords(Records):
    """The records of an export, by their kind."""

    def __init__(self, account: dict[str, Any], today: str) -> None:
        super().__init__()
        self._found: dict[str, list[dict[str, Any]]] = {}
        lists = lists_of(account)
        types = {
            text_of(each, "uuid"): props_of(each)
            for each in values(_dict(account.get("instance")).get("contact_field_types"))
        }
        related = _relations(values(lists.get("relationship")))
        people: dict[str, list[str]] = {}
        names = _names(lists)
        for value in values(lists.get("contact")):
            contact = MonicaContact(value, types, today)
            self._add(contact.record(related.get(contact.uid, []), names))
            for record in contact.notes_and_reminders():
                self._add(record)
            for activity in contact.activities():
                people.setdefault(activity, []).append(contact.uid)
        for value in values(lists.get("activity")):
            self._add(_activity(value, people.get(text_of(value, "uuid"), [])))
        self._say_left_out(account, lists)

    def _add(self, record: dict[str, Any]) -> None:
        if not record.get("uid") and record["record"] != "contact":
            record["uid"] = _stable_uid(record)
        self._found.setdefault(record["record"], []).append(record)

    def _say_left_out(self, account: dict[str, Any], lists: dict[str, Any]) -> None:
        journal = values(props_of(account).get("journal_entries"))
        for name, count in (
            ("journal entry", len(journal)),
            ("photo", len(values(lists.get("photo")))),
            ("document", len(values(lists.get("document")))),
        ):
            if count:
                many = name[:-1] + "ies" if name.endswith("y") else f"{name}s"
                said = f"1 {name} is" if count == 1 else f"{count} {many} are"
                has = "it has" if count == 1 else "they have"
                self.problems.append(Skipped(1, LEFT_OUT.format(said, has)))

    def kinds(self) -> set[str]:
        """Return the kinds of records that there are."""
        return set(self._found)

    def records(self, kind: str) -> Iterator[JsonRecord]:
        """Yield the records of a kind, in the order of the file."""
        for number, record in enumerate(self._found.get(kind, ()), 1):
            yield JsonRecord(number, record)

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return len(self._found.get(kind, ()))


def read_monica(data: bytes, today: str) -> MonicaRecords:
    """Return the records of an export; `today` is the local date in ISO form.

    Raises NoMonica for another file, and for one with too many values.
    """
    if count_parts(data) > MOST_PARTS:
        raise NoMonica(TOO_MANY.format(MOST_PARTS))
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise NoMonica(NO_MONICA) from None
    account = _dict(_dict(found).get("account"))
    if not lists_of(account):
        raise NoMonica(NO_MONICA)
    return MonicaRecords(account, today)


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _stable_uid(record: dict[str, Any]) -> str:
    """Return the same uid each time for a record to which Monica gives none.

    The day of a repeated reminder is not the same each time.
    """
    same = {key: value for key, value in record.items() if key not in ("uid", "on", "done_at")}
    return str(uuid5(NAMESPACE_URL, json.dumps(same, sort_keys=True)))


def _names(lists: dict[str, Any]) -> dict[str, str]:
    contacts = (MonicaContact(each, {}, "") for each in values(lists.get("contact")))
    return {contact.uid: contact.name[:MOST_NAME] for contact in contacts}


def _relations(relationships: list[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return the label and the uuid of each relative, by the uuid of whose they are."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in relationships:
        props = props_of(each)
        kind = text_of(props, "type")
        own, other = text_of(props, "of_contact"), text_of(props, "contact_is")
        if kind and own and other and own != other:
            found.setdefault(own, []).append((_RELATIONS.get(kind, kind), other))
    return found


def _activity(value: dict[str, Any], people: list[str]) -> dict[str, Any]:
    props = props_of(value)
    texts = (text_of(props, "summary"), text_of(props, "description"))
    return {
        "record": "note", "uid": text_of(value, "uuid"), "kind": "meeting",
        "at": day_of(props.get("happened_at")) or day_of(value.get("created_at")),
        "text": "\n\n".join(filter(None, texts)), "contacts": people,
        "created_at": instant_of(value.get("created_at")),
    }  # fmt: skip
