"""`crm tui`: the screens, for a terminal."""

from __future__ import annotations

import gc
import os
import sys

from tinycrm.cli import prompts
from tinycrm.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options

IN_BROWSER = "textual.drivers.web_driver:WebDriver"
"""What `textual serve` sets TEXTUAL_DRIVER to."""

GARBAGE = (10_000, 20, 20)
"""When Python looks for garbage. It looks seldom through everything: a key would feel it."""


def tui(
    who: Annotated[
        list[str] | None, typer.Argument(help="Open the card of this person."), options.NAME
    ] = None,
) -> int:
    """Open the screens on today, or on the card of a person."""
    _check_terminal()
    code = _resolve(" ".join(who)) if who else None
    from tinycrm.tui import queries as questions
    from tinycrm.tui.running import run

    first = questions.read_at_once()
    gc.freeze()  # what was loaded so far stays; from now on garbage is made
    gc.set_threshold(*GARBAGE)
    gc.enable()
    return run(first, code)


def _check_terminal() -> None:
    if os.environ.get("TEXTUAL_DRIVER") == IN_BROWSER:  # the server draws, over a pipe
        return
    if os.environ.get("TERM", "") in ("dumb", "unknown", ""):
        raise UsageProblem(
            "The screens need a terminal that can move the cursor; TERM says this one cannot.",
            "crm today prints the same.",
        )
    # Textual draws on stderr, so that one is needed as well.
    if not all(s and not s.closed and s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageProblem(
            "The screens need a terminal, but this is a pipe or a file.",
            "crm today prints the same.",
        )


def _resolve(typed: str) -> str:
    from tinycrm.services.people import finding
    from tinycrm.store import reading

    def find(picks: dict[str, str]) -> str:
        with reading() as db:
            return finding.resolve_who(db, typed, picks).code

    return prompts.answered(find)
