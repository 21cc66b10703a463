"""`crm add`: add a person, unless that is somebody we know."""

from __future__ import annotations

from tests.conftest import Crm
from tests.rows import for_each


def _names(crm: Crm) -> list[str]:
    return [each["name"] for each in crm.json("list")]


# ── what it says ─────────────────────────────────────────────────────────────────────────


def test_a_new_person_is_one_code_on_stdout_and_a_sentence_on_stderr(crm: Crm):
    result = crm("add", "Ada", "Lovelace")
    assert (result.out, result.err) == ("c1\n", "crm: Ada Lovelace (c1) added\n")


def test_the_words_of_the_name_join(crm: Crm):
    crm("add", "Ada", "King", "Lovelace")
    assert _names(crm) == ["Ada King Lovelace"]


def test_a_name_with_an_address_in_angle_brackets_is_both(crm: Crm):
    added = crm.json("add", "Anna Kowalska <anna@example.org>")
    assert added["name"] == "Anna Kowalska"
    assert added["emails"] == [{"value": "anna@example.org", "label": None}]


def test_everything_that_can_be_said_of_somebody_is_kept(crm: Crm):
    crm("add", "Grace Hopper")
    added = crm.json(
        "add", "Ada Lovelace", "-e", "ada@a.example", "-e", "ada@b.example",
        "-p", "mobile:+44 1632 960 961", "-p", "01632 960 018", "-b", "1815-12-10",
        "-d", "anniversary=1835-07-08", "-d", "customer since=--03-01", "-o", "Engines Ltd",
        "--title", "Director", "-n", "Countess", "-n", "Enchantress", "-t", "vip",
        "-t", "#retainer",
        "--every", "4w", "--referred-by", "grace", "--address", "12 St James’s Square",
        "--url", "https://ada.example", "--handle", "@ada", "--fact", "coffee=flat white",
        "--fact", "gate=b=2", "--do-not-contact", "--key", "web-1",
    )  # fmt: skip
    assert added.pop("uid")
    assert added == {
        "id": "c2",
        "kind": "person",
        "name": "Ada Lovelace",
        "nicknames": ["Countess", "Enchantress"],
        "organization": "Engines Ltd",
        "title": "Director",
        "emails": [
            {"value": "ada@a.example", "label": None},
            {"value": "ada@b.example", "label": None},
        ],
        "phones": [
            {"value": "+44 1632 960 961", "label": "mobile"},
            {"value": "01632 960 018", "label": None},
        ],
        "addresses": [{"value": "12 St James’s Square", "label": None}],
        "urls": [{"value": "https://ada.example", "label": None}],
        "handles": [{"value": "@ada", "label": None}],
        "birthday": "1815-12-10",
        "occasions": [
            {"id": "o2", "label": "anniversary", "day": "1835-07-08"},
            {"id": "o3", "label": "customer since", "day": "--03-01"},
        ],
        "tags": ["retainer", "vip"],
        "facts": {"coffee": "flat white", "gate": "b=2"},
        "every": "4w",
        "referred_by": "c1",
        "related": [],
        "do_not_contact": True,
        "archived": False,
        "last_touch": None,
        "next_due": "2026-12-21",
        "created_at": "2026-11-23T12:00:00Z",
        "updated_at": "2026-11-23T12:00:00Z",
        "created": True,
        "batch": "b2",
    }


def test_the_long_options_are_twins_of_the_short_ones(crm: Crm):
    short = crm.json(
        "add", "Ada", "-e", "a@x.example", "-p", "12345", "-b", "10 Dec", "-d", "name day=--07-26",
        "-o", "Engines", "-n", "Countess", "-t", "vip",
    )  # fmt: skip
    long = crm.json(
        "add", "Ada", "--email", "a@x.example", "--phone", "12345", "--birthday", "10 Dec",
        "--date", "name day=--07-26", "--org", "Engines", "--nickname", "Countess",
        "--tag", "vip", "--force",
    )  # fmt: skip
    for own in ("id", "uid", "batch"):
        del short[own], long[own]
    assert (short["occasions"][0].pop("id"), long["occasions"][0].pop("id")) == ("o2", "o4")
    assert long == short


@for_each(
    ("typed", "kept"),
    [
        ("12-10", "--12-10"),
        ("--12-10", "--12-10"),
        ("--1210", "--12-10"),
        ("10 Dec", "--12-10"),
        ("10.12.", "--12-10"),
        ("10.12.1815", "1815-12-10"),
        ("1815-12-10", "1815-12-10"),
        ("--0229", "--02-29"),
        ("29.2.", "--02-29"),
        ("2000-02-29", "2000-02-29"),
    ],
    afresh=True,
)
def test_a_birthday_may_lack_a_year(crm: Crm, typed: str, kept: str):
    assert crm.json("add", "Ada", "-b", typed)["birthday"] == kept


@for_each(
    ("typed", "kept"),
    [("4w", "4w"), ("30d", "30d"), ("3m", "3m"), ("1y", "1y"), ("2 weeks", "2w"), ("month", "1m")],
    afresh=True,
)
def test_a_rhythm_keeps_its_unit(crm: Crm, typed: str, kept: str):
    assert crm.json("add", "Ada", "--every", typed)["every"] == kept


def test_a_note_given_with_the_name_is_a_remark_and_no_touch(crm: Crm):
    crm("add", "Ada", "--note", "Met at the fair #not-a-tag")
    shown = crm.json("show", "ada")
    assert [(n["kind"], n["text"], n["tags"]) for n in shown["notes"]] == [
        ("note", "Met at the fair #not-a-tag", [])
    ]
    assert shown["last_touch"] is None


def test_who_sent_somebody_is_said_with_the_how_manieth_it_is(crm: Crm):
    crm("add", "Ada")
    crm("add", "Bob", "--referred-by", "ada")
    assert crm("add", "Eve", "--referred-by", "ada").err == (
        "crm: Eve (c3) added\n     Ada (c1) has referred 2 people so far.\n"
    )
    assert [each["id"] for each in crm.json("show", "ada")["brought"]] == ["c2", "c3"]


# ── who is there already ─────────────────────────────────────────────────────────────────

_WAYS_OUT = (
    "     --update fills in what is missing, --if-new changes nothing, --force adds a second one.\n"
)


@for_each(
    "again",
    [
        ["Ada Lovelace"],
        ["ADA  LOVELACE"],
        ["Somebody Else", "-e", "ADA@x.example"],
        ["Somebody Else", "-p", "01632/960961"],
        ["Ada Lovelace", "-o", "Elsewhere"],
    ],
    afresh=True,
)
def test_somebody_who_is_there_is_named_and_nothing_changes(crm: Crm, again: list[str]):
    crm("add", "Ada Lovelace", "-e", "ada@x.example", "-p", "01632 960 961")
    before = crm.json("list")
    result = crm.run("add", *again)
    name = " ".join(again[0].split())
    assert (result.code, result.out) == (5, "")
    assert result.err.replace(again[0], name) == (
        f"crm: {name} already exists: Ada Lovelace, c1 (ada@x.example).\n{_WAYS_OUT}"
    )
    assert crm.json("list") == before


@for_each("other", [["-e", "ada2@x.example"], ["-p", "99999"]], afresh=True)
def test_the_same_name_with_an_address_that_speaks_against_it_is_somebody_else(
    crm: Crm, other: list[str]
):
    crm("add", "Jan Kowalski", "-e", "jan@x.example", "-p", "12345")
    assert crm("add", "Jan Kowalski", *other).id == "c2"


def test_if_new_gives_the_one_who_is_there_and_changes_nothing(crm: Crm):
    crm("add", "Ada", "-e", "ada@x.example")
    before = crm.json("list")
    result = crm("add", "Ada", "-o", "Engines", "-t", "vip", "--note", "x", "--if-new")
    assert (result.out, result.err) == ("c1\n", "crm: Ada (c1) already exists\n")
    assert crm.json("list") == before
    assert crm.json("log") == []


def test_if_new_of_a_second_jan_kowalski_is_a_second_person_once(crm: Crm):
    first = crm("add", "Jan Kowalski", "-e", "jan@a.example", "--if-new").id
    second = crm("add", "Jan Kowalski", "-e", "jan@b.example", "--if-new").id
    assert (first, second) == ("c1", "c2")
    assert crm("add", "Jan Kowalski", "-e", "jan@b.example", "--if-new").id == "c2"
    assert crm("add", "jan kowalski", "-e", "JAN@A.example", "--if-new").id == "c1"
    assert len(_names(crm)) == 2


def test_update_fills_and_extends_and_overwrites_nothing(crm: Crm):
    crm("add", "Ada", "-e", "ada@x.example", "-o", "Engines", "-b", "10 Dec")
    told = crm.json(
        "add", "Ada", "-e", "ada@x.example", "-e", "new@x.example", "-o", "Other", "--title", "Dr",
        "-b", "10 Dec 1980", "-t", "vip", "--update",
    )  # fmt: skip
    assert told["id"] == "c1"
    assert (told["created"], told["batch"]) == (False, "b2")
    assert [each["value"] for each in told["emails"]] == ["ada@x.example", "new@x.example"]
    assert (told["organization"], told["title"]) == ("Engines", "Dr")
    assert told["birthday"] == "1980-12-10"
    assert told["tags"] == ["vip"]


def test_an_update_that_adds_nothing_makes_no_batch(crm: Crm):
    crm("add", "Ada", "-o", "Engines")
    told = crm.json("add", "Ada", "-o", "Engines", "--update")
    assert (told["created"], told["batch"]) == (False, None)


def test_an_update_that_fits_several_is_ambiguous(crm: Crm):
    crm("add", "Jan", "-e", "jan@a.example")
    crm("add", "Jan", "-e", "jan@b.example")
    result = crm.run("add", "Jan", "-t", "vip", "--update")
    assert result.code == 4
    assert result.err == (
        "crm: “Jan” could be 2 people.\n     c1     Jan  jan@a.example\n"
        "     c2     Jan  jan@b.example\n"
    )


def test_force_adds_a_second_one(crm: Crm):
    crm("add", "Ada", "-e", "ada@x.example")
    assert crm("add", "Ada", "-e", "ada@x.example", "--force").id == "c2"


def test_a_key_gives_the_same_person_again_whatever_else_is_said(crm: Crm):
    crm("add", "Bob")
    first = crm.json("add", "Ada", "--key", "form-7")
    again = crm.json("add", "Ida", "-t", "x", "--referred-by", "nobody", "--key", "form-7")
    assert again == first | {"created": False, "batch": None}
    assert _names(crm) == ["Ada", "Bob"]


def test_a_key_of_another_sort_of_record_is_refused(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "hi", "--key", "k")
    result = crm.run("add", "Bob", "--key", "k")
    assert (result.code, result.err) == (
        5, "crm: The key “k” belongs to n1, a record of another kind.\n"
    )  # fmt: skip


# ── what is refused ──────────────────────────────────────────────────────────────────────


@for_each(
    ("typed", "sentence"),
    [
        ([], "The name is empty."),
        ([""], "The name is empty."),
        (["  "], "The name is empty."),
        (["Ada", "-e", "ada"], "“ada” is not an e-mail address."),
        (["Ada", "-e", ""], "“” is not an e-mail address."),
        (["Ada", "-p", "home"], "“home” is not a phone number."),
        (["Ada", "-p", ""], "“” is not a phone number."),
        (["Ada", "-b", "31 february"], "“31 february” is not a day of the year."),
        (["Ada", "-b", "1815-02-29"], "“1815-02-29” is not a day of the year."),
        (["Ada", "-b", "3/4"], "“3/4” may be 3 April or 4 March."),
        (["Ada", "-b", "dec"], "“dec” is not a day of the year."),
        (["Ada", "-b", "25"], "“25” is not a day of the year."),
        (["Ada", "-b", ""], "“” is not a day of the year."),
        (["Ada", "-b", "2026-11-24"], "2026-11-24 is in the future."),
        (["Ada", "-d", "2011-05-14"], "“2011-05-14” is not a date."),
        (["Ada", "-d", "wedding="], "“wedding=” is not a date."),
        (["Ada", "-d", "wedding=31.2."], "“31.2.” is not a day of the year."),
        (["Ada", "--every", "3"], "“3” is not an interval."),
        (["Ada", "--every", "0w"], "“0w” is not an interval."),
        (["Ada", "--every", ""], "“” is not an interval."),
        (["Ada", "--fact", "coffee"], "“coffee” is not a fact."),
        (["Ada", "-t", ""], "The tag is empty."),
        (["Ada", "-n", " "], "The nickname is empty."),
        (["Ada", "-o", ""], "The organization is empty."),
        (["Ada", "--note", ""], "The note is empty."),
        (["Ada", "--key", ""], "The key is empty."),
        (["Ada", "--referred-by", ""], "The name is empty."),
        (["Ada", "--if-new", "--force"], "--if-new and --force cannot be combined."),
        (["Ada", "--shoe-size", "7"], "No such option: --shoe-size."),
    ],
)
def test_what_cannot_be_read_is_refused_and_nobody_is_added(
    crm: Crm, typed: list[str], sentence: str
):
    result = crm.run("add", *typed)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"crm: {sentence}"
    assert _names(crm) == []


def test_somebody_sent_by_a_stranger_is_not_added(crm: Crm):
    crm.make_store()
    result = crm.run("add", "Ada", "--referred-by", "nobody")
    assert result.code == 3
    assert result.err == "crm: No contact is called “nobody”.\n     To add them: crm add nobody\n"
    assert _names(crm) == []


def test_nobody_is_called_what_never_finds_them(crm: Crm):
    refused = crm.run("add", "me")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "crm: “me” cannot be a name: it is you, in crm remind.\n"
        "     Write more of the name, or use --force.\n"
    )
    crm("add", "Ada")
    for typed in (
        ["add", "c12"], ["add", "Bo", "-n", "c7"], ["log", "me", "Lunch", "--new"],
        ["edit", "ada", "--name", "Me"], ["edit", "ada", "-n", "+c3"],
    ):  # fmt: skip
        assert crm.run(*typed).code == 2, typed
    assert _names(crm) == ["Ada"]
    sought = crm.run("show", "me")
    assert (sought.code, sought.err.splitlines()[0]) == (
        3, "crm: “me” is you, and works only in crm remind."
    )  # fmt: skip


def test_with_force_anything_is_a_name_and_stays_one(crm: Crm):
    crm("add", "me", "--force")
    assert crm("show", "me").out.startswith("me ")
    assert crm("edit", "me", "--org", "Acme").out == "c1\n"
    crm("add", "-", stdin='{"name": "c12"}')  # a program makes no typing mistakes
    assert crm("show", "c1").err == ""  # c12 only begins like it
    assert crm("show", "c12").out.startswith("c12 ")
    assert "N26 looks like a code. To find this contact: c3" in crm("add", "N26").err


def test_what_is_typed_like_a_filter_is_part_of_the_name_and_the_option_is_said(crm: Crm):
    said = crm("add", "Ada", "King", "birthday:1990-11-27", "tag:vip").err
    assert "“birthday:1990-11-27, tag:vip” is part of the name." in said
    assert "crm edit c1 --name 'Ada King' -b 1990-11-27 -t vip" in said
    crm("edit", "c1", "--name", "Ada King", "-b", "1990-11-27", "-t", "vip")
    ada = crm.json("show", "c1")
    assert (ada["name"], ada["birthday"], ada["tags"]) == ("Ada King", "1990-11-27", ["vip"])
    assert "part of the name" not in crm("add", "Dr: Bo", "url:").err
