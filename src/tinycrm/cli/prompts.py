"""Questions on a terminal: who is meant, and yes or no."""

from __future__ import annotations

import sys

from tinycrm.cli import terminal
from tinycrm.errors import Ambiguous, Candidate, NotFound, UsageProblem
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import TypeVar

    from tinycrm.dates import EitherDay
    from tinycrm.services.records import Note

    T = TypeVar("T")


def answered(call: Callable[[dict[str, str]], T], picks: dict[str, str] | None = None) -> T:
    """Call a service; if it cannot tell who is meant, ask and call it again.

    `picks` are answers given before. Without a terminal the error is raised.
    """
    picks = {} if picks is None else picks
    while True:
        try:
            return call(picks)
        except (Ambiguous, NotFound) as problem:
            if not (problem.candidates and terminal.can_ask()) or problem.typed in picks:
                raise
            picks[problem.typed] = (
                _choose(problem) if isinstance(problem, Ambiguous) else _near(problem)
            )


def _choose(problem: Ambiguous) -> str:
    ids = [each.id for each in problem.candidates]
    return ids[_choose_one(problem.sentence, list(map(_line, problem.candidates)), ids)]


def choose_day(either: EitherDay) -> date:
    """Ask which of two days a phrase means; without a terminal the error is raised."""
    if not terminal.can_ask():
        raise either
    from tinycrm.dates import say_full_day

    return either.days[_choose_one(either.sentence, list(map(say_full_day, either.days)))]


def choose_word(question: str, words: Sequence[str]) -> str:
    """Ask for one of a few words; Enter takes the first one."""
    return words[_choose_one(question, words, words, words[0])]


def _choose_one(
    sentence: str, lines: Sequence[str], names: Sequence[str] = (), default: str = ""
) -> int:
    """Ask for one of these lines, by its number or its name; return its place.

    Enter takes the first one if it is the `default`. Else it raises Cancelled.
    """
    _show_numbered(sentence, lines)
    while True:
        answer = ask(f"Which one? (a number; Enter: {default or 'none'}) ").strip()
        if not (answer or default):
            raise terminal.Cancelled
        if not answer:
            return 0
        if answer.isdecimal() and 1 <= int(answer) <= len(lines):
            return int(answer) - 1
        if answer in names:
            return names.index(answer)


def _show_numbered(sentence: str, lines: Sequence[str]) -> None:
    terminal.say(sentence)
    for number, line in enumerate(lines, 1):
        terminal.hint(f"{number}  {line}")


def choose_causes(notes: Sequence[Note], today: date) -> list[str]:
    """Ask because of which of these notes a win came; return their codes, Enter for none."""
    if not notes:
        return []
    from tinycrm.services.briefing import wording

    _show_numbered(
        "Because of which? What you choose is linked to the win.",
        [f"{wording.say_gesture(note, today)} ({note.id})" for note in notes],
    )
    while True:
        answer = ask("Which ones? (numbers; Enter: none) ")
        picked = answer.replace(",", " ").split()
        if all(each.isdecimal() and 1 <= int(each) <= len(notes) for each in picked):
            return [notes[int(each) - 1].id for each in picked]


def _near(problem: NotFound) -> str:
    nearest = problem.candidates[0]
    terminal.say(problem.sentence)
    if not agrees(f"Did you mean {visible(nearest.name)} ({nearest.id})?"):
        raise problem
    return nearest.id


def _line(candidate: Candidate) -> str:
    about = f" · {candidate.about}" if candidate.about else ""
    return f"{candidate.name} ({candidate.id}){about}"


def agrees(question: str) -> bool:
    """Ask a yes or no question; anything but yes means no."""
    return ask(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def confirm(question: str, otherwise: str) -> None:
    """Ask on a terminal. Raises UsageProblem without a terminal, Cancelled if the answer is no."""
    if not terminal.can_ask():
        raise UsageProblem(f"{otherwise} Nothing was changed.", "On a terminal, crm asks instead.")
    if not agrees(question):
        terminal.say("Nothing was changed.")
        raise terminal.Cancelled


def ask(question: str) -> str:
    """Ask, and return the line typed. The question never goes to a stdout that is data.

    Raises EOFError at the end of the input.
    """
    try:
        return _ask(terminal.typography(question))
    except UnicodeDecodeError:
        raise UsageProblem("The answer is not valid UTF-8 text.") from None


def _ask(question: str) -> str:
    if sys.stdout is not None and sys.stdout.isatty():
        import readline  # noqa: F401  (arrow keys and history while typing)

        return input(question)
    terminal.write_error(question)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def say_others(also: tuple[Candidate, ...], taken: str) -> None:
    """Say who else a name could have meant: a guess is never silent."""
    if also:
        from tinycrm.services.people.finding import say_also

        terminal.say(f"{taken}; also {say_also(also)}")
