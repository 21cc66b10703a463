"""Installing shell completion: as little as possible, and all of it removable.

The script is a file of our own. Fish finds it by its path; bash and zsh load it by a block of
three lines in the user's start-up file, of which no other byte is changed.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import NamedTuple

from tinycrm import paths
from tinycrm.cli.completion.shell_scripts import SCRIPTS
from tinycrm.errors import CrmError
from tinycrm.store import leftovers

_BEGIN, _END = b"# >>> crm completion >>>", b"# <<< crm completion <<<"


class InstallStep(NamedTuple):
    """A file with its new content; None: it is removed."""

    path: Path
    content: bytes | None
    sentence: str


def plan(shell: str, *, remove: bool) -> list[InstallStep]:
    """Return the steps that are needed; none if everything is done already."""
    script = _script(shell)
    content = None if remove else SCRIPTS[shell].encode()
    steps = []
    if _read(script) != content:
        verb = "Remove" if remove else "Write"
        steps.append(InstallStep(script, content, f"{verb} the script {script}"))
    start = _start_file(shell)
    if start is not None:
        before = _read(start)
        after = _with_block(before or b"", None if remove else _block(script))
        if after != (before or b""):
            verb = "Remove our three lines from" if remove else "Add three lines that load it to"
            steps.append(InstallStep(start, after, f"{verb} {start}"))
    return steps


def carry_out(steps: list[InstallStep]) -> None:
    """Write and remove the files. Raises CrmError if one cannot be written."""
    for path, content, _ in steps:
        try:
            if content is None:
                path.unlink(missing_ok=True)
            else:
                _write(path, content)
        except OSError as error:
            raise CrmError(f"{path} cannot be written: {error.strerror}.") from error


# ── places ───────────────────────────────────────────────────────────────────────────────


def _script(shell: str) -> Path:
    if shell == "fish":
        return _folder("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / "crm.fish"
    return paths.store_file().absolute().with_name(f"completion.{shell}")


def _start_file(shell: str) -> Path | None:
    if shell == "bash":
        return Path.home() / ".bashrc"
    return _folder("ZDOTDIR", "") / ".zshrc" if shell == "zsh" else None


def _folder(variable: str, otherwise: str) -> Path:
    named = os.environ.get(variable)
    return Path(named) if named else Path.home() / otherwise


def _block(script: Path) -> bytes:
    name = os.fsencode(shlex.quote(str(script)))
    return b"\n".join((_BEGIN, b"[ -f %s ] && . %s" % (name, name), _END)) + b"\n"


def _with_block(text: bytes, block: bytes | None) -> bytes:
    """Return a start-up file with our block, in its old place or at the end, or without it."""
    found = re.search(rb"^%s\n.*?^%s\n?" % (_BEGIN, _END), text, re.DOTALL | re.MULTILINE)
    if found:
        return text[: found.start()] + (block or b"") + text[found.end() :]
    if block is None:
        return text
    return text + (b"" if not text or text.endswith(b"\n") else b"\n") + block


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CrmError(f"{path} cannot be read: {error.strerror}.") from error


def _write(path: Path, content: bytes) -> None:
    """Replace a file atomically, following links and keeping its permissions."""
    real = path.resolve()
    paths.make_folder(real.parent)
    made = leftovers.hidden_name(real)
    try:
        made.write_bytes(content)
        made.chmod(real.stat().st_mode & 0o777 if real.exists() else 0o644)
        made.replace(real)
    finally:
        leftovers.remove(made)
