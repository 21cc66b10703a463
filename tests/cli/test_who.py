"""WHO: the words that name one person, and what becomes of those that name none or several."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm
from tests.rows import for_each


def _whom(crm: Crm, *typed: str) -> str:
    """Return the code of whoever was taken."""
    return str(crm.json("show", *typed)["id"])


# ── the rules, in their order ────────────────────────────────────────────────────────────


@pytest.fixture
def mary_and_ada(crm: Crm) -> None:
    crm("add", "Mary Somerville")
    crm("add", "Ada Lovelace", "-e", "ada@analytical.example", "-p", "+44 1632 960 961",
        "-n", "Countess", "-n", "The Countess")  # fmt: skip


@for_each(
    "typed",
    [
        "c2", "C2", " c2 ",
        "ada@analytical.example", "ADA@Analytical.example",
        "+44 1632 960 961", "441632960961", "00441632960961", "960961", "0961",
        "Ada Lovelace", "ada  LOVELACE",
        "Countess", "the countess",
        "ada", "lovelace", "lovelace ada",
        "love", "a l", "lov ad",
    ],
)  # fmt: skip
def test_every_way_to_name_somebody_finds_them(crm: Crm, mary_and_ada: None, typed: str):
    assert _whom(crm, typed) == "c2"


@pytest.fixture
def mary(crm: Crm) -> None:
    crm("add", "Mary Lovelace", "-e", "ada@analytical.example", "-p", "+44 1632 960 961")


@for_each("typed", ["ad", "ada x", "lace", "961", "ada@", "analytical.example", "c3"])
def test_a_part_of_the_wrong_end_names_nobody(crm: Crm, mary: None, typed: str):
    assert crm.run("show", typed).code == 3


def test_a_whole_name_comes_before_a_nickname(crm: Crm):
    crm("add", "Bob")
    crm("add", "Robert", "-n", "Bob")
    assert _whom(crm, "bob") == "c1"


def test_a_nickname_comes_before_words_of_a_name(crm: Crm):
    crm("add", "Bob Dylan")
    crm("add", "Robert Zimmer", "-n", "Bob")
    assert _whom(crm, "bob") == "c2"


@for_each("household", ["Ewa & Piotr", "Ewa und Piotr Nowak", "Piotr + Ewa"], afresh=True)
def test_a_card_of_several_people_and_one_of_them_are_both_meant(crm: Crm, household: str):
    crm("add", "Ewa")
    crm("add", household)
    crm("add", "Ewa Lis")
    result = crm.run("show", "ewa")
    assert (result.code, result.err.splitlines()[0]) == (4, "crm: “ewa” could be 2 people.")
    assert "c3" not in result.err
    assert _whom(crm, household) == "c2"
    crm("edit", "c1", "--name", "Ewa Nowak", "-n", "Ewa")
    assert crm.run("show", "ewa").code == 4
    assert _whom(crm, "ewa nowak") == "c1"


def test_a_company_is_no_household(crm: Crm):
    crm("add", "Smith")
    crm("add", "Smith & Sons")
    crm("edit", "c2", "-k", "organization")
    assert _whom(crm, "smith") == "c1"


def test_a_household_is_asked_about_with_a_number(crm: Crm, terminal: Sit):
    crm("add", "Ewa")
    crm("add", "Ewa & Piotr")
    screen = terminal("show", "ewa")
    screen.answer("Which one?", "2")
    assert screen.end() == 0
    assert "2  Ewa & Piotr (c2)" in screen.text


def test_whole_words_come_before_beginnings(crm: Crm):
    crm("add", "Anna Kowalska")
    crm("add", "Ann Lee")
    assert _whom(crm, "ann") == "c2"


def test_a_code_is_a_code_and_no_name(crm: Crm):
    crm("add", "c2", "--force")
    crm("add", "Ada")
    assert _whom(crm, "c2") == "c2"
    assert _whom(crm, "c1") == "c1"


@for_each(
    ("name", "typed"),
    [
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("Jürgen Müller", "muller"),
        ("Jürgen Müller", "mueller"),
        ("Jürgen Müller", "juergen muller"),
        ("Anna Straße", "strasse"),
        ("Anna Strasse", "straße"),
        ("Søren Ærø", "soren aero"),
        ("Søren Ærø", "soeren"),
        ("Đorđe Þór", "dorde thor"),
        ("Iıldız", "iildiz"),
        ("Ångström", "angstrom"),
        ("Ångström", "aangstroem"),
        ("O’Brien", "o'brien"),
        ("O'Brien", "o’brien"),
        ("山本 太郎", "山本"),
        ("Ольга Пушкина", "ольга"),
        ("ÉLOÏSE", "eloise"),
    ],
    afresh=True,
)
def test_names_are_compared_without_case_accents_and_special_letters(
    crm: Crm, name: str, typed: str
):
    crm("add", name)
    assert crm.json("show", typed)["name"] == name


def test_plain_spelling_does_not_find_what_only_looks_spelled_out(crm: Crm):
    crm("add", "John")
    assert crm.run("show", "joehn").code == 3


# ── guesses, several, none ───────────────────────────────────────────────────────────────


def test_a_guess_says_whom_it_took_and_whom_it_did_not(crm: Crm):
    crm("add", "Anna Kowalska")
    crm("add", "Anna")
    assert crm("show", "anna").err == "crm: Anna (c2); also Anna Kowalska (c1)\n"
    assert crm("log", "anna", "hi").err == (
        "crm: talk with Anna (c2), Mon 23 Nov 2026\n     also Anna Kowalska (c1)\n"
    )
    assert crm("remind", "anna", "x", "--on", "2026-12-01").err == (
        "crm: Anna (c2), Tue 1 Dec 2026 · x\n     also Anna Kowalska (c1)\n"
    )
    assert crm("issue", "anna", "x").err == (
        "crm: Anna (c2), open Mon 23 Nov 2026 · x\n     also Anna Kowalska (c1)\n"
    )


def test_what_leaves_no_doubt_says_nothing_of_others(crm: Crm):
    crm("add", "Anna Kowalska")
    crm("add", "Anna")
    assert crm("log", "c2", "hi").err == "crm: talk with Anna (c2), Mon 23 Nov 2026\n"


_SEVERAL = """\
crm: “jan” could be 3 people.
     c2     Jan Nowak  jan@n.example · last in touch Sun 22 Nov
     c1     Jan Kowalski  Acme
     c3     Jan Zieliński  12345
"""


@for_each(
    "typed",
    [
        ["log", "jan", "hi"], ["remind", "jan", "x", "--on", "2w"], ["issue", "jan", "x"],
        ["show", "jan"], ["add", "Eve", "--referred-by", "jan"],
    ],
    afresh=True,
)  # fmt: skip
def test_several_are_told_apart_on_stderr_latest_touch_first(crm: Crm, typed: list[str]):
    crm("add", "Jan Kowalski", "-o", "Acme")
    crm("add", "Jan Nowak", "-e", "jan@n.example")
    crm("add", "Jan Zieliński", "-p", "12345")
    crm("log", "c2", "hi", "--at", "yesterday")
    before = crm.json("log"), crm.json("list"), crm.json("remind"), crm.json("issue")
    result = crm.run(*typed)
    assert (result.code, result.out, result.err) == (4, "", _SEVERAL)
    assert (crm.json("log"), crm.json("list"), crm.json("remind"), crm.json("issue")) == before


@for_each(
    "typed",
    [
        ["log", "lovelave", "hi"], ["remind", "lovelave", "x", "--on", "2w"],
        ["issue", "lovelave", "x"], ["show", "lovelave"],
        ["add", "Eve", "--referred-by", "lovelave"],
    ],
    afresh=True,
)  # fmt: skip
def test_nobody_is_exit_3_with_near_misses(crm: Crm, typed: list[str]):
    crm("add", "Ada Lovelace")
    crm("add", "Mary Somerville")
    result = crm.run(*typed)
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "crm: No contact is called “lovelave”.\n     Did you mean Ada Lovelace (c1)?\n"
    )


def test_near_misses_are_three_at_most(crm: Crm):
    for name in ("Anna A", "Anna B", "Anna C", "Anna D"):
        crm("add", name)
    assert crm.run("show", "ana").err.count("Anna") == 3


@for_each(
    ("typed", "way"),
    [
        ("zed", "crm add zed"),
        ("new man", "crm add 'new man'"),
        ("zed@x.example", "crm add NAME -e zed@x.example"),
        ("555 123", "crm add NAME -p '555 123'"),
        ("$(reboot)", "crm add '$(reboot)'"),
    ],
    afresh=True,
)
def test_nobody_alike_is_told_how_to_add_them(crm: Crm, typed: str, way: str):
    crm.make_store()
    result = crm.run("show", typed)
    assert result.code == 3
    assert result.err == f"crm: No contact is called “{typed}”.\n     To add them: {way}\n"


def test_a_code_that_is_nobodys_says_so(crm: Crm):
    crm("add", "Ada")
    crm("issue", "ada", "x")
    assert crm.run("log", "c9", "hi").err == "crm: There is no c9.\n"
    result = crm.run("merge", "i1", "c1")
    assert result.err == "crm: “i1” is the code of an issue, not of a person.\n"


def test_to_log_the_code_of_a_record_means_the_people_it_is_about(crm: Crm):
    for name in ("Ada", "Bo", "Cy"):
        crm("add", name)
    crm("log", "ada,bo", "lunch")
    crm("remind", "bo", "call", "--on", "2w")
    crm("issue", "ada", "broken")
    with closing(crm.db()) as db, db:
        db.execute(
            "INSERT INTO win (uid, contact_id, kind, text, won_on, brought_id, created_at)"
            " VALUES ('w', 1, 'referral', 'x', '2026-11-01', 3, '2026-11-01T10:00:00Z')"
        )

    def about(*words: str) -> list[str]:
        return [each["id"] for each in crm.json("log", *words, "hi")["contacts"]]

    assert about("n1") == ["c1", "c2"]
    assert (about("r1"), about("i1"), about("w1")) == (["c2"], ["c1"], ["c1"])
    assert about("R1,cy,n1") == ["c2", "c3", "c1"]
    assert about("r1,i1,Zed", "--new") == ["c2", "c1", "c4"]


@for_each(
    ("typed", "code", "sentence"),
    [
        ("r1", 2, "r1 is your own reminder: it is about no person."),
        ("b1", 2, "b1 is a batch, which is about no person."),
        ("n9", 3, "There is no note n9."),
    ],
    afresh=True,
)
def test_a_code_of_nobodys_record_is_refused(crm: Crm, typed: str, code: int, sentence: str):
    crm("remind", "me", "water", "--on", "2w")
    for more in ((), ("--new",)):
        result = crm.run("log", typed, "hi", *more)
        assert (result.code, result.err) == (code, f"crm: {sentence}\n")
    assert crm.json("list") == []


@for_each(
    "typed",
    [["log", "", "hi"], ["remind", " ", "x", "--on", "2w"], ["issue", "", "x"], ["show", ""]],
    afresh=True,
)
def test_an_empty_name_is_refused(crm: Crm, typed: list[str]):
    crm("add", "Ada")
    result = crm.run(*typed)
    assert (result.code, result.out) == (2, "")
    assert (
        result.err == "crm: The name is empty.\n     Say who: a name, an e-mail address, or c3.\n"
    )


def test_a_nickname_is_found_by_every_spelling_of_its_letters(crm):
    crm("add", "Georg", "-n", "Jürgi")
    for typed in ("jürgi", "jurgi", "juergi"):
        assert crm.json("show", typed)["name"] == "Georg"
