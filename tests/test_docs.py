"""What is written about the program is true of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.rows import for_each
from tinycrm.cli import reference
from tinycrm.cli.grammar import plain_reader
from tinycrm.cli.grammar.typer_reader import command_of
from tinycrm.cli.registry import COMMANDS, GROUPS

ROOT = Path(__file__).resolve().parents[1]


def _options(name: str) -> set[str]:
    command = command_of(name)
    given = {"--help", "-h"}
    for parameter in command.params:
        given |= {*parameter.opts, *parameter.secondary_opts}
    return given


def test_the_page_of_commands_is_what_the_program_says():
    written = (ROOT / "docs/commands.md").read_text("utf-8")
    assert written == reference.pages(), "make docs writes it anew"


def test_the_page_knows_every_command_and_exit_code():
    pages = reference.pages()
    for name in COMMANDS:
        assert f"\n### crm {name}\n" in pages
    for code in (0, 1, 2, 3, 4, 5, 6, 10, 130):
        assert re.search(rf"^\| {code} \| ", pages, re.MULTILINE)


def _examples(*pages: Path) -> list[str]:
    """Every `crm …` of some pages: in blocks of code, and between back quotes."""
    text = "\n".join(page.read_text("utf-8") for page in pages)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    found = [
        match[1].strip()
        for each in [*lines, *re.findall(r"`([^`\n]+)`", prose)]
        for match in re.finditer(r"(?:^|[\s(|;/])crm ((?:[^|;()#&<>]|#\S)+)", each)
    ]
    return sorted({each for each in found if "[OPTIONS]" not in each})


def _words(example: str) -> list[str]:
    try:
        return shlex.split(example)
    except ValueError:
        return example.split()


@for_each("example", _examples(ROOT / "README.md"))
def test_an_example_of_the_readme_names_what_is_there(example: str):
    name, *rest = _words(example)
    if name.startswith("-") or name == "COMMAND":
        return
    assert name in COMMANDS
    for word in rest:
        option = word.partition("=")[0]
        if re.fullmatch(r"--?[a-z][a-z-]*", option):
            assert option in _options(name) or name == "demo", example


LEFT_TO_TYPER = re.compile(
    r"(COMMAND )?--help"  # the help is written by Typer
    r"|\w+"  # a command that is only named, not called
    r"|-- today"  # an example of what Typer reads
)


@for_each("example", _examples(ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
def test_an_example_is_read_without_loading_typer(example: str):
    if not LEFT_TO_TYPER.fullmatch(example):
        assert plain_reader.read(_words(example)) is not None


def test_the_short_help_fits_a_screen_of_80_by_24_in_its_groups(crm):
    lines = crm("--help").out.splitlines()
    assert len(lines) <= 23  # the prompt takes one
    assert max(map(len, lines)) <= 80
    starts = [line[:13].strip() for line in lines[2:-1] if line[:1] != " "]
    assert starts == [name for name in GROUPS if any(e.group == name for e in COMMANDS.values())]
    for name, entry in COMMANDS.items():
        assert bool(entry.group) == any(
            re.search(rf"(^| ){re.escape(name)} +{re.escape(entry.about)}", line) for line in lines
        )


@for_each("name", COMMANDS)
def test_the_help_of_a_command_reads_well(crm, name: str):
    crm.env(COLUMNS="80")
    said = crm(name, "--help").out
    assert said.startswith(f"Usage: crm {name}")
    assert max(map(len, said.splitlines())) <= 80
    assert "<" not in re.sub(r"<\(|[<>]=", "", said)  # a value is called WHO or WHEN, not <str>
    command = command_of(name)
    first = (command.help or "").split("\n")[0]
    assert re.match(r"[A-Z]", first), "a help begins with a sentence"
    for parameter in command.params:
        hidden = getattr(parameter, "hidden", False)
        assert hidden or getattr(parameter, "help", ""), f"{name} {parameter.name} is not explained"
