"""`crm help` and `crm --version`."""

from __future__ import annotations

from importlib.metadata import version

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.cli.registry import COMMANDS


@for_each("words", [["--version"], ["-V"], ["version"]], afresh=True)
def test_the_version_is_that_of_the_package(crm: Crm, words: list[str]):
    assert crm(*words).out == f"tinycrm {version('tinycrm')}\n"


def test_help_is_what_the_option_prints(crm: Crm):
    assert crm("help").out == crm("--help").out
    for name in COMMANDS:
        assert crm("help", name).out == crm(name, "--help").out


def test_help_for_what_is_no_command_is_refused_as_the_command_would_be(crm: Crm):
    result = crm.run("help", "lgo")
    assert (result.code, result.out) == (2, "")
    assert result.err == "crm: There is no command “lgo”.\n     Did you mean log?\n"
    assert crm.run("help", "lgo", on_screen=True).code == 2
