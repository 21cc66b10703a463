"""Values are taken as they were meant, or refused: tags, addresses, options and fields twice."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.contact_points import Point, parse_email, split_name, split_named_email
from tinycrm.errors import UsageProblem
from tinycrm.tagging import parse_tag, parse_tags


@for_each(
    ("typed", "tags"),
    [
        ("client,vip", ("client", "vip")), ("#client, #vip", ("client", "vip")),
        ("client; vip", ("client", "vip")), ("#client #vip", ("client", "vip")),
        ("new york", ("new york",)), ("c++", ("c++",)), ("a,,a", ("a",)),
    ],
)  # fmt: skip
def test_a_text_holds_one_tag_or_several(typed: str, tags: tuple[str, ...]):
    assert parse_tags([typed]) == tags


def test_one_tag_by_itself_contains_no_comma():
    with pytest.raises(UsageProblem, match=r"contains a comma or a semicolon\."):
        parse_tag("client,vip")
    with pytest.raises(UsageProblem):
        parse_tags([" , "])


def test_commas_are_between_tags_at_every_door(crm: Crm):
    crm("add", "Ada", "-t", "client,vip")
    assert crm.json("show", "ada")["tags"] == ["client", "vip"]
    crm("edit", "ada", "-t", "-client,vip", "-t", "+lead,press")
    assert crm.json("show", "ada")["tags"] == ["lead", "press"]
    crm("edit", "ada", "-t", "new,-lead")
    assert crm.json("show", "ada")["tags"] == ["new", "press"]
    crm("import", "-", "--tag", "a,b", stdin="BEGIN:VCARD\nFN:Bo\nCATEGORIES:x\\,y,z\nEND:VCARD\n")
    assert crm.json("show", "bo")["tags"] == ["a", "b", "x", "y", "z"]
    refused = crm.run("add", "-", stdin='{"name": "Cy", "tags": ["a,b"]}\n')
    assert (refused.code, "comma" in refused.err) == (2, True)


@for_each(
    ("typed", "name", "email"),
    [
        ("Bob bob@bob.example", "Bob", "bob@bob.example"),
        ("bob@bob.example Bob Lee", "Bob Lee", "bob@bob.example"),
        ("Bob Lee (bob@bob.example)", "Bob Lee", "bob@bob.example"),
        ("Bob <bob@bob.example>", "Bob", "bob@bob.example"),
        ("bob@bob.example", "bob", "bob@bob.example"),
        ("Ada @ Engines", "Ada @ Engines", None),
        ("M@tt Smith", "M@tt Smith", None),
    ],
)
def test_an_address_in_a_name_is_seen(typed: str, name: str, email: str | None):
    assert split_named_email(typed) == (name, email)


@for_each(
    ("typed", "name", "number"),
    [
        ("Eve Stone +49 170 1234567", "Eve Stone", "+49 170 1234567"),
        ("Eve (0170 1234567)", "Eve", "0170 1234567"),
        ("Eve, (030) 123456", "Eve", "(030) 123456"),
        ("Eve - 555-123-4567", "Eve", "555-123-4567"),
        ("Studio 54", "Studio 54", ""),
        ("Agent 007", "Agent 007", ""),
        ("Fair 2026-11-26", "Fair 2026-11-26", ""),
        ("+49 170 1234567", "+49 170 1234567", ""),
        ("0171 Friends", "0171 Friends", ""),
    ],
)
def test_a_phone_number_after_a_name_is_seen(typed: str, name: str, number: str):
    points = (Point("phone", number),) if number else ()
    assert split_name(typed) == (name, points)


def test_a_name_may_come_with_an_address_and_a_number(crm: Crm):
    crm("add", "Eve Stone eve@stone.example +49 170 1234567")
    found = crm.json("show", "eve")
    assert found["name"] == "Eve Stone"
    assert [each["value"] for each in found["emails"] + found["phones"]] == [
        "eve@stone.example", "+49 170 1234567"
    ]  # fmt: skip
    assert crm.run("add", "Eva +49 1701234567").code == 5


def test_an_address_after_the_name_is_an_address(crm: Crm):
    crm("add", "Bob", "bob@bob.example")
    crm("log", "Cy cy@cy.example", "Hello", "--new")
    found = [(each["name"], each["emails"][0]["value"]) for each in crm.json("list")]
    assert found == [("Bob", "bob@bob.example"), ("Cy", "cy@cy.example")]


@for_each("typed", ["fd@arcy", "a@b.", "a@.b", "a@b..c", "@b.c", "a@", "a b@c.d"])
def test_what_is_certainly_no_address_is_refused(typed: str):
    with pytest.raises(UsageProblem):
        parse_email(typed)


@for_each("typed", ["root@localhost", "a@[192.0.2.1]", "ż@żółw.example"])
def test_an_unusual_address_is_taken(typed: str):
    assert parse_email(typed) == typed


def test_a_file_may_name_a_host_of_its_own_network(crm: Crm):
    card = "BEGIN:VCARD\nFN:Ada\nEMAIL:ada@intranet\nEND:VCARD\n"
    crm("import", "-", stdin=card)
    assert crm.json("show", "ada")["emails"][0]["value"] == "ada@intranet"


def test_every_typing_door_refuses_a_slip(crm: Crm):
    crm("add", "Ada")
    mail = "From: Bob <fd@arcy>\nSubject: hi\n\nHello\n"
    for argv, stdin in (
        (("add", "Bob", "-e", "fd@arcy"), ""),
        (("edit", "ada", "-e", "+fd@arcy"), ""),
        (("add", "-"), '{"name": "Bob", "emails": ["fd@arcy"]}\n'),
        (("log", "--mail", "--new"), mail),
    ):
        result = crm.run(*argv, stdin=stdin)
        assert (result.code, "“fd@arcy” is not an e-mail address." in result.err) == (2, True)
    assert len(crm.json("list")) == 1


@for_each(
    ("argv", "option"),
    [
        (("add", "Ada", "-b", "1 May", "-b", "2 May"), "--birthday"),
        (("add", "Ada", "-o", "A", "--org", "B"), "--org"),
        (("remind", "me", "x", "--on", "1w", "--on", "2w"), "--on"),
        (("list", "--limit", "1", "--limit", "2"), "--limit"),
    ],
    afresh=True,
)
def test_an_option_of_one_value_is_given_once(crm: Crm, argv: tuple[str, ...], option: str):
    result = crm.run(*argv)
    assert result.code == 2
    assert result.err.splitlines()[0] == f"crm: {option} is given twice."


def test_a_field_of_a_line_is_given_once(crm: Crm):
    lines = '{"name": "Ada", "name": "Bo"}\n{"name": "Cy", "facts": {"a": "b", "a": "c"}}\n'
    result = crm.run("add", "-", stdin=lines + '{"name": "Di"}\n')
    assert result.code == 2
    assert "line 1: “name” is given twice." in result.err
    assert "line 2: “a” is given twice." in result.err
    assert [each["name"] for each in crm.json("list")] == ["Di"]


def test_a_date_of_a_line_that_cannot_be_read_names_its_field(crm: Crm):
    lines = (
        '{"name": "Ada", "birthday": "2999-01-01"}\n'
        '{"name": "Bo", "occasions": [{"label": "a", "day": "zz"}]}\n'
        '{"name": "C", "birthday": "1.5.", "occasions": [{"label": "birthday", "day": "3.5."}]}\n'
    )
    err = crm.run("add", "-", stdin=lines).err
    assert "line 1: birthday: 2999-01-01 is in the future." in err
    assert "line 2: occasions[0]: “zz” is not a day of the year." in err
    assert "line 3: occasions[0]: The birthday is given twice." in err


@for_each(
    "words",
    [
        ("deal", "ada", "200 prints", "1200", "EUR", "--until", "15", "dec"),
        ("remind", "ada", "--on", "3", "may", "call", "her"),
        ("log", "ada", "Lunch", "--at", "15", "november"),
        ("perk", "ada", "a reprint", "--until", "3", "Dec."),
        ("win", "ada", "450 EUR", "--at", "3", "nov"),
    ],
    afresh=True,
)
def test_a_month_outside_of_the_quotes_is_refused(crm: Crm, words: tuple[str, ...]):
    crm("add", "Ada")
    refused = crm.run(*words)
    assert refused.code == 2
    assert "or a word of the text." in refused.err
    assert crm("remind", "ada", "the fair in dec", "--on", "15").code == 0
