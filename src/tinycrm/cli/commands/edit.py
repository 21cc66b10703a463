"""`crm edit`: changing records, by flags or in an editor."""

from __future__ import annotations

from functools import partial

from tinycrm.cli import parsing, prompts, results, signed_flags, terminal
from tinycrm.dates import When
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.codes import read_code
from tinycrm.services.editing import editing
from tinycrm.services.editing.list_edits import parse_tag_edits
from tinycrm.services.editing.new_values import CLEARED, Cleared, NewValues
from tinycrm.services.records import Contact, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Annotated

    import typer

    from tinycrm.cli import options

_Many = list[str] | None
_Maybe = str | None

_EXAMPLES = "crm edit ada --org Acme, or with a code: crm edit n44"


def edit(
    who: Annotated[
        _Many,
        typer.Argument(help="Who, or codes: c3 n44; - reads codes from stdin.", metavar="WHO|ID…"),
        options.Tab("each cnriowdfp"),
    ] = None,
    name: Annotated[_Maybe, typer.Option("--name", help="Their name.")] = None,
    email: Annotated[_Many, typer.Option("-e", "--email", help="+x@y.z or -x@y.z")] = None,
    phone: Annotated[_Many, typer.Option("-p", "--phone", help="+[LABEL:]NUMBER or -…")] = None,
    birthday: Annotated[_Maybe, typer.Option("-b", "--birthday", help='10 Dec; "": none')] = None,
    date: Annotated[_Many, typer.Option("-d", "--date", help="[+ or -]LABEL=DAY; -LABEL")] = None,
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
    text: Annotated[_Maybe, typer.Option("--text", help="Of any record but a contact.")] = None,
    at: options.At = None,
    on: options.On = None,
    until: options.Until = None,
    mood: Annotated[_Maybe, typer.Option("--mood", help='Of a note: -2 to 2; "": none')] = None,
    person: Annotated[_Many, typer.Option("--who", help="Of a note: +WHO or -WHO")] = None,
    from_them: Annotated[
        bool | None,
        typer.Option("--from-them/--from-me", help="Of a note: they gave, wrote, called; or you."),
    ] = None,
    fixed: Annotated[
        bool | None,
        typer.Option(
            "--fixed/--from-done", help="Repeat from the due day, or from the day it was done."
        ),
    ] = None,
    resolution: Annotated[
        _Maybe, typer.Option(help="How an issue was resolved; why a deal was lost.")
    ] = None,
    reopen: Annotated[
        bool, typer.Option("--reopen", help="Open an issue or a lost deal again.")
    ] = False,
    amount: Annotated[
        _Maybe, typer.Option("--amount", help='Of a win or a deal: 450 EUR; "": none')
    ] = None,
    score: Annotated[_Maybe, typer.Option("--score", help='Of an answer: 0-10; "": none')] = None,
    because_of: Annotated[
        _Many, typer.Option("--because", help="Of a win: +n44 or -n44"), options.codes("n")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Change records: flags change those fields on all of them, as one batch.

    Without flags a form opens in $EDITOR. In lists, + or no sign adds a value and - removes it;
    "" clears any other value that may be missing: --until "" (of a note or a reminder, its time).
    """
    if not who:
        raise UsageProblem("Say which contact or record.", _EXAMPLES)
    day = parsing.one_of(at, on, until)
    wish = NewValues(
        name=None if name is None else parse_text(name, "name"),
        kind=kind,
        organization=signed_flags.read_text(org, "organization"),
        title=signed_flags.read_text(title, "title"),
        nicknames=signed_flags.read_signed(nickname, lambda each: parse_text(each, "nickname")),
        points=signed_flags.read_points(email, phone, address, url, handle),
        tags=parse_tag_edits(tag or ()),
        occasions=signed_flags.read_dates(birthday, date or ()),
        facts=tuple(signed_flags.read_fact(each) for each in fact or ()),
        **signed_flags.read_repeat(every),
        referred_by=None if referred_by is None else referred_by.strip(),
        related=tuple(signed_flags.read_relation(each.strip()) for each in related or ()),
        do_not_contact=do_not_contact,
        text=signed_flags.read_text(text, "text"),
        mood=signed_flags.read_mood(mood),
        people=signed_flags.read_signed(person, lambda each: parse_text(each, "name")),
        from_them=from_them,
        fixed=fixed,
        resolution=signed_flags.read_text(resolution, "resolution"),
        reopen=reopen or None,
        amount=signed_flags.read_money(amount),
        score=signed_flags.read_answer_score(score),
        because=signed_flags.read_codes(because_of, "note"),
    )
    if wish == NewValues() and day is None:
        _in_editor(who, as_json)
    else:
        _print(_edit_all(parsing.with_stdin(who), wish, day), as_json)


def _edit_all(typed: Sequence[str], wish: NewValues, day: str | None) -> editing.Edited:
    if not typed:
        return editing.Edited((), (), None)
    wish = wish._replace(at=None if day is None else _at(day, typed))
    asks = terminal.can_ask()
    return prompts.answered(lambda picks: editing.edit(typed, wish, picks, asks=asks))


def _at(day: str, typed: Sequence[str]) -> When | Cleared:
    """Read a new date: of what happened in the past, of what is to come in the future."""
    if not day.strip():
        return CLEARED
    tables = {found[0] for each in typed if (found := read_code(each))}
    ahead = tables & {"reminder", "deal", "perk"}
    if ahead and tables - ahead:
        raise UsageProblem(
            "Reminders, deals and perks are in the future, notes, issues, wins and answers in the"
            " past.",
            "Change their days in separate commands.",
        )
    day = parsing.day_alone(day)
    return parsing.due(day) if ahead else parsing.when(day, "past")


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
    form = write_form(opened.record, opened.referrer, opened.from_them)
    with open_page(form, "form", [opened.record.id], ".toml", ours=True) as page:
        after, from_them = _filled_in(page.write, opened.record)
        edited = prompts.answered(
            lambda picks: editing.save(opened.record, after, picks, from_them=from_them, asks=True)
        )
    _print(edited, as_json)


def _filled_in(write: Callable[[], str], before: Record) -> tuple[Record, bool | None]:
    """Open the form until it can be read, or the user gives up.

    Return the record, and of a note whether it is about what they did.
    """
    while True:
        text = write()
        try:
            return prompts.answered(partial(_read_form, text, before))
        except CrmError as problem:
            terminal.say(problem.sentence)
            if problem.hint:
                terminal.hint(problem.hint)
            if prompts.ask("Edit it again? [Y/n] ").strip().lower() in ("n", "no"):
                raise UsageProblem("Nothing was changed.") from None


def _read_form(text: str, before: Record, picks: dict[str, str]) -> tuple[Record, bool | None]:
    from tinycrm.cli.editor.form_reading import fields_of, read_form, read_from
    from tinycrm.store import reading

    with reading() as db:
        return read_form(text, before, editing.resolver(db, picks)), read_from(fields_of(text))


def _print(edited: editing.Edited, as_json: bool) -> None:
    results.print_changed(edited.records, edited.batch, as_json=as_json)
    for taken, also in edited.also:
        prompts.say_others(also, taken)
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
