"""`--csv`: RFC 4180, for a spreadsheet that must never compute what people wrote."""

from __future__ import annotations

import csv
import io

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.cli.render.csv_tables import without_formula


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_people_are_a_table_with_a_header(crm: Crm):
    crm(
        "add", "Ada \"A.\" Lovelace", "-e", "ada@a.example", "-e", "al@b.example", "-o",
        "Engines, Ltd", "--title", "Analyst", "-p", "+44 20 7946 0018", "-p", "+44 20 7946 0019",
        "-b", "10 Dec 1815", "-t", "vip", "-t", "maths", "--every", "4w",
    )  # fmt: skip
    result = crm("list", "--csv")
    assert result.err == ""
    assert result.out == (
        "id,name,organization,title,emails,phones,birthday,tags,every,last_touch,next_due\r\n"
        'c1,"Ada ""A."" Lovelace","Engines, Ltd",Analyst,ada@a.example; al@b.example,'
        "+44 20 7946 0018; +44 20 7946 0019,1815-12-10,maths; vip,4w,,2026-12-21\r\n"
    )


def test_what_was_found_is_a_table_and_a_note_of_many_lines_one_cell(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "-", stdin='=HYPERLINK(1)\nhe said "needle", and left')
    result = crm("search", "needle", "--csv")
    assert result.err == ""
    assert _rows(result.out) == [
        ["id", "about", "contacts", "on", "text"],
        ["n1", "note", "Ada", "2026-11-23", '\'=HYPERLINK(1)\nhe said "needle", and left'],
    ]
    assert result.out.count("\r\n") == 2


def test_no_formula_of_a_person_reaches_the_spreadsheet(crm: Crm):
    crm("add", "=cmd|' /C calc'!A0", "-o", "@SUM(1+1)*cmd|' /C calc'!A0", "--title", "-2+3+A1")
    _, row = _rows(crm("list", "--csv").out)
    assert row[1:4] == ["'=cmd|' /C calc'!A0", "'@SUM(1+1)*cmd|' /C calc'!A0", "'-2+3+A1"]


@for_each(
    "cell",
    [
        "=1", "@x", "+A1", "-A1", "+1+1", "-2+3+cmd|'/C calc'!A0", "\t=1", "\r=1", "\n=1", " =1",
        "\u00a0@x", " +A1", "＝1", "＠x", "＋1", "－1", "+44 20; =1", "+1; +A1", "-",
    ],
)  # fmt: skip
def test_a_cell_that_could_be_computed_begins_with_an_apostrophe(cell: str):
    assert without_formula(cell) == f"'{cell}"


@for_each(
    "cell",
    [
        "", "Ada", "a=b", "1-2", "+44 20 7946 0018", "+44 (0)20 7946-0018", "+48.600.100.200",
        "+44 20 7946 0018; +33 1 23 45 67 89", "+44 20 7946 0018; 020 7946 0018", "-5", "--12-10",
        "ada@a.example", "O'Brien",
    ],
)  # fmt: skip
def test_phones_numbers_and_words_stay_as_they_are(cell: str):
    assert without_formula(cell) == cell
