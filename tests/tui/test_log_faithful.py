"""The Log dialog keeps its word: at most six keys, and what is stored is what was listed."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted

pytestmark = pytest.mark.usefixtures("people")

FROM = {
    "today": ([], []),
    "people": (["p"], []),
    "card": (["p", "enter"], []),
    "find": (["slash", pasted("quote")], ["down"]),
    "find, a line without words": (["slash"], ["escape"]),
    "help": (["question_mark"], []),
    "filter": (["p", "slash", pasted("ma")], ["enter"]),
}
"""How one gets to a screen, and which keys lead from its line back to single letters."""


def test_a_note_takes_at_most_six_keys_beside_the_words_from_anywhere(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        for screen, (way, leave) in FROM.items():
            await stage.press(*way)
            keys = [*leave, "n", "enter", "ctrl+s"]
            assert len(keys) <= 6
            lunch = pasted(f"Lunch from {screen}")
            await stage.press(*leave, "n", pasted("mary"), "enter", lunch, "ctrl+s")
            assert "meeting with Mary Somerville" in stage.text, screen
            await stage.press("escape", "escape", "escape", "t")

    tui(play)
    for screen, note in zip(reversed(FROM), crm.json("log"), strict=False):
        assert (note["text"], note["kind"]) == (f"Lunch from {screen}", "meeting")
        assert [each["id"] for each in note["contacts"]] == ["c1"]


TEXTS = (
    ("ada", "call: Promised to send the prints by Friday. #prints"),
    ("ada,mary", "Lunch with @zofia and @nobodyhere. I will call Jan tomorrow, #fair #2027"),
    ("hanna", "The contract is signed. Send her the copy on 1 December and call her in 2w."),
    ("jan", "yesterday we met; #boat#yard, mail@example.org and @grace, @grace again"),
    ("grace", "She asked about the clock, nothing promised"),
)


def test_what_is_stored_is_what_the_preview_listed(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        for who, text, taking in (*((who, text, True) for who, text in TEXTS), (*TEXTS[1], False)):
            before = _everything(crm)
            seen = await _log(stage, who, text, taking)
            ticked = sorted(line[4:] for line in seen if line.startswith("[x] "))
            assert not taking or not [line for line in seen if line.startswith("[ ] ")], text
            stored = [_say(crm, code) for code, state in _everything(crm).items() - before.items()]
            assert len(stored) == len(ticked), (text, stored, ticked)
            for line, kept in zip(ticked, sorted(stored), strict=True):
                assert line.startswith(kept), (text, stored, ticked)
                assert line == kept or "“" in kept  # a day may follow what is promised or done

    tui(play, size=(200, 50))


async def _log(stage: Stage, who: str, text: str, taking: bool) -> list[str]:
    """Log a text, taking all that is offered or nothing; return the lines seen before saving."""
    first, *others = who.split(",")
    among = [key for name in others for key in ("comma", pasted(name))]
    await stage.press("n", pasted(first), *among, "enter", pasted(text))
    await stage.press(*["ctrl+t"] * (8 if taking else 0))
    seen = [line.strip(" │") for line in stage.text.splitlines()]
    await stage.press("ctrl+s")
    assert "Save  ctrl+s" not in stage.text, text
    return seen


def _everything(crm: Crm) -> dict[str, tuple]:
    """Return the state of every note, reminder and issue by its code."""
    with closing(crm.db()) as db:
        rows = db.execute(
            "SELECT 'n' || id, body, NULL FROM note"
            " UNION ALL SELECT 'r' || id, text, done_at FROM reminder"
            " UNION ALL SELECT 'i' || id, text, mentioned_on FROM issue"
        ).fetchall()
    return {code: tuple(state) for code, *state in rows}


def _say(crm: Crm, code: str) -> str:
    """Return how the preview had to list what became of a record."""
    record = crm.json("show", code)
    if code[0] == "n":
        return _say_note(record)
    if code[0] == "r" and not record["done_at"]:
        assert record["note"] == crm.json("log")[0]["id"]
        return f"follow up with {record['contact']['name']}: “{record['text']}”"
    return f"{code} “{record['text']}” {'is done' if code[0] == 'r' else 'was mentioned'}"


def _say_note(note: dict) -> str:
    names = [each["name"] for each in note["contacts"]]
    who = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    tags = "".join(f" #{tag}" for tag in note["tags"])
    return f"{note['kind']} with {who}, today" + (f" ·{tags}" if tags else "")


def test_keys_that_come_before_the_preview_tick_what_it_will_show(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press(
            "n", pasted("ada"), "enter", pasted("I will send the prints by Friday"), "ctrl+t"
        )
        assert "[x] follow up with Ada Lovelace: “send the prints”" in stage.text
        await stage.press(
            "escape", "n", "down", *"mary", "enter", pasted("I will call her tomorrow")
        )
        await stage.press(*". I will write to her on Friday.", "tab", "space", "j", "space")
        assert "[x] follow up with Mary Somerville: “call her” · Tue 24 Nov" in stage.text
        assert "[x] follow up with Mary Somerville: “write to her”" in stage.text

    tui(play)


def test_a_tick_never_moves_to_another_promise(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press(
            "n", pasted("ada"), "enter", pasted("I will send the quote by Friday."), "ctrl+t"
        )
        assert "[x] follow up with Ada Lovelace: “send the quote”" in stage.text
        await stage.press("home", *"I will call her mother tomorrow. ")
        assert "[x] follow up with Ada Lovelace: “send the quote”" in stage.text
        assert "[ ] follow up with Ada Lovelace: “call her mother”" in stage.text
        assert stage.text.index("call her mother”") < stage.text.index("send the quote”")
        await stage.press("ctrl+s")

    tui(play)
    texts = [each["text"] for each in crm.json("show", "ada")["reminders"]]
    assert "send the quote" in texts
    assert "call her mother" not in texts


def test_enter_leads_from_how_and_when_to_the_words(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("n", pasted("ada"), "enter", "shift+tab", "shift+tab", *"meet", "enter")
        await stage.press(pasted("yesterday"), "enter", pasted("Lunch"), "tab", "G")
        assert "[x] meeting with Ada Lovelace, Sun 22 Nov" in stage.text
        assert "▸ " in next(line for line in stage.text.splitlines() if "Save  ctrl+s" in line)
        await stage.press("enter")  # not one key with ctrl

    tui(play)
    note = next(n for n in crm.json("show", "ada")["notes"] if n["text"] == "Lunch")
    assert (note["kind"], note["at"]) == ("meeting", "2026-11-22")


def test_somebody_half_named_is_shown_before_the_note_is_saved(tui: Run, crm: Crm):
    count = len(crm.json("log"))

    async def play(stage: Stage) -> None:
        await stage.press(
            "n", pasted("ada"), "enter", pasted("Lunch"), *["shift+tab"] * 3, *"mar", "ctrl+s"
        )
        assert "Press ctrl+s again to save" in stage.text
        assert "[x] talk with Ada Lovelace and " in stage.text
        assert len(crm.json("log")) == count
        await stage.press("ctrl+s")
        assert "talk with Ada Lovelace (c3), " in stage.foot

    tui(play)
    assert len(crm.json("log")[0]["contacts"]) == 2
