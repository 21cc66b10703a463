"""`crm win`: what came, exactly as typed, because of what, and whom they brought."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each

EUR = {"amount": "450.00", "currency": "EUR"}


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """Ada, with a gesture of this month, and Grace."""
    crm("add", "Ada Lovelace")
    crm("add", "Grace Hopper")
    crm("log", "ada", "Brass compass", "-k", "gift", "-a", "2026-11-03")
    return crm


@for_each(
    ("words", "amount", "currency"),
    [
        (("450", "EUR", "prints"), "450.00", "EUR"),
        (("prints", "450,00", "€"), "450.00", "EUR"),
        (("1.250,50 EUR prints",), "1250.50", "EUR"),
        (("£90", "prints"), "90.00", "GBP"),
        (("prints", "12500", "JPY"), "12500", "JPY"),
        (("prints", "12.345", "KWD"), "12.345", "KWD"),
    ],
    afresh=True,
)
def test_an_amount_at_either_end_is_exact_and_makes_a_sale(ada: Crm, words, amount, currency):
    made = ada.json("win", "ada", *words)
    assert made["money"] == {"amount": amount, "currency": currency}
    assert (made["id"], made["kind"], made["text"]) == ("w1", "sale", "prints")
    assert made["on"] == "2026-11-23"
    assert ada.json("show", "ada")["value"]["own"] == [made["money"]]
    assert ada.json("show", "w1") == {
        key: made[key] for key in made if key not in ("created", "batch")
    }


@for_each(
    ("words", "one", "other"),
    [
        (("1.250 EUR", "prints"), "1,250.00 EUR", "1.25 EUR"),
        (("450 EUR", "prints", "20 EUR"), "“450 EUR”", "“20 EUR”"),
        (("$90", "prints"), "90 USD", "90 CAD"),
    ],
    afresh=True,
)
def test_an_amount_with_two_readings_is_refused_with_both(ada: Crm, words, one, other):
    refused = ada.run("win", "ada", *words)
    assert refused.code == 2
    assert one in refused.err
    assert other in refused.err
    assert ada.json("win") == []


def test_the_config_says_what_a_dollar_is(ada: Crm):
    (ada.home / "config.toml").write_text('currency = "CAD"\n')
    assert ada.json("win", "ada", "$90", "prints")["money"] == {
        "amount": "90.00", "currency": "CAD",
    }  # fmt: skip


def test_an_amount_in_the_middle_stays_words_and_says_so(ada: Crm):
    result = ada("win", "ada", "prints for 450 EUR in oak", "-k", "sale")
    assert "No amount was read" in result.err
    assert ada.json("show", "w1")["text"] == "prints for 450 EUR in oak"


def test_a_number_without_a_currency_stays_words_and_says_so(ada: Crm):
    said = "“2400” is no amount without a currency: write it like 2400 EUR."
    assert said in ada("win", "ada", "ring", "2400", "-k", "sale").err
    assert said in ada("deal", "ada", "2400", "ring").err
    assert "no amount" not in ada("win", "ada", "ring in size", "54", "-k", "sale").err


def test_without_amount_or_brought_the_kind_is_needed(ada: Crm):
    refused = ada.run("win", "ada", "said it aloud")
    assert refused.code == 2
    assert "-k sale, renewal, referral, review, praise, returned" in refused.err
    assert ada.json("win", "ada", "said it aloud", "-k", "pra")["kind"] == "praise"
    assert ada.run("win", "ada", "x", "-k", "r").code == 2
    assert ada.run("win", "ada", "x", "-k", "sale", "--brought", "grace").code == 2


def test_who_was_brought_and_who_brought_never_disagree(ada: Crm):
    made = ada("win", "ada", "--brought", "grace", "--because", "n1")
    assert "Ada Lovelace (c1) brought Grace Hopper" in made.err
    assert "Ada Lovelace (c1) has referred 1 person so far." in made.err
    assert ada.json("show", "grace")["referred_by"] == "c1"
    again = ada.run("win", "ada", "--brought", "grace")
    assert again.code == 5
    assert "w1 says already that Ada Lovelace brought Grace Hopper." in again.err
    assert ada.run("win", "grace", "--brought", "ada").code == 5
    ada("edit", "grace", "--referred-by", "")
    assert ada.json("show", "w1")["brought"] is None
    ada("undo")
    ada("rm", "w1", "--yes")
    assert ada.json("show", "grace")["referred_by"] is None
    added = ada("add", "Joan Clarke", "--referred-by", "ada")
    assert "has referred 1 person so far" in added.err
    assert ada.json("win")[0]["brought"]["name"] == "Joan Clarke"


def test_a_win_or_an_answer_of_somebody_archived_says_so(ada: Crm):
    ada("archive", "ada")
    for words in (("win", "ada", "450 EUR"), ("feedback", "ada", "8")):
        assert "Ada Lovelace (c1) is archived." in ada(*words).err


def test_a_cause_is_linked_and_a_wrong_one_is_edited_later(ada: Crm):
    ada("log", "ada", "Thank you", "-k", "thanks", "-a", "2026-11-10")
    made = ada("win", "ada", "450 EUR prints", "--because", "n1,n2")
    assert "because n1, n2" in made.err
    assert ada.json("edit", "w1", "--because", "-n1")["because"] == ["n2"]
    assert ada.json("edit", "w1", "--because", "n1", "--amount", "1.250,50 EUR")["because"] == [
        "n2",
        "n1",
    ]
    edited = ada.json("edit", "w1", "--amount", "", "--text", "posters", "-k", "renewal")
    assert (edited["money"], edited["text"], edited["kind"]) == (None, "posters", "renewal")
    for _ in range(3):
        ada("undo")
    assert ada.json("show", "w1")["because"] == ["n1", "n2"]
    assert ada.run("edit", "w1", "--because", "n9").code == 3
    assert ada.run("edit", "n1", "--because", "n2").code == 2


def test_a_note_of_a_later_day_led_to_nothing(ada: Crm):
    refused = ada.run("win", "ada", "450 EUR", "--because", "n1", "--at", "2026-11-01")
    assert refused.code == 2
    assert "n1 is of Tue 3 Nov 2026, after the win of Sun 1 Nov 2026" in refused.err
    assert ada.run("win", "ada", "450 EUR", "--at", "tomorrow").code == 2


def test_who_is_not_to_be_contacted_is_not_to_be_thanked_and_that_is_said(ada: Crm):
    ada("edit", "ada", "--do-not-contact")
    said = ada("win", "ada", "--brought", "grace").err
    assert "(c1) is marked do not contact: today does not ask you to thank them." in said
    assert ada.json("today")["thanks"] == []


def test_a_list_by_value_shows_it(ada: Crm):
    ada("win", "ada", "450 EUR")
    ada("win", "ada", "12000 JPY")
    for words in (("value:",), ("value:400EUR",), ("--sort", "value", "--limit", "1")):
        assert ada("list", *words).out.split()[:7] == (
            "Ada Lovelace 450.00 EUR and 12,000 JPY".split()
        )
    assert "450" not in ada("list").out


def test_a_key_makes_one_win_however_often(ada: Crm):
    first = ada.json("win", "ada", "450 EUR", "--key", "shop-1")
    again = ada.json("win", "ada", "450 EUR", "--key", "shop-1")
    assert (first["created"], again["created"], again["id"]) == (True, False, "w1")
    assert len(ada.json("win")) == 1


def test_the_list_and_the_card_show_wins(ada: Crm):
    ada("win", "ada", "450 EUR prints", "--because", "n1")
    ada("win", "ada", "12000 JPY posters")
    ada("win", "grace", "--brought", "ada")
    listed = ada("win").out
    assert "sale: prints" in listed
    assert "450.00 EUR" in listed
    assert "brought Ada Lovelace" in listed
    card = ada("show", "ada").out
    assert "Worth       450.00 EUR and 12,000 JPY" in card
    assert "through people they brought" in ada("show", "grace").out
    assert "450.00 EUR" in ada("history", "w1").out


def test_a_win_is_found_deleted_and_comes_back(ada: Crm):
    ada("win", "ada", "450 EUR Drucke für Łódź")
    ada("deal", "ada", "Poster für Gdańsk", "1200 EUR")
    assert [each["id"] for each in ada.json("search", "lodz")] == ["w1"]
    assert [each["id"] for each in ada.json("search", "gdan")] == ["d1"]
    assert "gdansk" in ada("search", "gdanks").err
    ada("rm", "w1", "--yes")
    assert ada.json("search", "lodz") == []
    ada("undo")
    assert [each["about"] for each in ada.json("search", "lodz")] == ["win"]


def test_a_merge_keeps_wins_and_deals_of_both(ada: Crm):
    ada("win", "ada", "450 EUR prints")
    ada("win", "grace", "100 EUR posters")
    ada("deal", "grace", "frames", "70 EUR")
    ada("edit", "grace", "--do-not-contact")
    ada("merge", "c1", "c2", "--yes")
    kept = ada.json("show", "c1")
    assert kept["value"]["own"] == [{"amount": "550.00", "currency": "EUR"}]
    assert [each["id"] for each in kept["deals"]] == ["d1"]
    assert kept["do_not_contact"] is True


def test_forget_takes_the_wins_and_deals_along(ada: Crm):
    ada("win", "ada", "450 EUR secret prints")
    ada("deal", "ada", "secret frames", "70 EUR")
    ada("forget", "ada", "--yes")
    with closing(ada.db()) as db:
        dump = "\n".join(db.iterdump())
    assert "secret" not in dump
