"""Writing in `$EDITOR`. Whatever happens to the editor, what was typed stays in a file."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tinycrm import paths, saved
from tinycrm.cli import terminal
from tinycrm.errors import CrmError, UsageProblem

_MOST = 9  # codes in the name of a file, which may have 255 letters


class Ended(BaseException):
    """A signal asked us to end while the editor was open; the editor has ended before us."""

    def __init__(self, number: int) -> None:
        self.number = number


class EditorPage:
    """A file of the owner's own (0600) that an editor is opened on, again where need be.

    It lies among the drafts, which outlive a restart of the machine, and has in its name the
    codes of whom or what it is about: who is forgotten takes it along.
    """

    def __init__(
        self, text: str, what: str, about: Sequence[str], suffix: str, *, ours: bool
    ) -> None:
        self.what = what
        self._worthless = text.encode() if ours else b""
        self.path = _new_file("-".join((what, *about[:_MOST], "")), suffix)
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
            self._worthless = b""  # somebody emptied it: what was there is theirs to see
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
        """Say where the text is. Where nothing was written it goes, and that is said."""
        text = self.path.read_bytes() if self.path.exists() else b""
        if text.strip() and text != self._worthless:
            return f"What was written is kept in {self.path}"
        self.remove()
        return "Nothing was written."

    def remove(self) -> None:
        """Remove the file, and what editors leave beside one: note.md~, .note.md.swp."""
        for each in self.path.parent.glob(f"*{self.path.name}*"):
            each.unlink(missing_ok=True)


@contextmanager
def open_page(
    text: str, what: str, about: Sequence[str], suffix: str = ".md", *, ours: bool = False
) -> Iterator[EditorPage]:
    """Give a page to write on, about the records with these codes.

    It goes when all went well; else it stays, and its path is told, with the next page too.
    So what is done with the text belongs inside. A text of `ours` is worth nothing until it
    is changed.
    """
    _tell_left()
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


def _new_file(prefix: str, suffix: str) -> Path:
    try:
        paths.make_folder(paths.draft_folder())
        handle, name = tempfile.mkstemp(suffix, prefix, paths.draft_folder())
    except OSError:  # a home that cannot be written: there is still the system's folder
        handle, name = tempfile.mkstemp(suffix, f"crm-{prefix}")
    os.close(handle)
    return Path(name)


def _tell_left() -> None:
    """Say where the newest page is that was not saved: its terminal may have been closed."""
    found = [each for what in ("note", "form") for each in paths.draft_folder().glob(f"{what}-*")]
    left = sorted((each for each in found if each.exists()), key=os.path.getmtime)
    if left:
        more = f" and {len(left) - 1} more beside it" if len(left) > 1 else ""
        terminal.say(f"Written before and not saved: {left[-1]}{more}")


def _command() -> list[str]:
    """Return the owner's editor. Raises UsageProblem when it cannot be read."""
    named = next(filter(None, (os.environ.get(n, "").strip() for n in ("VISUAL", "EDITOR"))), "vi")
    try:
        return shlex.split(named)
    except ValueError as error:
        raise UsageProblem(f"$EDITOR is “{named}”, which cannot be read: {error}.") from None


def _run(command: list[str], path: Path) -> None:
    """Run the editor to its end. Ctrl-C is the editor's meanwhile.

    Raises Ended where we were asked to end, as by a terminal that is closed: the editor is
    asked too, since it alone can save what it holds, and waited for.
    """
    asked: list[int] = []

    def hear(number: int, _frame: object) -> None:
        asked.append(number)

    with _signals({signal.SIGHUP: hear, signal.SIGTERM: hear}) as woken:
        ended = _wait(_start(command, path), asked, woken)
    if asked:
        raise Ended(asked[0])
    if ended:
        how = f"was ended by signal {-ended}" if ended < 0 else f"ended with {ended}"
        raise CrmError(f"The editor {how}. Nothing was changed.")


def _start(command: list[str], path: Path) -> subprocess.Popen[bytes]:
    screen = None if sys.stdout.isatty() else sys.stderr  # stdout may be somebody's data
    try:
        return subprocess.Popen([*command, str(path)], stdout=screen)
    except OSError as error:
        raise CrmError(
            f"The editor {command[0]} cannot be started: {error.strerror}.",
            "EDITOR names another one.",
        ) from None


def _wait(editor: subprocess.Popen[bytes], asked: Sequence[int], woken: int) -> int:
    """Wait for the editor, and pass on what we are asked."""
    passed = 0
    while (ended := editor.poll()) is None:
        if passed < len(asked):
            editor.send_signal(asked[passed])
            passed += 1
        else:
            os.read(woken, 1)
    return ended


def _ignore(_number: int, _frame: object) -> None:
    """Do nothing: unlike a signal that is ignored, the editor does not inherit this."""


@contextmanager
def _signals(handlers: dict[signal.Signals, Callable[[int, object], None]]) -> Iterator[int]:
    """Handle signals otherwise for a while, Ctrl-C and a child's end as well.

    Each of them can be read from the file given: one that came just before a wait is not
    slept through.
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
