"""A present that was given before is said at once, also when it is written otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.services.activity.note_preview import Typed, read_preview
from tinycrm.store import reading

_SAID = "Given before: you gave a jar of honey on 3 May 2025."


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada and Ben, who both got honey long ago, and Ada gave some too."""
    crm("add", "Ada")
    crm("add", "Ben")
    crm("log", "ada,ben", "gift: a jar of honey", "-a", "2025-05-03")
    crm("log", "ada", "gift: got a brass compass from her", "-a", "2026-01-05")
    crm("log", "ada", "She sent flowers", "-a", "2026-01-06")
    crm("log", "ada", "got tulips from her", "-k", "gift", "-a", "2026-01-07")
    return crm


def test_a_present_of_a_later_day_was_not_given_before(ada: Crm):
    assert "Given before" not in ada("log", "ada", "gift: honey", "-a", "2025-05-02").err
    with reading() as db:
        typed = Typed((("c1", "Ada"),), "gift: honey", when="2025-05-01")
        assert read_preview(db, typed, date(2026, 11, 23)).hints == ()


@for_each(
    "note",
    ["gift: honey", "gift: Honey!", "Gave her a jar of honey", "Brought two jars of honey, again",
     "present - acacia honey because she likes it", "Gave Ada some honey for the birthday",
     "Sent her HÓNEY"],
    afresh=True,
)  # fmt: skip
def test_the_same_present_is_known_however_it_is_written(ada: Crm, note: str):
    assert _SAID in ada("log", "ada", note, "-k", "gift").err


@for_each(
    "note",
    ["gift: a jar of jam", "gift: compass", "Gave her flowers", "gift: tulips", "Talked of honey",
     "gift: got honey from her", "She sent honey", "gift: of a"],
    afresh=True,
)  # fmt: skip
def test_another_present_and_one_received_say_nothing(ada: Crm, note: str):
    assert "Given before" not in ada("log", "ada", note).err


def test_received_is_read_whatever_gave_the_kind(ada: Crm):
    assert "Given before" not in ada("log", "ada", "got honey from her", "-k", "gift").err
    assert "Given before" not in ada("log", "ben", "gift: compass").err


def test_of_several_people_each_is_named(ada: Crm):
    ada("log", "ben", "gift: honey and bread", "-a", "2026-11-01")
    said = ada("log", "ada,ben", "gift: honey").err
    assert "Given before: you gave Ada a jar of honey on 3 May 2025." in said
    assert "Given before: you gave Ben honey and bread on 1 Nov 2026." in said


def test_a_reminder_of_a_present_and_done_say_it_too(ada: Crm):
    for words in ("gift: honey", "buy honey", "Give her some honey!"):
        assert _SAID in ada("remind", "ada", words, "--on", "friday").err
    assert "Given before" not in ada("remind", "ada", "call about honey", "--on", "friday").err
    assert "Given before" not in ada("remind", "ben", "gift: compass", "--on", "friday").err
    assert _SAID in ada("done", "r1", "Gave her honey").err


def test_the_preview_of_the_dialog_says_it_before_it_is_saved(ada: Crm):
    def hints(text: str, kind: str = "") -> tuple[str, ...]:
        with reading() as db:
            return read_preview(db, Typed((("c1", "Ada"),), text, kind), date(2026, 11, 23)).hints

    assert hints("Gave her honey") == (_SAID,)
    assert hints("honey", "gi") == (_SAID,)
    assert hints("got honey from her", "gift") == ()
    assert hints("honey") == ()
    assert ada.json("show", "ada")["last_touch"] == "2026-01-07"


def test_a_present_is_shown_harmless(ada: Crm):
    ada("log", "ben", "gift: \x1b[31mred wine")
    assert "\\x1b[31mred wine" in ada("log", "ben", "gift: wine").err


def test_who_gave_is_corrected_and_decides_what_was_given_before(ada: Crm):
    said = ada("log", "ada", "gift: got a scarf from her")
    assert "If you gave it: crm edit n5 --from-me" in said.err
    before = ada.json("show", "n5")
    assert ada.json("edit", "n5", "--from-me").keys() == {*before, "created", "batch"}
    assert ada.json("show", "n5") == before
    assert "Given before: you gave a scarf" in ada("log", "ada", "gift: a scarf").err
    ada("edit", "n1", "--from-them")
    ada("undo")
    assert _SAID in ada("log", "ben", "gift: honey").err
    ada("undo")
    ada("edit", "n1", "--from-them")
    assert "→ them" in ada("history", "n1").out
    assert "Given before" not in ada("log", "ben", "gift: honey").err


def test_only_a_note_has_a_giver(ada: Crm):
    refused = ada.run("edit", "ada", "--from-me")
    assert (refused.code, refused.err.splitlines()[0]) == (
        2, "crm: c1 is a contact: it has no giver and receiver. Nothing was changed."
    )  # fmt: skip
