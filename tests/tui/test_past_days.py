"""Notes and issues look back: no door takes a day that is in the future."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.conftest import Crm, made_once
from tests.store.conftest import dump_store
from tests.tui.conftest import Run, Stage, pasted
from tinycrm.cli.editor.form import write_form
from tinycrm.cli.editor.form_reading import read_form
from tinycrm.errors import UsageProblem
from tinycrm.services.editing import editing
from tinycrm.services.records import Issue, Note, Person

REFUSED = "2027-11-23 is in the future."


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """Ada is c1; she has the note n1 and the issue i1."""
    crm("add", "Ada")
    crm("log", "ada", "Tea at the fair")
    crm("issue", "ada", "Broken frame")
    return crm


@pytest.mark.parametrize(
    "typed",
    [
        ("log", "ada", "Lunch", "--at", "2027-11-23"),
        ("issue", "ada", "Late", "--at", "2027-11-23"),
        ("edit", "n1", "--at", "2027-11-23"),
        ("edit", "i1", "--at", "2027-11-23"),
    ],
)
def test_the_commands_refuse_it(ada: Crm, typed: tuple[str, ...]):
    before = dump_store()
    refused = ada.run(*typed)
    assert refused.code == 2
    assert refused.err == f"crm: {REFUSED}\n     To plan something: crm remind\n"
    assert dump_store() == before


def test_a_line_of_a_stream_refuses_it(ada: Crm):
    before = dump_store()
    line = json.dumps({"who": "ada", "text": "Lunch", "at": "2027-11-23"})
    assert REFUSED in ada.run("log", "-", stdin=line).err
    assert dump_store() == before


@pytest.mark.parametrize("code", ["n1", "i1"])
def test_a_form_refuses_it_while_it_can_still_be_mended(ada: Crm, code: str):
    before = editing.open_record([code])[0].record
    form = write_form(before).replace('"2026-11-23', '"2027-11-23')
    with pytest.raises(UsageProblem, match=REFUSED):
        read_form(form, before, lambda typed: Person(typed, typed))


def test_saving_refuses_it_whatever_a_front_end_lets_through(ada: Crm):
    before = dump_store()
    note, issue = (editing.open_record([code])[0].record for code in ("n1", "i1"))
    assert isinstance(note, Note)
    assert isinstance(issue, Issue)
    for record, after in (
        (note, note._replace(at="2027-11-23 15:00")),
        (issue, issue._replace(on=date(2027, 11, 23))),
    ):
        with pytest.raises(UsageProblem, match=REFUSED):
            editing.save(record, after)
    assert dump_store() == before


def test_the_dialogs_refuse_it(ada: Crm, tui: Run):
    before = dump_store()

    async def the_issue_dialog(stage: Stage) -> None:
        await stage.press("i", pasted("ada"), "enter")
        await stage.press(pasted("Late"), "tab", pasted("2027-11-23"), "ctrl+s")
        assert f"{REFUSED} To plan something: r remind" in stage.text
        assert dump_store() == before

    async def the_log_dialog(stage: Stage) -> None:
        await stage.press("n", pasted("ada"), "enter")
        await stage.press(pasted("Lunch"), "shift+tab", pasted("2027-11-23"), "ctrl+s")
        assert REFUSED in stage.text
        assert dump_store() == before

    async def the_dialogs_that_change_a_record(stage: Stage) -> None:
        for words, steps in (("Tea at", ["shift+tab", "shift+tab"]), ("Broken", ["tab"])):
            await stage.press("slash", pasted(words), "down")
            await stage.press("e", *steps, pasted("2027-11-23"), "ctrl+s")
            assert REFUSED in stage.text
            await stage.press("ctrl+n", "escape", "t")
        assert dump_store() == before

    tui(the_issue_dialog, the_log_dialog, the_dialogs_that_change_a_record)
