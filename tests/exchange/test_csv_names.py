"""Names that are written family name first."""

from pathlib import Path

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.exchange.csv_names import NameOrder, given_first


@for_each(
    ("written", "name"),
    [
        ("Müller, Hans", "Hans Müller"),
        ("Nowak ,Anna  Maria", "Anna  Maria Nowak"),
        ("van der Berg, Piet", "Piet van der Berg"),
        ("Hans Müller", None),
        ("Davis, Jr.", None),
        ("Acme, Inc.", None),
        ("Meyer, Huber, Schmidt", None),
        (", Hans", None),
        ("Müller,", None),
        ("Room 4, 2nd floor", None),
    ],
)
def test_a_name_after_a_comma_comes_first(written: str, name: str | None):
    assert given_first(written) == name


def order_of(*names: str) -> str:
    order = NameOrder()
    for line, name in enumerate(names, 2):
        order.add(line, name)
    return order.remark("Name")


def test_three_names_say_it_and_two_do_not():
    three = ("Müller, Hans", "Cher", "Nowak, Anna", "Weber, Ida")
    assert "“Müller, Hans” in line 2" in order_of(*three)
    assert order_of(*three[:3]) == ""


def test_as_many_names_without_a_comma_speak_against_it():
    assert order_of("Meyer, Huber", "Müller, Hans", "Nowak, Anna", "Blue Ocean Bakery") == ""


def test_a_column_of_such_names_is_read_and_said(crm: Crm, tmp_path: Path):
    book = tmp_path / "people.csv"
    book.write_text('Name\n"Müller, Hans"\n"Nowak, Anna"\n"O’Brien, Seán"\n"Acme, Inc."\n')
    said = crm("import", str(book)).err
    assert "the names of the column “Name” are read as family name, given name" in said
    names = [each["name"] for each in crm.json("list")]
    assert names == ["Acme, Inc.", "Anna Nowak", "Hans Müller", "Seán O’Brien"]
    assert "0 new, 0 updated, 4 unchanged" in crm("import", str(book)).out


def test_columns_of_the_parts_say_it_of_one_name(crm: Crm, tmp_path: Path):
    book = tmp_path / "people.csv"
    book.write_text('First Name,Last Name,Display Name\nHans,Müller,"Müller, Hans"\n')
    crm("import", str(book))
    assert crm.json("list")[0]["name"] == "Hans Müller"
