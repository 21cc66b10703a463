"""`crm add`: adding a person."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import prompts, results, terminal
from tinycrm.cli.exclusive import only_one
from tinycrm.cli.render import echo
from tinycrm.contact_points import Point, PointKind, parse_point, split_name
from tinycrm.days import YearlyDay, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_fact, parse_text
from tinycrm.services.editing import adding
from tinycrm.services.people.new_contact import NewContact
from tinycrm.tagging import parse_tags
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options
    from tinycrm.services.records import Made, Related

_Many = list[str] | None


def add(
    name: Annotated[list[str] | None, typer.Argument(help="Their name.", metavar="NAME…")] = None,
    email: Annotated[_Many, typer.Option("-e", "--email", help="[LABEL:]ADDRESS")] = None,
    phone: Annotated[_Many, typer.Option("-p", "--phone", help="[LABEL:]NUMBER")] = None,
    birthday: Annotated[str | None, typer.Option("-b", "--birthday", help="10 Dec")] = None,
    date: Annotated[_Many, typer.Option("-d", "--date", help="anniversary=2011-05-14")] = None,
    org: Annotated[str | None, typer.Option("-o", "--org", help="Where they work.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="What they do there.")] = None,
    nickname: Annotated[_Many, typer.Option("-n", "--nickname", help="A nickname.")] = None,
    tag: options.Tags = None,
    every: Annotated[
        str | None, typer.Option("--every", help="Keep in touch every: 4w, 3m."), options.SPANS
    ] = None,
    referred_by: Annotated[
        str | None, typer.Option(help="Who referred them."), options.PEOPLE
    ] = None,
    related: options.Related = None,
    address: Annotated[_Many, typer.Option("--address", help="A postal address.")] = None,
    url: Annotated[_Many, typer.Option("--url", help="A web page.")] = None,
    handle: Annotated[_Many, typer.Option("--handle", help="A handle, such as @ada.")] = None,
    fact: Annotated[_Many, typer.Option("--fact", help="coffee=flat white")] = None,
    note: Annotated[str | None, typer.Option("--note", help="A note about them.")] = None,
    do_not_contact: Annotated[
        bool, typer.Option("--do-not-contact", help="Never suggest getting in touch.")
    ] = False,
    if_new: Annotated[
        bool, typer.Option("--if-new", help="If they exist, change nothing.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="If they exist, fill in what is missing.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Add a second contact even if they exist.")
    ] = False,
    key: options.Key = None,
    as_json: options.Json = False,
) -> None:
    """Add a person: crm add Anna Kowalska -e anna@example.org -b "14 Mar".

    crm add - reads people from stdin, one JSON object per line (crm schema contact_in). Up to
    64 MB are saved together: all of them, or none if that fails. More is saved 64 MB at a time.
    """
    if_known = _if_known(if_new=if_new, update=update, force=force)
    if name == ["-"]:
        given: tuple[object, ...] = (
            email, phone, birthday, date, org, title, nickname, tag, every, referred_by, related,
            address, url, handle, fact, note, do_not_contact, key,
        )  # fmt: skip
        _add_stream(given, if_known, as_json=as_json)
        return
    named, typed_points = _name(" ".join(name or []))
    draft = NewContact(
        name=parse_text(named, "name"),
        nicknames=tuple(parse_text(each, "nickname") for each in nickname or ()),
        organization=_text(org, "organization"),
        title=_text(title, "title"),
        points=typed_points
        + _points(email=email, phone=phone, address=address, url=url, handle=handle),
        occasions=_occasions(birthday, date or ()),
        tags=parse_tags(tag or ()),
        facts=tuple(parse_fact(each) for each in fact or ()),
        every=None if every is None else parse_every(every),
        related=_related(related or ()),
        do_not_contact=do_not_contact,
        note=_text(note, "note"),
    )
    made = prompts.answered(
        lambda picks: adding.add(
            draft, if_known=if_known, referred_by=referred_by, asks=terminal.can_ask(),
            key=parse_text(key, "key") if key is not None else None, picks=picks,
        )
    )  # fmt: skip
    results.print_made(made, as_json=as_json)
    _say(made, draft.name)


def _name(typed: str) -> tuple[str, tuple[Point, ...]]:
    if not typed.strip():
        raise UsageProblem("The name is empty.", "Write it: crm add Anna Kowalska")
    return split_name(typed)


_OPTIONS = {
    "birthday": "-b", "email": "-e", "mail": "-e", "phone": "-p", "tag": "-t", "org": "-o",
    "title": "--title", "nickname": "-n", "every": "--every", "address": "--address",
    "url": "--url", "handle": "--handle", "fact": "--fact",
}  # fmt: skip


def _say(made: Made, name: str) -> None:
    echo.made(made)
    if ":" in name and made.created:
        _hint_options(name, made.record.id)


def _hint_options(name: str, contact_id: str) -> None:
    """Say how to give what was typed as part of the name, as a filter is: birthday:1990-11-27."""
    words = name.split()
    given = [
        (word, _OPTIONS[key.lower()], value)
        for word in words
        for key, _, value in [word.partition(":")]
        if value and key.lower() in _OPTIONS
    ]
    left = [word for word in words if word not in {word for word, _, _ in given}]
    if not given or not left:
        return
    from shlex import quote

    options = " ".join(f"{option} {quote(value)}" for _, option, value in given)
    said = visible(", ".join(word for word, _, _ in given))
    terminal.hint(
        f"“{said}” is part of the name. To give it:"
        f" crm edit {contact_id} --name {quote(visible(' '.join(left)))} {visible(options)}"
    )


def _add_stream(given: Sequence[object], if_known: adding.IfKnown, *, as_json: bool) -> None:
    from tinycrm.cli.streams import add_stream

    if any(given):
        raise UsageProblem(
            "With -, each line describes the whole person.", "Leave out the other options."
        )
    add_stream(if_known, as_json=as_json)


def _if_known(*, if_new: bool, update: bool, force: bool) -> adding.IfKnown:
    only_one({"--if-new": if_new, "--update": update, "--force": force})
    if if_new:
        return "keep"
    if update:
        return "update"
    return "force" if force else "refuse"


def _text(text: str | None, what: str) -> str:
    return "" if text is None else parse_text(text, what)


def _points(
    email: _Many, phone: _Many, address: _Many, url: _Many, handle: _Many
) -> tuple[Point, ...]:
    typed: dict[PointKind, _Many] = {
        "email": email, "phone": phone, "address": address, "url": url, "handle": handle,
    }  # fmt: skip
    return tuple(parse_point(kind, each) for kind, texts in typed.items() for each in texts or ())


def _related(typed: Sequence[str]) -> tuple[Related, ...]:
    if not typed:
        return ()
    from tinycrm.services.relations.relation_labels import read_related  # as rarely as a date

    return tuple(read_related(each) for each in typed)


def _occasions(birthday: str | None, dates: Sequence[str]) -> tuple[tuple[str, YearlyDay], ...]:
    if birthday is None and not dates:
        return ()
    from tinycrm.dates.yearly import read_birthday, read_labelled_day  # a tenth of the time of add
    from tinycrm.services.people.yearly_dates import BIRTHDAY, check_one_birthday

    born = () if birthday is None else ((BIRTHDAY, read_birthday(birthday)),)
    found = (*born, *(read_labelled_day(each) for each in dates))
    check_one_birthday(label for label, _ in found)
    return found
