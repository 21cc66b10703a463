"""`crm issue --common`: the same trouble with several people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.services.activity.common_issues import group_alike
from tinycrm.services.records import Issue, Person


@pytest.fixture
def three(crm: Crm) -> Crm:
    """The program with Ada (c1), Bo (c2) and Cy (c3) in it."""
    for name in ("Ada", "Bo", "Cy"):
        crm("add", name)
    return crm


def _who(code: str, name: str) -> dict[str, object]:
    return {"id": code, "name": name, "nicknames": [], "emails": [], "phones": [], "tags": []}


def _issue(code: str, who: dict[str, object], text: str, on: str, **more: object) -> object:
    usual = {
        "id": code, "contact": who, "text": text, "state": "open", "on": on, "resolved": None,
        "resolution": None, "mentioned": None, "snoozed_until": None,
    }  # fmt: skip
    return usual | more


def _common(crm: Crm) -> list[list[str]]:
    return [[issue["id"] for issue in each["issues"]] for each in crm.json("issue", "--common")]


def test_what_several_people_had_is_told_once_with_all_of_it(three: Crm):
    three("issue", "ada", "Invoice charged twice", "--at", "2026-11-01")
    three("issue", "bo", "Late parcel")
    three("issue", "cy", "charged twice on the invoice", "--at", "2026-11-20")
    three("issue", "bo", "INVOICE: charged twice!", "--at", "2026-10-14")
    three("resolve", "i4", "refunded")
    three.env(TERM="dumb")
    assert [line.split()[-1] for line in three("issue", "--common").out.splitlines()] == [
        "i3", "i1", "i4",
    ]  # fmt: skip
    three.env(TERM="xterm", NO_COLOR="1")
    result = three.run("issue", "--common", on_screen=True)
    assert result.err == ""
    assert re.sub(r"\x1b\[\d*m", "", result.out) == (
        "3 people had “charged twice on the invoice”\n"
        "  Cy                  charged twice on the        Fri 20 Nov          open    i3\n"
        "                      invoice\n"
        "  Ada                 Invoice charged twice       Sun  1 Nov          open    i1\n"
        "  Bo                  INVOICE: charged twice!     Mon 23 Nov      resolved    i4\n"
        "                      refunded\n"
    )
    ada, bo, cy = _who("c1", "Ada"), _who("c2", "Bo"), _who("c3", "Cy")
    assert three.json("issue", "--common") == [
        {
            "text": "charged twice on the invoice",
            "people": [cy, ada, bo],
            "issues": [
                _issue("i3", cy, "charged twice on the invoice", "2026-11-20"),
                _issue("i1", ada, "Invoice charged twice", "2026-11-01"),
                _issue("i4", bo, "INVOICE: charged twice!", "2026-10-14", state="resolved",
                       resolved="2026-11-23", resolution="refunded"),
            ],
        }
    ]  # fmt: skip


def test_one_person_twice_is_not_common_trouble(three: Crm):
    three("issue", "ada", "Late parcel")
    three("issue", "ada", "Late parcel")
    result = three("issue", "--common")
    assert result.err == "crm: No issue was shared by two people in the last 90 days.\n"
    assert three.json("issue", "--common") == []


def test_it_looks_back_ninety_days_and_over_archived_people(three: Crm):
    three("issue", "ada", "Late parcel", "--at", "2026-08-25")  # the ninetieth day
    three("issue", "bo", "Late parcel", "--at", "2026-08-24")
    assert _common(three) == []
    three("issue", "cy", "late parcel")
    assert _common(three) == [["i3", "i1"]]
    three("archive", "ada")
    assert _common(three) == []


def test_most_people_come_first(three: Crm):
    for name in ("ada", "bo"):
        three("issue", name, "Wrong size")
    for name in ("ada", "bo", "cy"):
        three("issue", name, "Broken frame", "--at", "2026-11-01")
    assert _common(three) == [["i5", "i4", "i3"], ["i2", "i1"]]


def test_who_is_refused(three: Crm):
    result = three.run("issue", "ada", "--common")
    assert (result.code, result.out, result.err) == (
        2, "", "crm: --common lists the issues of all people.\n     Leave out WHO.\n",
    )  # fmt: skip


def _said(*texts: str) -> list[Issue]:
    who = Person("c1", "Ada")
    return [Issue(f"i{n}", who, t, "open", None, None, None, None, None)  # type: ignore[arg-type]
            for n, t in enumerate(texts, 1)]  # fmt: skip


@for_each(
    ("one", "other", "alike"),
    [
        ("Late parcel", "parcel came late", True), ("Reklamacja ręki", "reklamacja reki", True),
        ("Login brokn again", "login broken again", True), ("Wrong size", "Wrong colour", False),
        ("late", "Late parcel from the shop", False), ("💥", "!!", False), ("!!", "!!", True),
        ("The parcel was lost", "The invoice was charged twice", False),
    ],
)  # fmt: skip
def test_what_counts_as_the_same(one: str, other: str, alike: bool):
    assert len(group_alike(_said(one, other))) == (1 if alike else 2)


@given(st.lists(st.text(min_size=1), max_size=12))
def test_no_issue_is_lost_and_the_same_words_stand_together(texts: list[str]):
    groups = group_alike(_said(*texts, *texts))
    assert sorted(issue.id for group in groups for issue in group) == sorted(
        f"i{n}" for n in range(1, 2 * len(texts) + 1)
    )
    where = {issue.id: n for n, group in enumerate(groups) for issue in group}
    for n in range(1, len(texts) + 1):
        assert where[f"i{n}"] == where[f"i{n + len(texts)}"]
