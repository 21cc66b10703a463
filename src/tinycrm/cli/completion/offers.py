"""What the Tab key offers at a place on the command line.

Names of commands and options, or what the mark of a parameter says: see `options.Tab`.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from typer._click import Command, Context, Parameter
from typer.core import TyperArgument, TyperOption

from tinycrm.cli.lazy_group import LazyGroup
from tinycrm.cli.options import Tab
from tinycrm.cli.registry import COMMANDS
from tinycrm.errors import CrmError
from tinycrm.services.search import suggesting
from tinycrm.services.search.suggesting import Suggestion
from tinycrm.store import glancing


class Completions(NamedTuple):
    """What is offered. With `files` the shell offers file names instead."""

    words: list[Suggestion]
    files: bool = False


class _Place(NamedTuple):
    """Where a word belongs: its parameter (None: none), and the words of it so far."""

    parameter: Parameter | None
    before: list[str]
    given: set[str]
    only_words: bool


def offer(group: LazyGroup, words: Sequence[str], typed: str) -> Completions:
    """Return completions of `typed`, the last word of a command line after `words`."""
    if not words:
        return Completions(_commands(typed))
    context = Context(group, info_name="crm")
    command = group.get_command(context, words[0])
    if command is None:
        return Completions([])
    place = _place(command.params, words[1:])
    is_value = place.only_words or isinstance(place.parameter, TyperOption)
    if typed.startswith("-") and not is_value:
        return _after_sign(command, place, typed)
    return _values(command, place.parameter, place.before, typed)


def _commands(typed: str) -> list[Suggestion]:
    """Return the commands; those not in the short help only after their first letter."""
    found = [
        Suggestion(name, entry.about)
        for name, entry in COMMANDS.items()
        if name.startswith(typed) and (typed or entry.group)
    ]
    return found or suggesting.among(("--help",), typed) if typed else found


# ── where the word belongs ────────────────────────────────────────────────────────────────


def _takes_value(option: TyperOption) -> bool:
    return not option.is_flag and not option.count


def _options(parameters: Sequence[Parameter]) -> dict[str, TyperOption]:
    return {
        name: parameter
        for parameter in parameters
        if isinstance(parameter, TyperOption)
        for name in (*parameter.opts, *parameter.secondary_opts)
    }


def _place(parameters: Sequence[Parameter], words: Sequence[str]) -> _Place:
    """Go through the words as the parser would; a last option without its value is the place."""
    options = _options(parameters)
    plain: list[str] = []
    given: set[str] = set()
    waiting: TyperOption | None = None
    missing = 0
    only_words = False
    for word in words:
        if missing:
            missing -= 1
        elif only_words or word == "-" or not word.startswith("-"):
            plain.append(word)
        elif word == "--":
            only_words = True
        else:
            name, joined, _ = word.partition("=")
            option = options.get(name) or options.get(word[:2])
            given.add(option.name or "" if option else name)
            if option and _takes_value(option) and not joined and name in options:
                waiting, missing = option, option.nargs
    if missing:
        return _Place(waiting, [], given, only_words)
    return _Place(*_argument(parameters, plain), given, only_words)


def _argument(
    parameters: Sequence[Parameter], plain: list[str]
) -> tuple[TyperArgument | None, list[str]]:
    arguments = [each for each in parameters if isinstance(each, TyperArgument)]
    for position, argument in enumerate(arguments):
        if argument.nargs == -1:
            return argument, plain[position:]
        if position == len(plain):
            return argument, []
    return None, []


def _after_sign(command: Command, place: _Place, typed: str) -> Completions:
    """Offer the names of options, or after `--name=` the values of one."""
    name, joined, value = typed.partition("=")
    options = _options(command.params)
    if joined and name in options:
        inner = _values(command, options[name], [], value)
        words = [each._replace(value=f"{name}={each.value}") for each in inner.words]
        return Completions(words, inner.files)
    found = [
        Suggestion(name, option.help or "")
        for name, option in options.items()
        if name.startswith(typed) and not option.hidden
        and (option.multiple or option.name not in place.given)
    ]  # fmt: skip
    if "--help".startswith(typed):
        found.append(Suggestion("--help", "Explain the command."))
    return Completions(found)


# ── what is offered ──────────────────────────────────────────────────────────────────────


def _values(
    command: Command, parameter: Parameter | None, before: list[str], typed: str
) -> Completions:
    mark = mark_of(command, parameter) if parameter else None
    if mark is None:
        return Completions([])
    what, _, detail = mark.partition(" ")
    if what == "files":
        return Completions([], files=True)
    reader = _READERS[what]
    try:
        return Completions(reader(detail, before, typed))
    except CrmError:  # no store, or a locked or damaged one: offer nothing
        return Completions([])


def mark_of(command: Command, parameter: Parameter) -> Tab | None:
    """Return the mark in a parameter's annotation, None if it has none."""
    hints = typing.get_type_hints(_function(command), include_extras=True)
    extras = getattr(hints.get(parameter.name or ""), "__metadata__", ())
    return next((extra for extra in extras if isinstance(extra, Tab)), None)


def _function(command: Command) -> Callable[..., Any]:
    """Return the function of a command, which Typer wraps."""
    wrapper: Any = command.callback
    function: Callable[..., Any] = getattr(wrapper, "__wrapped__", wrapper)
    return function


def _fixed(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    return suggesting.among(detail.split(), typed)


def _kinds(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    from tinycrm.rules import KINDS

    return suggesting.among(KINDS, typed)


def _sorts(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    from tinycrm.services.people.listing import SORTS

    return suggesting.among(SORTS, typed)


def _days(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    return suggesting.among(suggesting.DAYS, typed)


def _spans(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    return suggesting.among(suggesting.SPANS, typed)


def _command_names(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    return [] if before else _commands(typed)


def _tags(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    with glancing() as db:
        return suggesting.tags(db, typed)


def _filters(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    from tinycrm.services.people.filtering import KEYS

    if not typed.startswith("@") and ":" not in typed:
        return suggesting.among((*KEYS, "no:"), typed)
    with glancing() as db:
        return suggesting.filters(db, KEYS, typed)


def _people(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    """Offer people after the last comma, and the words in `detail`, such as `me`."""
    head, comma, last = typed.rpartition(",")
    blank = last[: len(last) - len(last.lstrip())]
    with glancing() as db:
        found = _codes_like(db, "c", last) or suggesting.people(db, last.lstrip())
    if comma:
        found = [each for each in found if "," not in each.value]
    found += suggesting.among(detail.split(), typed)
    return [each._replace(value=f"{head}{comma}{blank}{each.value}") for each in found]


def _each(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    """Offer people, each word a different one, or codes with a letter in `detail`."""
    with glancing() as db:
        return _codes_like(db, detail, typed) or suggesting.people(db, typed)


def _name(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    """Offer a person whose name may be several words, or codes with a letter in `detail`."""
    with glancing() as db:
        if before:
            return suggesting.rest_of_name(db, before, typed)
        return _codes_like(db, detail or "c", typed) or suggesting.people(db, typed)


def _codes(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    """Offer codes, if all words before are codes too."""
    from tinycrm.services.codes import read_code

    if any(read_code(word.rstrip(",")) is None for word in before):
        return []
    with glancing() as db:
        found = suggesting.codes(db, detail, typed)
        return [each for each in found if each.value not in before]


def _codes_like(db: Any, letters: str, typed: str) -> list[Suggestion]:
    """Return codes if a letter and a digit are typed; a letter alone may begin a name."""
    return suggesting.codes(db, letters, typed) if typed[1:2].isdecimal() else []


_READERS: dict[str, Callable[[str, list[str], str], list[Suggestion]]] = {
    "people": _people, "each": _each, "name": _name, "codes": _codes, "tags": _tags,
    "filters": _filters, "kinds": _kinds, "sorts": _sorts, "days": _days, "spans": _spans,
    "words": _fixed, "commands": _command_names,
}  # fmt: skip
