"""What changed on the phone and what changed here come together field by field."""

from __future__ import annotations

from dataclasses import replace

from tests.rows import for_each
from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.exchange.card_merge import merge
from tinycrm.exchange.cards import Card

MOBILE = Point("phone", "+44 1 111 1111", "mobile")
WORK = Point("phone", "+44 1 222 2222", "work")
MAIL = Point("email", "ada@a.example")
WEDDING = ("wedding", YearlyDay(7, 8, 1835))
BASE = Card(
    "Ada", organization="Engines", points=(MOBILE, WORK, MAIL), tags=("vip", "maths"),
    occasions=(WEDDING,), birthday=YearlyDay(12, 10),
)  # fmt: skip


def other(point: Point, value: str) -> Point:
    return point._replace(value=value)


@for_each(
    ("ours", "theirs", "merged", "kept"),
    [
        ({}, {}, {}, ()),
        ({"name": "A. King"}, {"title": "Countess"}, {"name": "A. King", "title": "Countess"}, ()),
        ({"name": "Ada King"}, {"name": "Ada Byron"}, {"name": "Ada King"}, ("name",)),
        ({"name": "Ada King"}, {"name": "Ada King"}, {"name": "Ada King"}, ()),
        ({}, {"organization": ""}, {"organization": ""}, ()),
        (
            {"points": (other(MOBILE, "+44 9"), WORK, MAIL)},
            {"points": (MOBILE, other(WORK, "+44 8"), MAIL)},
            {"points": (other(MOBILE, "+44 9"), other(WORK, "+44 8"), MAIL)},
            (),
        ),
        (
            {"points": (other(MOBILE, "+44 9"), WORK, MAIL)},
            {"points": (other(MOBILE, "+44 8"), WORK, MAIL)},
            {"points": (other(MOBILE, "+44 9"), WORK, MAIL)},
            ("phones",),
        ),
        ({}, {"points": (WORK, MAIL)}, {"points": (WORK, MAIL)}, ()),
        ({}, {"points": ()}, {"points": ()}, ()),
        (
            {"points": (WORK, MAIL)},
            {"points": (MOBILE._replace(label="home"), WORK, MAIL)},
            {"points": (WORK, MAIL)},
            ("phones",),
        ),
        (
            {"tags": ("vip", "maths", "here")},
            {"tags": ("vip", "there")},
            {"tags": ("vip", "here", "there")},
            (),
        ),
        ({"tags": ("vip",)}, {"tags": ()}, {"tags": ("vip",)}, ()),
        ({}, {"occasions": ()}, {}, ()),
        (
            {},
            {"occasions": (("wedding", YearlyDay(7, 9, 1835)),)},
            {"occasions": (("wedding", YearlyDay(7, 9, 1835)),)},
            (),
        ),
        (
            {"occasions": (("wedding", YearlyDay(7, 9, 1835)),)},
            {"occasions": (("wedding", YearlyDay(7, 10, 1835)),)},
            {"occasions": (("wedding", YearlyDay(7, 9, 1835)),)},
            ("occasions",),
        ),
        ({"birthday": None}, {"birthday": YearlyDay(12, 11)}, {"birthday": None}, ("birthday",)),
    ],
)  # fmt: skip
def test_each_field_is_taken_from_the_side_that_changed_it(ours, theirs, merged, kept):
    found = merge(BASE, replace(BASE, **ours), replace(BASE, **theirs))
    assert found.card == replace(BASE, **merged)
    assert found.kept == kept


def test_a_side_that_did_not_change_changes_nothing():
    ours = replace(BASE, name="X", points=(), tags=("a",), occasions=())
    assert merge(BASE, ours, BASE) == (ours, (), ())
    assert merge(BASE, BASE, ours).taken == ("name", "emails", "phones", "tags")
