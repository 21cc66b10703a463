"""Values: what `NamedTuple` of tinycrm makes is what typing's would make, and what `Fields` is."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from tinycrm.values import Fields, NamedTuple


class Place(NamedTuple):
    """Where somebody lives."""

    town: str
    street: str = "Main Street"
    number: int | None = None

    @property
    def words(self) -> str:
        return f"{self.street}, {self.town}"

    def moved(self, town: str) -> Place:
        return self._replace(town=town)

    def __str__(self) -> str:
        return f"at {self!r}"


class TypingPlace(typing.NamedTuple):
    """Where somebody lives."""

    town: str
    street: str = "Main Street"
    number: int | None = None


HOME = Place("Lisbon", number=3)


def test_fields_and_defaults_are_those_of_the_class():
    assert Place._fields == TypingPlace._fields
    assert Place._field_defaults == TypingPlace._field_defaults
    assert Place.__annotations__.keys() == TypingPlace.__annotations__.keys()
    assert HOME == ("Lisbon", "Main Street", 3) == TypingPlace("Lisbon", number=3)
    assert repr(HOME) == "Place(town='Lisbon', street='Main Street', number=3)"


def test_a_missing_field_is_an_error():
    with pytest.raises(TypeError, match="town"):
        Place()  # type: ignore[call-arg]


def test_methods_properties_and_super_work():
    assert HOME.words == "Main Street, Lisbon"
    assert HOME.moved("Porto") == Place("Porto", number=3)
    assert str(HOME) == f"at {HOME!r}"


def test_a_value_is_frozen_and_has_no_room_for_more():
    for name in ("town", "country"):
        with pytest.raises(AttributeError):
            setattr(HOME, name, "Porto")
    assert not hasattr(HOME, "__dict__")


def test_a_class_keeps_its_name_docstring_and_module():
    assert (Place.__name__, Place.__module__) == ("Place", __name__)
    assert Place.__doc__ == "Where somebody lives."


def test_values_can_be_copied_pickled_unpacked_and_matched():
    assert copy.deepcopy(HOME) == pickle.loads(pickle.dumps(HOME)) == HOME
    assert type(pickle.loads(pickle.dumps(HOME))) is Place
    match HOME:
        case Place(town, _, number):
            assert (town, number) == ("Lisbon", 3)


def test_a_class_is_finished_when_its_first_value_is_made_or_a_field_asked_for():
    class Point(NamedTuple):
        x: int
        y: int = 0

    class Pair(NamedTuple):
        one: str
        two: str

    assert not {"_fields", "__new__"} & (vars(Point).keys() | vars(Pair).keys())
    assert (Point(1), Point(y=2, x=1).y) == ((1, 0), 2)
    assert Pair._make("ab") == Pair("a", "b")
    with pytest.raises(AttributeError, match="three"):
        _ = Pair.three  # type: ignore[attr-defined]


class Sheet(Fields):
    """A sheet of paper, in millimetres."""

    wide: int
    high: int = 297
    name: str = ""

    @property
    def area(self) -> int:
        return self.wide * self.high


def test_fields_are_given_in_their_order_by_name_or_by_default():
    sheet = Sheet(210, name="A4")
    assert (sheet.wide, sheet.high, sheet.name, sheet.area) == (210, 297, "A4", 62370)
    assert sheet._asdict() == {"wide": 210, "high": 297, "name": "A4"}
    assert list(Sheet(name="A4", wide=210)._asdict()) == ["wide", "high", "name"]


def test_fields_are_equal_when_their_values_are():
    class Card(Fields):
        wide: int

    assert Sheet(105, 148) == Sheet(wide=105, high=148, name="") != Sheet(148, 105)
    assert Sheet(105, 148)._replace(high=74) == Sheet(105, 74)
    assert Card(105)._replace(wide=74) == Card(74)
    assert repr(Card(105)) == "Card(wide=105)"
    assert copy.deepcopy(Sheet(105)) == Sheet(105)
