"""An installation to measure: what a user gets, in a virtual environment of its own.

Not the one of a developer. There the package is found through a file that every start reads, and
the command may be started by a script of an older pip, which loads `re` for nothing.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.page import ROOT
from benchmarks.processes import environment, say


def install(venv: Path, *, newest_typer: bool = False) -> Path:
    """Install the program with the newest pip, compiled; return the folder of its commands."""
    say("installing …" if not newest_typer else "installing with the newest Typer …")
    bin_ = venv / "bin"
    pip = [str(bin_ / "python3"), "-m", "pip", "install", "--quiet"]
    for argv in (
        [sys.executable, "-m", "venv", str(venv)],
        [*pip, "--upgrade", "pip"],
        [*pip, "--compile", str(ROOT)],
        *([[*pip, "--upgrade", "typer"]] if newest_typer else []),
        [str(bin_ / "crm"), "--help"],
    ):
        subprocess.run(argv, check=True, capture_output=True, env=environment(None))
    return bin_


def about(bin_: Path) -> str:
    """Return a warning, if the command there is started by a script that loads `re`."""
    script = (bin_ / "crm").read_text("utf-8", errors="replace")
    slow = "\nimport re\n" in script
    return f"{bin_ / 'crm'} was written by an older pip: it loads re at each start." if slow else ""


def version(bin_: Path, package: str) -> str:
    """Return the version of a package that is installed there."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    argv = [str(bin_ / "python3"), "-c", code]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()
