"""`crm import` of Monica's JSON export: to the reminder, the special date and the cadence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY, Crm
from tinycrm.exchange.file_formats import read_book
from tinycrm.exchange.monica import MonicaRecords, NoMonica, read_monica

MADE = {"created_at": "2021-03-01T10:00:00Z", "updated_at": "2021-04-01T10:00:00.000000Z"}


def _of(kind: str, *values: object) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def _value(uuid: str | None, **properties: object) -> dict[str, Any]:
    return {**({"uuid": uuid} if uuid else {}), **MADE, "properties": properties}


def _date(day: str, **more: bool) -> dict[str, Any]:
    return {"uuid": day, "is_age_based": False, "is_year_unknown": False, "date": day} | more


JANE = _value(
    "jane", first_name="Jane", middle_name="Q", last_name="Doe", nickname="JD", company="ACME",
    job="Engineer", description="Met at a fair", food_preferences="vegan", is_starred=True,
    is_active=True, is_dead=False, tags=["friends"], gender="F", stay_in_touch_frequency=90,
    stay_in_touch_trigger_date="2026-12-24T00:00:00Z",
    birthdate=_date("1980-05-17T00:00:00Z"), first_met_through="john",
    first_met_date=_date("0001-06-01", is_year_unknown=True),
) | {"data": [
    _of("contact_field", _value(None, data="jane@d.example", type="t-mail"),
        _value(None, data="+1 202 555 0143", type="t-phone"),
        _value(None, data="@jane", type="t-chat")),
    _of("address", _value(None, name="Home", street="1 Main St", city="Rye", postal_code="TN31",
                          country="GB")),
    _of("note", _value(None, body="Likes Bach")),
    _of("call", _value(None, called_at="2026-10-01T09:00:00Z", content="Rang",
                       contact_called=True)),
    _of("reminder",
        _value("r1", initial_date="2020-01-31", title="Send card", frequency_type="month",
               frequency_number=1, delible=True, inactive=False),
        _value("r2", initial_date="2026-12-01", title="Ask", description="about the dog",
               frequency_type="one_time", frequency_number=1, delible=True, inactive=False),
        _value("r3", initial_date="2021-05-17", title="Wish happy birthday",
               frequency_type="year", frequency_number=1, delible=False, inactive=False)),
    _of("gift", _value(None, name="A book", status="offered", date="2026-05-17"),
        _value(None, name="A scarf", status="idea")),
    _of("task", _value("t1", title="Return the book", completed=False),
        _value("t2", title="Done", completed=True, completed_at="2021-04-02T08:00:00Z")),
    _of("pet", _value(None, name="Rex", category="dog")),
    _of("conversation", _value(None, happened_at="2026-09-09", messages=[
        _value(None, content="Hi", written_by_me=True), _value(None, content="Hello")])),
    _of("life_event", _value("l1", name="Moved", note="to Rye", happened_at="2019-01-01")),
    _of("debt", {**MADE, "properties": {"in_debt": True, "amount": 5, "status": "inprogress"}}),
    _of("activity", "a1"),
]}  # fmt: skip
JOHN = _value(
    "john", first_name="John", is_active=False, is_dead=True,
    deceased_date=_date("2024-02-01"), birthdate=_date("1950-01-01", is_age_based=True),
) | {"data": [_of("activity", "a1")]}  # fmt: skip
EXPORT = {
    "version": "1.0-preview.1",
    "app_version": "4.0.0",
    "account": {
        "uuid": "account",
        **MADE,
        "data": [
            _of("contact", JANE, JOHN),
            _of("relationship", _value("x", type="bestfriend", contact_is="john",
                                       of_contact="jane")),
            _of("activity", _value("a1", summary="Lunch", description="at Joe's",
                                   happened_at="2026-11-02")),
            _of("photo", _value("p1")),
        ],
        "properties": {"journal_entries": [_value("j1"), _value("j2")]},
        "instance": {"contact_field_types": [
            _value("t-mail", name="Email", protocol="mailto:", type="email"),
            _value("t-phone", name="Phone", protocol="tel:", type="phone"),
            _value("t-chat", name="Telegram", protocol=None, type=None),
        ]},
    },
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "monica.json"
    file.write_text(json.dumps(EXPORT, indent=1))
    return file


def test_a_contact_arrives_with_dates_cadence_and_how_to_reach_it(crm: Crm, file: Path):
    result = crm("import", str(file))
    assert "2 skipped" in result.out
    assert f"{file}:1: skipped: 2 journal entries are left out" in result.err
    jane = crm.json("show", "jane")
    assert (jane["name"], jane["nicknames"], jane["organization"]) == ("Jane Q Doe", ["JD"], "ACME")
    assert jane["emails"] == [{"value": "jane@d.example", "label": None}]
    assert jane["handles"] == [{"value": "@jane", "label": "telegram"}]
    assert jane["addresses"] == [{"value": "1 Main St, Rye, TN31, GB", "label": "Home"}]
    assert jane["birthday"] == "1980-05-17"
    assert [(each["label"], each["day"]) for each in jane["occasions"]] == [
        ("first met", "--06-01")
    ]
    assert jane["facts"] == {"food": "vegan", "pets": "Rex (dog)", "gift ideas": "A scarf"}
    assert jane["tags"] == ["friends", "starred"]
    assert {(each["label"], each["name"]) for each in jane["related"]} == {
        ("best friend", "John"), ("introduced by", "John"),
    }  # fmt: skip
    assert (jane["every"], jane["last_touch"], jane["next_due"]) == (
        "90d", "2026-11-02", "2027-01-31",
    )  # fmt: skip
    john = crm.json("show", "john")
    assert (john["archived"], john["do_not_contact"]) == (True, True)
    assert (john["birthday"], john["facts"]) == (None, {"died": "2024-02-01", "born about": "1950"})


def test_notes_reminders_and_tasks_arrive_with_their_days(crm: Crm, file: Path):
    crm("import", str(file))
    records = [json.loads(line) for line in crm("export").out.splitlines()]
    notes = {
        (each["at"], each["kind"], each["text"]) for each in records if each["record"] == "note"
    }
    assert notes == {
        ("2021-03-01", "note", "Met at a fair"), ("2021-03-01", "note", "Likes Bach"),
        ("2026-10-01", "call", "Rang"), ("2026-05-17", "gift", "A book"),
        ("2026-09-09", "message", "Me: Hi\nJane Q Doe: Hello"),
        ("2019-01-01", "note", "Moved\n\nto Rye"),
        ("2021-03-01", "note", "I owe them 5, inprogress"),
        ("2026-11-02", "meeting", "Lunch\n\nat Joe's"),
    }  # fmt: skip
    lunch = next(each for each in records if each.get("uid") == "a1")
    assert lunch["contacts"] == ["c1", "c2"]
    reminders = {each["text"]: each for each in records if each["record"] == "reminder"}
    assert reminders.keys() == {"Send card", "Ask\nabout the dog", "Return the book", "Done"}
    card = reminders["Send card"]
    assert (card["on"], card["every"], card["fixed"]) == ("2026-11-30", "1m", True)
    assert (reminders["Return the book"]["on"], reminders["Return the book"]["done_at"]) == (
        TODAY, None,
    )  # fmt: skip
    assert reminders["Done"]["done_at"] == "2021-04-02T08:00:00Z"


def test_a_second_import_changes_nothing_not_even_on_another_day(crm: Crm, file: Path):
    crm("import", str(file))
    before = crm("export").out
    crm.on("2027-03-01")
    report = crm.json("import", str(file), "--format", "monica")
    assert (report["new"], report["updated"]) == (0, 0)
    assert crm("export").out == before


def test_json_of_another_kind_is_refused(crm: Crm, tmp_path: Path):
    file = tmp_path / "f.json"
    for data in ('{"account": 1}', '{"account": {"data": "x"}}', '{"account": ', "[1]", '{"a": 1}'):
        file.write_text(data)
        assert crm.run("import", str(file)).code == 2, data
    with pytest.raises(NoMonica):
        read_monica(b'{"account": []}', TODAY)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["jane", "2026-01-01", "a1", "one_time", "month"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["uuid", "properties", "data", "type", "values", "first_name", "title",
                         "initial_date", "birthdate", "date", "stay_in_touch_frequency"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=40)
@given(_JSON, st.sampled_from(["contact", "reminder", "activity", "relationship", "note"]))
def test_whatever_stands_in_the_place_of_a_value_nothing_is_raised(value: object, kind: str):
    contact = JANE | {"data": [_of(kind, value), *JANE["data"][:2]]}
    for account in (
        {"data": [_of(kind, value, value)]},
        {"data": [_of("contact", contact, value)]},
    ):
        records = MonicaRecords(account, TODAY)
        assert all(each for name in records.kinds() for each in records.records(name))


def test_an_export_with_more_values_than_can_be_read_is_refused(
    crm: Crm, file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tinycrm.exchange.monica.MOST_PARTS", 100)
    result = crm.run("import", str(file))
    assert result.code == 2
    assert "it has more than 100 fields, too many to be read at once" in result.err


def test_the_format_is_found():
    assert read_book(json.dumps(EXPORT).encode()).format == "monica"
    assert read_book(b'{"record": "contact", "name": "account"}').format == "jsonl"
