"""What both readers understand, they understand in the same way."""

from __future__ import annotations

import inspect
import os
import random
import shlex
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm.cli.grammar import plain_reader, typer_reader
from tinycrm.cli.grammar.call import Call
from tinycrm.cli.grammar.parameters import Option, parameters_of
from tinycrm.cli.registry import COMMANDS
from tinycrm.errors import UsageProblem

LINES = int(os.environ.get("CRM_LINES", "2000"))
"""How many random lines are read by both: CRM_LINES=50000 takes some minutes."""

WORDS = (
    "ada", "Lunch at Roma", "", "-", "--", "c3", "r12,", "=", "a=b", "--=x", "-1", "7", "007", "٣",
    "7.0", " 7", "+7", "1_0", "9999", "99999999999999999999", "True", "\udce9", "żółw", "\n", "-=",
)  # fmt: skip
STRANGE = (
    "--nosuch",
    "--help",
    "-h",
    "-Z",
    "--js",
    "--JSON",
    "-ey",
    "--json=yes",
    "---",
    "--no-json",
)


def _word(dice: random.Random) -> str:
    """A word: one of those above, or up to four letters of any script."""
    if dice.random() < 0.5:
        return dice.choice(WORDS)
    return "".join(
        chr(dice.choice((dice.randrange(256), dice.randrange(0x110000))))
        for _ in range(dice.randrange(5))
    )


def _said(option: Option, dice: random.Random) -> list[str]:
    """An option as it may be typed: with a value, without one, with one too many."""
    flag, value = dice.choice([*option.flags, *option.off_flags]), _word(dice)
    if option.kind == "flag":
        return dice.choice([[flag], [flag, value]])
    joined = f"{flag}={value}" if flag.startswith("--") else f"{flag}{value}"
    return dice.choice([[flag, value], [joined], [flag], [value, flag]])


def line_of(dice: random.Random) -> list[str]:
    """A command line, mostly one that can be read."""
    name = dice.choice([*COMMANDS])
    row = parameters_of(name)
    assert row is not None
    pieces = [
        [_word(dice)] if option is None else _said(option, dice)
        for option in dice.choices([None, *row[1]], k=dice.randrange(6))
    ]
    if dice.randrange(10) == 0:
        pieces.append([dice.choice(STRANGE)])
    dice.shuffle(pieces)
    return [name, *(word for piece in pieces for word in piece)]


def _whole(call: Call) -> tuple[Any, dict[str, Any]]:
    """Return the function of a call, and all its values, those by default too."""
    bound = inspect.signature(call.function).bind(**call.values)
    bound.apply_defaults()
    return call.function, bound.arguments


def _by_typer(argv: Sequence[str]) -> Call | None:
    try:
        return typer_reader.read(argv)
    except UsageProblem:
        return None


def check_equal(argv: Sequence[str]) -> bool:
    """Compare both readers; return whether the plain one has read the line."""
    plain = plain_reader.read(argv)
    if plain is None:
        return False
    other = _by_typer(argv)
    assert other is not None, argv
    assert _whole(plain) == _whole(other), argv
    kinds, others = ([type(v) for v in _whole(call)[1].values()] for call in (plain, other))
    assert kinds == others, argv
    return True


@given(seed=st.integers(0, 2**32))
@settings(max_examples=LINES // 100)
def test_any_line_that_the_plain_reader_reads_is_what_typer_reads(seed: int):
    dice = random.Random(seed)  # hypothesis itself would take ten times as long to draw a line
    read = [check_equal(line_of(dice)) for _ in range(100)]
    assert 20 < sum(read) < 80


@for_each(
    "line",
    [
        "today", "today --json", "today --days 3 --all", "today --days=3",
        "list tag:vip --limit 20", "show ada lovelace",
        "log ada Lunch at Roma -t vip -tcafe --tag=food -k call --at -5",
        'log ada -f "friday: send the quote"', "remind ada call back --on 2w",
        "done r12 c28 sent it", "log ada -- -k is a letter", "log -", "add -", "undo",
        "edit c3 --fixed -t=-lead",
        "edit c3 --may-contact", "dupes --distinct c3 c9", "demo show ada --json", "demo",
        "demo list -- ada", "search two words", "history ada", "merge c3 c9 --yes", "",
    ],
)  # fmt: skip
def test_an_ordinary_line_is_read_without_typer(line: str):
    assert check_equal(shlex.split(line)) or not line


@for_each(
    "line",
    [
        "nosuch", "--help", "today --help", "today -h", "list --limit", "list --limit x",
        "list --limit -1", "today --days 367", "list --limit ٣", "today --js", "today extra",
        "merge ada", "show", "log ada -ek call", "today --json=yes", "demo --help", "-- today",
        "dupes --distinct c3", "dupes --distinct=c3 c9",
    ],
)  # fmt: skip
def test_a_mistake_or_a_doubt_is_left_to_typer(line: str):
    assert plain_reader.read(shlex.split(line)) is None


@for_each(
    ("line", "said"),
    [
        ("today --days x", "--days must be a whole number from 0 to 366."),
        ("today --days 367", "--days must be a whole number from 0 to 366."),
        ("list --limit -1", "--limit must be a whole number, 0 or more."),
        ("search a --limit 0", "--limit must be a whole number, 1 or more."),
        ("list --limit", "Option '--limit' requires an argument."),
    ],
)
def test_a_number_that_cannot_be_read_is_a_sentence(line: str, said: str):
    with pytest.raises(UsageProblem) as problem:
        typer_reader.read(line.split())
    assert problem.value.sentence == said
