"""`crm search`: full-text search."""

import re

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def written(crm: Crm) -> Crm:
    crm("add", "Łukasz Gołąb", "-o", "Żółw Print", "-n", "Luk", "--fact", "coffee=flat white")
    crm("add", "Hans Müller")
    crm("log", "lukasz", "Wants posters on recycled paper", "--at", "2026-11-01")
    crm("log", "hans", "Asked about the Straße print", "--at", "2026-11-02")
    crm("issue", "hans", "Parcel arrived crushed")
    crm("remind", "hans", "send new samples", "--on", "2026-12-01")
    return crm


@for_each(
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
    assert result.err == "crm: No match for “recicled”; nearest: recycled\n"


def test_nothing_at_all_is_no_line_and_no_failure(written: Crm):
    result = written.run("search", "zzzzqqqq")
    assert (result.code, result.out) == (0, "")
    assert written.json("search", "zzzzqqqq") == []


@for_each("typed", ["!!", "", '"', "* -", "()"])
def test_what_is_no_word_is_refused(written: Crm, typed: str):
    result = written.run("search", "--", typed)
    assert (result.code, result.out, result.err) == (
        2, "", "crm: The search text has no words.\n     Write it: crm search TEXT\n",
    )  # fmt: skip


@for_each(
    ("text", "asked"),
    [
        ("alpha AND omega", "and"), ("alpha OR omega", "OR"), ("alpha NOT omega", "NOT omega"),
        ("NEAR(alpha omega)", "NEAR(alpha"), ("NEAR(alpha omega, 2)", "NEAR(alpha omega, 2)"),
        ('he said "alpha', '"alpha'), ('a "" b alpha', 'alpha ""'), ("it's alpha", "it's"),
        ("alpha* omega", "alpha*"), ("^alpha", "^alpha"), ("folded: alpha", "folded: alpha"),
        ("{folded} : alpha", "{folded} : alpha"), ("alpha - omega", "alpha - omega"),
        ("-alpha", "-alpha"), ("alpha + omega", "alpha + omega"), ("(alpha", "(alpha"),
        ("50% alpha_", "50%"), ("alpha'; DROP TABLE note; --", "alpha'; DROP TABLE note; --"),
    ],
    afresh=True,
)  # fmt: skip
def test_whatever_is_typed_is_only_text(written: Crm, text: str, asked: str):
    written("log", "hans", "--", text)
    result = written("search", "--ids", "--", asked)
    assert (result.out, result.err) == ("n3\n", "")


@for_each("asked", ["alpha OR posters", "posters NOT paper", "nosuch* OR posters"], afresh=True)
def test_no_operator_widens_or_narrows(written: Crm, asked: str):
    result = written.run("search", asked)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"crm: No match for “{asked}”.\n"


def test_people_come_first_and_whoever_holds_the_words_most_closely(written: Crm):
    written("log", "hans", "A long remark in which golab is only one word among very many others")
    written("log", "hans", "golab golab")
    assert written("search", "golab", "--ids").out.split() == ["c1", "n4", "n3"]
    assert written("search", "golab", "--ids", "--limit", "2").out.split() == ["c1", "n4"]


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


def test_who_is_archived_is_found_and_marked(written: Crm):
    written("archive", "hans")
    assert [each["archived"] for each in written.json("search", "muller")] == [True]
    written("log", "c1,c2", "A parcel for both")
    drawn = written.run("search", "parcel", "--limit", "2", on_screen=True).out
    assert re.sub(r"\x1b\[\d*m", "", drawn) == (
        "Hans Müller                                    archived · issue · Mon 23 Nov  i1\n"
        "  Parcel arrived crushed\n"
        "Łukasz Gołąb, Hans Müller                                  note · Mon 23 Nov  n3\n"
        "  A parcel for both\n"
    )


def test_whoever_is_changed_in_the_archive_is_said_to_be_there(written: Crm):
    written("archive", "hans")
    result = written("edit", "hans", "-t", "vip")
    assert (result.out, result.err) == (
        "c2\n", "crm: Hans Müller (c2) changed\n     Hans Müller (c2) is archived.\n",
    )  # fmt: skip
