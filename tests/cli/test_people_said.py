"""People and Upkeep, command by command: what is on stdout, on stderr, and the exit code."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.conftest import dump_store
from tinycrm.models import json_schema


@pytest.fixture
@made_once
def filled(crm: Crm) -> Crm:
    """Ada c1 (b1), Grace c2 (b2), two called Jan c3 c4 (b3, b4), n1 (b5), r1 (b6), i1 (b7)."""
    crm("add", "Ada Lovelace", "-e", "ada@a.example", "-o", "Acme")
    crm("add", "Grace Hopper", "-p", "+44 20 7946 0018")
    crm("add", "Jan Kowalski")
    crm("add", "Jan Nowak")
    crm("log", "ada", "Lunch")
    crm("remind", "ada", "send the quote", "--on", "2026-12-01")
    crm("issue", "ada", "charged twice")
    return crm


_JANS = "crm: “jan” could be 2 people.\n     c3     Jan Kowalski\n     c4     Jan Nowak\n"
_ZED = "crm: No contact is called “zed”.\n     To add them: crm add zed\n"


@for_each(
    ("argv", "out", "err"),
    [
        ("list org:acme --ids", "c1\n", ""),
        ("list nobody --ids", "", "crm: No contacts match this filter.\n"),
        ("search zzzqqq", "", "crm: No match for “zzzqqq”.\n"),
        ("search lunch --ids", "n1\n", ""),
        ("search lunhc --ids", "n1\n", "crm: No match for “lunhc”; nearest: lunch\n"),
        ("edit ada -t vip", "c1\n", "crm: Ada Lovelace (c1) changed\n"),
        ("edit ada -t -vip", "c1\n", "crm: Ada Lovelace (c1) is unchanged\n"),
        ("edit c1 c2 -t +vip", "c1\nc2\n", "crm: 2 of 2 changed\n"),
        ("edit n1 --text Dinner", "n1\n", "crm: n1 changed\n"),
        ("edit r1 --on 2026-12-02", "r1\n", "crm: r1 changed\n"),
        ("edit i1 --text broken", "i1\n", "crm: i1 changed\n"),
        ("archive ada", "c1\n", "crm: Ada Lovelace (c1) archived\n"),
        ("archive ada --off", "c1\n", "crm: Ada Lovelace (c1) out of the archive already\n"),
        ("archive c1 c2", "c1\nc2\n",
         "crm: Ada Lovelace (c1) archived\ncrm: Grace Hopper (c2) archived\n"),
        ("rm n1 --yes", "n1\n", "crm: 1 deleted; crm undo b8 brings it back\n"),
        ("rm r1 i1 --yes", "r1\ni1\n", "crm: 2 deleted; crm undo b8 brings them back\n"),
        ("forget grace --yes", "c2\n",
         "crm: Grace Hopper (c2) was permanently deleted; this cannot be undone\n"
         "     No backup contains them.\n"),
        ("dupes", "", "crm: No duplicates found.\n"),
        ("dupes --distinct c3 c4", "c3 c4\n",
         "crm: Jan Kowalski (c3) and Jan Nowak (c4) are not the same\n"),
        ("undo", "b7\n", "crm: Undone: issue i1 (b7).\n"),
        ("undo n1", "b5\n", "crm: Undone: log n1 (b5).\n"),
        ("undo b6", "b6\n", "crm: Undone: remind r1 (b6).\n"),
        ("history r1",
         "Mon 23 Nov 12:00 remind r1                                               cli  b6\n"
         "  r1 added · contact: c1 · text: send the quote · day: 2026-12-01\n", ""),
    ],
    afresh=True,
)  # fmt: skip
def test_data_goes_to_stdout_and_words_to_stderr(filled: Crm, argv: str, out: str, err: str):
    result = filled.run(*argv.split())
    assert (result.code, result.out, result.err) == (0, out, err)


@for_each(
    ("argv", "code", "err"),
    [
        ("search *", 2, "crm: The search text has no words.\n     Write it: crm search TEXT\n"),
        ("edit", 2, "crm: Say which contact or record.\n"
         "     crm edit ada --org Acme, or with a code: crm edit n44\n"),
        ("edit ada", 2, "crm: Say what to change.\n"
         "     Use flags: crm edit c3 --org Acme (--help lists them).\n"),
        ("edit zed -t vip", 3, _ZED),
        ("edit jan -t vip", 4, _JANS),
        ("edit c1 c9 -t vip", 3, "crm: There is no contact c9.\n"),
        ("edit n9 --text x", 3, "crm: There is no note n9.\n"),
        ("edit n1 --name x", 2, "crm: n1 is a note: it has no name. Nothing was changed.\n"),
        ("edit c1 -t +", 2, "crm: The tag is empty.\n"),
        ("edit c1 -e nobody", 2, "crm: “nobody” is not an e-mail address.\n"
         "     Write it like anna@example.org.\n"),
        ("archive", 2, "crm: Say who to archive.\n     crm archive ada\n"),
        ("archive zed", 3, _ZED),
        ("archive jan", 4, _JANS),
        ("rm", 2, "crm: Say which records to delete.\n     By their codes: crm rm n44\n"),
        ("rm n1", 2, "crm: To delete note “Lunch” (n1), add --yes. Nothing was changed.\n"
         "     On a terminal, crm asks instead.\n"),
        ("rm ada --yes", 2, "crm: “ada” is not a code, and names are not accepted here.\n"
         "     crm list shows the codes of people: crm rm c3\n"),
        ("rm n9 --yes", 3, "crm: There is no note n9.\n"),
        ("forget grace", 2, "crm: To permanently delete Grace Hopper (c2), add --yes."
         " Nothing was changed.\n     On a terminal, crm asks instead.\n"),
        ("forget zed --yes", 3, _ZED),
        ("forget jan --yes", 4, _JANS),
        ("dupes --distinct c1", 2, "crm: Option '--distinct' requires 2 arguments.\n"
         "     crm dupes --help shows how it is used.\n"),
        ("dupes --distinct c1 ada", 2, "crm: Both are Ada Lovelace (c1).\n"),
        ("dupes --distinct c1 zed", 3, _ZED),
        ("merge c1 ada", 2, "crm: Both are Ada Lovelace (c1).\n"),
        ("merge c1 zed", 3, _ZED),
        ("merge c1 jan", 4, _JANS),
        ("merge c1 c2", 5, "crm: Ada Lovelace (c1) and Grace Hopper (c2) may not be the same:"
         " their names contradict each other. Nothing was changed.\n"
         "     If they are the same, add --yes.\n"),
        ("merge c1", 2, "crm: Missing argument 'OTHER'.\n"
         "     crm merge --help shows how it is used.\n"),
        ("undo b9", 3, "crm: There is no batch b9.\n"),
        ("undo c1", 5, "crm: b1 (add c1) cannot be undone: b7 (issue i1) depends on it."
         " Nothing was changed.\n     Undo that first: crm undo b7\n"),
        ("redo", 3, "crm: There is nothing to redo.\n"),
        ("history zed", 3, _ZED),
        ("history n9", 3, "crm: There is no note n9.\n"),
        ("history b9", 3, "crm: There is no batch b9.\n"),
        ("import", 2, "crm: No file is given.\n     Write it like crm import contacts.vcf.\n"),
        ("import /no/where.vcf", 3, "crm: The file /no/where.vcf does not exist.\n"),
        ("export --format odt", 2, "crm: “odt” is not an export format.\n"
         "     The formats are jsonl, vcard, csv, ics.\n"),
        ("completion tcsh", 2,
         "crm: Completion is not available for “tcsh”, only for bash, zsh, fish.\n"),
        ("completion install bash zsh", 2,
         "crm: Only one shell can be named.\n     crm completion install zsh\n"),
        ("schema odd", 3, "crm: There is no schema “odd”.\n     Choose "
         f"{', '.join(json_schema.RECORDS)}.\n"),
        ("config --edit", 2, "crm: The editor needs a terminal.\n"
         "     crm config --path prints the path of the file.\n"),
        ("tui", 2, "crm: The screens need a terminal, but this is a pipe or a file.\n"
         "     crm today prints the same.\n"),
    ],
)  # fmt: skip
def test_a_refusal_is_a_sentence_and_changes_nothing(filled: Crm, argv: str, code: int, err: str):
    before = dump_store()
    result = filled.run(*argv.split())
    assert (result.code, result.out, result.err) == (code, "", err)
    assert dump_store() == before


@for_each("command", ["edit - -t vip", "archive -", "rm - --yes"], afresh=True)
def test_codes_from_a_pipe_are_one_batch_and_an_empty_pipe_is_none(filled: Crm, command: str):
    before = filled("export").out
    assert filled(*command.split(), stdin="").out == ""
    assert filled("export").out == before
    codes = filled("list", "no:tag:lead", "--ids").out
    assert filled(*command.split(), stdin=codes).out == codes == "c1\nc2\nc3\nc4\n"
    assert filled("undo").out == "b8\n"
    assert filled("export").out == before
    result = filled.run(*command.split(), stdin="c1\nada\n")
    assert (result.code, result.out, result.err) == (
        2, "", "crm: “ada” on stdin is not a code. Nothing was changed.\n"
        "     Write codes like c3, as crm list --ids prints them.\n",
    )  # fmt: skip
    assert filled("export").out == before


def test_undo_and_redo_say_what_came_and_went(filled: Crm):
    after = filled("export").out
    filled("undo")
    again = filled("redo")
    assert (again.out, again.err) == ("b7\n", "crm: Redone: issue i1 (b7).\n")
    assert filled("export").out == after
    filled("undo")
    filled("add", "Newer")
    result = filled.run("redo")
    assert (result.code, result.out, result.err) == (
        3, "", "crm: There is nothing to redo.\n",
    )  # fmt: skip


def test_where_names_the_files_and_whether_they_are_there(filled: Crm):
    result = filled("where")
    assert result.err == ""
    assert result.out == (
        f"store    {filled.home}/crm.db\n"
        f"config   {filled.home}/config.toml   (does not exist yet)\n"
        f"backups  {filled.home}/backups   (does not exist yet)\n"
        f"hooks    {filled.home}/hooks   (does not exist yet)\n"
    )


def test_a_forgotten_person_is_not_brought_back_by_undo(filled: Crm):
    filled("forget", "grace", "--yes")
    result = filled.run("undo")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        "crm: b8 (forget c2) cannot be undone: a person in it was permanently deleted."
        " Nothing was changed.\n     To see the other changes: crm undo --list\n"
    )
    assert [each["name"] for each in filled.json("list")] == [
        "Ada Lovelace", "Jan Kowalski", "Jan Nowak",
    ]  # fmt: skip
