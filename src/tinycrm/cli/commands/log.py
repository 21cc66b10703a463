"""`crm log`: a note on one or several people."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import parsing, prompts, results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.dates import EitherDay, When, say_full_day
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_fact, parse_kind, parse_score, parse_text
from tinycrm.services.activity import notes
from tinycrm.services.typed import note_words
from tinycrm.services.when import find_day_at_end, find_day_at_start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.typed.promises import Promise


def log(
    who: Annotated[
        str | None,
        typer.Argument(help="Who; separate several by commas: ada,grace."),
        options.PEOPLE,
    ] = None,
    text: Annotated[list[str] | None, typer.Argument(help="The text; - reads stdin.")] = None,
    kind: options.Kind = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    follow_up: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--follow-up",
            help="Also set a reminder; without TEXT, the note's first sentence.",
        ),
    ] = None,
    tag: options.Tags = None,
    mentions: Annotated[
        list[str] | None,
        typer.Option("--mentions", help="An issue you mentioned: i7."),
        options.codes("i"),
    ] = None,
    mentioned: Annotated[
        bool, typer.Option("--mentioned", help="You mentioned all their issues.")
    ] = False,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="Something to remember: coffee=flat white.")
    ] = None,
    mood: Annotated[str | None, typer.Option("--mood", help="Their mood, from -2 to 2.")] = None,
    editor: Annotated[bool, typer.Option("-e", "--editor", help="Write in $EDITOR.")] = False,
    mail: Annotated[
        bool, typer.Option("--mail", help="Read one e-mail from stdin; WHO is its sender.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="Add WHO if nobody matches.")] = False,
    key: options.Key = None,
    ids: options.Ids = False,
    as_json: options.Json = False,
) -> None:
    """Log a note about one or several people; without WHO, list the last twenty.

    `crm log ada` alone asks for the text, where # $ and apostrophes need no quoting. WHO may be a
    code: crm log r12 is about the person of that reminder.

    KIND is talk, call, email, message, meeting, visit, support, social, thanks, gift, greeting,
    intro, favour or apology; note (a remark) and attempt (nobody answered) are not being in touch.
    The text can say it, by a label (sms: on her way) or by what you did ("Phoned her"); -k always
    wins. A label may also be a day (yesterday: met her); -a always wins. #tag and @name in the text
    are recognised.

    crm log - reads notes from stdin, one JSON object per line (crm schema note_in), and saves 64 MB
    at a time: all of them, or none if that fails.

    crm log --mail reads one e-mail from stdin; automatic replies and list mail become remarks.
    """
    form = only_one({"--ids": ids, "--json": as_json})
    if mail or who in (None, "-"):
        given = (kind, at, on, until, follow_up, mood, key, text, tag, mentions, fact)
        _without_words(who, (*given, mentioned, editor), mail=mail, new=new, form=form)
        return
    assert who is not None
    who, parts = parsing.split_who(who, text or [])
    draft = notes.NewNote(
        who=who,
        words=note_words.Words(""),
        kind=None if kind is None else parse_kind(kind),
        when=_when(parsing.day_option(at, on, until, beside=parts)),
        tags=parsing.tags(tag),
        mood=None if mood is None else parse_score(mood, -2, 2, "The mood"),
        follow_up=_follow_up(follow_up),
        mentions=tuple(mentions or ()),
        mentioned=mentioned,
        facts=tuple(parse_fact(each) for each in fact or ()),
        new=new,
        key=parse_text(key, "key") if key is not None else None,
    )
    _save(draft, parts, editor=editor, as_json=as_json)


def _without_words(
    who: str | None, given: Sequence[object], *, mail: bool, new: bool, form: str
) -> None:
    """Log a mail or many notes, or list the last ones; none of these takes what is `given`."""
    if mail:
        if any(given):
            raise UsageProblem("--mail takes all from the message.", "Leave out the rest.")
        _log_mail(who, new=new, as_json=form == "--json")
    elif who == "-":
        if any(given):
            raise UsageProblem("With -, each line describes the whole note.", "Leave out the rest.")
        from tinycrm.cli.streams import log_stream

        log_stream(new=new, as_json=form == "--json")
    else:
        parsing.check_who(None, (new, *given), 'crm log ada "Lunch at Roma"')
        _list(form)


def _save(draft: notes.NewNote, parts: list[str], *, editor: bool, as_json: bool) -> None:
    if parts and parts != ["-"] and not editor:
        logged, promised = _log_words(draft, parsing.words(parts, "note"), {})
    else:
        from tinycrm.cli import note_texts

        picks: dict[str, str] = {}
        with note_texts.written(draft, parts, picks, editor=editor) as typed:
            if parts == ["-"]:
                logged, promised = _log_words(draft._replace(piped=True), typed, picks)
            else:
                logged, promised = _log_words(draft, typed, picks, ask=not editor)
    _print(logged, as_json)
    if promised:
        echo.promised(logged.made.record, promised)


def _log_words(
    draft: notes.NewNote, typed: str, picks: dict[str, str], *, ask: bool = False
) -> tuple[notes.Logged, list[Promise]]:
    """Log a note; return it, and what its words promise, which is asked for before with `ask`."""
    words = note_words.Words(typed)
    if not draft.piped:
        words = note_words.read_words(typed, draft.kind or "", dated=draft.when is not None)
    words = words._replace(text=parse_text(words.text, "note"))
    draft = draft._replace(words=words)
    promised = [] if draft.follow_up or draft.piped else note_words.find_promises(words.text)
    if ask:
        draft, promised = _ask_to_remind(draft, promised), []
    return prompts.answered(lambda picks: notes.log(draft, picks), picks), promised


def _ask_to_remind(draft: notes.NewNote, promised: list[Promise]) -> notes.NewNote:
    """Offer each promise of a line typed now as a reminder."""
    taken = [
        notes.NewReminder(each.when, each.text)
        for each in promised
        if prompts.agrees(f"Remind you {say_full_day(each.when.day)}: “{each.text}”?")
    ]
    return draft._replace(promises=tuple(taken))


def _log_mail(who: str | None, *, new: bool, as_json: bool) -> None:
    from tinycrm.cli import kept_input
    from tinycrm.exchange.mail import read_mail  # 25 ms of the email package
    from tinycrm.services.activity import mail_notes

    if who is not None:
        raise UsageProblem("--mail takes the sender from the message.", "Leave out WHO.")
    data = terminal.read_stdin_bytes()
    with kept_input.kept(data, "mail", ".eml"):
        logged = mail_notes.log_mail(read_mail(data), new=new)
    _print(logged, as_json)


def _print(logged: notes.Logged, as_json: bool) -> None:
    results.print_made(logged.made, as_json=as_json)
    echo.logged(logged)


def _when(text: str | None) -> When | None:
    return None if text is None else parsing.when(text, "past")


def _follow_up(text: str | None) -> notes.NewReminder | None:
    """Read WHEN, WHEN: TEXT, WHEN TEXT or TEXT WHEN; a colon may also belong to a time of day."""
    if text is None:
        return None
    for position in [i for i, char in enumerate(text) if char == ":"]:
        try:
            when = parsing.when(text[:position], "future")
        except EitherDay:
            raise
        except UsageProblem:
            continue
        rest = text[position + 1 :]
        if not rest[:1].isdigit():
            return notes.NewReminder(when, parse_text(rest, "follow-up") if rest.strip() else "")
    try:
        return notes.NewReminder(parsing.when(text, "future"))
    except UsageProblem as problem:
        if isinstance(problem, EitherDay):
            raise
        found = find_day_at_start(text, "future", parsing.when)
        found = found or find_day_at_end(text, "future", parsing.when)
        if found is None:
            raise
    return notes.NewReminder(*found)


def _list(form: str) -> None:
    from tinycrm.services.activity.loading import load_recent
    from tinycrm.store import reading

    with reading() as db:
        found = load_recent(db)
    results.print_list(found, "notes", form, "There are no notes yet.")
