"""Our JSON is what `json` writes, with the characters escaped that control a terminal."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinycrm.cli.render import json_text
from tinycrm.days import Every, YearlyDay
from tinycrm.money import Money
from tinycrm.services.records import Labelled, Person

_HOSTILE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_texts = st.text(st.one_of(st.characters(), st.sampled_from('"\\\n\t\x00\x7f\u2028\ud800é日🚀')))
_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _texts,
    lambda inner: st.lists(inner) | st.dictionaries(_texts, inner),
    max_leaves=8,
)


@settings(max_examples=150)
@given(_values)
def test_any_value_is_what_json_writes(value: object) -> None:
    expected = _HOSTILE.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)
    )
    written = json_text.text_of(value)
    assert written == expected
    assert json_text.in_ascii(written) == json.dumps(value).replace("\x7f", "\\u007f")


def test_records_are_objects_and_what_has_a_short_form_is_text() -> None:
    ada = Person("c1", 'Ada "the Countess"', (), (Labelled("a@x.org", None),))
    assert json.loads(json_text.text_of({"who": ada, "none": (), "each": [ada.emails[0]]})) == {
        "who": {
            "id": "c1", "name": 'Ada "the Countess"', "nicknames": [],
            "emails": [{"value": "a@x.org", "label": None}], "phones": [], "tags": [],
        },
        "none": [],
        "each": [{"value": "a@x.org", "label": None}],
    }  # fmt: skip
    short = (date(2026, 11, 22), YearlyDay(12, 10), Every(4, "w"), Money(265050, "EUR"))
    assert json_text.text_of(short) == (
        '["2026-11-22", "--12-10", "4w", {"amount": "2650.50", "currency": "EUR"}]'
    )
    with pytest.raises(TypeError, match="bytes"):
        json_text.text_of([b""])
