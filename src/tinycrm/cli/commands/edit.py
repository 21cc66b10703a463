"""`crm edit`: changing records, by flags or in an editor."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.cli import parsing, prompts, results, terminal
from tinycrm.dates import When
from tinycrm.days import YearlyDay, parse_birthday
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.repeats import parse_repeat
from tinycrm.rules import (
    Point,
    PointKind,
    parse_labelled_day,
    parse_point,
    parse_score,
    parse_tag,
    parse_text,
)
from tinycrm.services.codes import read_code
from tinycrm.services.editing import editing
from tinycrm.services.editing.list_edits import ListEdit
from tinycrm.services.editing.new_values import CLEARED, Cleared, NewValues
from tinycrm.services.records import Contact, Record, Related
from tinycrm.services.relations.relation_labels import known_label, read_related
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Annotated, Any, TypeVar

    import typer

    from tinycrm.cli import options

    T = TypeVar("T")

_Many = list[str] | None
_Maybe = str | None


def edit(
    who: Annotated[
        _Many,
        typer.Argument(help="Who, or codes: c3 n44; - reads codes from stdin.", metavar="WHO|ID…"),
        options.Tab("each cnrio"),
    ] = None,
    name: Annotated[_Maybe, typer.Option("--name", help="Their name.")] = None,
    email: Annotated[_Many, typer.Option("-e", "--email", help="+x@y.z or -x@y.z")] = None,
    phone: Annotated[_Many, typer.Option("-p", "--phone", help="+[LABEL:]NUMBER or -…")] = None,
    birthday: Annotated[_Maybe, typer.Option("-b", "--birthday", help='10 Dec; "": none')] = None,
    date: Annotated[_Many, typer.Option("-d", "--date", help="LABEL=DAY or -LABEL")] = None,
    org: Annotated[_Maybe, typer.Option("-o", "--org", help='Where they work; "": none')] = None,
    title: Annotated[_Maybe, typer.Option("--title", help="What they do there.")] = None,
    nickname: Annotated[_Many, typer.Option("-n", "--nickname", help="+NAME or -NAME")] = None,
    tag: Annotated[_Many, typer.Option("-t", "--tag", help="+vip or -vip"), options.TAGS] = None,
    every: Annotated[
        _Maybe,
        typer.Option("--every", help='4w, 3m; of a reminder "last friday"; "": never'),
        options.SPANS,
    ] = None,
    referred_by: Annotated[
        _Maybe, typer.Option(help='Who referred them; "": nobody'), options.PEOPLE
    ] = None,
    related: options.Related = None,
    address: Annotated[_Many, typer.Option("--address", help="+… or -…")] = None,
    url: Annotated[_Many, typer.Option("--url", help="+… or -…")] = None,
    handle: Annotated[_Many, typer.Option("--handle", help="+… or -…")] = None,
    fact: Annotated[_Many, typer.Option("--fact", help="coffee=flat white; coffee=: none")] = None,
    do_not_contact: Annotated[
        bool | None,
        typer.Option("--do-not-contact/--may-contact", help="Whether to suggest getting in touch."),
    ] = None,
    kind: Annotated[
        _Maybe,
        typer.Option("-k", "--kind", help="Of a note: call …; of a contact: person …"),
        options.KINDS,
    ] = None,
    text: Annotated[_Maybe, typer.Option("--text", help="Of a note, reminder, issue.")] = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    mood: Annotated[_Maybe, typer.Option("--mood", help='Of a note: -2 to 2; "": none')] = None,
    person: Annotated[_Many, typer.Option("--who", help="Of a note: +WHO or -WHO")] = None,
    fixed: Annotated[
        bool | None,
        typer.Option(
            "--fixed/--from-done", help="Repeat from the due day, or from the day it was done."
        ),
    ] = None,
    resolution: Annotated[_Maybe, typer.Option(help="How an issue was resolved.")] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open an issue again.")] = False,
    as_json: options.Json = False,
) -> None:
    """Change records: flags change those fields on all of them, as one batch.

    Without flags a form opens in $EDITOR. In lists, + or no sign adds a value and - removes it.
    """
    if not who:
        raise UsageProblem("Say which contact or record.", "crm edit ada --org Acme, crm edit n44")
    day = parsing.day_option(at, on, until)
    wish = NewValues(
        name=None if name is None else parse_text(name, "name"),
        kind=kind,
        organization=_text(org, "organization"),
        title=_text(title, "title"),
        nicknames=_signed(nickname, lambda each: parse_text(each, "nickname")),
        points=_points(email=email, phone=phone, address=address, url=url, handle=handle),
        tags=_signed(tag, parse_tag),
        occasions=_occasions(birthday, date or ()),
        facts=tuple(_fact(each) for each in fact or ()),
        **_repeat(every),
        referred_by=None if referred_by is None else referred_by.strip(),
        related=tuple(_related(each.strip()) for each in related or ()),
        do_not_contact=do_not_contact,
        text=None if text is None else parse_text(text, "text"),
        mood=_mood(mood),
        people=_signed(person, lambda each: parse_text(each, "name")),
        fixed=fixed,
        resolution=_text(resolution, "resolution"),
        reopen=reopen or None,
    )
    if wish == NewValues() and day is None:
        _in_editor(who, as_json)
        return
    _print(_edit_all(parsing.with_stdin(who), wish, day), as_json)


def _edit_all(typed: Sequence[str], wish: NewValues, day: str | None) -> editing.Edited:
    if not typed:
        return editing.Edited((), (), None)
    wish = wish._replace(at=_at(day, typed) if day else None)
    asks = terminal.can_ask()
    return prompts.answered(lambda picks: editing.edit(typed, wish, picks, asks=asks))


# ── flags ────────────────────────────────────────────────────────────────────────────────


def _text(text: str | None, what: str) -> str | None:
    return parse_text(text, what) if text and text.strip() else text and ""


def _signed(typed: Sequence[str] | None, parse: Callable[[str], T]) -> tuple[ListEdit[T], ...]:
    """Read `+vip`, `-lead` and `vip`, which means the same as `+vip`."""
    return tuple(
        ListEdit(not each.startswith("-"), parse(each[1:] if each[:1] in "+-" else each))
        for each in (each.strip() for each in typed or ())
    )


def _points(
    email: _Many, phone: _Many, address: _Many, url: _Many, handle: _Many
) -> tuple[ListEdit[Point], ...]:
    typed: dict[PointKind, _Many] = {
        "email": email, "phone": phone, "address": address, "url": url, "handle": handle,
    }  # fmt: skip
    return tuple(
        _point(kind, each.strip()) for kind, texts in typed.items() for each in texts or ()
    )


def _point(kind: PointKind, typed: str) -> ListEdit[Point]:
    """Read a point to be added, or to be removed after a `-`."""
    if typed.startswith("-"):  # it may have come from anywhere: not checked
        what = {"email": "e-mail address", "phone": "phone number"}.get(kind, kind)
        return ListEdit(False, Point(kind, parse_text(typed[1:], what)))
    is_number = kind == "phone" and typed[1:2].isdecimal()  # the + belongs to it
    return ListEdit(True, parse_point(kind, typed if is_number else typed.removeprefix("+")))


def _occasions(
    birthday: str | None, dates: Sequence[str]
) -> tuple[tuple[str, YearlyDay | None], ...]:
    days: list[tuple[str, YearlyDay | None]] = []
    if birthday is not None:
        day = parse_birthday(birthday, clock.today()) if birthday.strip() else None
        days.append(("birthday", day))
    for each in dates:
        gone = each.strip().startswith("-")
        label = each.strip()[1:] if gone else ""
        days.append((parse_text(label, "date"), None) if gone else parse_labelled_day(each))
    return tuple(days)


def _related(typed: str) -> ListEdit[Related]:
    """Read a relation to be added, or after a `-` one to be removed, or all with its label."""
    if not typed.startswith("-"):
        return ListEdit(True, read_related(typed.removeprefix("+")))
    if "=" in typed:
        return ListEdit(False, read_related(typed[1:]))
    return ListEdit(False, Related(known_label(parse_text(typed[1:], "relation")), None, ""))


def _fact(typed: str) -> tuple[str, str | None]:
    key, sign, value = typed.partition("=")
    if not sign or not key.strip():
        raise UsageProblem(
            f"“{visible(typed)}” is not a fact.",
            "Write it like coffee=flat white, or coffee= to remove it.",
        )
    return parse_text(key, "fact"), parse_text(value, "fact") if value.strip() else None


def _repeat(typed: str | None) -> dict[str, Any]:
    """Return the interval, and the day of the month that only a reminder may keep."""
    if typed is None:
        return {}
    every, on = parse_repeat(typed) if typed.strip() else (CLEARED, None)
    return {"every": every, "every_on": on}


def _mood(typed: str | None) -> int | Cleared | None:
    if typed is None:
        return None
    return parse_score(typed, -2, 2, "The mood") if typed.strip() else CLEARED


def _at(day: str, typed: Sequence[str]) -> When:
    """Read a new date: of notes and issues in the past, of reminders in the future."""
    tables = {found[0] for each in typed if (found := read_code(each))}
    if "reminder" in tables and len(tables) > 1:
        raise UsageProblem(
            "Reminders are in the future, notes and issues in the past.",
            "Change their days in separate commands.",
        )
    return parsing.due(day) if "reminder" in tables else parsing.when(day, "past")


# ── editor ───────────────────────────────────────────────────────────────────────────────


def _in_editor(who: Sequence[str], as_json: bool) -> None:
    if not terminal.can_ask():
        raise UsageProblem(
            "Say what to change.", "Use flags: crm edit c3 --org Acme (--help lists them)."
        )
    from tinycrm.cli.editor.form import write_form
    from tinycrm.cli.editor.page import open_page

    if "-" in who:
        raise UsageProblem("The editor cannot be combined with -.", "Use flags: crm edit - -t +vip")
    found = prompts.answered(lambda picks: editing.open_record(who, picks))
    if len(found) > 1:
        codes = ", ".join(each.record.id for each in found)
        raise UsageProblem(
            f"The editor takes one record, but these are {len(found)}: {codes}.",
            "Flags change many: crm edit c3 c9 -t +vip",
        )
    opened = found[0]
    for taken, also in opened.also:
        prompts.say_others(also, taken)
    form = write_form(opened.record, opened.referrer)
    with open_page(form, "form", [opened.record.id], ".toml", ours=True) as page:
        after = _filled_in(page.write, opened.record)
        edited = prompts.answered(
            lambda picks: editing.save(opened.record, after, picks, asks=True)
        )
    _print(edited, as_json)


def _filled_in(write: Callable[[], str], before: Record) -> Record:
    """Open the form until it can be read, or the user gives up."""
    from tinycrm.cli.editor.form_reading import read_form
    from tinycrm.store import reading

    while True:
        text = write()
        try:
            with reading() as db:
                return read_form(text, before, editing.resolver(db))
        except CrmError as problem:
            terminal.say(problem.sentence)
            if problem.hint:
                terminal.hint(problem.hint)
            if prompts.ask("Edit it again? [Y/n] ").strip().lower() in ("n", "no"):
                raise UsageProblem("Nothing was changed.") from None


def _print(edited: editing.Edited, as_json: bool) -> None:
    results.print_changed(edited.records, edited.batch, as_json=as_json)
    for taken, also in edited.also:
        prompts.say_others(also, taken)
    for hint in edited.hints:
        terminal.say(hint)
    if len(edited.records) == 1:
        record = edited.records[0]
        name = f"{record.name} ({record.id})" if isinstance(record, Contact) else record.id
        terminal.say(f"{name} {'changed' if edited.changed else 'is unchanged'}")
        if isinstance(record, Contact) and record.archived and not edited.hints:
            terminal.hint(f"{name} is archived.")
    elif edited.records:
        terminal.say(f"{len(edited.changed)} of {len(edited.records)} changed")
    else:
        terminal.say("No codes on stdin; nothing was changed")
    for each in edited.hints:
        terminal.hint(each)
