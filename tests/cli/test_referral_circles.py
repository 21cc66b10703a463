"""Nobody is brought by somebody they brought: refused at every door, with the chain."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.store.conftest import dump_store
from tinycrm.store import reading, referral_chain

CHAIN = "Ada brought Ben, Ben brought Cem: Cem cannot have brought Ada. Nothing was changed."
NO_CIRCLES = ("win_makes_no_circle_insert", "win_makes_no_circle_update")


@pytest.fixture
@made_once
def chain(crm: Crm) -> Crm:
    """Ada, c1, brought Ben, c2, who brought Cem, c3."""
    crm("add", "Ada", "-e", "ada@x.example")
    crm("add", "Ben", "--referred-by", "ada")
    crm("add", "Cem", "--referred-by", "ben")
    return crm


@pytest.mark.parametrize(
    "command",
    [
        ["edit", "ada", "--referred-by", "cem"],
        ["edit", "ada", "--referred-by", "cem", "--org", "Acme", "-t", "vip"],
        ["add", "Ada", "-e", "ada@x.example", "--update", "-o", "Acme", "--referred-by", "cem"],
    ],
    ids=" ".join,
)
def test_a_circle_is_refused_with_the_chain_and_nothing_is_half_done(
    chain: Crm, command: list[str]
):
    before = dump_store()
    result = chain.run(*command)
    assert (result.code, result.out, result.err) == (5, "", f"crm: {CHAIN}\n")
    assert dump_store() == before


def test_a_line_of_a_stream_that_closes_a_circle_fails_alone(chain: Crm):
    ada = {"name": "Ada", "emails": ["ada@x.example"], "organization": "Acme"}
    lines = [{**ada, "referred_by": "cem"}, {"name": "Dee", "referred_by": "cem"}]
    result = chain.run("add", "-", "--update", stdin="\n".join(map(json.dumps, lines)))
    assert CHAIN.partition(":")[0] in result.err
    assert chain.json("show", "ada")["organization"] is None
    assert chain.json("show", "dee")["referred_by"] == "c3"


def test_the_form_keeps_what_was_typed(chain: Crm, terminal: Sit):
    editor = """sh -c 'sed -i "s/^referred_by = .*/referred_by = \\"cem\\"/" "$0"'"""
    screen = terminal("edit", "ada", EDITOR=editor, VISUAL="")
    assert screen.end() == 5
    text = " ".join(screen.text.split())
    assert CHAIN.partition(":")[0] in text
    assert "Your text is kept in" in text


def test_a_long_chain_is_said_in_short(crm: Crm):
    crm("add", "P0")
    for n in range(1, 20):
        crm("add", f"P{n}", "--referred-by", f"c{n}")
    result = crm.run("edit", "c1", "--referred-by", "c20")
    assert "P0 brought P1" in result.err
    assert "…, P18 brought P19: P19 cannot have brought P0." in " ".join(result.err.split())
    assert "P9" not in result.err


def test_a_merge_makes_text_of_the_referral_that_would_close_a_circle(chain: Crm):
    chain("merge", "ada", "cem", "--yes")  # Ada brought Ben, and Ben brought who is now Ada
    assert chain.json("show", "ada")["referred_by"] is None
    assert chain.json("show", "ben")["referred_by"] == "c1"
    with closing(chain.db()) as db:
        wins = db.execute("SELECT contact_id, brought_id, text FROM win ORDER BY id").fetchall()
    assert wins == [(1, 2, ""), (2, None, "referred Cem")]
    chain("undo")
    assert chain.json("show", "cem")["referred_by"] == "c2"


def test_a_merge_into_the_last_of_a_chain_makes_text_of_the_first_referral(chain: Crm):
    chain("add", "Dee", "--referred-by", "cem")
    chain("merge", "cem", "ada", "--yes")
    assert chain.json("show", "cem")["referred_by"] == "c2"
    with closing(chain.db()) as db:
        wins = db.execute("SELECT contact_id, brought_id, text FROM win ORDER BY id").fetchall()
    assert wins == [(3, None, "referred Ben"), (2, 3, ""), (3, 4, "")]


def test_an_undo_that_would_close_a_circle_says_so_and_changes_nothing(chain: Crm):
    chain("edit", "ben", "--referred-by", "")  # b4
    chain("edit", "ada", "--referred-by", "ben")  # b5
    before = dump_store()
    result = chain.run("undo", "b4")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        "crm: b4 (edit c2) cannot be undone: a referral that was removed would come back, and"
        " somebody would have brought who brought them. Nothing was changed.\n"
        "     Undo what was referred since first: crm undo b5\n"
    )
    assert dump_store() == before
    chain("undo", "b5")
    chain("undo", "b4")
    assert chain.json("show", "ben")["referred_by"] == "c1"


def test_a_circle_of_an_older_store_ends_every_walk(chain: Crm):
    with closing(chain.db()) as db, db:
        for name in NO_CIRCLES:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM win")
        db.executemany(
            "INSERT INTO win (uid, contact_id, kind, text, won_on, brought_id, created_at)"
            " VALUES (?, ?, 'referral', '', '2026-01-01', ?, '2026-01-01T00:00:00Z')",
            [("a", 1, 2), ("b", 2, 3), ("c", 3, 1)],
        )
    with reading() as db:
        assert [link.id for link in referral_chain.above(db, 1)] == [3, 2, 1]
    assert chain.json("show", "ada")["referred_by"] == "c3"
    assert chain("show", "ada").out.count("Referrer") == 1
    chain("add", "Dee", "--referred-by", "ada")
    chain("merge", "ada", "cem", "--yes")
    assert chain.json("show", "dee")["referred_by"] == "c1"


def test_a_second_referrer_is_refused_with_the_line_that_changes_it(crm: Crm):
    for name in ("Ada Lovelace", "Ben", "Cem"):
        crm("add", name)
    crm("win", "ada", "--brought", "cem")
    again = crm.run("win", "ben", "--brought", "cem")
    assert (again.code, again.err) == (
        5,
        "crm: Cem (c3) was already referred by Ada Lovelace (c1). Nothing was changed.\n"
        "     To change it: crm edit c3 --referred-by c2\n",
    )
    crm("edit", "c3", "--referred-by", "c2")
    assert [each["contact"]["name"] for each in crm.json("win")] == ["Ben"]
