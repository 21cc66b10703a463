"""What `--json` prints of people and upkeep, by whole values: fields may come, none may go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tests.rows import for_each

_NOW = "2026-11-23T12:00:00Z"


def _contact(**fields: Any) -> dict[str, Any]:
    """Return a contact's record in which nothing is said but these."""
    return {
        "kind": "person", "nicknames": [], "organization": None, "title": None, "emails": [],
        "phones": [], "addresses": [], "urls": [], "handles": [], "birthday": None,
        "occasions": [], "tags": [], "facts": {}, "every": None, "referred_by": None,
        "related": [], "do_not_contact": False, "archived": False, "last_touch": None,
        "next_due": None,
        "created_at": _NOW, "updated_at": _NOW,
    } | fields  # fmt: skip


def _person(own: str, name: str, **fields: Any) -> dict[str, Any]:
    """Return a person as rows about them know them."""
    return {
        "id": own, "name": name, "nicknames": [], "emails": [], "phones": [], "tags": [],
    } | fields  # fmt: skip


@pytest.fixture
def uids(crm: Crm) -> list[str]:
    """Add Ada (c1) and Bo (c2); return their uids."""
    crm(
        "add", "Ada Lovelace", "-e", "work: ada@a.example", "-p", "+44 20 7946 0018", "-n",
        "Countess", "-o", "Acme", "--title", "Analyst", "-b", "1815-12-10", "-d",
        "wedding=--07-08", "-t", "vip", "--every", "4w", "--address", "1 Road", "--url",
        "https://a.example", "--handle", "@ada", "--fact", "coffee=black", "--do-not-contact",
    )  # fmt: skip
    crm("add", "Bo")
    return [each["uid"] for each in crm.json("list")]


def _ada(uid: str) -> dict[str, Any]:
    return _contact(
        id="c1", uid=uid, name="Ada Lovelace", nicknames=["Countess"], organization="Acme",
        title="Analyst", emails=[{"value": "ada@a.example", "label": "work"}],
        phones=[{"value": "+44 20 7946 0018", "label": None}],
        addresses=[{"value": "1 Road", "label": None}],
        urls=[{"value": "https://a.example", "label": None}],
        handles=[{"value": "@ada", "label": None}], birthday="1815-12-10",
        occasions=[{"id": "o2", "label": "wedding", "day": "--07-08"}], tags=["vip"],
        facts={"coffee": "black"}, every="4w", do_not_contact=True, next_due="2026-12-21",
    )  # fmt: skip


_PERSON_ADA = _person(
    "c1", "Ada Lovelace", nicknames=["Countess"], tags=["vip"],
    emails=[{"value": "ada@a.example", "label": "work"}],
    phones=[{"value": "+44 20 7946 0018", "label": None}],
)  # fmt: skip


def test_a_list_is_one_array_of_whole_contacts(crm: Crm, uids: list[str]):
    bo = _contact(id="c2", uid=uids[1], name="Bo")
    assert crm.json("list") == [_ada(uids[0]), bo]
    assert crm.json("list", "tag:vip") == [_ada(uids[0])]
    assert crm.json("list", "nobody") == []
    assert len(set(uids)) == 2


def test_what_was_found_is_one_array_of_hits(crm: Crm, uids: list[str]):
    crm("log", "ada", "Lunch", "--at", "2026-11-20")
    assert crm.json("search", "lunch") == [
        {"id": "n1", "about": "note", "contacts": [_PERSON_ADA], "text": "Lunch",
         "on": "2026-11-20", "archived": False},
    ]  # fmt: skip
    assert crm.json("search", "countess") == [
        {"id": "c1", "about": "contact", "contacts": [_PERSON_ADA], "text": "Countess",
         "on": None, "archived": False},
    ]  # fmt: skip


def test_who_was_changed_is_a_record_with_its_batch(crm: Crm, uids: list[str]):
    ada = _ada(uids[0])
    assert crm.json("edit", "c1", "-t", "lead", "-o", "") == ada | {
        "tags": ["lead", "vip"], "organization": None, "created": False, "batch": "b3",
    }  # fmt: skip
    ada |= {"tags": ["lead", "vip"], "organization": None}
    assert crm.json("edit", "c1", "-t", "vip") == ada | {"created": False, "batch": None}
    assert crm.json("archive", "c1") == ada | {
        "archived": True, "created": False, "batch": "b4",
    }  # fmt: skip
    assert crm.json("archive", "c1", "c2", "--off") == [
        ada | {"created": False, "batch": "b5"},
        _contact(id="c2", uid=uids[1], name="Bo", created=False, batch="b5"),
    ]
    assert crm.json("rm", "c1", "--yes") == ada | {
        "created": False, "batch": "b6", "deleted": True,
    }  # fmt: skip


def test_two_cards_and_the_one_that_comes_of_them(crm: Crm, uids: list[str]):
    crm("add", "ada lovelace", "-e", "al@b.example")
    alike = _person("c3", "ada lovelace", emails=[{"value": "al@b.example", "label": None}])
    assert crm.json("dupes") == [
        {
            "one": _PERSON_ADA,
            "other": alike,
            "reason": "namesake",
            "because": "the same name, but different addresses or numbers",
            "weaker": True,
        },
    ]
    assert crm.json("dupes", "--distinct", "c3", "c1") == {
        "one": alike, "other": _PERSON_ADA, "created": False, "batch": "b4",
    }  # fmt: skip
    ada = _ada(uids[0])
    merged = crm.json("merge", "c1", "c3", "--yes")
    assert merged == ada | {
        "nicknames": ["Countess", "ada lovelace"],
        "emails": [*ada["emails"], {"value": "al@b.example", "label": None}],
        "created": False, "batch": "b5", "merged": "c3",
    }  # fmt: skip


def test_what_was_taken_back_and_brought_back(crm: Crm, uids: list[str]):
    undone = {"undone": "b2", "label": "add c2", "left_alone": []}
    assert crm.json("undo") == undone | {"batch": "b3"}
    assert crm.json("redo") == undone | {"batch": "b4"}


def test_the_journal_is_an_array_of_batches(crm: Crm, uids: list[str]):
    crm("edit", "c2", "-o", "Acme")
    batch = {
        "id": "b3", "made_at": _NOW, "door": "cli", "by_hand": False, "label": "edit c2",
        "undone": False, "undoes": None,
    }  # fmt: skip
    change = {
        "record": "c2", "operation": "update",
        "fields": {"organization": {"before": "", "after": "Acme"}},
    }  # fmt: skip
    assert crm.json("history", "b3") == [batch | {"changes": [change]}]
    assert crm.json("history", "bo")[0] == batch | {"changes": [change]}
    assert crm.json("undo", "--list")[0] == batch | {"changes": []}
    crm("undo")
    assert crm.json("undo", "--list", "--all")[:2] == [
        batch | {"id": "b4", "label": "undo b3", "undoes": "b3", "changes": []},
        batch | {"undone": True, "changes": []},
    ]


def test_what_an_import_did(crm: Crm, tmp_path: Path):
    file = tmp_path / "two.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Zed\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
    )
    skipped = {"file": str(file), "line": 5, "reason": "no name, organisation, e-mail or phone"}
    assert crm.json("import", str(file)) == {
        "total": 2, "new": 1, "updated": 0, "unchanged": 0, "skipped": [skipped], "ids": ["c1"],
        "batch": "b1", "not_understood": [], "not_understood_count": 0, "remarks": [],
        "changes": [], "made": {"contact": 1}, "notices": [],
    }  # fmt: skip


def test_whom_was_forgotten_and_what_still_holds_them(crm: Crm, uids: list[str]):
    assert crm.json("forget", "bo", "--yes") == {
        "id": "c2", "forgotten": True, "created": False, "batch": None, "copies": [],
        "unread": [], "named": [], "named_before": [], "filters": [], "drafts": [], "files": [],
    }  # fmt: skip


def test_where_the_files_are(crm: Crm):
    assert crm.json("where") == {
        "store": f"{crm.home}/crm.db", "config": f"{crm.home}/config.toml",
        "backups": f"{crm.home}/backups", "hooks": f"{crm.home}/hooks",
    }  # fmt: skip


@for_each(
    ("argv", "error"),
    [
        ("list colour:red", {"code": 2, "message": "“colour” is not a filter.", "candidates": []}),
        ("list @nobody", {"code": 3, "message": "No filter is saved as @nobody.",
                          "candidates": []}),
        ("edit c9 -t vip", {"code": 3, "message": "There is no contact c9.", "candidates": []}),
        ("merge c1 c2", {"code": 5, "candidates": [], "message":
         "Ada Lovelace (c1) and Bo (c2) may not be the same: their names contradict each other."
         " Nothing was changed."}),
        ("rm c2", {"code": 2, "message": "To delete Bo (c2), add --yes. Nothing was changed.",
                   "candidates": []}),
    ],
    afresh=True,
)  # fmt: skip
def test_a_failure_is_one_object_on_stderr(
    crm: Crm, uids: list[str], argv: str, error: dict[str, Any]
):
    result = crm.run(*argv.split(), "--json")
    assert (result.code, result.out) == (error["code"], "")
    found = json.loads(result.err)
    hint = found["error"].pop("hint")
    assert hint is None or hint in crm.run(*argv.split()).err
    assert found == {"error": error}
