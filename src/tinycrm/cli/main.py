"""The program: `run` starts and ends it, `main(argv)` is the door that tests use."""

from __future__ import annotations

import gc

gc.disable()  # start-up makes no garbage; collecting it costs a third of the time

import os  # noqa: E402
import sys  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from typing import NoReturn  # noqa: E402

from typer import Abort  # noqa: E402
from typer._click.exceptions import ClickException  # noqa: E402

from tinycrm import saved  # noqa: E402
from tinycrm.cli import lazy_group, terminal  # noqa: E402
from tinycrm.cli.registry import COMMANDS  # noqa: E402
from tinycrm.errors import CrmError, Interrupted, UsageProblem  # noqa: E402
from tinycrm.text import visible  # noqa: E402

INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command of this process and end it.

    Taking an interpreter apart costs a quarter of a short run, so it is left as it is once
    both streams are flushed: transactions were committed before anything was printed.
    """
    _prepare_streams()
    code = main(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (BrokenPipeError, ValueError):  # the reader is gone: `crm list | head -1`
            pass
        except OSError as error:
            code = code or _tell(terminal.lost(error), sys.argv[1:])
    os._exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code. Every failure is told in a sentence on stderr."""
    saved.start()
    try:
        code = _run(argv)
        if code == INTERRUPTED and saved.anything():
            return _tell(Interrupted("Interrupted."), argv)
        return code
    except CrmError as problem:
        return _tell(problem, argv)
    except ClickException as problem:
        return _tell(_usage(problem, argv), argv)
    except Exception as problem:
        if os.environ.get("CRM_DEBUG"):
            raise
        return _tell(_unforeseen(problem), argv)


def _run(argv: Sequence[str]) -> int:
    """Run a command; one that was interrupted, or lost its reader, has not failed."""
    asked = os.environ.get("_CRM_COMPLETE")
    if asked:  # Typer's own answer to a Tab would load Rich and obey names
        from tinycrm.cli.completion import answer

        return answer.answer(asked)
    try:
        found = lazy_group.build().main(list(argv), prog_name="crm", standalone_mode=False)
        if found == INTERRUPTED:  # Ctrl-C left the cursor behind what was typed
            terminal.write_error("\n")
        return found if isinstance(found, int) else 0
    except Abort:  # an empty answer, or the end of the input
        return INTERRUPTED
    except KeyboardInterrupt:
        terminal.write_error("\n")
        return INTERRUPTED
    except SystemExit as end:
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        _forget_stdout()  # Typer gives up with 1 where a reader is gone: `crm list | head -1`
        return 0


def _tell(problem: CrmError, argv: Sequence[str]) -> int:
    if saved.anything():
        problem.add_saved(saved.say())
    words = list(argv)
    if "--json" in words[: words.index("--")] if "--" in words else "--json" in words:
        from tinycrm.cli.render.json_output import error_json

        terminal.write_error(error_json(problem) + "\n")
        return problem.code
    terminal.say(problem.sentence)
    terminal.hint_candidates(problem)
    if problem.hint:
        terminal.hint(problem.hint)
    return problem.code


def _usage(problem: ClickException, argv: Sequence[str]) -> UsageProblem:
    context = getattr(problem, "ctx", None)
    own = [f"crm {word}" for word in argv[:1] if word in COMMANDS]
    path = context.command_path if context else "".join(own) or "crm"
    hint = f"{path} --help shows how it is used."
    if "No such option" in problem.format_message():
        hint += " Words that begin with - come after --."
    said = problem.format_message()
    return UsageProblem(said if said.endswith((".", "?")) else f"{said}.", hint)


def _unforeseen(problem: Exception) -> CrmError:
    if isinstance(problem, UnicodeEncodeError):  # bytes that were on their way to the store
        return UsageProblem(f"“{visible(str(problem.object))}” is not valid text (UTF-8).")
    return CrmError(
        f"Something unforeseen happened ({type(problem).__name__}: {problem})."
        " Nothing in the store was changed.",
        "CRM_DEBUG=1 shows where; please report it.",
    )


def _prepare_streams() -> None:
    """Let no letter stop the output: what a stream cannot write is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _forget_stdout() -> None:
    """Point stdout to nowhere, so that nothing complains about the pipe that is gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
