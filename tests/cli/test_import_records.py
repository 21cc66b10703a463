"""`crm import` reads what `crm export` wrote: the whole store, in another one or in this one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import stores
from tests.conftest import Crm
from tests.rows import for_each
from tests.store.conftest import LEAST, insert, insert_everything
from tinycrm.services.json_lines import left_out
from tinycrm.services.json_lines.record_tables import CARRIED
from tinycrm.store import journal


def _away(crm: Crm) -> None:
    """Leave the store: the next command begins a new one."""
    stores.clear(crm.home)


def _export(crm: Crm, path: Path) -> str:
    path.unlink(missing_ok=True)
    crm("export", "-o", str(path))
    return path.read_text("utf-8")


def _lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(each) + "\n" for each in records)


def _fill(crm: Crm) -> None:
    crm("add", "Gone")
    crm("rm", "c1", "--yes")
    crm("add", "Ada Lovelace", "-e", "work:ada@a.example", "-p", "+44 20 7946 0018", "-b",
        "1815-12-10", "-d", "anniversary=1835-07-08", "-d", "child=1836-05-12", "-o", "Engines",
        "--title", "Director", "-n", "Countess", "-t", "vip", "-t", "Émigré", "--every", "4w",
        "--fact", "coffee=black", "--address", "12 St James's Sq", "--url", "https://a.example",
        "--handle", "@ada", "--key", "k1")  # fmt: skip
    crm("add", "Bo =HYPERLINK(1)", "--referred-by", "ada", "--do-not-contact", "-d", "name=--02-29")
    crm("edit", "bo", "--related", "+spouse=Ada Lovelace", "--related", "+boss=Nobody Known")
    crm("log", "ada,bo", "Lunch\n\tin “Rome” ${HOME} \x1b[31m", "-k", "meeting", "-f",
        "2026-12-01: write", "--mood", "2", "-t", "food")  # fmt: skip
    crm("issue", "bo", "late parcel")
    crm("log", "bo", "Said sorry for the parcel", "-k", "apology", "--mentioned")
    crm("resolve", "i1", "sent again")
    crm("remind", "me", "taxes", "--on", "2026-11-20", "--every", "1m on the last day", "--fixed")
    crm("done", "r2")
    crm("snooze", "o2", "2026-12-20")
    crm("log", "ada", "gone", "--key", "k2")
    crm("rm", "n3", "--yes")
    crm("list", "tag:vip", "--save", "vips")
    crm("archive", "bo")
    crm("dupes", "--distinct", "c2", "c3")


def test_everything_comes_back_into_an_empty_store(crm: Crm, tmp_path: Path):
    _fill(crm)
    before = _export(crm, tmp_path / "all.jsonl")
    _away(crm)
    result = crm("import", str(tmp_path / "all.jsonl"))
    assert result.out == "13 records: 13 new, 0 updated, 0 unchanged, 0 skipped\n"
    assert "New: 2 contacts, 1 issue, 2 notes" in result.err
    assert _export(crm, tmp_path / "again.jsonl") == before
    assert "Lunch" in crm("search", "rome").out


def test_a_second_import_changes_nothing_and_an_undo_takes_all_back(crm: Crm, tmp_path: Path):
    _fill(crm)
    before = _export(crm, tmp_path / "all.jsonl")
    again = crm.json("import", str(tmp_path / "all.jsonl"))
    assert (again["new"], again["updated"], again["skipped"]) == (0, 0, [])
    assert again["unchanged"] == again["total"] == len(before.splitlines()) - 1
    assert _export(crm, tmp_path / "again.jsonl") == before
    _away(crm)
    batch = crm.json("import", str(tmp_path / "all.jsonl"))["batch"]
    crm("undo", batch)
    assert crm("export").out == ""
    crm("redo")
    assert crm("export").out == before


def test_a_row_of_every_table_comes_back(crm: Crm, tmp_path: Path):
    crm.make_store()
    with closing(sqlite3.connect(crm.home / "crm.db", isolation_level=None)) as db:
        insert_everything(db)
        assert CARRIED.keys() == set(journal.tables(db))
        assert CARRIED.keys() == LEAST.keys() - {"batch", "change"}
        insert(db, "nickname", name="=1+1")
    before = _export(crm, tmp_path / "all.jsonl")
    _away(crm)
    crm("import", str(tmp_path / "all.jsonl"))
    assert _export(crm, tmp_path / "again.jsonl") == before


def test_in_a_store_with_others_uids_and_links_hold_and_taken_ids_are_new(crm: Crm, tmp_path: Path):
    _fill(crm)
    before = [json.loads(line) for line in _export(crm, tmp_path / "all.jsonl").splitlines()]
    _away(crm)
    for name in ("Zoe", "Yan"):
        crm("add", name)
    crm("import", str(tmp_path / "all.jsonl"))
    records = {each.get("uid"): each for each in map(json.loads, crm("export").out.splitlines())}
    ada, bo = (records[each["uid"]] for each in before[:2])
    assert (ada["id"], bo["id"]) == ("c4", "c3")  # c2 was given here, c3 was not
    assert bo["related"][0]["id"] == ada["id"]
    notes = [each for each in records.values() if each["record"] == "note"]
    assert notes[0]["contacts"] == [ada["id"], bo["id"]]
    assert notes[1]["mentions"] == ["i1"]
    assert bo["referred_by"] == ada["id"]
    reminders = [each for each in records.values() if each["record"] == "reminder"]
    assert [each["note"] for each in reminders] == ["n1", None, None]
    assert reminders[2]["follows"] == "r2"
    again = crm.json("import", str(tmp_path / "all.jsonl"))
    assert (again["new"], again["updated"]) == (0, 0)


def test_somebody_who_is_here_gets_what_is_missing(crm: Crm, tmp_path: Path):
    crm("add", "Ada Lovelace", "-e", "ada@a.example", "-b", "--12-10", "-o", "Engines")
    file = tmp_path / "f.jsonl"
    file.write_text(_lines(
        {"record": "contact", "id": "c1", "uid": "other", "name": "Ada Lovelace",
         "emails": [{"value": "ada@a.example", "label": None}], "birthday": "1815-12-10",
         "organization": "Another", "tags": ["vip"]},
        {"record": "note", "id": "n1", "uid": "n", "kind": "call", "at": "2026-11-01 09:30",
         "text": "Rang", "contacts": ["c1"]},
        {"record": "note", "id": "n2", "uid": "m", "kind": "call", "at": "2026-11-02T09:30",
         "text": "Wrote", "contacts": ["c1"]},
    ))  # fmt: skip
    report = crm.json("import", str(file))
    assert (report["new"], report["updated"]) == (2, 1)
    assert report["changes"] == [
        {"id": "c1", "name": "Ada Lovelace", "card": "Ada Lovelace",
         "fields": ["birthday", "tags"]}
    ]  # fmt: skip
    found = crm.json("show", "ada")
    assert (found["birthday"], found["organization"]) == ("1815-12-10", "Engines")
    assert [(each["text"], each["at"]) for each in found["notes"]] == [
        ("Wrote", "2026-11-02T09:30"), ("Rang", "2026-11-01T09:30")
    ]  # fmt: skip
    assert crm.json("import", str(file))["new"] == 0
    assert len(crm("list", "--ids").out.split()) == 1


@for_each(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"name": "Ada\\u0000"}', "NUL"),
        ('{"name": "\\udfff"}', "half a letter"),
        ('{"name": 5}', "name is not a text"),
        ('{"uid": "x"}', "name is missing"),
        ('{"name": "A", "emails": "a@b.c"}', "emails is not a list"),
        ('{"name": "A", "emails": [{"value": "  "}]}', "value is missing"),
        ('{"name": "A", "birthday": "31.2."}', "not a day"),
        ('{"name": "A", "kind": "robot"}', "kind is known"),
        ('{"name": "A", "cards": [{"name": "A", "source": "x"}]}', "card.seen at"),
        ('{"name": "A", "cards": [{"name": {}}]}', "name is not a whole number"),
        ('{"name": "A", "related": [{"label": "boss"}]}', "name is missing"),
        ('{"name": "A", "updated_at": "yesterday"}', "updated at is an instant"),
        ('{"record": "note", "kind": "call", "at": "x", "contacts": ["c9"]}', "contacts"),
        ('{"record": "note", "kind": "call", "at": "x", "contacts": ["c1"]}', "happened on"),
        ('{"record": "win", "contact": "c1", "kind": "sale", "won_on": 5}', "won on is a day"),
        (
            '{"record": "win", "contact": "c1", "kind": "sale", "won_on": "2026-01-01",'
            ' "amount_minor": -1, "currency": "EUR"}',
            "its amount is less than nothing",
        ),
        ('{"name": "A", "tags": [' + '"a",' * 20_000 + '"a"]}', "more than 20,000 values"),
        ('{"name": "A", "facts": {"b": "1", "a": "1", "c": "1", "a": "2"}}', "“a” is given twice"),
        ('{"record": "perk", "contact": "c1", "text": {}}', "text is not a whole number"),
        ('{"record": "feedback", "contact": "c1", "score": 99999999999999999999}', "stored"),
        ('{"record": "key", "key": "k", "of": "who"}', "not the code"),
        ('{"record": "distinct", "contacts": ["c1", "c1"]}', "its two contacts"),
        ('{"record": "ufo"}', "not a kind of record"),
        ("[" * 100_000, "not JSON"),
        ("1" * 100_000, "not JSON"),
    ],
    afresh=True,
)
def test_a_bad_line_is_named_and_leaves_nothing_behind(
    crm: Crm, tmp_path: Path, line: str, reason: str
):
    file = tmp_path / "f.jsonl"
    good = '{"record": "contact", "id": "c1", "name": "Zoe"}'
    file.write_text(f"{good}\n\n{line}\n")
    result = crm("import", str(file))
    assert "2 records: 1 new, 0 updated, 0 unchanged, 1 skipped" in result.out
    assert f"{file}:3: skipped: " in result.err
    assert reason in result.err
    assert len(crm("list").out.splitlines()) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(crm: Crm, tmp_path: Path):
    file = tmp_path / "f.jsonl"
    file.write_text(_lines({"name": "Ada"}, {"name": "Bo"}))
    result = crm("import", str(file), "--dry-run")
    assert result.out == "2 records: would be 2 new, 0 updated, 0 unchanged, 0 skipped\n"
    assert crm("list").out == ""


@for_each(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"", "empty"),
        (b"\0" * 1000, "empty"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a calendar"),
        (b"version: 1\n\ndn: cn=Ada\ncn: Ada\n", "LDIF: export the address book as vCard or CSV"),
        (b"dn:: QWRh\nmail: a@x.example\n", "LDIF"),
        (b"<!DOCTYPE html>\n<p>Name, Phone", "a web page"),
        (b'{\n "contacts": [\n  {"name": "Ada"}\n ]\n}\n', "JSON of another program"),
        (b'[\n {"name": "Ada"}]', "a list in JSON, as crm list --json prints it"),
        (b"<?xml version=\"1.0\"?><name/>", "XML"),
        (b"{\\rtf1 Name}", "a text with formats"),
        (b"From ada@x.example Mon Jan  1 10:00:00 2024\nSubject: hi\n", "a mailbox"),
        (b"PK\x03\x04xl", "a spreadsheet"),
    ],
    afresh=True,
)  # fmt: skip
def test_what_is_no_address_book_is_refused(crm: Crm, tmp_path: Path, data: bytes, what: str):
    file = tmp_path / "f"
    file.write_bytes(data)
    result = crm.run("import", str(file))
    assert result.code == 2
    assert what in result.err
    assert "No contact could be read from" in result.err
    assert not (crm.home / "crm.db").exists()
    assert crm.run("import", str(tmp_path / "missing")).code == 3
    (tmp_path / "folder").mkdir(exist_ok=True)
    assert crm.run("import", str(tmp_path / "folder")).code == 2


# ── any people, and every naughty string ─────────────────────────────────────────────────

_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
_SAID = _WORDS.filter(lambda text: bool(text.strip()))
_PERSON = st.fixed_dictionaries(
    {"name": _SAID},
    optional={
        "nicknames": st.lists(_SAID, max_size=2),
        "organization": _SAID,
        "phones": st.lists(st.from_regex(r"\+44[0-9]{7,9}", fullmatch=True), max_size=2),
        "addresses": st.lists(_SAID, max_size=2),
        "handles": st.lists(_SAID, max_size=2),
        "facts": st.dictionaries(_SAID, _SAID, max_size=2),
        "birthday": st.sampled_from(["1815-12-10", "--02-29"]),
        "occasions": st.lists(
            st.fixed_dictionaries({"label": _SAID, "day": st.just("2011-05-14")}), max_size=2
        ),
        "every": st.sampled_from(["4w", "30d", "1y"]),
        "note": _SAID,
        "do_not_contact": st.booleans(),
    },
)  # fmt: skip


def _check_round_trip(crm: Crm, people: list[dict[str, Any]]) -> None:
    """Add people and a note on each; export, import into an empty store, export again."""
    _away(crm)
    crm.run("add", "-", "--force", stdin=_lines(*people))
    ids = crm("list", "--ids").out.split()
    crm.run("log", "-", stdin=_lines(*({"who": own, "text": "x " + own} for own in ids)))
    before = crm("export", "--format", "jsonl").out
    _away(crm)
    crm("import", "-", stdin=before)
    assert crm("export", "--format", "jsonl").out == before
    again = json.loads(crm("import", "-", "--json", stdin=before).out)
    assert (again["new"], again["updated"], again["skipped"]) == (0, 0, [])


@settings(
    max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(_PERSON, min_size=1, max_size=6))
def test_any_people_come_back_as_they_were(crm: Crm, people: list[dict[str, Any]]):
    _check_round_trip(crm, people)


def test_every_naughty_string_comes_back_as_it_was(crm: Crm, corpus: Path):
    strings = json.loads((corpus / "blns" / "blns.json").read_text("utf-8"))
    said = [each for each in strings if each.strip() and "\0" not in each]
    _check_round_trip(
        crm,
        [
            {"name": each, "nicknames": [f"{each}!"], "note": each, "facts": {each: each},
             "organization": each, "addresses": [each], "handles": [each]}
            for each in said
        ],
    )  # fmt: skip


# ── inputs of bad will; the large ones are measured by hand ──────────────────────────────


def test_the_good_around_the_bad_arrives(crm: Crm, tmp_path: Path):
    good = ('{"name": "Ada"}\n', '{"name": "Bo"}\n')
    bad = {
        "jsonl": '{"a":' * 100_000 + "\n" + '{"record": "ufo"}\n' * 1000,
        "csv": 'x,"open\n' + ",,;\n" * 10_000 + "y" * (1 << 20) + ",\n",
        "vcf": "BEGIN:VCARD\n" + "END:VCARD\n" * 100,
    }
    around = {
        "jsonl": good,
        "csv": ("Name,E-mail\nAda,\n", "Bo,\n"),
        "vcf": ("BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "BEGIN:VCARD\nFN:Bo\nEND:VCARD\n"),
    }
    for ending, (first, last) in around.items():
        _away(crm)
        file = tmp_path / f"f.{ending}"
        file.write_text(first + bad[ending] + last)
        result = crm("import", str(file))
        assert "Traceback" not in result.err
        assert len(result.err.splitlines()) < 130, ending
        assert {"Ada", "Bo"} <= {each["name"] for each in crm.json("list")}, ending


def test_of_very_many_bad_lines_the_last_is_named_and_what_is_good_arrives(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tinycrm.exchange.record_file.MOST_PROBLEMS", 20)
    monkeypatch.setattr("tinycrm.exchange.json_records.MOST_PARTS", 50)
    monkeypatch.setattr("tinycrm.services.json_lines.left_out.MOST_BAD", 3)
    file = tmp_path / "f.jsonl"
    wide = json.dumps({"name": "Wide", "facts": {f"k{n}": "v" for n in range(60)}}) + "\n"
    file.write_text('{"name": "Ada"}\n' + "\n\n" + "{}\n" * 99 + wide + '{"name": "Bo"}')
    report = crm.json("import", str(file))
    assert {each["name"] for each in crm.json("list")} == {"Ada"}
    reasons = [(each["line"], each["reason"]) for each in report["skipped"]]
    assert (102, "and 58 more lines, this is the last of them") in reasons
    monkeypatch.setattr("tinycrm.services.json_lines.left_out.MOST_BAD", 30)
    report = crm.json("import", str(file))
    assert {each["name"] for each in crm.json("list")} == {"Ada", "Bo"}


def test_a_file_of_somebody_else_may_bring_so_much_and_one_of_ours_comes_whole(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tinycrm.exchange.record_file.MOST_LINES", 3)
    monkeypatch.setattr("tinycrm.services.json_lines.left_out.MOST_ROWS", 3)
    file = tmp_path / "f.jsonl"
    note = {"record": "note", "kind": "call", "at": "2026-11-01", "text": "x", "contacts": ["c1"]}
    people = [{"id": f"c{n}", "name": f"P{n}", "tags": ["y"]} for n in range(1, 6)]
    file.write_text(_lines(people[0], note, people[1]))
    assert crm.json("import", str(file), "--dry-run")["skipped"] == [
        {"file": str(file), "line": 2, "reason": left_out.TOO_MANY_ROWS.format(3)}
    ]  # fmt: skip
    monkeypatch.setattr("tinycrm.services.json_lines.left_out.MOST_ROWS", 100)
    file.write_text(_lines(people[0], *[note] * 5))
    report = crm.json("import", str(file))
    assert {each["name"] for each in crm.json("list")} == {"P1"}
    assert (report["new"], report["skipped"][0]["line"]) == (3, 4)
    assert report["skipped"][0]["reason"].startswith("this line and those after it are not read")
    before = _export(crm, tmp_path / "ours.jsonl")
    monkeypatch.setattr("tinycrm.exchange.record_file.MOST_LINES", 1)
    monkeypatch.setattr("tinycrm.services.json_lines.left_out.MOST_ROWS", 1)
    _away(crm)
    assert crm.json("import", str(tmp_path / "ours.jsonl"))["skipped"] == []
    assert _export(crm, tmp_path / "again.jsonl") == before


def test_a_record_that_the_store_refuses_costs_itself_only(crm: Crm, tmp_path: Path):
    good = {"record": "contact", "id": "c1", "name": "Zoe", "tags": ["a"]}
    bad = {"record": "contact", "id": "c2", "name": "Bad", "tags": ["b"], "kind": "robot"}
    notes = [
        {"record": "note", "id": f"n{n}", "uid": uid, "kind": kind, "at": "2026-11-01",
         "text": f"T{n}", "contacts": ["c1"], "tags": [f"t{n}"], "mentions": ["i1"]}
        for n, (uid, kind) in enumerate([("a", "call"), ("b", "odd"), ("b", "call"), ("b", "call")])
    ]  # fmt: skip
    issue = {"record": "issue", "id": "i1", "contact": "c1", "text": "late", "on": "2026-10-01"}
    lost = {"record": "issue", "contact": "c2", "text": "of somebody refused", "on": "2026-10-01"}
    file = tmp_path / "f.jsonl"
    file.write_text(_lines(good, bad, {**good, "id": "c3", "name": "Yan"}, *notes, issue, lost))
    report = crm.json("import", str(file))
    assert [each["line"] for each in report["skipped"]] == [2, 9, 5]
    assert (report["made"], report["unchanged"]) == ({"contact": 2, "issue": 1, "note": 2}, 1)
    found = crm.json("show", "zoe")
    assert [each["text"] for each in found["notes"]] == ["T0", "T2"]
    with closing(sqlite3.connect(crm.home / "crm.db")) as db:
        assert {name for (name,) in db.execute("SELECT name FROM tag")} == {"a", "t0", "t2"}
        assert db.execute("SELECT count(*) FROM note_issue").fetchone() == (2,)


def test_what_has_too_many_values_of_one_kind_is_skipped(crm: Crm, tmp_path: Path):
    many = [f"t{n}" for n in range(20_001)]
    file = tmp_path / "f.vcf"
    file.write_text(
        f"BEGIN:VCARD\nFN:Ada\nCATEGORIES:{','.join(many)}\nEND:VCARD\n"
        f"BEGIN:VCARD\nFN:Bo\nTEL;{';'.join(many)}:+44 1632 960961\nEND:VCARD\n"
    )
    result = crm("import", str(file))
    assert f"{file}:1: skipped: it has more than 20,000 tags" in result.err
    assert crm.json("show", "bo")["phones"][0]["value"] == "+44 1632 960961"


def test_a_card_with_very_many_columns_or_numbers_takes_no_long_time(crm: Crm, tmp_path: Path):
    labels = ",".join(f"Phone {n} - Label,Phone {n} - Value" for n in range(1000))
    cells = ",".join(f"Home,+44163{n:07}" for n in range(1000))
    wide = ",".join(f"c{n}" for n in range(1000))
    file = tmp_path / "f.csv"
    file.write_text(f"Name,{labels},{wide}\nAda,{cells},{wide}\n")
    crm("import", str(file))
    ada = crm.json("show", "ada")
    assert len(ada["phones"]) == 1000
    assert len(ada["also"]) == 200
    assert crm.json("import", str(file))["unchanged"] == 1
