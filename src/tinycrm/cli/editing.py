"""Writing in `$EDITOR`. Whatever happens to the editor, what was typed stays in a file."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinycrm.cli import terminal
from tinycrm.errors import CrmError, UsageProblem


class Page:
    """A file of the owner's own (0600) that an editor is opened on, again where need be."""

    def __init__(self, text: str, what: str, suffix: str) -> None:
        self.what = what
        handle, name = tempfile.mkstemp(prefix=f"crm-{what}-", suffix=suffix)
        os.close(handle)
        self.path = Path(name)
        self._put(text.encode())

    def write(self) -> str:
        """Let the owner write; return the text.

        Raises UsageProblem when it is empty and CrmError when the editor failed. What was
        there before an empty text is put back.
        """
        before = self.path.read_bytes()
        _run(_command(), self.path)
        edited = b""
        if self.path.exists():
            self.path.chmod(0o600)  # the editor may have put another file in its place
            edited = self.path.read_bytes()
        if not edited.strip():
            self._put(before)
            raise UsageProblem(f"The editor left the {self.what} empty. Nothing was changed.")
        try:
            return edited.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UsageProblem(f"What the editor wrote of the {self.what} is not UTF-8.") from None

    def _put(self, content: bytes) -> None:
        handle = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)

    def kept(self) -> str:
        """Say where the text is. A page without a letter goes, and there is nothing to say."""
        if self.path.exists() and self.path.read_bytes().strip():
            return f"What was written is kept in {self.path}"
        self.path.unlink(missing_ok=True)
        return "Nothing was written."


@contextmanager
def page(text: str, what: str, suffix: str = ".md") -> Iterator[Page]:
    """Give a page to write on. It goes when all went well; else it stays, and its path is told.

    So what is done with the text belongs inside.
    """
    sheet = Page(text, what, suffix)
    try:
        yield sheet
    except CrmError as problem:
        problem.hint = f"{problem.hint} {sheet.kept()}".strip()
        raise
    except BaseException:
        terminal.say(sheet.kept())
        raise
    sheet.path.unlink(missing_ok=True)


def _command() -> list[str]:
    """Return the owner's editor. Raises UsageProblem when it cannot be read."""
    named = next(filter(None, (os.environ.get(n, "").strip() for n in ("VISUAL", "EDITOR"))), "vi")
    try:
        return shlex.split(named)
    except ValueError as error:
        raise UsageProblem(f"$EDITOR is “{named}”, which cannot be read: {error}.") from None


def _run(command: list[str], path: Path) -> None:
    """Run the editor to its end. Ctrl-C is the editor's meanwhile."""
    screen = None if sys.stdout.isatty() else sys.stderr  # stdout may be somebody's data
    interrupt = signal.signal(signal.SIGINT, lambda *_: None)  # the editor starts with its own
    try:
        ended = subprocess.run([*command, str(path)], check=False, stdout=screen).returncode
    except OSError as error:
        raise CrmError(
            f"The editor {command[0]} cannot be started: {error.strerror}.",
            "EDITOR names another one.",
        ) from None
    finally:
        signal.signal(signal.SIGINT, interrupt)
    if ended:
        how = f"was ended by signal {-ended}" if ended < 0 else f"ended with {ended}"
        raise CrmError(f"The editor {how}. Nothing was changed.")
