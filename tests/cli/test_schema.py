"""`crm schema`: the promise of `--json` in a form other programs can check."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import made_once
from tests.rows import for_each
from tinycrm.models import (
    json_schema,
    printed,
    printed_figures,
    printed_morning,
    printed_outcomes,
    printed_values,
)
from tinycrm.services import records
from tinycrm.services.activity import attempts, glances
from tinycrm.services.briefing import briefing, follow_ups, reasons
from tinycrm.services.care import caring, small_thing
from tinycrm.services.figures import figure_values, letter
from tinycrm.services.outcomes import bringing, ending_perks, reasons_why, ripples, thanks
from tinycrm.services.outcomes import value as values


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return json_schema.schema()


@pytest.fixture
def fits(whole):
    """`fits(value, "Contact", "Change")` holds a value to definitions of the schema."""

    def check(value: Any, *names: str) -> None:
        for name in names:
            one = {"$ref": f"#/$defs/{name}", "$defs": whole["$defs"]}
            problems = [e.message for e in Draft202012Validator(one).iter_errors(value)]
            assert problems == [], name
            assert name in ("Change", "ContactIn") or set(whole["$defs"][name]["required"]) <= set(
                value
            )

    return check


@pytest.fixture
@made_once
def full(crm):
    """A store with one of everything."""
    crm(
        "add", "Ada Lovelace", "-e", "ada@example.org", "-p", "home:+44 20 7946 0018",
        "-b", "1986-11-24", "-d", "anniversary=05-14", "-t", "vip", "-n", "Countess",
        "-o", "Engines", "--every", "4w", "--fact", "coffee=flat white",
        "--address", "1 Street", "--url", "x.org",
    )  # fmt: skip
    crm("add", "Grace", "--referred-by", "ada")
    crm("log", "ada,grace", "Lunch #food", "-k", "meeting", "--at", "2026-11-01 12:30", "-f", "2w")
    crm("remind", "me", "water the plants", "--on", "2026-11-20", "--every", "1w")
    crm("issue", "ada", "Invoice charged twice")
    crm("issue", "grace", "Late parcel")
    crm("resolve", "i2", "refunded")


def test_the_schema_is_a_schema(crm):
    whole = crm("schema").json
    for found in (whole, *(crm("schema", name).json for name in json_schema.RECORDS)):
        assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert found["$defs"].items() <= whole["$defs"].items()
        Draft202012Validator.check_schema(found if found is whole else found | {"$defs": {}})


def test_an_unknown_record_is_not_found(crm):
    result = crm.run("schema", "cat")
    assert result.code == 3
    assert "contact_in" in result.err


@pytest.mark.usefixtures("full")
def test_what_reading_commands_print_fits(crm, fits):
    for each in crm.json("list"):
        fits(each, "Contact")
    for person in ("ada", "grace"):
        fits(crm.json("show", person), "Contact", "Profile")
    fits(crm.json("show", "org:engines"), "Company")
    for code, name in (("n1", "Note"), ("r1", "Reminder"), ("r2", "Reminder"), ("i2", "Issue")):
        fits(crm.json("show", code), name)
    for each in crm.json("care"):
        fits(each, "Cared")
    fits(crm.json("stats", "--explain"), "Stats")
    fits(crm.json("stats", "2026"), "Stats")
    fits(crm.json("stats", "--impact"), "Impact")
    fits(crm.json("write", "ada"), "Message")
    for day in ("2026-11-23", "2026-12-20", "2027-06-01"):
        crm.on(day)
        fits(crm.json("today"), "Morning")


@pytest.mark.usefixtures("full")
def test_what_the_other_lists_print_fits(crm, fits):
    crm("add", "Ada Lovlace")
    crm("issue", "grace", "Invoice charged twice")
    for words, name in (("search ada", "Hit"), ("dupes", "DuplicatePair"),
                        ("issue --common", "CommonIssue"), ("history c1", "HistoryEntry"),
                        ("undo --list --all", "HistoryEntry")):  # fmt: skip
        found = crm.json(*words.split())
        assert found
        for each in found:
            fits(each, name)
    crm("list", "ada", "--save", "adas")
    fits(crm.json("list", "--unsave", "adas"), "DeletedFilter")
    fits(crm.json("undo"), "Undone")
    fits(crm.json("redo"), "Undone")


def test_what_making_and_changing_commands_print_fits(crm, fits):
    fits(crm.json("add", "Ada"), "Contact", "Change")
    fits(crm.json("add", "Ada", "--if-new"), "Contact", "Change")
    fits(crm.json("log", "ada", "Lunch"), "Note", "Change")
    fits(crm.json("remind", "ada", "call", "--on", "2w"), "Reminder", "Change")
    fits(crm.json("issue", "ada", "Late parcel"), "Issue", "Change")
    fits(crm.json("resolve", "i1"), "Issue", "Change")
    fits(crm.json("mention", "i1"), "Issue", "Change")
    fits(crm.json("done", "r1"), "Reminder", "Change")
    fits(crm.json("feedback", "ada", "3", "slow"), "Feedback", "Change")
    fits(crm.json("perk", "ada", "reprint", "--until", "eom"), "Perk", "Change")
    fits(crm.json("done", "p1"), "Perk", "Change")
    fits(crm.json("feedback", "ada", "--ask"), "Asked")
    fits(crm.json("care", "ada", "--never"), "Asked")
    for each in crm.json("care"):
        fits(each, "Cared")


def test_a_failure_fits(crm, fits):
    import json

    crm("add", "Ada Lovelace")
    crm("add", "Ada Byron")
    for words in (("show", "nobody"), ("show", "ada"), ("remind", "ada")):
        fits(json.loads(crm.run(*words, "--json").err), "Error")


@pytest.mark.usefixtures("full")
def test_what_list_prints_can_be_read_back(crm, fits):
    for each in crm.json("list"):
        fits(each, "ContactIn")


@for_each(
    ("value", "record"),
    [
        (records.Labelled, printed_values.Labelled),
        (records.Occasion, printed_values.Occasion),
        (records.Person, printed_values.Person),
        (records.Related, printed_values.Related),
        (records.Contact, printed.Contact),
        (records.Note, printed.Note),
        (records.Reminder, printed.Reminder),
        (records.Issue, printed.Issue),
        (records.Feedback, printed.Feedback),
        (records.Perk, printed.Perk),
        (ending_perks.EndingPerk, printed_morning.EndingPerk),
        (small_thing.SmallThing, printed_morning.SmallThing),
        (caring.Cared, printed_figures.Cared),
        (caring.Reason, printed_figures.Reason),
        (letter.Carried, printed_figures.Carried),
        (letter.CameBack, printed_figures.CameBack),
        (figure_values.Measure, printed_figures.Measure),
        (records.Win, printed_outcomes.Win),
        (records.Deal, printed_outcomes.Deal),
        (ripples.RippleNode, printed_outcomes.RippleNode),
        (bringing.Brought, printed_outcomes.Brought),
        (reasons_why.WhyStep, printed_outcomes.WhyStep),
        (thanks.Thanks, printed_outcomes.Thanks),
        (values.Value, printed_values.Value),
        (reasons.Birthday, printed_morning.Birthday),
        (reasons.Mention, printed_morning.Mention),
        (follow_ups.FollowUp, printed_morning.FollowUp),
        (briefing.Counts, printed_morning.Counts),
        (glances.Glance, printed_morning.Glance),
        (attempts.Tries, printed_values.Tries),
    ],
)
def test_services_and_schema_know_the_same_fields(value, record):
    assert list(value.__annotations__) == list(record.model_fields)


@pytest.mark.usefixtures("full")
def test_wins_deals_and_ripples_fit(crm, fits):
    crm("edit", "w1", "--because", "n1")
    fits(crm.json("win", "c2", "450 EUR prints"), "Win", "Change")
    fits(crm.json("deal", "c2", "frames", "70 EUR"), "Deal", "Change")
    fits(crm.json("ripple", "c1"), "Ripple")
    fits(crm.json("ripple"), "Ripple")
    for each in crm.json("why", "w2"):
        fits(each, "WhyStep")
