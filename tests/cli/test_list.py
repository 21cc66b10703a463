"""`crm list`: one grammar for who is meant."""

from contextlib import closing

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def people(crm: Crm) -> Crm:
    crm("add", "Ada Lovelace", "-e", "ada@a.example", "-t", "vip", "-b", "10 Dec", "--every", "4w")
    crm("add", "Bo Diddley", "-o", "Acme, Inc.", "-t", "lead", "-t", "vip", "-n", "Bobby")
    crm("add", "Hans Müller", "-o", "Räder GmbH", "--every", "1y")
    crm("add", "Zoë Zola", "-p", "+33 1 23 45 67 89")
    crm("log", "ada", "hello #week46", "--at", "2026-10-01")
    crm("log", "zoe", "hello #week46", "--at", "2026-11-20")
    crm("remind", "hans", "call", "--on", "2026-11-30")
    crm("remind", "zoe", "call", "--on", "2026-12-01")
    crm("issue", "bo", "late parcel")
    return crm


@for_each(
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
        (["phone:+33 1 23"], "c4"),
        (["phone:0033-1"], "c4"),
        (["phone:6789"], "c4"),
        (["email:ADA@"], "c1"),
        (["due:LATE"], "c1"),
        (["issue:Open"], "c2"),
        (["TAG:vip"], "c1 c2"),
        (["archived:"], ""),
        (["tag:lead,vip"], "c1 c2"),
        (["no:tag:lead,vip"], "c3 c4"),
        (["tag:lead,org:raeder"], "c2 c3"),
        (["tag:lead,every:1y,every:4w", "no:issue:open"], "c1 c3"),
        (["no:tag,no:every:1y"], "c1 c2 c3 c4"),
        (["no:tag,no:every:", "no:every:1y"], "c2 c4"),
        (["ada,zola"], "c1 c4"),
        (["zola,tag:lead"], "c2 c4"),
        (["org:Acme, Inc."], "c2"),
        (["org:Acme, Inc.,räder"], "c2 c3"),
        (["noted:week46"], "c1 c4"),
        (["noted:#WEEK46,week47"], "c1 c4"),
        (["no:noted:"], "c2 c3"),
        (["due:week"], "c1 c3"),
        (["due:late,week"], "c1 c3"),
    ],
)
def test_a_filter_names_the_people_for_whom_every_term_holds(people: Crm, words, ids):
    assert people("list", *words, "--ids").out.split() == ids.split()


_NO_MONTH = "     Use birthday:12 or birthday:dec.\n"


@for_each(
    ("word", "said"),
    [
        (
            "due:never",
            "crm: due:never is not a filter.\n     Use due:late, due:today or due:week.\n",
        ),
        ("issue:odd", "crm: issue:odd is not a filter.\n     Use issue:open or issue:resolved.\n"),
        ("birthday:13", f"crm: “13” is not a month.\n{_NO_MONTH}"),
        ("birthday:ju", f"crm: “ju” is not a month.\n{_NO_MONTH}"),
        ("birthday:" + "9" * 5000, f"crm: “{'9' * 5000}” is not a month.\n{_NO_MONTH}"),
        ("quiet:", "crm: quiet: needs an interval.\n     Write it like quiet:30d or quiet:3m.\n"),
        ("touched:30", "crm: “30” is not an interval.\n     Write it like 4w, 30d, 3m or 1y.\n"),
        ("phone:home", "crm: “home” has no digits.\n     Use phone:7946 or phone:.\n"),
    ],
)
def test_a_value_that_means_nothing_is_refused(people: Crm, word: str, said: str):
    result = people.run("list", word)
    assert (result.code, result.out, result.err) == (2, "", said)


@for_each("command", ["list", "export"], afresh=True)
def test_one_grammar_is_refused_in_one_way(people: Crm, command: str):
    result = people.run(command, "colour:red")
    assert (result.code, result.out, result.err) == (
        2,
        "",
        "crm: “colour” is not a filter.\n     The filters are tag:, org:, every:, quiet:, touched:,"
        " due:, birthday:, issue:, lapsed:, noted:, email:, phone:, archived:, value:, brought:,"
        " deal:, kind:, no:…, @saved and words.\n",
    )


def test_an_unknown_order_is_refused_with_the_list_of_orders(people: Crm):
    result = people.run("list", "--sort", "age")
    assert (result.code, result.out, result.err) == (
        2, "", "crm: “age” is not a sort order.\n     Choose name, touched, quiet, value, added.\n",
    )  # fmt: skip


@for_each(
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
    assert result.code == 3
    assert people.run("list", "@loop").code == 3


@for_each("word", ["tag:vip,", ",tag:vip", "tag:,lead", "no:tag,lead", "ada,,bo"])
def test_an_or_without_one_side_is_refused(people: Crm, word: str):
    result = people.run("list", word)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"crm: A value is empty in “{word}”.\n")


def test_a_saved_filter_may_be_one_side_of_an_or_but_not_of_its_own(people: Crm):
    people("list", "tag:vip", "no:tag:lead", "--save", "best")
    assert people("list", "@best,org:raeder", "--ids").out.split() == ["c1", "c3"]
    people("list", "zola,@best", "no:every:1y", "--save", "call")
    assert people("list", "hans,@call", "--ids").out.split() == ["c1", "c3", "c4"]
    result = people.run("list", "tag:lead,@call", "--save", "best")
    assert (result.code, result.err) == (2, "crm: The filter @call refers to itself.\n")
    result = people.run("list", "tag:vip", "--save", "a,b")
    assert (result.code, result.out) == (2, "")


def test_filters_that_double_each_time_in_an_or_end_in_a_sentence(people: Crm):
    people("list", "tag:vip", "--save", "f0")
    with closing(people.db()) as db:
        rows = [(f"f{n}", f"@f{n - 1},no:every,@f{n - 1}") for n in range(1, 40)]
        db.executemany("INSERT INTO segment (name, filter) VALUES (?, ?)", rows)
        db.commit()
    result = people.run("list", "@f19,ada")
    assert (result.code, result.out) == (2, "")
    assert "too long" in result.err
    assert people.run("list", "@f39,ada").code == 2
    assert people.run("list", "tag:" + ",".join(map(str, range(1000)))).code == 2


def test_two_filters_that_ask_for_each_other_are_refused_and_the_old_one_stays(people: Crm):
    people("list", "tag:vip", "--save", "one")
    saved = people("list", "@one", "no:every", "--save", "@two")
    assert (saved.err, len(saved.out.splitlines())) == ("crm: Saved: crm list @two\n", 1)
    result = people.run("list", "@two", "--save", "one")
    assert (result.code, result.out) == (2, "")
    assert result.err == "crm: The filter @one refers to itself.\n"
    assert people("list", "@one", "--ids").out == "c1\nc2\n"
    assert people("list", "@two", "--ids").out == "c2\n"


def test_a_filter_without_a_name_is_neither_saved_nor_deleted(people: Crm):
    for words in (("--save", "@", "tag:vip"), ("--unsave", "@"), ("--unsave", " ")):
        refused = people.run("list", *words)
        assert (refused.code, refused.err) == (2, "crm: The filter's name is empty.\n")


def test_nobody_saved_that(people: Crm):
    refused = people.run("list", "@nobody", "--save", "vips")
    assert "vips" not in refused.err  # it is not among the saved ones
    result = people.run("list", "@nobody")
    assert refused.err == result.err
    assert (result.code, result.out, result.err) == (
        3,
        "",
        "crm: No filter is saved as @nobody.\n     To save one: crm list FILTER --save NAME\n",
    )
    people("list", "tag:vip", "--save", "best")
    result = people.run("export", "@nobody")
    assert (result.code, result.out, result.err) == (
        3, "", "crm: No filter is saved as @nobody.\n     The saved filters are @best.\n",
    )  # fmt: skip


def test_nobody_is_nothing_on_a_pipe_and_a_word_on_a_terminal(crm: Crm, terminal: Sit):
    crm.make_store()
    result = crm.run("list", "ada")
    said = "crm: No contacts match this filter.\n"
    assert (result.code, result.out, result.err) == (0, "", said)
    assert crm.json("list", "ada") == []
    screen = terminal("list")
    assert (screen.end(), screen.screen) == (
        0,
        "crm: There are no contacts yet.\n     crm add NAME\n",
    )
    screen = terminal("list", "ada")
    assert (screen.end(), screen.screen) == (0, "crm: No contacts match this filter.\n")


def test_a_pipe_reads_what_a_terminal_reads(people: Crm):
    from datetime import date

    from tinycrm.cli.render import people_lines as render
    from tinycrm.cli.render import styled_lines
    from tinycrm.services.people.listing import ListedPerson

    listed = [
        ListedPerson(1, "Ada Lovelace", "Analytical Engines", "2026-10-01"),
        ListedPerson(2, "A name so long that it needs a second line", "Navy", None),
        ListedPerson(30000, "山本 花子", "印刷  所", "2025-01-31"),
    ]
    today = date(2026, 11, 23)
    drawn = [styled_lines.text_of(line).rstrip() for line in render.lines(listed, today, 80)]
    rows = "".join(render.texts(listed, today)).splitlines()
    assert [rows[0], rows[2]] == [drawn[0], drawn[3]]
    assert rows[1].split("  ")[1] == listed[1].name


def test_the_list_as_json_is_one_array_of_contacts(people: Crm):
    found = people.json("list", "tag:lead")
    assert [each["name"] for each in found] == ["Bo Diddley"]
    assert found[0]["nicknames"] == ["Bobby"]


@for_each("command", [("list",), ("search", "ada")], afresh=True)
def test_two_shapes_at_once_are_refused(people: Crm, command: tuple[str, ...]):
    result = people.run(*command, "--ids", "--csv")
    assert (result.code, result.out, result.err) == (
        2, "", "crm: --ids and --csv cannot be combined.\n     Choose one.\n",
    )  # fmt: skip


def test_filters_in_filters_that_double_each_time_are_read_once_each(people: Crm):
    people("list", "tag:vip", "--save", "f0")
    for n in range(1, 21):
        people("list", f"@f{n - 1}", f"@f{n - 1}", "--save", f"f{n}")
    assert people("list", "@f20", "--ids").out == "c1\nc2\n"


def test_a_thousand_filters_one_in_the_other_are_read(people: Crm):
    people("list", "tag:vip", "--save", "f0")
    with closing(people.db()) as db:
        rows = [(f"f{n}", f"@f{n - 1}") for n in range(1, 1000)]
        db.executemany("INSERT INTO segment (name, filter) VALUES (?, ?)", rows)
        db.commit()
    assert people("list", "@f999", "--ids").out == "c1\nc2\n"


def test_no_no_is_yes_however_often(people: Crm):
    assert people("list", "no:" * 2000 + "tag:vip", "--ids").out == "c1\nc2\n"
    assert people("list", "no:" * 2001 + "tag:vip", "--ids").out == "c3\nc4\n"


def test_a_filter_of_more_words_than_can_be_compared_is_refused(people: Crm):
    assert people("list", *["tag:vip"] * 3000, "--ids").out == "c1\nc2\n"
    people("list", *(f"no:tag:t{n}" for n in range(200)))
    result = people.run("list", *(f"no:tag:t{n}" for n in range(201)))
    assert (result.code, result.out) == (2, "")
    assert result.err == "crm: The filter has 201 different words; 200 are the most.\n"


def test_a_saved_filter_is_deleted_and_comes_back(crm: Crm):
    crm("add", "Ada", "-t", "vip")
    crm("list", "tag:vip", "--save", "vips")
    crm("list", "@vips,tag:lead", "ada", "--save", "others")
    gone = crm("list", "--unsave", "@vips")
    assert (gone.out, gone.err) == (
        "",
        "crm: @vips deleted; crm undo b4 brings it back\n"
        "     Still in the words of @others, which cannot be read without it.\n",
    )
    assert crm.run("list", "@vips").code == 3
    crm("undo")
    assert "Ada" in crm("list", "@vips").out
    assert crm.json("list", "--unsave", "others") == {
        "name": "others", "words": ["@vips,tag:lead", "ada"], "used_by": [], "batch": "b6",
    }  # fmt: skip


def test_no_filter_is_deleted_by_mistake(crm: Crm):
    crm("add", "Ada", "-t", "vip")
    crm("list", "tag:vip", "--save", "vips")
    unknown = crm.run("list", "--unsave", "vip")
    assert (unknown.code, unknown.err) == (
        3, "crm: No filter is saved as @vip.\n     The saved filters are @vips.\n"
    )  # fmt: skip
    assert crm.run("list", "tag:vip", "--unsave", "vips").code == 2
    assert "Ada" in crm("list", "@vips").out
