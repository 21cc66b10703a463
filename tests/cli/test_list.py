"""`crm list`: one grammar for who is meant."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def people(crm: Crm) -> Crm:
    crm("add", "Ada Lovelace", "-e", "ada@a.example", "-t", "vip", "-b", "10 Dec", "--every", "4w")
    crm("add", "Bo Diddley", "-o", "Acme, Inc.", "-t", "lead", "-t", "vip", "-n", "Bobby")
    crm("add", "Hans Müller", "-o", "Räder GmbH", "--every", "1y")
    crm("add", "Zoë Zola", "-p", "+33 1 23 45 67 89")
    crm("log", "ada", "hello", "--at", "2026-10-01")
    crm("log", "zoe", "hello", "--at", "2026-11-20")
    crm("issue", "bo", "late parcel")
    return crm


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ([], "c1 c2 c3 c4"),
        (["tag:vip"], "c1 c2"),
        (["tag:VIP"], "c1 c2"),
        (["no:tag:lead"], "c1 c3 c4"),
        (["no:tag"], "c3 c4"),
        (["tag:vip", "no:tag:lead"], "c1"),
        (["org:acme"], "c2"),
        (["org:raeder"], "c3"),
        (["no:every"], "c2 c4"),
        (["every:"], "c1 c3"),
        (["every:4w"], "c1"),
        (["quiet:30d"], "c1 c2 c3"),
        (["touched:30d"], "c4"),
        (["touched:3m"], "c1 c4"),
        (["due:late"], "c1"),
        (["birthday:12"], "c1"),
        (["birthday:dec"], "c1"),
        (["issue:open"], "c2"),
        (["no:issue:open"], "c1 c3 c4"),
        (["mueller"], "c3"),
        (["bobb"], "c2"),
        (["email:"], "c1"),
        (["no:phone"], "c1 c2 c3"),
        (["archived:"], ""),
    ],
)
def test_a_filter_names_the_people_for_whom_every_term_holds(people: Crm, words, ids):
    assert people("list", *words, "--ids").out.split() == ids.split()


def test_an_unknown_key_is_refused_with_the_list_of_keys(people: Crm):
    result = people.run("list", "colour:red")
    assert result.code == 2
    assert "“colour” is no filter" in result.err
    assert "tag:, org:, every:" in result.err


@pytest.mark.parametrize("words", [["due:never"], ["birthday:13"], ["quiet:"], ["issue:odd"]])
def test_a_value_that_means_nothing_is_refused(people: Crm, words):
    assert people.run("list", *words).code == 2


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("name", "c1 c2 c3 c4"),
        ("touched", "c4 c1 c2 c3"),
        ("quiet", "c2 c3 c1 c4"),
        ("added", "c4 c3 c2 c1"),
        ("value", "c1 c2 c3 c4"),
    ],
)
def test_the_order_is_asked_for_by_name(people: Crm, sort, ids):
    assert people("list", "--sort", sort, "--ids").out.split() == ids.split()


def test_a_limit_takes_the_first(people: Crm):
    assert people("list", "--limit", "2", "--ids").out == "c1\nc2\n"


def test_a_saved_filter_is_always_asked_anew(people: Crm):
    people("list", "tag:vip", "no:tag:lead", "--save", "best")
    assert people("list", "@best", "--ids").out == "c1\n"
    people("add", "Eve", "-t", "vip")
    assert people("list", "@best", "--ids").out.split() == ["c1", "c5"]
    assert people("list", "no:every", "@best", "--ids").out == "c5\n"


def test_a_filter_that_asks_for_itself_is_refused_and_not_kept(people: Crm):
    result = people.run("list", "@loop", "--save", "loop")
    assert result.code == 2
    assert people.run("list", "@loop").code == 3


def test_nobody_saved_that(people: Crm):
    result = people.run("list", "@nobody")
    assert result.code == 3
    assert "No filter is saved as @nobody" in result.err


def test_csv_has_a_header_and_no_formulas(crm: Crm):
    crm("add", "=cmd|' /C calc'!A0", "-p", "+44 20 7946 0018", "-o", "@evil")
    lines = crm("list", "--csv").out.splitlines()
    assert lines[0].startswith("id,name,organization,title,emails,phones,birthday,tags")
    assert lines[1].startswith("c1,'=cmd|' /C calc'!A0,'@evil,,,+44 20 7946 0018,")


def test_a_pipe_reads_what_a_terminal_reads(people: Crm):
    from datetime import date

    from tinycrm.cli.render import lines
    from tinycrm.cli.render import people as render
    from tinycrm.services.listing import Line

    listed = [
        Line(1, "Ada Lovelace", "Analytical Engines", "2026-10-01"),
        Line(2, "A name so long that it needs a second line", "", None),
        Line(30000, "山本 花子", "印刷  所", "2025-01-31"),
    ]
    today = date(2026, 11, 23)
    for columns in (40, 80, 100):
        drawn = [lines.text_of(line).rstrip() for line in render.lines(listed, today, columns)]
        assert "".join(render.texts(listed, today, columns)).splitlines() == drawn


def test_the_list_as_json_is_one_array_of_contacts(people: Crm):
    found = people.json("list", "tag:lead")
    assert [each["name"] for each in found] == ["Bo Diddley"]
    assert found[0]["nicknames"] == ["Bobby"]


def test_two_shapes_at_once_are_refused(people: Crm):
    assert people.run("list", "--ids", "--json").code == 2
