"""`crm demo`: any command on a temporary store of sample people."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tinycrm import clock, saved
from tinycrm.cli import terminal
from tinycrm.cli.main import main
from tinycrm.errors import StoreProblem
from tinycrm.services.sample import sample_store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def demo(
    command: Annotated[
        list[str] | None,
        typer.Argument(help="A command and its arguments; without one, today.", metavar="COMMAND…"),
        options.COMMANDS,
    ] = None,
) -> int:
    """Run a command on sample people in a temporary store: crm demo show ada."""
    words = command or []
    if not words or words[0].startswith("-"):
        words = ["today", *words]
    with _cleaning_up_on_signals(), _temporary_home():
        sample_store.fill(clock.today())
        terminal.say(f"Sample people in a temporary store: nothing is kept.{_more(command)}")
        return main(words)


def _more(command: list[str] | None) -> str:
    return "" if command else " Try: crm demo show ada"


@contextmanager
def _temporary_home() -> Iterator[None]:
    """Move everything the program reads or writes into a folder that is removed afterwards."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="crm-demo-", ignore_cleanup_errors=True)
    except OSError as error:
        raise StoreProblem(
            f"The temporary store cannot be created: {error.strerror}.",
            "Set TMPDIR to a folder with enough space.",
        ) from error
    before = os.environ.get("CRM_HOME")
    with folder as home, saved.nowhere():
        os.environ["CRM_HOME"] = home
        try:
            yield
        finally:
            if before is None:
                del os.environ["CRM_HOME"]
            else:
                os.environ["CRM_HOME"] = before


@contextmanager
def _cleaning_up_on_signals() -> Iterator[None]:
    """Let a closed terminal or `kill` end it as Ctrl-C does, so that no files are left behind."""
    kinds = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(kind, signal.default_int_handler) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)
