"""The generated table holds what the commands declare."""

from __future__ import annotations

import pytest

from tests.rows import for_each
from tinycrm.cli.grammar.parameters import parameters_of
from tinycrm.cli.grammar.typer_reader import command_of
from tinycrm.cli.registry import COMMANDS
from tools import grammar


def test_the_table_is_what_the_commands_declare():
    assert grammar.TABLE.read_text("utf-8") == grammar.text(), "make grammar writes it anew"


@for_each("name", COMMANDS)
def test_every_command_has_its_row_with_all_its_parameters(name: str):
    row = parameters_of(name)
    assert row is not None
    arguments, options = row
    names = [each.name for each in arguments] + [each.name for each in options]
    assert names == [each.name for each in command_of(name).params]


@pytest.mark.parametrize("own", ["callback", "envvar", "is_eager", "prompt", "count"])
def test_a_command_that_the_plain_reader_could_misread_gets_no_row(own: str, monkeypatch):
    parameter = command_of("where").params[0]
    monkeypatch.setattr(parameter, own, True, raising=False)
    with pytest.raises(grammar.NotUnderstood):
        grammar.row("where")
    assert "'where'" not in grammar.text()
