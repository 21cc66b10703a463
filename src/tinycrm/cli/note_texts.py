"""Where the text of a note comes from if the words of the command do not have it.

Each gives it to a `with` block, so that what was typed is not lost if it cannot be saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from tinycrm import saved
from tinycrm.cli import kept_input, parsing, prompts, terminal
from tinycrm.cli.editor.page import open_page
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.people import finding
from tinycrm.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.activity.notes import NewNote


def written(
    draft: NewNote, parts: list[str], picks: dict[str, str], *, editor: bool
) -> AbstractContextManager[str]:
    """Give the note's text: from stdin, an editor, or a line typed now."""
    if parts == ["-"]:
        return _from_stdin(draft.who)
    if not terminal.can_ask():
        lacking = "The editor needs a terminal." if editor else "The note is empty."
        raise UsageProblem(lacking, 'Write it: crm log ada "Lunch at Roma"')
    people = [] if draft.new else _find_out_who(draft.who, picks)
    if editor:
        about = [who.code for who in people]
        return _page(parsing.words(parts, "note") if parts else "", about)
    names = ", ".join(f"{who.name} ({who.code})" for who in people) or draft.who
    terminal.say(f"A note about {names}. Enter saves, an empty line cancels.")
    return _line()


def _find_out_who(typed: str, picks: dict[str, str]) -> list[finding.Found]:
    """Return who a note will be about; the user is asked before writing starts."""

    def find(picks: dict[str, str]) -> list[finding.Found]:
        with reading() as db:
            return finding.resolve_all(db, typed, picks)

    return prompts.answered(find, picks)


@contextmanager
def _from_stdin(who: str) -> Iterator[str]:
    """Give what comes from a pipe. Where it cannot be saved, it is kept in a file."""
    data = terminal.read_stdin_bytes()
    text = parse_text(terminal.decoded(data), "note")
    with kept_input.kept(data, "note", ".md", about=_codes_of(who), always=True):
        yield text


def _codes_of(who: str) -> list[str]:
    """Return the codes of who is meant, for the file that may be kept; none if that fails."""
    try:
        with reading(patience=0) as db:
            return [each.code for each in finding.resolve_all(db, who, None)]
    except CrmError:
        return []


@contextmanager
def _page(text: str, about: list[str]) -> Iterator[str]:
    """Give what is written in an editor."""
    with open_page(text, "note", about) as page:
        yield page.write()


@contextmanager
def _line() -> Iterator[str]:
    """Give a line typed now. Where it cannot be saved, it is shown once more."""
    line = prompts.ask("> ")
    if not line.strip():
        raise terminal.Cancelled
    try:
        yield line
    except BaseException:
        if not saved.anything():
            terminal.say(f"Not saved: {line}")
        raise
