"""The records that come in: checked by our rules, and refused in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rows import for_each
from tinycrm.errors import UsageProblem
from tinycrm.models.incoming import ContactIn, PointIn, check


def test_a_person_is_read_in_the_forms_people_write():
    found = check(
        ContactIn,
        {
            "name": " Ada Lovelace ",
            "emails": ["ada@example.org", {"value": "a@b.org", "label": "work"}],
            "phones": ["home: +44 1632 960961", {"value": "112 911", "label": None}],
            "birthday": "10 Dec",
            "occasions": [{"label": "anniversary", "day": "2011-05-14"}],
            "every": "2 weeks",
            "tags": ["#vip"],
            "facts": {"coffee": "flat white"},
        },
    )
    assert found.name == "Ada Lovelace"
    assert found.emails[1] == PointIn(value="a@b.org", label="work")
    assert found.phones[0] == PointIn(value="+44 1632 960961", label="home")
    assert (found.birthday, found.every, found.tags) == ("10 Dec", "2w", ["vip"])


@for_each(
    ("data", "said"),
    [
        ({}, "name is missing."),
        ({"name": ""}, "name: The name is empty."),
        ({"name": "a\x00b"}, "name: The name “a\\x00b” is not valid text"),
        ({"name": 3}, "name cannot be read: should be a valid string."),
        ({"name": "x", "emial": "a@b.c"}, "“emial” is not a field."),
        ({"name": "x", "emails": ["nope"]}, "emails[0]: “nope” is not an e-mail address."),
        ({"name": "x", "emails": ["a@b.c", 3]}, "emails[1] cannot be read"),
        ({"name": "x", "emails": "a@b.c"}, "emails cannot be read: should be a valid list."),
        ({"name": "x", "phones": ["home"]}, "phones[0]: “home” is not a phone number."),
        ({"name": "x", "every": "3 moons"}, "every: “3 moons” is not an interval."),
        ({"name": "x", "birthday": " "}, "birthday: The text is empty."),
        ({"name": "x", "do_not_contact": "yes"}, "do_not_contact cannot be read"),
        ({"name": "x", "kind": "dog"}, "kind cannot be read: should be 'person'"),
        ([1], "A line must be a JSON object"),
        (None, "A line must be a JSON object"),
    ],
)
def test_what_is_wrong_is_said_with_its_field(data: Any, said: str):
    with pytest.raises(UsageProblem) as raised:
        check(ContactIn, data)
    assert raised.value.sentence.startswith(said)


def test_a_name_of_a_field_that_is_nearly_right_is_guessed():
    with pytest.raises(UsageProblem) as raised:
        check(ContactIn, {"name": "x", "emial": []})
    assert raised.value.hint == "Did you mean emails?"
