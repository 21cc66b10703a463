"""Deals: open, due, followed up, won and lost; and whom today thanks."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """Ada, in touch today, with a deal to decide by 15 December."""
    crm("add", "Ada Lovelace")
    crm("log", "ada", "Talked about prints")
    crm("deal", "ada", "200 prints", "1200 EUR", "--until", "15 dec")
    return crm


def due(crm: Crm) -> list[tuple[str, str, int]]:
    rows = crm.json("today")["follow_ups"]
    return [(row["row"], row["reason"], row["days"]) for row in rows]


def test_a_deal_is_open_until_its_day_and_then_late(ada: Crm):
    made = ada.json("show", "d1")
    assert (made["state"], made["text"], made["until"]) == ("open", "200 prints", "2026-12-15")
    assert made["money"] == {"amount": "1200.00", "currency": "EUR"}
    ada.on("2026-12-06")
    ada("log", "ada", "Still thinking")
    assert due(ada) == []
    assert ada.json("today")["next"] == {"on": "2026-12-15", "text": "200 prints, Ada Lovelace"}
    assert "Next is “200 prints” for Ada Lovelace, Tue 15 Dec" in " ".join(ada("today").out.split())
    ada.on("2026-12-15")
    assert due(ada) == [("d1", "deal", 0)]
    ada.on("2026-12-18")
    assert due(ada) == [("d1", "deal", -3)]
    assert "200 prints · 1,200.00 EUR" in ada("today").out
    assert [each["id"] for each in ada.json("list", "due:late")] == ["c1"]
    assert "Deal        200 prints · 1,200.00 EUR" in ada("show", "ada").out


def test_two_weeks_without_a_touch_bring_it_back_and_a_touch_hides_it(ada: Crm):
    ada.on("2026-12-06")
    assert due(ada) == []
    ada.on("2026-12-07")
    assert due(ada) == [("d1", "deal", 0)]
    why = "until Tue 15 Dec · two weeks without a touch"
    assert why in " ".join(ada("today").out.split())
    ada.env(COLUMNS="100")
    assert f"200 prints · 1,200.00 EUR · {why} · today d1" in " ".join(
        ada("show", "ada").out.split()
    )
    assert "Two weeks without a touch, until Tuesday 15 December." in " ".join(
        ada("today", "--plain").out.split()
    )
    assert ada.json("today")["follow_ups"][0]["until"] == "2026-12-15"
    done = ada("done", "d1", "Asked again")
    assert "d1 followed up, hidden for two weeks · Ada Lovelace, 200 prints" in done.err
    assert due(ada) == []
    assert ada.json("show", "ada")["last_touch"] == "2026-12-07"
    ada.on("2026-12-20")
    assert due(ada) == []
    ada.on("2026-12-21")
    assert due(ada) == [("d1", "deal", -6)]
    ada("snooze", "d1", "1w")
    assert due(ada) == []
    ada("undo")
    assert due(ada) == [("d1", "deal", -6)]


def test_it_is_won_with_its_cause_and_that_is_undone(ada: Crm):
    ada("log", "ada", "Brass compass", "-k", "gift")
    won = ada.json("won", "d1", "--because", "n2")
    assert (won["id"], won["kind"], won["text"], won["deal"]) == ("w1", "sale", "200 prints", "d1")
    assert won["money"] == {"amount": "1200.00", "currency": "EUR"}
    assert won["because"] == ["n2"]
    assert ada.json("show", "d1")["state"] == "won"
    assert ada.json("deal") == []
    again = ada.run("won", "d1")
    assert (again.code, "it became w1" in again.err) == (5, True)
    assert ada.run("lost", "d1").code == ada.run("done", "d1").code == 5
    ada("undo")
    assert ada.json("show", "d1")["state"] == "open"
    assert ada.json("win") == []
    ada("redo")
    ada("rm", "w1", "--yes")
    assert ada.json("show", "d1")["state"] == "open"
    ada("undo")
    assert ada.json("show", "d1")["win"] == "w1"


def test_another_amount_and_other_words_may_be_won(ada: Crm):
    won = ada.json("won", "d1", "180 prints 1.080,00 €", "-k", "renewal")
    assert (won["kind"], won["text"]) == ("renewal", "180 prints")
    assert won["money"]["amount"] == "1080.00"


def test_it_is_lost_with_a_reason_and_opened_again(ada: Crm):
    lost = ada.json("lost", "d1", "too", "dear")
    assert (lost["state"], lost["reason"], lost["lost"]) == ("lost", "too dear", "2026-11-23")
    assert "lost Mon 23 Nov: too dear" in ada("show", "d1").out
    assert ada.run("lost", "d1", "other reason").code == 5
    assert ada.run("snooze", "d1", "1w").code == 5
    ada("undo")
    assert ada.json("show", "d1")["state"] == "open"
    ada("redo")
    assert ada.json("edit", "d1", "--reopen")["state"] == "open"
    edited = ada.json("edit", "d1", "--amount", "900 EUR", "--until", "2027-01-15", "--text", "x")
    assert (edited["money"]["amount"], edited["until"]) == ("900.00", "2027-01-15")
    assert ada.run("edit", "d1", "--resolution", "why").code == 2


def test_open_and_won_are_never_one_sum(ada: Crm):
    ada("win", "ada", "100 EUR frame")
    shown = ada.json("show", "ada")
    assert shown["value"]["own"] == [{"amount": "100.00", "currency": "EUR"}]
    assert [each["id"] for each in shown["deals"]] == ["d1"]
    assert ada.json("list", "value:500EUR") == []
    assert len(ada.json("list", "value:100EUR")) == len(ada.json("list", "deal:open")) == 1
    assert len(ada.json("list", "deal:lost")) == len(ada.json("list", "brought:")) == 0
    assert ada.run("list", "deal:maybe").code == ada.run("list", "value:much").code == 2


def test_nobody_is_pressed_who_is_not_to_be_contacted(ada: Crm):
    ada("edit", "ada", "--do-not-contact")
    ada.on("2026-12-10")
    assert due(ada) == []
    ada.on("2026-12-15")
    assert due(ada) == [("d1", "deal", 0)]
    ada("archive", "ada")
    assert due(ada) == []


def test_a_deal_with_somebody_not_to_be_contacted_says_when_it_is_shown(ada: Crm):
    ada("edit", "ada", "--do-not-contact")
    said = "Ada Lovelace (c1) is marked do not contact: today shows the deal only on its day"
    assert f"{said}.\n" in ada("deal", "ada", "posters", "--until", "2026-12-01").err
    assert f"{said}, and it has none.\n" in ada("deal", "ada", "posters").err


def test_a_deal_says_what_is_missing_and_when_it_was_lost(ada: Crm):
    refused = ada.run("deal", "ada", "500 EUR")
    assert refused.code == 2
    assert refused.err.startswith("crm: It is not clear what the deal is about.")
    ada("lost", "d1", "too dear")
    said = ada.run("won", "d1").err
    assert "d1 was lost on Mon 23 Nov 2026. Nothing was changed." in said


def test_the_list_shows_open_deals_with_their_value(ada: Crm):
    ada("edit", "ada", "-o", "Engines")
    listed = ada("deal").out
    assert "200 prints" in listed
    assert "1,200.00 EUR" in listed
    assert ada.json("show", "org:engines")["deals"][0]["id"] == "d1"
    assert "1,200.00 EUR" in ada("show", "org:engines").out
    again = ada.json("deal", "ada", "frames", "--key", "k")
    assert ada.json("deal", "ada", "frames", "--key", "k")["id"] == again["id"] == "d2"
    assert ada.run("deal", "ada", "450 EUR").code == 2


# ── thanks ───────────────────────────────────────────────────────────────────────────────


def thanks(crm: Crm) -> list[tuple[str, str]]:
    morning = crm.json("today")
    assert morning["counts"]["thanks"] == len(morning["thanks"])
    return [(row["row"], row["contact"]["name"]) for row in morning["thanks"]]


def test_somebody_who_brought_somebody_is_thanked_once(crm: Crm):
    crm("add", "Petra Novak")
    crm.on("2026-11-18")
    crm("add", "Sanjay Rao", "--referred-by", "petra")
    crm.on("2026-11-23")
    assert thanks(crm) == [("w1", "Petra Novak")]
    assert "brought Sanjay Rao" in crm("today").out
    assert "Thank       brought Sanjay Rao · Wed 18 Nov, 5 days ago" in crm("show", "petra").out
    assert "Thank. Petra Novak brought Sanjay Rao" in crm("today", "--plain").out
    assert crm.run("today", "--check").code == 10
    crm("log", "petra", "Saw her", "-k", "meeting")
    crm("log", "petra", "She gave me honey", "-k", "gift")
    assert ("w1", "Petra Novak") in thanks(crm)
    crm("done", "w1", "A card with thanks")
    assert thanks(crm) == []
    crm("add", "Ewa Lis", "--referred-by", "petra", "--note", "of Petra")
    assert thanks(crm) == []  # thanked today
    crm.on("2026-11-24")
    crm("add", "Jan Lis", "--referred-by", "petra")
    assert thanks(crm) == [("w3", "Petra Novak")]
    crm("snooze", "w3", "1w")
    assert thanks(crm) == []
    crm.on("2027-01-22")
    assert thanks(crm) == [("w3", "Petra Novak")]
    crm.on("2027-01-25")
    assert thanks(crm) == []


def test_a_present_is_thanked_for_in_the_same_way(crm: Crm):
    crm("add", "Ada Lovelace")
    said = crm("log", "ada", "Got a jar of honey from her", "-k", "gift").err
    assert "Read as a present from them, to be thanked for." in said
    assert crm.json("write", "ada")["template"] == "thanks"
    assert thanks(crm) == [("n1", "Ada Lovelace")]
    assert "for “Got a jar of honey from her”" in " ".join(crm("today", "--plain").out.split())
    crm("snooze", "n1", "1w")
    assert thanks(crm) == []
    crm("snooze", "n1", "today")
    assert "Got a jar of honey" in crm("done", "c1").err
    assert crm.json("show", "n2")["kind"] == "thanks"
    assert thanks(crm) == []
    assert "unchanged, already thanked" in crm("done", "n1").err
    crm("undo")
    assert thanks(crm) == [("n1", "Ada Lovelace")]
    crm("edit", "ada", "--do-not-contact")
    assert thanks(crm) == []
