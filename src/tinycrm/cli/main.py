"""The program: `run` starts and ends it; `main(argv)` is the entry point that tests use."""

from __future__ import annotations

import gc

gc.disable()  # start-up leaves no garbage; looking for it takes a third of the time

import os  # noqa: E402
import sys  # noqa: E402

from tinycrm import notices, process, saved  # noqa: E402
from tinycrm.cli import terminal  # noqa: E402
from tinycrm.cli.grammar import plain_reader  # noqa: E402
from tinycrm.errors import CrmError, Interrupted, NotFound, UsageProblem  # noqa: E402
from tinycrm.text import visible  # noqa: E402

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command of this process and end it.

    Shutting down the interpreter takes a quarter of a short run, so the process ends at once
    when both streams are flushed. Transactions were committed before anything was printed.
    """
    _prepare_streams()
    process.ends_after_command = os.name == "posix"  # elsewhere an open file cannot be replaced
    code = main(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (BrokenPipeError, ValueError):  # the reader has ended: `crm list | head -1`
            pass
        except OSError as error:
            code = code or _report(terminal.lost(error), sys.argv[1:])
    os._exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code. Every error is reported in a sentence on stderr."""
    saved.start()
    notices.listen(terminal.say)
    try:
        code = _run(argv)
        if code == INTERRUPTED and saved.anything():
            code = _report(Interrupted("Interrupted."), argv)
    except CrmError as problem:
        code = _report(problem, argv)
    except Exception as problem:
        if os.environ.get("CRM_DEBUG"):
            raise
        code = _report(_unexpected(problem), argv)
    if code in (0, NotFound.code) and not _asked(argv, *_QUIET):
        no_store = saved.say_no_store()
        if no_store:
            terminal.say(no_store)
    return code


_QUIET = ("--json", "--brief", "--if-due", "--check")
"""Options of those who read the output by machine, or want to see nothing."""


def _asked(argv: Sequence[str], *options: str) -> bool:
    words = list(argv)
    own = words[: words.index("--")] if "--" in words else words
    return any(each in own for each in options)


def _run(argv: Sequence[str]) -> int:
    """Run a command and return its exit code, also if it is interrupted or its reader ends."""
    asked = os.environ.get("_CRM_COMPLETE")
    if asked:  # Typer's own completion would load Rich and interpret markup in names
        from tinycrm.cli.completion import answer

        return answer.answer(asked)
    try:
        if argv and argv[0] in ("--version", "-V"):
            argv = ["version", *argv[1:]]
        call = plain_reader.read(argv)
        if call is None:
            from tinycrm.cli.grammar import typer_reader  # four times the start of a bare Python

            call = typer_reader.read(argv)
        return call() if call else 0
    except terminal.Cancelled:
        return INTERRUPTED
    except (EOFError, KeyboardInterrupt):  # the cursor is left after the typed text
        terminal.write_error("\n")
        return INTERRUPTED
    except BrokenPipeError:  # the reader has ended: `crm list | head -1`
        _discard_stdout()
        return 0


def _report(problem: CrmError, argv: Sequence[str]) -> int:
    if saved.anything():
        problem.add_saved(saved.say())
    if _asked(argv, "--json"):
        from tinycrm.cli.render.json_output import error_json

        terminal.write_error(error_json(problem) + "\n")
        return problem.code
    terminal.say(problem.sentence)
    terminal.hint_candidates(problem)
    if problem.hint:
        terminal.hint(problem.hint)
    return problem.code


def _unexpected(problem: Exception) -> CrmError:
    if isinstance(problem, UnicodeEncodeError):  # bytes that were to be written to the store
        return UsageProblem(f"“{visible(str(problem.object))}” is not valid text (UTF-8).")
    return CrmError(
        f"Unexpected error ({type(problem).__name__}: {problem})."
        " Nothing in the store was changed.",
        "Please report it. CRM_DEBUG=1 shows where it happened.",
    )


def _prepare_streams() -> None:
    """Write characters that a stream cannot encode as escapes, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _discard_stdout() -> None:
    """Send stdout to the null device, so that flushing it does not fail on the closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
