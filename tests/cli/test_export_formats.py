"""`crm export --format vcard, csv, ics`: out to other programs, and back."""

from __future__ import annotations

import csv
import io
import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.exchange import csv_writing, vcard_patch
from tinycrm.exchange.cards import Card, NamedRelative
from tinycrm.exchange.csv_book import read_csv
from tinycrm.exchange.csv_cells import plain_cell
from tinycrm.exchange.vcard import read_vcards
from tinycrm.exchange.vcard_values import read_words

BLNS = Path(__file__).resolve().parents[2] / "../shared/corpus/blns/blns.json"
NOW = "2026-11-26T07:00:00Z"


def _people(crm: Crm) -> None:
    crm(
        "add", "Ada Lovelace", "-e", "work:ada@a.example", "-p", "mobile:+44 20 7946 0018",
        "-p", "Mum's:+44 20 7946 0019", "-b", "29 Feb 1816", "-d", "anniversary=2011-05-14",
        "-d", "first; meeting=--02-28", "-o", "Engines, Ltd", "--title", "Analyst; chief",
        "-n", "Addie", "-n", "The, Enchantress", "-t", "vip", "-t", "x y", "--every", "4w",
        "--address", "12 St James, London", "--url", "https://a.example/x,y;z", "--handle", "@ada",
        "--fact", "coffee=flat white", "--related", "spouse=William King",
    )  # fmt: skip
    crm("add", "Bo", "-b", "10 Dec")


def _records(crm: Crm) -> list[dict[str, object]]:
    found = json.loads(crm("list", "--json", "--sort", "name").out)
    for each in found:
        for name in ("id", "created_at", "updated_at", "next_due"):
            del each[name]
        each["occasions"] = [(day["label"], day["day"]) for day in each["occasions"]]
        for name in ("emails", "phones", "addresses", "urls", "handles"):
            each[name] = [(e["value"], (e["label"] or "").lower()) for e in each[name]]
        each["tags"] = sorted(each["tags"])
    return found


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "vcard", "--notes"),
        ("--format", "vcard", "--notes", "--vcard", "4.0"),
        ("--format", "csv", "--notes"),
        ("--format", "csv", "--raw"),
        ("--format", "csv", "--bom"),
    ],
)
def test_what_goes_out_comes_back_into_an_empty_store(
    crm: Crm, tmp_path: Path, monkeypatch, options
):
    _people(crm)
    before = _records(crm)
    file = tmp_path / "all.txt"
    assert "2 " in crm("export", *options, "-o", str(file)).err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setenv("CRM_HOME", str(tmp_path / "other"))
    crm("import", str(file))
    assert _records(crm) == before
    assert crm("import", str(file)).out.startswith("2 ")
    assert "2 unchanged" in crm("import", str(file)).out


def test_notes_facts_and_issues_stay_home_unless_asked_for(crm: Crm):
    _people(crm)
    crm("log", "ada", "secret note")
    crm("issue", "ada", "secret issue")
    plain = crm("export", "--format", "vcard").out
    assert "secret" not in plain
    assert "flat white" not in plain
    whole = crm("export", "--format", "vcard", "--notes", "ada").out
    assert "secret note" in whole.replace("\r\n ", "")
    assert "secret issue" in whole.replace("\r\n ", "")
    assert "X-TINYCRM-FACT:coffee=flat white" in whole


def test_other_programs_read_the_same_people(crm: Crm):
    _people(crm)
    cards = list(vobject.readComponents(crm("export", "--format", "vcard").out))
    assert [card.fn.value for card in cards] == ["Ada Lovelace", "Bo"]
    assert cards[0].n.value.family == "Lovelace"
    assert cards[0].org.value == ["Engines, Ltd"]
    assert [each.value for each in cards[0].tel_list] == ["+44 20 7946 0018", "+44 20 7946 0019"]


def test_a_spreadsheet_computes_nothing(crm: Crm):
    crm(
        "add",
        "=cmd|' /C calc'!A0",
        "-o",
        "@SUM(1)",
        "--title",
        "-2+3",
        "-n",
        "'quoted",
        "-p",
        "+48 600",
    )
    rows = list(csv.reader(io.StringIO(crm("export", "--format", "csv").out, newline="")))
    assert rows[1][:4] == ["'=cmd|' /C calc'!A0", "''quoted", "'@SUM(1)", "'-2+3"]
    assert not [cell for cell in rows[1] if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert "\n=cmd" in crm("export", "--format", "csv", "--raw").out


def test_archived_people_are_left_out_and_said(crm: Crm):
    _people(crm)
    crm("archive", "bo")
    result = crm("export", "--format", "vcard")
    assert result.err == "crm: 1 archived person was left out; the filter archived: asks for them\n"
    assert "FN:Bo" not in result.out
    assert "FN:Bo" in crm("export", "--format", "vcard", "archived:").out


@for_each(
    ("words", "code"),
    [
        (("--format", "xml"), 2),
        (("--raw",), 2),
        (("--format", "vcard", "--vcard", "2.1"), 2),
        (("--format", "vcard", "--prune"), 2),
        (("--format", "csv", "-o", "{}/folder/"), 2),
        (("--format", "csv", "-o", "{}/there"), 5),
        (("--format", "csv", "-o", "{}/there", "--yes"), 0),
    ],
    afresh=True,
)
def test_what_contradicts_is_refused(crm: Crm, tmp_path: Path, words, code):
    crm("add", "Ada")
    (tmp_path / "there").write_text("old")
    assert crm.run("export", *(each.format(tmp_path) for each in words)).code == code
    assert ((tmp_path / "there").read_text() == "old") == (code != 0)


# ── a calendar ───────────────────────────────────────────────────────────────────────────


def _events(crm: Crm, *words: str) -> list[Any]:
    calendar: Any = icalendar.Calendar.from_ical(crm("export", "--format", "ics", *words).out)
    return calendar.walk("VEVENT")


def test_dates_and_reminders_are_events_of_a_calendar(crm: Crm):
    _people(crm)
    crm("remind", "ada", "call; now", "--on", "2026-12-01 15:00", "--every", "1m on the last day")
    crm("remind", "me", "taxes", "--on", "2026-12-31")
    found = {str(each["summary"]): each for each in _events(crm)}
    assert list(found) == [
        "Ada Lovelace: birthday (1816)", "Ada Lovelace: anniversary (2011)",
        "Ada Lovelace: first; meeting", "Bo: birthday", "Ada Lovelace: call; now", "taxes",
    ]  # fmt: skip
    born = found["Bo: birthday"]
    assert (born["dtstart"].dt, born["dtend"].dt) == (date(2000, 12, 10), date(2000, 12, 11))
    assert born["rrule"] == {"FREQ": ["YEARLY"], "INTERVAL": [1]}
    call = found["Ada Lovelace: call; now"]
    assert call["dtstart"].dt.isoformat() == "2026-12-01T15:00:00"
    assert call["rrule"]["BYMONTHDAY"] == [-1]
    leap = found["Ada Lovelace: birthday (1816)"]
    assert leap["dtstart"].dt == date(1904, 2, 29)
    assert (leap["rrule"]["BYMONTH"], leap["rrule"]["BYMONTHDAY"]) == ([2], [-1])
    assert all(len(each.walk("VALARM")) == 1 for each in found.values())
    text = crm("export", "--format", "ics").out
    assert "DTSTART;VALUE=DATE:20001210" in text
    assert "DTSTART:20261201T150000\r\n" in text


def test_a_calendar_is_the_same_until_something_changes(crm: Crm):
    _people(crm)
    first = crm("export", "--format", "ics").out
    assert crm("export", "--format", "ics").out == first
    uids = {str(each["uid"]) for each in _events(crm)}
    assert len(uids) == 4
    crm("edit", "bo", "--title", "Captain")
    assert {str(each["uid"]) for each in _events(crm)} == uids
    crm("archive", "bo")
    assert len(_events(crm)) == 3
    assert len(_events(crm, "ada")) == 3


def test_hostile_text_makes_no_line_of_a_calendar(crm: Crm):
    crm("add", "Ada\r\nEND:VEVENT\r\nX-EVIL:1", "-b", "10 Dec", "-d", "a\nX-EVIL: 2=--01-01")
    text = crm("export", "--format", "ics").out
    assert "\nX-EVIL" not in text
    assert len(_events(crm)) == 2


# ── whatever people wrote ────────────────────────────────────────────────────────────────


def naughty() -> list[str]:
    return (
        json.loads(BLNS.read_text("utf-8")) if BLNS.exists() else ["a;b,c\\n\nd", "=1", "\u2028x"]
    )


def one_line(text: str) -> str:
    return " ".join(text.split()) if text.split() else "x"


TEXTS = (
    st.sampled_from(naughty()) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
).map(lambda text: text.replace("\x00", "").strip() or "x")
LABELS = st.sampled_from(["", "home", "work", "mobile", "work fax", "mum's", 'a;b:c,"d^n'])
DAYS = st.builds(
    YearlyDay, st.integers(1, 12), st.integers(1, 28), st.none() | st.integers(1605, 2026)
)
CARDS = st.builds(
    Card,
    name=TEXTS,
    uid=st.just("4ff5dbe6-932a-4b55-b6a3-b038672ec470"),
    kind=st.sampled_from(["person", "organization", "group"]),
    nicknames=st.lists(TEXTS, max_size=2, unique_by=read_words).map(tuple),
    organization=TEXTS | st.just(""),
    title=TEXTS | st.just(""),
    points=st.lists(
        st.builds(Point, st.sampled_from(["address", "url", "handle"]), TEXTS, LABELS), max_size=2
    ).map(tuple),
    birthday=st.none() | DAYS,
    occasions=st.lists(st.tuples(TEXTS, DAYS), max_size=2).map(tuple),
    note=TEXTS | st.just(""),
    related=st.lists(st.builds(NamedRelative, TEXTS, TEXTS), max_size=1).map(tuple),
)


NAMES = """
    BEGIN VERSION UID FN N KIND X-ABSHOWAS X-ADDRESSBOOKSERVER-KIND NICKNAME ORG TITLE ADR URL
    IMPP BDAY ANNIVERSARY X-ABDATE X-ABLABEL X-ABRELATEDNAMES NOTE REV END
""".split()


def words(text: str) -> str:
    """Return a text as one line, as a card has names in one."""
    return " ".join(line.strip() for line in plain(text).split("\n") if line.strip())


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(card=CARDS, version=st.sampled_from(["3.0", "4.0"]))
def test_no_text_of_a_person_leaves_its_line_and_all_comes_back(card: Card, version: str):
    text = vcard_patch.new_card(card, version, NOW, private=True)
    data = text.file().decode()
    for line in data.splitlines():  # also at U+2028 and the like, as some programs do
        if not line.startswith(" "):
            name = line.partition(":")[0].partition(";")[0].rpartition(".")[2]
            assert name.upper() in NAMES
    assert len(list(vobject.readComponents(data))) == 1
    (found,) = read_vcards(text.file())
    assert isinstance(found, Card)
    assert (found.name, found.organization) == (words(card.name), words(card.organization))
    assert (found.title, found.note) == (words(card.title), plain(card.note))
    assert (found.uid, found.kind, found.birthday) == (card.uid, card.kind, card.birthday)
    names = {one_line(each) for each in card.nicknames} - {one_line(card.name)}
    assert {one_line(each) for each in found.nicknames} == names
    assert {day for _, day in found.occasions} >= {
        day for label, day in card.occasions if label.lower() != "birthday"
    }
    assert [each.name for each in found.related] == [words(each.name) for each in card.related]
    handles = {each.value for each in found.points if each.kind == "handle"}
    assert handles == {words(e.value) for e in card.points if e.kind == "handle"}


@settings(max_examples=40, deadline=None)
@given(cells=st.lists(TEXTS, min_size=1, max_size=4))
def test_a_cell_is_no_formula_and_comes_back_as_it_was(cells: list[str]):
    for cell in cells:
        out = csv_writing.defused(cell)
        assert out.lstrip()[:1] not in ("=", "+", "-", "@")
        assert plain_cell(out) == cell


@settings(max_examples=40, deadline=None)
@given(name=TEXTS, title=TEXTS, note=TEXTS)
def test_a_row_of_a_table_is_read_as_the_same_person(name: str, title: str, note: str):
    lines = csv_writing.table([Card(name, title=title, note=note, uid="u1")])
    cards = [e for e in read_csv("".join(lines).encode("utf-8")) if isinstance(e, Card)]
    assert [each.uid for each in cards] == ["u1"]


def test_a_nickname_with_a_backslash_comes_back_as_it_was(crm: Crm):
    crm("add", "Ada", "-n", r"back\now")
    assert r"NICKNAME:back\\now" in crm("export", "--format", "vcard").out
