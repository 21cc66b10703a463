"""The Tab key itself, in the shells that are here: what they write on the line is run as it is."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import ENTER, Terminal
from tests.conftest import Crm

_READY = "ready> "
_FISH = f"function fish_prompt; echo -n '{_READY}'; end; set -g fish_greeting"
_SHELLS = {
    "bash": ("--norc", "--noprofile", "-i"),
    "zsh": ("-f", "-i"),
    "fish": ("--no-config", "-i", "-C", _FISH),
}
_LOAD = {
    "bash": "source <(crm completion bash)",
    "zsh": "autoload -U compinit; compinit -D -u; source <(crm completion zsh)",
    "fish": "crm completion fish | source",
}

_PROGRAM = """#!/bin/sh
case "$1" in
    show) printf '%s:%s:end\\n' "$#" "$2" ;;
    *) exec {} -m tinycrm "$@" ;;
esac
"""
"""The program, but for `show`, which prints how many words it was given and the second."""

HOSTILE = 'O\'Brien "$(touch pwned)" `touch pwned`; touch pwned & \\ *?[x] ~ #! !!x {a,b} %s'


@pytest.fixture(params=_SHELLS)
def shell(request: pytest.FixtureRequest, crm: Crm, tmp_path: Path) -> Iterator[Terminal]:
    """A shell that has loaded the completion, at its prompt."""
    found = shutil.which(request.param)
    if found is None:
        pytest.skip(f"there is no {request.param} here")
    program = tmp_path / "bin" / "crm"
    program.parent.mkdir()
    program.write_text(_PROGRAM.format(shlex.quote(sys.executable)))
    program.chmod(0o755)
    for name in ("Ada Lovelace", "Bo", "Hans Müller", HOSTILE, "Nl\nx $(touch pwned)"):
        crm("add", "-", stdin=json.dumps({"name": name}))
    sitting = Terminal(
        *_SHELLS[request.param], program=(found,), columns=120, PS1=_READY, HOME=str(tmp_path),
        PATH=f"{program.parent}:/usr/bin:/bin", XDG_CONFIG_HOME=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path),
    )  # fmt: skip
    sitting.wait_for(_READY)
    sitting.type(f"cd {shlex.quote(str(tmp_path))}; {_LOAD[request.param]}{ENTER}")
    sitting.wait_for(_READY)
    yield sitting
    sitting.close()


def test_a_tab_writes_a_name_that_is_run_as_one_word(shell: Terminal, tmp_path: Path):
    for typed, name in (
        ("Ada\\ L", "Ada Lovelace"), ("'Ada L", "Ada Lovelace"), ('"Ada L', "Ada Lovelace"),
        ("lov", "Ada Lovelace"), ("Ha", "Hans Müller"),
        ("O", HOSTILE), ("'O", HOSTILE), ('"O', HOSTILE),
    ):  # fmt: skip
        shell.type(f"crm show {typed}\t{ENTER}")
        shell.wait_for(f"2:{name}:end")
    assert not (tmp_path / "pwned").exists()


def test_whose_name_no_shell_can_be_told_goes_by_their_code(shell: Terminal, tmp_path: Path):
    shell.type(f"crm show Nl\t{ENTER}")
    shell.wait_for("2:c5:end")
    assert not (tmp_path / "pwned").exists()
