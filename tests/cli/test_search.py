"""`crm search`: the words, wherever they were written."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def written(crm: Crm) -> Crm:
    crm("add", "Łukasz Gołąb", "-o", "Żółw Print", "-n", "Luk", "--fact", "coffee=flat white")
    crm("add", "Hans Müller")
    crm("log", "lukasz", "Wants posters on recycled paper", "--at", "2026-11-01")
    crm("log", "hans", "Asked about the Straße print", "--at", "2026-11-02")
    crm("issue", "hans", "Parcel arrived crushed")
    crm("remind", "hans", "send new samples", "--on", "2026-12-01")
    return crm


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["golab"], ["c1"]),
        (["zolw"], ["c1"]),
        (["luk"], ["c1"]),
        (["white"], ["c1"]),
        (["mueller"], ["c2"]),
        (["poster"], ["n1"]),
        (["recycled", "posters"], ["n1"]),
        (["strasse"], ["n2"]),
        (["crushed"], ["i1"]),
        (["sampl"], ["r1"]),
        (["print"], ["c1", "n2"]),
    ],
)
def test_accents_case_and_last_letters_do_not_count(written: Crm, words, ids):
    assert written("search", *words, "--ids").out.split() == ids


def test_near_spellings_are_taken_where_nothing_matches_and_said(written: Crm):
    result = written("search", "recicled")
    assert "n1" in result.out
    assert result.err == "crm: Nothing holds “recicled”; nearest: recycled\n"


def test_nothing_at_all_is_exit_3(written: Crm):
    result = written.run("search", "zzzzqqqq")
    assert (result.code, result.out) == (3, "")
    assert written.json("search", "zzzzqqqq") == []


def test_what_is_no_word_is_refused(written: Crm):
    assert written.run("search", "!!").code == 2


@pytest.mark.parametrize("words", ['"', "a* OR b", "NEAR(a b)", "{folded} : x", "-x", "col:x", "'"])
def test_nothing_typed_is_an_operator(written: Crm, words):
    assert written.run("search", "--", words).code in (0, 2, 3)


def test_the_words_stand_in_their_context(written: Crm):
    written("log", "hans", "x " * 200 + "needle " + "y " * 200)
    out = written("search", "needle").out
    assert "needle" in out
    assert "…" in out
    assert len(out.splitlines()) < 8


def test_every_hit_has_code_sort_people_and_words_in_json(written: Crm):
    (hit,) = written.json("search", "crushed")
    assert (hit["id"], hit["about"], hit["text"], hit["on"]) == (
        "i1", "issue", "Parcel arrived crushed", "2026-11-23",
    )  # fmt: skip
    assert [each["name"] for each in hit["contacts"]] == ["Hans Müller"]
