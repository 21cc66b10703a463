"""The kind of a note, read from what was typed; `typed_kinds.tsv` has phrases and their kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.rules import KINDS
from tinycrm.services.typed.typed_kind import TypedKind, find_typed_kind

OWN = Path(__file__).with_name("typed_kinds.tsv")
CORPUS = Path(__file__).parents[4] / "shared/corpus/typed-notes/phrases.tsv"


def read_phrases(path: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(phrase, kind) for phrase, kind in rows if kind in KINDS]


def kind_of(text: str) -> str:
    found = find_typed_kind(text)
    return found.kind if found and found.sure else "talk"


@for_each(("phrase", "kind"), read_phrases(OWN))
def test_a_phrase_has_the_kind_that_its_writer_meant(phrase: str, kind: str):
    assert kind_of(phrase) == kind


@pytest.mark.skipif(not CORPUS.exists(), reason="the phrases are not here")
def test_the_phrases_of_others_have_theirs(crm: Crm):
    """Through `crm log`, with the text kept whole but for a label."""
    crm("add", "Ada")
    phrases = read_phrases(CORPUS)
    told = [(phrase, crm.json("log", "ada", phrase), kind) for phrase, kind in phrases]
    wrong = [(phrase, note["kind"]) for phrase, note, kind in told if note["kind"] != kind]
    assert wrong == []
    assert all(phrase.endswith(note["text"]) for phrase, note, _ in told)
    assert all((note["kind_by"] is None) == (kind == "talk") for _, note, kind in told)


@for_each(
    ("text", "by", "rest"),
    [
        ("Note to self - no calls", "Note to self", "no calls"),
        ("Had dinner with her", "Had", "Had dinner with her"),
        ("I phoned him", "phoned", "I phoned him"),
        ("Lunch with Piotr", "Lunch", "Lunch with Piotr"),
    ],
)
def test_only_a_label_is_cut_and_the_words_that_decided_are_named(text: str, by: str, rest: str):
    found = find_typed_kind(text)
    assert found
    assert (found.by, found.rest) == (by, rest)


@for_each(
    "text",
    [
        "gift: got a jar of honey from her",
        "she sent flowers",
        "Got flowers from them",
        "gift: a jar of honey from him.",
        "GIFT - honey from them",
    ],
)
def test_what_the_contact_gave_is_a_gift_received(text: str):
    found = find_typed_kind(text)
    assert found
    assert (found.kind, found.received) == ("gift", True)


@for_each(
    "text",
    [
        "got a birthday card from her",
        "received an apology from him",
        "Got thanks from them for the flowers",
        "card from her",
        "Glückwünsche von ihr",
    ],
)
def test_what_the_contact_did_is_no_gesture_of_the_user(text: str):
    assert find_typed_kind(text) is None


@for_each(
    "text",
    ["missed call", "Missed her call", "missed two calls from him", "She tried to reach me twice"],
)
def test_a_call_that_was_missed_is_a_remark(text: str):
    found = find_typed_kind(text)
    assert found
    assert (found.kind, found.rest) == ("note", text)


def test_a_card_that_was_received_congratulates_nobody(crm: Crm):
    crm("add", "Ada", "--birthday", "1990-11-24")
    crm("log", "ada", "got a card from her")
    assert crm.json("today")["birthdays"][0]["greeted"] is False


def test_a_bare_noun_makes_a_kind_likely_and_not_sure():
    assert find_typed_kind("gift honey") == TypedKind("gift", "gift", "gift honey", sure=False)
    assert find_typed_kind("gift wrapping is needed") is None
    assert find_typed_kind("Long phone call") == TypedKind(
        "call", "phone call", "Long phone call", sure=False
    )
    assert find_typed_kind("Happy birthday!!") == TypedKind(
        "greeting", "Happy birthday", "Happy birthday!!", sure=False
    )


@for_each(
    "text",
    [
        "didn't call", "will call tomorrow", "thinking of calling her", "I should write to him",
        "have not met her yet", "need to visit them", "forgot to ring", "Planning to meet in May",
    ],
)  # fmt: skip
def test_where_nobody_was_in_touch_the_remark_is_offered(text: str):
    found = find_typed_kind(text)
    assert found
    assert (found.kind, found.rest, found.sure) == ("note", text, False)


@for_each(
    "text",
    [
        "will send the quote",
        "she will call tomorrow",
        "never mind",
        "must be ill",
        "should be fine",
    ],
)
def test_what_may_come_of_a_talk_is_no_remark(text: str):
    assert find_typed_kind(text) is None


def test_that_nobody_was_in_touch_is_said_in_one_line_to_copy(crm: Crm):
    crm("add", "Ada", "--every", "4w")
    said = "If you were not in touch: crm edit n1 --kind note"
    assert said in crm("log", "ada", "will call tomorrow").err
    crm("edit", "n1", "--kind", "note")
    assert crm.json("show", "ada")["last_touch"] is None


def test_a_thing_of_no_known_kind_makes_a_gift_likely():
    said = find_typed_kind("She brought me a scarf")
    assert said == TypedKind("gift", "She brought", "She brought me a scarf", True, sure=False)
    assert find_typed_kind("She gave me a discount") is None
    assert find_typed_kind("She sent me a photo") is None


def test_labels_of_ones_own_come_first():
    own = {"telefon": "call", "gift": "favour"}
    assert [find_typed_kind(text, own) for text in ("Telefon: kurz", "gift - a lift")] == [
        TypedKind("call", "Telefon", "kurz"),
        TypedKind("favour", "gift", "a lift"),
    ]


@given(
    st.text(max_size=80)
    | st.sampled_from(["call", "she", "had", "no answer"]).flatmap(
        lambda start: st.text(max_size=30).map(lambda rest: f"{start} {rest}")
    )
)
def test_any_text_is_read_and_none_of_it_is_lost(text: str):
    found = find_typed_kind(text)
    if found:
        assert found.kind in KINDS
        assert found.rest
        assert text.strip().endswith(found.rest)


def test_a_setting_adds_words_and_a_mistake_in_it_is_said(crm: Crm):
    crm("add", "Ada")
    (crm.home / "config.toml").write_text('[kinds]\ntelefon = "call"\nkawa = "cofee"\n')
    result = crm("log", "ada", "Telefon: kurz")
    assert "call with Ada" in result.err
    assert "kind read from “Telefon”" in result.err
    assert "The setting kinds.kawa was ignored: “cofee” is not a kind of note." in result.err


def test_a_likely_kind_is_offered_as_the_line_that_changes_it(crm: Crm):
    crm("add", "Ada")
    assert "To change its kind: crm edit n1 --kind gift" in crm("log", "ada", "gift honey").err
    crm("edit", "n1", "--kind", "gift")
    assert crm.json("log")[0]["kind"] == "gift"
    assert crm("log", "ada", "gift honey", "-k", "talk").err.count("To change its kind") == 0


def test_an_attempt_is_kept_and_is_no_touch(crm: Crm):
    crm("add", "Ada", "--every", "4w")
    crm("log", "ada", "No answer, tried at noon")
    shown = crm.json("show", "ada")
    assert (shown["notes"][0]["kind"], shown["last_touch"]) == ("attempt", None)


def test_a_present_received_is_not_said_to_be_given_a_year_later(crm: Crm):
    crm("add", "Ada", "-b", "1990-11-24")
    crm("log", "ada", "gift: got honey from her", "-a", "2025-11-24")
    [row] = crm.json("today")["birthdays"]
    assert row["last_gesture"]["kind"] == "talk"


def test_words_of_a_stream_have_no_kind(crm: Crm):
    crm("add", "Ada")
    crm("log", "-", stdin='{"who": "ada", "text": "call: hello"}\n')
    crm("log", "ada", "-", stdin="call: hello\n")
    assert {(note["kind"], note["text"]) for note in crm.json("log")} == {("talk", "call: hello")}
