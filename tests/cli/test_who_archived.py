"""WHO among archived people: they come last, and are marked."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def annas(crm: Crm) -> Crm:
    """Anna (c1) and Anna Kowalska (c2), who are archived, and Anna Nowak (c3)."""
    for name in ("Anna", "Anna Kowalska", "Anna Nowak"):
        crm("add", name)
    crm("archive", "c1", "c2")
    return crm


def test_who_is_archived_is_passed_over_where_a_rule_finds_others(annas: Crm):
    annas("add", "Ada X")
    annas("add", "Ada Y")
    annas("archive", "c4")
    assert annas("show", "ada").err == "crm: Ada Y (c5); also Ada X (c4, archived)\n"


@for_each(
    "argv",
    [["log", "c1", "hi"], ["remind", "c1", "x", "--on", "friday"], ["issue", "c1", "x"]],
    afresh=True,
)
def test_whoever_is_taken_though_archived_is_marked(annas: Crm, argv: list[str]):
    [hint] = annas(*argv).err.splitlines()[1:]
    assert hint.startswith("     Anna (c1) is archived")


def test_archived_ones_come_last_among_several(annas: Crm):
    annas("add", "Anna Zola")
    annas("rm", "c1", "--yes")
    assert annas.run("show", "anna").err == (
        "crm: “anna” could be 3 people.\n"
        "     c3     Anna Nowak\n"
        "     c4     Anna Zola\n"
        "     c2     Anna Kowalska  archived\n"
    )


def test_somebody_archived_is_there_already(annas: Crm):
    result = annas.run("add", "Anna")
    assert result.code == 5
    assert result.err.startswith("crm: Anna already exists: Anna, c1 (archived).\n")
