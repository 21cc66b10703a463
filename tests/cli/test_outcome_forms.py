"""Wins, deals, answers and perks in the editor's form, and the one question that `win` asks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm
from tinycrm.cli.editor.form import write_form
from tinycrm.cli.editor.form_reading import read_form
from tinycrm.errors import UsageProblem
from tinycrm.money import Money
from tinycrm.services.records import Deal, Feedback, Perk, Person, Win

ADA = Person("c1", "Ada")
DAY = date(2026, 11, 3)
WIN = Win("w9", ADA, "sale", "prints “A3”", DAY, Money(125050, "EUR"), None, ("n44", "n45"), None)
LOST = Deal(
    "d5", ADA, "200 prints", "lost", DAY, date(2026, 12, 15), Money(1250, "KWD"), DAY, "too dear",
    None, None,
)  # fmt: skip
ANSWER = Feedback("f3", ADA, 8, "quick\nand “friendly”", DAY)
PERK = Perk("p4", ADA, "a free reprint", date(2026, 12, 15), None, None)


def nobody(typed: str) -> Person:
    raise AssertionError(typed)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "record",
    [
        WIN,
        LOST,
        LOST._replace(money=None, until=None),
        ANSWER,
        ANSWER._replace(score=None),
        ANSWER._replace(text=""),
        PERK,
        PERK._replace(until=None),
    ],
)
def test_a_form_that_is_not_changed_changes_nothing(record: Win | Deal):
    assert read_form(write_form(record), record, nobody) == record


@pytest.mark.usefixtures("home")
def test_each_field_of_a_form_can_be_changed():
    form = write_form(WIN).replace("1250.50 EUR", "£90").replace('"n44", "n45"', '"n45", "n46"')
    found = read_form(form.replace('"sale"', '"ren"').replace("“A3”", "A4"), WIN, nobody)
    assert found == WIN._replace(
        money=Money(9000, "GBP"), because=("n45", "n46"), kind="renewal", text="prints A4"
    )
    form = write_form(LOST).replace('"lost"', '"open"').replace("2026-12-15", "")
    assert read_form(form.replace('amount = "1.250 KWD"', 'amount = ""'), LOST, nobody) == (
        LOST._replace(state="open", lost=None, reason=None, until=None, money=None)
    )
    for wrong in ('"1.250 EUR"', '"much"'):
        with pytest.raises(UsageProblem):
            read_form(write_form(WIN).replace('"1250.50 EUR"', wrong), WIN, nobody)


@pytest.mark.usefixtures("home")
def test_answers_and_perks_are_changed_in_a_form_too():
    form = write_form(ANSWER).replace('"8"', "3").replace("quick", "slow")
    assert read_form(form, ANSWER, nobody) == ANSWER._replace(score=3, text="slow\nand “friendly”")
    for wrong in ('"11"', '"8.5"', "true"):
        with pytest.raises(UsageProblem):
            read_form(write_form(ANSWER).replace('"8"', wrong), ANSWER, nobody)
    form = write_form(PERK).replace("2026-12-15", "").replace("reprint", "coffee")
    assert read_form(form, PERK, nobody) == PERK._replace(until=None, text="a free coffee")


def test_one_question_is_asked_and_enter_answers_it(crm: Crm, terminal: Sit):
    crm("add", "Ada")
    crm("log", "ada", "Brass compass", "-k", "gift", "-a", "2026-11-03")
    page = terminal("win", "ada", "450 EUR prints")
    page.wait_for("Which ones?")
    page.type("\r")
    assert page.end() == 0
    page = terminal("win", "ada", "450 EUR posters")
    page.wait_for("gift, 3 Nov: Brass compass (n1)")
    page.type("1\r")
    assert page.end() == 0
    page = terminal("win", "ada", "said it aloud")
    page.wait_for("What is it?")
    page.type("praise\r")
    assert page.end() == 0
    wins = crm.json("win")
    assert [(each["kind"], each["because"]) for each in wins] == [
        ("praise", []), ("sale", ["n1"]), ("sale", []),
    ]  # fmt: skip
