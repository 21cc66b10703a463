"""The uids of new records."""

from __future__ import annotations

import uuid

from tinycrm.services import uids
from tinycrm.services.uids import derived_uid, new_uid


def test_a_uid_is_a_random_uuid_as_the_rfc_has_it():
    for _ in range(200):
        made = uuid.UUID(new_uid())
        assert (made.version, made.variant) == (4, uuid.RFC_4122)


def test_it_is_written_as_uuid_writes_it():
    made = new_uid()
    assert str(uuid.UUID(made)) == made


def test_all_variants_and_no_two_alike():
    made = {new_uid() for _ in range(2000)}
    assert len(made) == 2000
    assert {each[19] for each in made} == set("89ab")


def test_a_derived_uid_is_the_fifth_kind_that_the_rfc_has():
    family = uuid.UUID(bytes=uids._FAMILY)
    for names in (("a",), (new_uid(), "2026-11-23"), ("Zoë\udcff", "2026-11-23")):
        made = derived_uid(*names)
        if names[0].isascii():
            assert made == str(uuid.uuid5(family, "\n".join(names)))
        assert uuid.UUID(made).version == 5


def test_the_same_names_are_the_same_uid_and_others_another():
    made = {derived_uid(first, second) for first in "abc" for second in "abc"}
    assert len(made) == 9
    assert derived_uid("a", "b") in made
