"""Every command that takes --json prints what `crm schema` says: each is run and compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.cli.commands.schema import schema as schema_command
from tinycrm.cli.grammar.parameters import parameters_of
from tinycrm.cli.registry import COMMANDS
from tinycrm.models import json_schema

_NOTE = '{"who": "ada", "text": "Hello"}\n{"who": "nobody", "text": "Hello"}\n'
_PERSON = '{"name": "Dee"}\n{"name": ""}\n'


class Run(NamedTuple):
    """A command line, and the names in `crm schema` of which everything it prints is made.

    `lines` means that it prints an object a line, `code` is its exit code.
    """

    line: str
    names: str
    stdin: str = ""
    lines: bool = False
    code: int = 0


RUNS: dict[str, tuple[Run, ...]] = {
    "today": (Run("today", "morning"),),
    "log": (
        Run("log", "note"),
        Run("log ada Hello", "note logged"),
        Run("log - --json", "line", _NOTE, lines=True, code=3),
    ),
    "remind": (
        Run("remind", "reminder"),
        Run("remind ada call --on 2w", "reminder change"),
        Run("remind ada,bo call --on 2w", "reminder change"),
    ),
    "done": (
        Run("done r1", "reminder row_change"),
        Run("done r1 c2 Sent it", "reminder contact row_change"),
        Run("done p1", "perk row_change"),
    ),
    "snooze": (
        Run("snooze r1 2w", "reminder row_change"),
        Run("snooze c1 2w", "contact row_change"),
    ),
    "show": (
        Run("show ada", "profile"), Run("show org:engines", "company"), Run("show n1", "note"),
        Run("show r1", "reminder"), Run("show i1", "issue"), Run("show w1", "win"),
        Run("show d1", "deal"), Run("show b1", "batch"),
    ),
    "add": (
        Run("add Cy", "contact change"),
        Run("add - --json", "line", _PERSON, lines=True, code=2),
    ),
    "list": (Run("list", "contact"), Run("list --unsave adas", "deleted_filter")),
    "notes": (Run("notes", "note"), Run("notes --reread", "reread"),
              Run("notes --reread --apply", "reread change")),
    "search": (Run("search ada", "hit"),),
    "edit": (Run("edit ada --org Acme", "contact change"), Run("edit n1 --text Tea", "note change"),
             Run("edit w1 --text Frames", "win change")),
    "archive": (Run("archive ada", "contact change"),),
    "rm": (Run("rm n1 r1 o1 --yes", "note reminder removed"),),
    "forget": (Run("forget ada --yes", "forgotten"),),
    "dupes": (Run("dupes", "pair"), Run("dupes --distinct ada ida", "parted")),
    "merge": (Run("merge ada ida --yes", "contact merged"),),
    "issue": (Run("issue", "issue"), Run("issue ada Late", "issue change"),
              Run("issue --common", "common")),
    "resolve": (Run("resolve i1", "issue change"),),
    "mention": (Run("mention i1", "issue row_change"),),
    "win": (Run("win", "win"), Run("win ada prints 20 EUR", "win change")),
    "deal": (Run("deal", "deal"), Run("deal ada frames 70 EUR", "deal change")),
    "won": (Run("won d1", "win change"),),
    "lost": (Run("lost d1 too late", "deal change"),),
    "ripple": (Run("ripple ada", "ripple"), Run("ripple", "ripple")),
    "why": (Run("why w1", "why_step"),),
    "feedback": (Run("feedback", "feedback"), Run("feedback bo 9 great", "feedback change"),
                 Run("feedback --ask", "to_ask"), Run("feedback bo --ask", "asked")),
    "perk": (Run("perk", "perk"), Run("perk bo a reprint", "perk change")),
    "care": (Run("care", "care"), Run("care ada --until 4w", "asked")),
    "write": (Run("write ada birthday", "message"),),
    "stats": (Run("stats", "stats"), Run("stats 2026", "stats"), Run("stats --impact", "impact")),
    "import": (Run("import - --format vcard", "import", "BEGIN:VCARD\nFN:Zed\nX:\nEND:VCARD\n"),
               Run("import - --dry-run", "import", "name,email\nZoe,zoe@z.example\n,\n")),
    "backup": (Run("backup", "backup"),),
    "restore": (Run("restore", "restorable"), Run("restore latest --yes", "restored")),
    "undo": (Run("undo", "undone"), Run("undo --list --all", "batch")),
    "redo": (Run("undo", "undone"), Run("redo", "undone")),
    "history": (Run("history ada", "batch"),),
    "config": (Run("config", "config"),),
    "doctor": (Run("doctor", "doctor"),),
    "where": (Run("where", "where"),),
}  # fmt: skip
"""By command. What is printed for a mistake is `error`; `_in` is read and not printed."""

_WITH_JSON = [
    name
    for name in COMMANDS
    if (row := parameters_of(name)) and any("--json" in each.flags for each in row[1])
]


@pytest.fixture
@made_once
def full(crm: Crm) -> Crm:
    """A store with one of everything, and more than one step to undo."""
    crm.on("2026-11-22")
    crm("add", "Ada Lovelace", "-o", "Engines", "-b", "1986-11-24", "-d", "anniversary=05-14",
        "-e", "ada@e.example", "--every", "4w", "--fact", "coffee=flat white")  # fmt: skip
    crm("add", "Bo", "--referred-by", "ada", "--every", "1w")
    crm("add", "Ida Lovelace", "-e", "ada@e.example", "--force")
    crm("log", "ada", "Lunch #food", "-k", "talk", "--at", "2026-10-01 12:30", "-f", "2w")
    crm("remind", "ada", "send quote", "--on", "2026-11-13 15:00", "--every", "2w")
    for who in ("ada", "bo"):
        crm("issue", who, "Invoice charged twice", "--at", "2026-10-12")
    crm("win", "ada", "prints 450 EUR", "--because", "n1")
    crm("win", "c3", "prints 20 EUR")
    crm("deal", "ada", "frames", "70 EUR", "--until", "2w")
    crm("feedback", "ada", "3", "slow")
    crm("perk", "ada", "free reprint", "--until", "2026-12-01")
    crm("list", "ada", "--save", "adas")
    crm("backup")
    crm("log", "bo", "Phoned her")
    with crm.db() as db:
        db.execute("UPDATE note SET kind = 'talk' WHERE id = 2")
    db.close()
    crm("log", "bo", "A word too many")
    crm("undo")
    return crm


@pytest.fixture(scope="module")
def definitions() -> dict[str, Any]:
    return json_schema.schema()


def _problems(value: dict[str, Any], names: list[str], whole: dict[str, Any]) -> Iterator[str]:
    """Say what of a printed object does not fit its schemas, and what of it is in none of them.

    Of several records it is the one whose fields it has all; the rest are added fields.
    """
    refs = {name: whole["properties"][name]["$ref"] for name in names}
    fields = {name: whole["$defs"][ref.rsplit("/", 1)[1]] for name, ref in refs.items()}
    own = [name for name in names if set(fields[name]["required"]) <= set(value)]
    known = {field for name in own for field in fields[name]["properties"]}
    if not own:
        yield f"{sorted(value)} is none of {names}"
    yield from (f"{field} is in no schema of {own}" for field in value if field not in known)
    for name in own:
        one = {"$ref": refs[name], "$defs": whole["$defs"]}
        yield from (each.message for each in Draft202012Validator(one).iter_errors(value))


def _printed(crm: Crm, run: Run) -> list[Any]:
    words = run.line.split()
    result = crm.run(*words, *([] if "--json" in words else ["--json"]), stdin=run.stdin)
    assert result.code == run.code, result
    if run.lines:
        return [json.loads(line) for line in result.out.splitlines()]
    return result.json if isinstance(result.json, list) else [result.json]


def test_every_command_with_json_is_in_the_table_and_every_schema_is_printed_by_one():
    assert list(RUNS) == _WITH_JSON, "a command with --json needs its schema and a line here"
    printed = {name for runs in RUNS.values() for run in runs for name in run.names.split()}
    read_or_failed = {name for name in json_schema.RECORDS if name.endswith("_in")} | {"error"}
    assert printed == set(json_schema.RECORDS) - read_or_failed


@for_each("name", _WITH_JSON, afresh=True)
def test_what_a_command_prints_fits_its_schema(full: Crm, definitions: dict[str, Any], name: str):
    for run in RUNS[name]:
        found = _printed(full, run)
        assert found, f"crm {run.line} printed nothing to compare"
        problems = [p for each in found for p in _problems(each, run.names.split(), definitions)]
        assert problems == [], f"crm {run.line}"


def test_the_card_has_the_answers_and_the_perks(full: Crm):
    card = full.json("show", "ada")
    assert [each["id"] for each in card["feedback"]] == ["f1"]
    assert [each["text"] for each in card["perks"]] == ["free reprint"]


def test_tab_offers_every_schema():
    offered = schema_command.__annotations__["record"]
    assert all(f'"{name}"' in offered or f"'{name}'" in offered for name in json_schema.RECORDS)
