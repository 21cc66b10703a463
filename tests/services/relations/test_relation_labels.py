"""What people are to each other, from both sides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm.errors import UsageProblem
from tinycrm.services.records import Related
from tinycrm.services.relations.relation_labels import (
    OFFERED,
    as_typed,
    from_other_side,
    known_label,
    neutral,
    read_related,
    say_related,
)


@for_each(
    ("label", "other"),
    [
        ("spouse", "spouse"), ("wife", "spouse"), ("Husband", "spouse"), ("friend", "friend"),
        ("mother", "child"), ("Dad", "child"), ("daughter", "parent"), ("brother", "sibling"),
        ("boss", "report"), ("manager", "report"), ("report", "boss"), ("mentee", "mentor"),
        ("co-worker", "colleague"), ("mother in law", "child-in-law"), ("aunt", "niece or nephew"),
        ("Fiancée", "fiancé"), ("referred by", "referred"), ("muse", "muse of"),
        ("muse of", "muse"), ("Patentante", "Patentante of"),
    ],
)  # fmt: skip
def test_a_label_has_another_side(label: str, other: str):
    assert from_other_side(label) == other


@given(st.sampled_from(OFFERED) | st.text(min_size=1, max_size=12).filter(str.strip))
@settings(max_examples=60)
def test_the_other_side_of_the_other_side_says_the_same(label: str):
    assert neutral(from_other_side(from_other_side(label))) == neutral(label)


def test_a_known_label_is_spelled_in_one_way_and_another_stays_as_typed():
    assert known_label("  Domestic  Partner ") == "domestic partner"
    assert known_label("SPOUSE") == "spouse"
    assert known_label("Godmother of my dog") == "Godmother of my dog"


def test_every_offered_label_is_known():
    assert all(known_label(each) == each != f"{from_other_side(each)} of" for each in OFFERED)
    assert not [each for each in OFFERED if from_other_side(each).endswith(" of")]


def test_a_relation_is_read_as_it_is_written():
    linked, text = Related("spouse", "c2", "Ben (b)"), Related("muse of", None, "Ben = x (old)")
    assert as_typed(linked) == "spouse=Ben (b) (c2)"
    assert read_related(as_typed(linked)) == Related("spouse", None, "c2")
    assert read_related(as_typed(text)) == text
    assert (say_related("spouse", "Ben"), say_related("muse of", "Ben")) == (
        "spouse: Ben", "muse of Ben",
    )  # fmt: skip
    with pytest.raises(UsageProblem):
        read_related("spouse")
