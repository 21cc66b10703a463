"""A way to reach somebody is read the same, whichever way it comes in."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from textual.widgets import Input

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted
from tinycrm.cli.editor.form import write_form
from tinycrm.cli.editor.form_reading import read_form
from tinycrm.services.editing import editing
from tinycrm.services.records import Person

Typed = Sequence[tuple[str, str]]
Door = Callable[[Crm, Run, Typed], list[str]]
"""Adds somebody for each kind of point and its text as typed; returns their codes."""

FIELDS = {"email": "emails", "phone": "phones"}


def by_add(crm: Crm, tui: Run, typed: Typed) -> list[str]:
    return [crm("add", "Bob", "--force", f"--{kind}", text).id for kind, text in typed]


def by_edit(crm: Crm, tui: Run, typed: Typed) -> list[str]:
    codes = [crm("add", "Bob", "--force").id for _ in typed]
    for code, (kind, text) in zip(codes, typed, strict=True):
        crm("edit", code, f"--{kind}", text)
    return codes


def by_form(crm: Crm, tui: Run, typed: Typed) -> list[str]:
    codes = [crm("add", "Bob", "--force").id for _ in typed]
    for code, (kind, text) in zip(codes, typed, strict=True):
        before, field = editing.open_record([code])[0].record, FIELDS[kind]
        form = write_form(before).replace(f"{field} = []", f"{field} = {json.dumps([text])}")
        editing.save(before, read_form(form, before, lambda typed: Person(typed, typed)))
    return codes


def by_stream(crm: Crm, tui: Run, typed: Typed) -> list[str]:
    return _by_stream(crm, [{FIELDS[kind]: [text]} for kind, text in typed])


def by_stream_in_parts(crm: Crm, tui: Run, typed: Typed) -> list[str]:
    return _by_stream(
        crm, [{FIELDS[kind]: [{"value": text, "label": None}]} for kind, text in typed]
    )


def _by_stream(crm: Crm, points: Sequence[dict[str, Any]]) -> list[str]:
    lines = [json.dumps({"name": "Bob"} | each) for each in points]
    return crm("add", "-", "--force", stdin="\n".join(lines)).out.split()


def by_add_dialog(crm: Crm, tui: Run, typed: Typed) -> list[str]:
    codes = [f"c{number}" for number in range(1, len(typed) + 1)]

    async def play(stage: Stage) -> None:
        for code, (kind, text) in zip(codes, typed, strict=True):
            await stage.press(
                "a", pasted(f"Bob{code}"), "tab", *(["tab"] if kind == "phone" else [])
            )
            await stage.paste(text)
            await stage.press("ctrl+s")
            assert f"Bob{code} ({code}) added" in stage.foot

    tui(play)
    return codes


def by_edit_dialog(crm: Crm, tui: Run, typed: Typed) -> list[str]:
    codes = [crm("add", f"Bob {number}").id for number in range(len(typed))]

    async def play(stage: Stage) -> None:
        await stage.press("p")
        for number, (kind, text) in enumerate(typed):
            await stage.press("e", "tab", "tab", *(["tab"] if kind == "phone" else []))
            await stage.paste(text)
            await stage.press("ctrl+s")
            assert f"Bob {number} changed" in stage.foot
            await stage.press("j")

    tui(play)
    return codes


POINTS = {
    ("email", "bob@acme.example"): ("bob@acme.example", None),
    ("email", "work:bob@work.example"): ("bob@work.example", "work"),
    ("email", "2nd home: MAILTO:bob@home.example"): ("bob@home.example", "2nd home"),
    ("phone", "+44 1632 960 961"): ("+44 1632 960 961", None),
    ("phone", "acme.co/desk: +44 1632 960 962"): ("+44 1632 960 962", "acme.co/desk"),
}
"""What is typed, and the value and the label that are read."""


@pytest.mark.parametrize(
    "door",
    [by_add, by_edit, by_form, by_stream, by_stream_in_parts, by_add_dialog, by_edit_dialog],
)
def test_an_address_or_number_is_the_same_through_every_door(crm: Crm, tui: Run, door: Door):
    codes = door(crm, tui, list(POINTS))
    for code, ((kind, _), (value, label)) in zip(codes, POINTS.items(), strict=True):
        assert crm.json("show", code)[FIELDS[kind]] == [{"value": value, "label": label}]


@pytest.mark.parametrize("typed", ["020 7946 0018 ext: 500", "09:30 555", "work:", ":555 123"])
def test_a_colon_behind_a_number_makes_no_label(crm: Crm, typed: str):
    refused = crm.run("add", "Bob", "--phone", typed)
    assert refused.code == 2
    assert "is not a phone number." in refused.err


@pytest.mark.parametrize("typed", ["work:bob@acme.example", "Bob <work:bob@acme.example>"])
def test_somebody_new_of_a_note_has_the_address_without_its_label(crm: Crm, typed: str):
    crm("log", "--new", typed, "Met at the fair")
    assert crm.json("show", "c1")["emails"] == [{"value": "bob@acme.example", "label": "work"}]
    assert crm.json("show", "c1")["name"].lower() == "bob"


def test_somebody_new_of_a_dialog_has_the_address_in_their_name(crm: Crm, tui: Run):
    async def of_the_log_dialog(stage: Stage) -> None:
        await stage.press("n", pasted("bob@acme.example"))
        await stage.press("enter", pasted("Met at the fair"), "ctrl+s")
        bob = crm.json("show", "c1")
        assert (bob["name"], bob["emails"][0]["value"]) == ("bob", "bob@acme.example")

    async def of_the_add_dialog_beside_the_other_one(stage: Stage) -> None:
        await stage.press("a", pasted("Bob Ek <bob@home.example>"), "tab")
        await stage.press(pasted("ek@acme.example"), "ctrl+s")
        emails = [each["value"] for each in crm.json("show", "c2")["emails"]]
        assert emails == ["bob@home.example", "ek@acme.example"]

    tui(of_the_log_dialog, of_the_add_dialog_beside_the_other_one)


def test_an_address_that_is_there_already_is_not_checked_again(crm: Crm, tui: Run):
    crm("add", "Bob", "-e", "bob@acme.example")
    with crm.db() as db:
        db.execute("UPDATE contact_point SET value = 'bob at acme', normal = 'bob at acme'")
    db.close()

    async def play(stage: Stage) -> None:
        await stage.press("e", "tab", "tab", "end")
        await stage.paste(", home: bob@home.example")
        await stage.press("ctrl+s")
        assert "Bob changed" in stage.foot

    tui(play, who="c1")
    assert crm.json("show", "c1")["emails"] == [
        {"value": "bob at acme", "label": None},
        {"value": "bob@home.example", "label": "home"},
    ]


@pytest.mark.parametrize("field", ["organization", "title", "note"])
def test_a_line_of_a_stream_is_checked_in_every_text(crm: Crm, field: str):
    refused = crm.run("add", "-", stdin=json.dumps({"name": "Bob", field: "a\x00b"}))
    assert refused.code != 0
    assert f"The {field} “a\\x00b” is not valid text" in refused.err
    assert crm.json("list") == []


def _focused(stage: Stage) -> Input:
    found = stage.app.screen.focused
    assert isinstance(found, Input)
    return found


def test_the_dialogs_refuse_what_the_commands_refuse(crm: Crm, tui: Run):
    crm("add", "Bob")
    crm("issue", "bob", "Broken frame")
    crm("resolve", "i1", "sent another")

    async def refuses(stage: Stage, what: str) -> None:
        _focused(stage).value = "a\x00b"
        await stage.press("ctrl+s")
        assert f"The {what} “a\\x00b” is not valid text" in stage.text
        _focused(stage).value = ""
        await stage.press("escape")

    async def the_edit_dialog(stage: Stage) -> None:
        for line, what in ((1, "nickname"), (6, "organization"), (7, "title")):
            await stage.press("e", *["tab"] * line)
            await refuses(stage, what)
        bob = crm.json("show", "c1")
        assert (bob["nicknames"], bob["organization"], bob["title"]) == ([], None, None)

    async def the_fact_dialog(stage: Stage) -> None:
        await stage.press("p", "f", pasted("coffee"), "tab")
        await refuses(stage, "fact")
        assert crm.json("show", "c1")["facts"] == {}

    async def the_issue_dialog(stage: Stage) -> None:
        await stage.press("slash", pasted("Broken"), "down", "e", "tab", "tab", "tab")
        await refuses(stage, "resolution")
        assert crm.json("show", "i1")["resolution"] == "sent another"

    tui(the_edit_dialog, the_fact_dialog, the_issue_dialog, who="c1", size=(120, 40))
