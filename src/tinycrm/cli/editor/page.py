"""Writing in `$EDITOR`. Whatever happens to the editor, the text is kept in a file."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tinycrm import saved
from tinycrm.cli import terminal
from tinycrm.cli.editor import unsaved_texts
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.services.activity import drafts

_MOST = 9  # codes in a file name, which may have 255 letters


class Ended(BaseException):
    """A signal asked this program to end while the editor was open; the editor has ended."""

    def __init__(self, number: int) -> None:
        self.number = number


class EditorPage:
    """A private file (0600) that an editor is opened on, again if needed.

    It is kept in the drafts folder, which survives a restart of the machine. Its name contains
    the codes of the records it is about, so that `crm forget` finds it. A text that was left
    there before goes on in its own file.
    """

    def __init__(
        self, text: str, what: str, about: Sequence[str], suffix: str, *, ours: bool
    ) -> None:
        self.what = what
        self._worthless = text.encode() if ours else b""
        begins = "-".join((what, *about[:_MOST], ""))
        left = unsaved_texts.find_same(begins, text)
        self.path = left or drafts.new_file(begins, suffix)
        self._put(text.encode())

    def write(self) -> str:
        """Open the editor and return the text.

        Raises UsageProblem if it is empty and CrmError if the editor failed. An empty text is
        replaced by the one before.
        """
        before = self.path.read_bytes()
        _run(_command(), self.path)
        edited = b""
        if self.path.exists():
            self.path.chmod(0o600)  # the editor may have replaced the file
            edited = self.path.read_bytes()
        if not edited.strip():
            self._worthless = b""  # the user emptied it: keep the old text for them
            self._put(before)
            raise UsageProblem(f"The editor left the {self.what} empty. Nothing was changed.")
        try:
            return edited.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UsageProblem(
                f"The {self.what} that the editor saved is not valid UTF-8."
            ) from None

    def _put(self, content: bytes) -> None:
        handle = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)

    def kept(self) -> str:
        """Return a sentence on where the text is. A file without new text is removed."""
        text = self.path.read_bytes() if self.path.exists() else b""
        if text.strip() and text != self._worthless:
            return f"Your text is kept in {self.path}"
        self.remove()
        return "Nothing was written."

    def remove(self) -> None:
        """Remove the file, and what editors leave next to it: note.md~, .note.md.swp."""
        for each in self.path.parent.glob(f"*{self.path.name}*"):
            each.unlink(missing_ok=True)


@contextmanager
def open_page(
    text: str, what: str, about: Sequence[str], suffix: str = ".md", *, ours: bool = False
) -> Iterator[EditorPage]:
    """Give a page to write on, about the records with these codes.

    It is removed if all goes well; after an error it is kept and its path is shown, now and
    once more when the next page is opened. So the text must be saved inside the `with` block.
    Text of `ours` (a form) is only worth keeping if the user changed it.
    """
    unsaved_texts.say_left()
    sheet = EditorPage(text, what, about, suffix, ours=ours)
    try:
        yield sheet
    except BaseException as end:
        if saved.anything():  # the text as well: what failed came after that
            sheet.remove()
        elif isinstance(end, CrmError):
            end.hint = f"{end.hint} {sheet.kept()}".strip()
        else:
            terminal.say(sheet.kept())
        if isinstance(end, Ended):
            signal.signal(end.number, signal.SIG_DFL)
            os.kill(os.getpid(), end.number)
        raise
    sheet.remove()


def _command() -> list[str]:
    """Return the user's editor as a command. Raises UsageProblem if it cannot be parsed."""
    named = next(filter(None, (os.environ.get(n, "").strip() for n in ("VISUAL", "EDITOR"))), "vi")
    try:
        return shlex.split(named)
    except ValueError as error:
        raise UsageProblem(f"$EDITOR is “{named}”, which cannot be parsed: {error}.") from None


def _run(command: list[str], path: Path) -> None:
    """Run the editor until it ends. Meanwhile Ctrl-C belongs to the editor.

    Raises Ended if this program was asked to end, as by a closed terminal: the signal is
    passed on to the editor, which alone can save its text, and its end is awaited.
    """
    asked: list[int] = []

    def hear(number: int, _frame: object) -> None:
        asked.append(number)

    with _signals({signal.SIGHUP: hear, signal.SIGTERM: hear}) as woken:
        ended = _wait(_start(command, path), asked, woken)
    if asked:
        raise Ended(asked[0])
    if ended:
        how = f"was ended by signal {-ended}" if ended < 0 else f"failed with exit code {ended}"
        raise CrmError(f"The editor {how}. Nothing was changed.")


def _start(command: list[str], path: Path) -> subprocess.Popen[bytes]:
    screen = None if sys.stdout.isatty() else sys.stderr  # stdout may be data for another program
    try:
        return subprocess.Popen([*command, str(path)], stdout=screen)
    except OSError as error:
        raise CrmError(
            f"The editor {command[0]} cannot be started: {error.strerror}.",
            "Set EDITOR to another one.",
        ) from None


def _wait(editor: subprocess.Popen[bytes], asked: Sequence[int], woken: int) -> int:
    """Wait for the editor, and pass signals on to it."""
    passed = 0
    while (ended := editor.poll()) is None:
        if passed < len(asked):
            editor.send_signal(asked[passed])
            passed += 1
        else:
            os.read(woken, 1)
    return ended


def _ignore(_number: int, _frame: object) -> None:
    """Do nothing. Unlike an ignored signal, the editor does not inherit this."""


@contextmanager
def _signals(handlers: dict[signal.Signals, Callable[[int, object], None]]) -> Iterator[int]:
    """Replace signal handlers for a while, also those of Ctrl-C and of a child's end.

    Each signal can be read from the file descriptor given, so that one that comes just before
    a wait is not missed.
    """
    handlers = {signal.SIGINT: _ignore, signal.SIGCHLD: _ignore} | handlers
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    woken_before = signal.set_wakeup_fd(wake)
    before = {number: signal.signal(number, each) for number, each in handlers.items()}
    try:
        yield woken
    finally:
        for number, each in before.items():
            signal.signal(number, each)
        signal.set_wakeup_fd(woken_before)
        os.close(woken)
        os.close(wake)
