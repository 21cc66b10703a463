"""The uids of new records."""

from __future__ import annotations

import uuid

from tinycrm.services.uids import new_uid


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
