"""`crm edit` by flags: the same changes on any number of records, as one batch."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.conftest import batches, dump_store


@pytest.fixture
@made_once
def everything(crm: Crm) -> None:
    """Grace, c1, and Ada, c2, with something in every field."""
    crm("add", "Grace Hopper")
    crm(
        "add", "Ada Lovelace", "-e", "ada@example.org", "-p", "mobile:+44 1632 960961",
        "-b", "1815-12-10", "-d", "anniversary=2011-05-14", "-o", "Acme",
        "--title", "Analyst", "-n", "Countess", "-t", "vip", "--every", "4w",
        "--referred-by", "grace", "--address", "12 St James's Square",
        "--url", "https://example.org", "--handle", "@ada", "--fact", "coffee=flat white",
        "--do-not-contact",
    )  # fmt: skip


@pytest.fixture
def ada(everything: Crm) -> dict[str, Any]:
    """Ada as she is shown."""
    found: dict[str, Any] = everything.json("show", "c2")
    return found


def of(crm: Crm, code: str, *fields: str) -> list[Any]:
    """These fields of a record, as it is now."""
    record = crm.json("show", code)
    return [record[each] for each in fields]


# ── people ───────────────────────────────────────────────────────────────────────────────


@for_each(
    ("flags", "field", "value"),
    [
        (("--name", "Ada King"), "name", "Ada King"),
        (("--kind", "org"), "kind", "organization"),
        (("-o", "Engines Ltd"), "organization", "Engines Ltd"),
        (("-o", ""), "organization", None),
        (("--title", ""), "title", None),
        (("-e", "+work:a@b.c"), "emails", [
            {"value": "ada@example.org", "label": None}, {"value": "a@b.c", "label": "work"},
        ]),
        (("-e", "a@b.c", "-e", "-ADA@example.org"), "emails", [{"value": "a@b.c", "label": None}]),
        (("-e", "home:Ada@example.org"), "emails", [{"value": "Ada@example.org", "label": "home"}]),
        (("-p", "+44 20 7946 0018"), "phones", [
            {"value": "+44 1632 960961", "label": "mobile"},
            {"value": "+44 20 7946 0018", "label": None},
        ]),
        (("-p", "+office:020 7946"), "phones", [
            {"value": "+44 1632 960961", "label": "mobile"},
            {"value": "020 7946", "label": "office"},
        ]),
        (("-p", "-+441632960961"), "phones", []),
        (("-p", "car:+44-1632-960961"), "phones", [{"value": "+44-1632-960961", "label": "car"}]),
        (("-b", "--12-11"), "birthday", "--12-11"),
        (("-b", ""), "birthday", None),
        (("-d", "wedding=8 July 1835"), "occasions", [
            {"id": "o2", "label": "anniversary", "day": "2011-05-14"},
            {"id": "o3", "label": "wedding", "day": "1835-07-08"},
        ]),
        (("-d", "Anniversary=14 May"), "occasions", [
            {"id": "o2", "label": "anniversary", "day": "--05-14"},
        ]),
        (("-d", "-anniversary"), "occasions", []),
        (("-n", "Enchantress", "-n", "-countess"), "nicknames", ["Enchantress"]),
        (("-t", "lead", "-t", "+press", "-t", "-VIP"), "tags", ["lead", "press"]),
        (("-t", "ViP"), "tags", ["vip"]),
        (("--every", "3m"), "every", "3m"),
        (("--every", ""), "every", None),
        (("--referred-by", ""), "referred_by", None),
        (("--address", "-12 ST JAMES'S  Square"), "addresses", []),
        (("--url", "-https://example.org", "--url", "x.org"), "urls", [
            {"value": "x.org", "label": None},
        ]),
        (("--handle", "+@ada2"), "handles", [
            {"value": "@ada", "label": None}, {"value": "@ada2", "label": None},
        ]),
        (("--fact", "coffee=black", "--fact", "tea=a=b"), "facts", {
            "coffee": "black", "tea": "a=b",
        }),
        (("--fact", "Coffee="), "facts", {}),
        (("--may-contact",), "do_not_contact", False),
    ],
    afresh=True,
)  # fmt: skip
def test_a_flag_changes_one_field_and_no_other_and_undo_is_exact(
    crm: Crm, ada: dict[str, Any], flags: tuple[str, ...], field: str, value: Any
):
    before = dump_store()
    crm.on("2026-11-24")
    edited = crm.json("edit", "c2", *flags)
    assert edited.pop("created") is False
    assert edited.pop("batch") == "b3" or edited["tags"] == ada["tags"]
    now = crm.json("show", "c2")
    assert now[field] == value
    passing = {"updated_at", "next_due", field}
    assert {f: v for f, v in now.items() if f not in passing} == {
        f: v for f, v in ada.items() if f not in passing
    }
    if edited["updated_at"] != ada["updated_at"]:
        after = dump_store()
        crm("undo")
        assert dump_store() == before
        crm("redo")
        assert dump_store() == after


def test_flags_change_many_people_as_one_batch(crm: Crm):
    for name in ("Ada", "Grace", "Mary"):
        crm("add", name)
    before = dump_store()
    result = crm("edit", "c1", "mary", "-t", "+vip", "-o", "Acme")
    assert result.out == "c1\nc3\n"
    assert result.err == "crm: 2 of 2 changed\n"
    assert [each["tags"] for each in crm.json("list")] == [["vip"], [], ["vip"]]
    assert batches()[-1][1] == "edit c1 c3"
    crm("undo")
    assert dump_store() == before


def test_a_name_of_several_words_needs_no_quotes(crm: Crm):
    crm("add", "Ada Lovelace")
    crm("add", "Grace Hopper")
    assert crm("edit", "ada", "lovelace", "-t", "vip").out == "c1\n"
    assert crm("edit", "grace", "lovelace", "-t", "lead").out == "c2\nc1\n"


def test_ids_are_read_from_stdin(crm: Crm):
    crm("add", "Ada")
    crm("add", "Grace")
    result = crm("edit", "-", "-t", "vip", stdin="c1\n c2\tc1\n\n")
    assert result.out == "c1\nc2\n"


def test_an_empty_stdin_changes_nothing(crm: Crm):
    crm("add", "Ada")
    before = batches()
    assert crm("edit", "-", "-t", "vip", stdin=" \n").out == ""
    assert crm("edit", "-", "-t", "vip", "--json", stdin="").json == []
    assert batches() == before


@for_each("stdin", ["Ada\n", "c1\nc2x\n", b"\xff"], afresh=True)
def test_what_is_no_id_on_stdin_is_refused_whole(crm: Crm, stdin: str | bytes):
    crm("add", "Ada")
    result = crm.run("edit", "-", "-t", "vip", stdin=stdin)
    assert result.code == 2
    assert crm.json("show", "ada")["tags"] == []


def test_what_is_so_already_makes_no_batch(crm: Crm, ada: dict[str, Any]):
    edited = crm.json(
        "edit", "c2", "-t", "VIP", "-o", "Acme", "-b", "10.12.1815", "--every", "4w",
        "-e", "ada@example.org", "--referred-by", "grace", "-n", "Countess",
    )  # fmt: skip
    assert edited["batch"] is None
    assert crm("edit", "c2", "-t", "-nobody").err == "crm: Ada Lovelace (c2) is unchanged\n"


def test_a_guess_is_not_silent(crm: Crm):
    crm("add", "Ann Lee")
    crm("add", "Anna Kowalska")
    assert "also Anna Kowalska (c2)" in crm("edit", "ann", "-t", "vip").err


def test_many_rhythms_at_once_are_spread(crm: Crm):
    for number in range(8):
        crm("add", f"P{number}")
    ids = [f"c{number}" for number in range(1, 9)]
    crm("edit", *ids, "--every", "8w")
    assert len({crm.json("show", each)["next_due"] for each in ids}) > 2


def test_another_birthday_comes_back_anew(crm: Crm):
    crm("add", "Ada", "-b", "24 Nov")
    crm("done", "c1")
    closed = "SELECT closed_on FROM occasion"
    crm("edit", "ada", "-b", "1985-11-24")  # the same day, with its year
    with closing(crm.db()) as db:
        assert db.execute(closed).fetchall() == [("2026-11-24",)]
    crm("edit", "ada", "-b", "27 Nov")
    with closing(crm.db()) as db:
        assert db.execute(closed).fetchall() == [(None,)]


def test_a_changed_name_is_found_and_the_old_one_is_not(crm: Crm):
    crm("add", "Ada Byron")
    crm("edit", "ada", "--name", "Ada Lovelace", "-o", "Größe & Co")
    assert crm.json("show", "lovelace")["id"] == "c1"
    assert crm.run("show", "byron").code == 3
    assert crm("search", "groesse").out


def test_a_referral_that_says_more_stays_when_the_link_goes(crm: Crm, ada: dict[str, Any]):
    with closing(crm.db()) as db, db:
        db.execute("UPDATE win SET text = 'at the fair'")
    crm("edit", "c2", "--referred-by", "")
    with closing(crm.db()) as db:
        assert db.execute("SELECT text, brought_id FROM win").fetchall() == [("at the fair", None)]


@for_each(
    ("flags", "words"),
    [
        (("--name", " "), "The name is empty."),
        (("-e", "ada"), "is not an e-mail address"),
        (("-p", "x"), "is not a phone number"),
        (("-b", "2030-01-01"), "is in the future"),
        (("-b", "31 Feb"), "is not a day of the year"),
        (("--every", "soon"), "is not an interval"),
        (("--fact", "coffee"), "is not a fact"),
        (("--kind", "robot"), "is not a kind of contact"),
        (("--referred-by", "c2"), "cannot refer themselves"),
        (("--mood", "3"), "a whole number from -2 to 2"),
        (("--mood", "1"), "c2 is a contact: it has no mood"),
        (("--text", "x"), "c2 is a contact: it has no text"),
        (("--at", "friday"), "c2 is a contact: it has no date"),
        ((), "Say what to change."),
    ],
    afresh=True,
)
def test_what_cannot_be_is_refused_in_words(
    crm: Crm, ada: dict[str, Any], flags: tuple[str, ...], words: str
):
    before = dump_store()
    result = crm.run("edit", "c2", *flags)
    assert result.code == (5 if "refer" in words else 2)
    assert words in result.err
    assert dump_store() == before


def test_one_that_cannot_be_changed_keeps_all_as_they_are(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "Lunch")
    before = dump_store()
    assert crm.run("edit", "c1", "n1", "c9", "-t", "vip").code == 3
    assert crm.run("edit", "c1", "n1", "-o", "Acme").code == 2
    assert crm.run("edit", "c1", "b1", "-t", "vip").code == 2
    assert dump_store() == before


# ── notes, reminders, issues ─────────────────────────────────────────────────────────────


@pytest.fixture
@made_once
def records(crm: Crm) -> None:
    """Ada with n1, r1, i1 and i2, which is resolved; Grace."""
    crm("add", "Ada")
    crm("add", "Grace")
    crm("log", "ada", "Lunch #roma", "--at", "2026-11-20 12:30", "--mood", "1")
    crm("remind", "ada", "send quote", "--on", "2026-12-01 09:00", "--every", "1m")
    crm("issue", "ada", "Charged twice")
    crm("issue", "ada", "Late")
    crm("resolve", "i2", "refunded")


@pytest.mark.usefixtures("records")
@for_each(
    ("code", "flags", "changed"),
    [
        ("n1", ("--text", "Dinner"), {"text": "Dinner"}),
        ("n1", ("-k", "meet"), {"kind": "meeting"}),
        ("n1", ("--at", "2026-11-19"), {"at": "2026-11-19"}),
        ("n1", ("--on", "2026-11-19 08:00"), {"at": "2026-11-19T08:00"}),
        ("n1", ("--mood", ""), {"mood": None}),
        ("n1", ("--mood", "-2"), {"mood": -2}),
        ("n1", ("-t", "food", "-t", "-Roma"), {"tags": ["food"]}),
        ("r1", ("--text", "send it"), {"text": "send it"}),
        ("r1", ("--on", "2026-12-03"), {"on": "2026-12-03", "every_on": "03"}),
        ("r1", ("--on", "2026-12-01 10:00"), {"time": "10:00"}),
        ("r1", ("--on", "eom"), {"on": "2026-11-30", "every_on": "31"}),
        ("r1", ("--every", "last friday"), {"every_on": "Lfri"}),
        ("r1", ("--every", "3m"), {"every": "3m"}),
        ("r1", ("--every", ""), {"every": None, "every_on": None}),
        ("r1", ("--every", "2w", "--fixed"), {"every": "2w", "every_on": None, "fixed": True}),
        ("i1", ("--text", "Charged 3 times"), {"text": "Charged 3 times"}),
        ("i1", ("--at", "2026-11-01"), {"on": "2026-11-01"}),
        ("i2", ("--resolution", "apologised"), {"resolution": "apologised"}),
        ("i2", ("--resolution", ""), {"resolution": None}),
    ],
    afresh=True,
)
def test_notes_reminders_and_issues_take_other_values(
    crm: Crm, code: str, flags: tuple[str, ...], changed: dict[str, Any]
):
    before, was = dump_store(), crm.json("show", code)
    assert crm("edit", code, *flags).out == f"{code}\n"
    assert crm.json("show", code) == was | changed
    after = dump_store()
    crm("undo")
    assert dump_store() == before
    crm("redo")
    assert dump_store() == after


@pytest.mark.usefixtures("records")
def test_a_note_moves_to_other_people_and_the_last_touch_with_it(crm: Crm):
    before = dump_store()
    crm("edit", "n1", "--who", "grace", "--who", "-ada")
    assert [each["id"] for each in crm.json("show", "n1")["contacts"]] == ["c2"]
    assert of(crm, "c1", "last_touch") + of(crm, "c2", "last_touch") == [None, "2026-11-20"]
    crm("undo")
    assert dump_store() == before


@pytest.mark.usefixtures("records")
def test_a_reminder_on_another_day_waits_for_that_day(crm: Crm):
    crm("snooze", "r1", "2027-01-01")
    crm("edit", "r1", "--on", "today")
    assert of(crm, "r1", "snoozed_until") == [None]
    assert [each["id"] for each in crm.json("today")["follow_ups"]] == ["r1"]


@pytest.mark.usefixtures("records")
@for_each(
    ("code", "flags", "words"),
    [
        ("n1", ("--who", "-ada"), "n1 must be about someone"),
        ("n1", ("--at", "2026-12-01"), "is in the future"),
        ("n1", ("-k", "person"), "is not a kind of note"),
        ("n1", ("--text", ""), "n1 must have text"),
        ("i1", ("--at", "2027-01-01"), "is in the future"),
        ("i1", ("--resolution", "done"), "i1 is still open"),
        ("r1", ("--kind", "call"), "r1 is a reminder: it has no kind"),
    ],
    afresh=True,
)
def test_what_such_a_record_cannot_be_is_refused(
    crm: Crm, code: str, flags: tuple[str, ...], words: str
):
    result = crm.run("edit", code, *flags)
    assert result.code == 2
    assert words in result.err


@pytest.mark.usefixtures("records")
def test_days_of_what_looks_back_and_ahead_are_changed_apart(crm: Crm):
    assert crm.run("edit", "n1", "r1", "--at", "friday").code == 2
    crm("edit", "n1", "i1", "--at", "friday")
    assert crm.json("show", "n1")["at"] == "2026-11-20"
    crm("edit", "r1", "--at", "friday")
    assert crm.json("show", "r1")["on"] == "2026-11-27"


def test_several_records_are_an_array_and_one_is_an_object(crm: Crm):
    crm("add", "Ada")
    crm("add", "Grace")
    both = crm.json("edit", "c1", "c2", "-t", "vip")
    assert [(each["id"], each["tags"], each["batch"]) for each in both] == [
        ("c1", ["vip"], "b3"),
        ("c2", ["vip"], "b3"),
    ]
    assert crm.json("edit", "c1", "-t", "-vip")["tags"] == []


def test_done_mention_and_snooze_read_ids_from_stdin_too(crm: Crm):
    crm("add", "Ada")
    crm("remind", "ada", "one", "--on", "today")
    crm("remind", "ada", "two", "--on", "today")
    crm("issue", "ada", "Late")
    assert crm("snooze", "-", "1w", stdin="r1 r2").out == "r1\nr2\n"
    assert crm("mention", "-", stdin="i1\n").out == "i1\n"
    assert crm("done", "-", "it", "went", "well", stdin="r1\nr2\n").out == "r1\nr2\n"
    assert crm.json("log")[0]["text"] == "it went well"
    before = batches()
    for verb in (("done",), ("mention",), ("snooze", "--until", "1w")):
        assert crm(verb[0], "-", *verb[1:], stdin="").out == ""
    assert batches() == before


def test_a_label_stands_before_an_address_also_of_somebody_new(crm: Crm):
    crm("add", "Ada", "-e", "work:ada@x.org", "-e", "mailto:a@x.org")
    assert of(crm, "c1", "emails") == [
        [{"value": "ada@x.org", "label": "work"}, {"value": "a@x.org", "label": None}]
    ]
