"""A guess is never silent: whom a name was taken for, and whom it was not."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each

_ALSO = "Anna (c1); also Anna Kowalska (c2)\n"


@pytest.fixture
@made_once
def annas(crm: Crm) -> Crm:
    for name in ("Anna", "Anna Kowalska", "Bo"):
        crm("add", name)
    crm("log", "bo", "Lunch")
    return crm


@for_each(
    ("argv", "err"),
    [
        ("edit anna -t vip", f"crm: {_ALSO}crm: Anna (c1) changed\n"),
        ("edit bo --referred-by anna", f"crm: {_ALSO}crm: Bo (c3) changed\n"),
        ("edit n1 --who anna", f"crm: {_ALSO}crm: n1 changed\n"),
        ("archive anna", f"crm: {_ALSO}crm: Anna (c1) archived\n"),
        ("merge bo anna --yes", f"crm: {_ALSO}crm: Anna (c1) was merged into Bo (c3)\n"),
        ("dupes --distinct anna bo",
         f"crm: {_ALSO}crm: Anna (c1) and Bo (c3) are not the same\n"),
        ("forget anna --yes",
         f"crm: {_ALSO}crm: Anna (c1) was permanently deleted; this cannot be undone\n"
         "     The name still appears in records of other people: c2\n"
         "     No backup contains them.\n"),
        ("history anna", f"crm: {_ALSO}"),
        ("add Dan --referred-by anna",
         f"crm: Dan (c4) added\n     Anna (c1) has referred 1 person so far.\n     {_ALSO}"),
    ],
    afresh=True,
)  # fmt: skip
def test_whoever_was_not_taken_is_named(annas: Crm, argv: str, err: str):
    result = annas.run(*argv.split())
    assert (result.code, result.err) == (0, err)


@for_each("argv", ["edit c1 -t vip", "history c1", "dupes --distinct c1 c3"], afresh=True)
def test_a_code_is_no_guess(annas: Crm, argv: str):
    assert "also" not in annas(*argv.split()).err
