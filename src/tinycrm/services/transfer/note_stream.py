"""Many notes, one per line: one transaction, and a report for each line."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from tinycrm.errors import Ambiguous, CrmError, NotFound
from tinycrm.exchange.jsonl import Noted, Refused
from tinycrm.services.activity import notes
from tinycrm.services.codes import batch_code
from tinycrm.services.people import aside, finding
from tinycrm.services.transfer.people_stream import LineResult, LineResults, Streamed
from tinycrm.services.typed import note_words
from tinycrm.services.when import read_when
from tinycrm.store import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.models.incoming import FollowUpIn, NoteIn


def log_all(
    incoming: Iterable[Noted | Refused],
    *,
    new: bool = False,
    on_progress: Callable[[int], None] = lambda count: None,
) -> Streamed:
    """Save notes in one transaction; with `new`, unknown names are added as contacts.

    As in `people_stream.add_all`, a line that cannot be read or saved fails alone, and
    `incoming` must not wait. `on_progress` is called with the number of lines done.
    """
    with writing("log many") as work:
        lines = LineResults("note")
        answers = _Answers()
        for each in incoming:
            lines.append(_line(work.db, each, answers, new=new))
            on_progress(len(lines))
        work.label = f"log {lines.made} notes"
    return Streamed(lines, batch_code(work.batch))


class _Answers:
    """What names mean in a stream: one that many people have is looked up once, not each time."""

    def __init__(self) -> None:
        self.problems: dict[str, CrmError] = {}
        self.picks: dict[str, str] = {}
        self.hints: dict[str, tuple[str, ...]] = {}

    def forget(self) -> None:
        """Look up all names again."""
        for each in (self.problems, self.picks, self.hints):
            each.clear()

    def learn(self, who: str, saved: notes.Saved) -> None:
        """Remember who a name meant, if it could have meant others."""
        if any(each.new for each in saved.met):
            self.forget()  # a name may mean them now
        elif len(saved.met) == 1 and saved.met[0].also and who not in self.picks:
            self.picks[who] = saved.met[0].code
            self.hints[who] = _hints(saved)


def _line(
    db: sqlite3.Connection, each: Noted | Refused, answers: _Answers, *, new: bool
) -> LineResult:
    if isinstance(each, Refused):
        return LineResult(each.line, None, created=False, problem=each.problem)
    who = each.note.who if isinstance(each.note.who, str) else ""
    if who in answers.problems:
        return LineResult(each.line, None, created=False, problem=answers.problems[who])
    db.execute("SAVEPOINT line")
    try:
        saved = notes.save_in(db, _draft(each.note, new=new), answers.picks)
        answers.learn(who, saved)
        hints = answers.hints.get(who) or _hints(saved)
        return LineResult(each.line, saved.note_id, saved.created, None, hints)
    except CrmError as problem:
        db.execute("ROLLBACK TO line")
        if isinstance(problem, Ambiguous | NotFound) and problem.typed == who != "":
            answers.problems[who] = problem
        return LineResult(each.line, None, created=False, problem=problem)
    finally:
        db.execute("RELEASE line")


def _draft(given: NoteIn, *, new: bool) -> notes.NewNote:
    """Return the note of a line. Its text is kept as it is: tags and names are not read in it."""
    is_one = isinstance(given.who, str)
    return notes.NewNote(
        who=str(given.who) if is_one else "",
        several=() if is_one else tuple(given.who),
        words=note_words.Words(given.text),
        kind=given.kind,
        when=None if given.at is None else read_when(given.at, "past"),
        tags=tuple(given.tags),
        mood=given.mood,
        follow_up=_follow_up(given.follow_up) if given.follow_up else None,
        mentions=tuple(given.mentions),
        mentioned=given.mentioned,
        facts=tuple(given.facts.items()),
        new=new,
        key=given.key,
    )


def _follow_up(given: FollowUpIn) -> notes.NewReminder:
    return notes.NewReminder(read_when(given.on, "future"), given.text or "")


def _hints(saved: notes.Saved) -> tuple[str, ...]:
    """Return sentences about the contacts that were chosen: a guess is always reported."""
    guessed = (said for who in saved.met for said in finding.say_others(who))
    say_archived = aside.say_not_shown if saved.follow_up else aside.say_archived
    return (*guessed, *say_archived(saved.met), *aside.say_new(saved.met))
