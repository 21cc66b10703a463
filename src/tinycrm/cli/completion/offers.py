"""What the Tab key offers at a place on the command line.

Names of commands and options, or what the mark of a parameter says: see `options.Tab`.
"""

from __future__ import annotations

from tinycrm.cli.grammar.parameters import Argument, Option, parameters_of
from tinycrm.cli.registry import COMMANDS
from tinycrm.errors import CrmError
from tinycrm.services.search import suggesting
from tinycrm.services.search.suggesting import Suggestion
from tinycrm.store import glancing
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any


class Completions(NamedTuple):
    """What is offered. With `files` the shell offers file names instead."""

    words: list[Suggestion]
    files: bool = False


class _Place(NamedTuple):
    """Where a word belongs: its parameter (None: none), and the words of it so far."""

    parameter: Argument | Option | None
    before: list[str]
    given: set[str]
    only_words: bool


def offer(words: Sequence[str], typed: str) -> Completions:
    """Return completions of `typed`, the last word of a command line after `words`."""
    if not words:
        return Completions(_commands(typed))
    grammar = parameters_of(words[0])
    if grammar is None:
        return Completions([])
    arguments, options = grammar
    names = {flag: each for each in options for flag in (*each.flags, *each.off_flags)}
    place = _place(arguments, names, words[1:])
    is_value = place.only_words or isinstance(place.parameter, Option)
    if typed.startswith("-") and not is_value:
        return _after_sign(names, place, typed)
    return _values(place.parameter, place.before, typed)


def _commands(typed: str) -> list[Suggestion]:
    """Return the commands; those not in the short help only after their first letter."""
    found = [
        Suggestion(name, entry.about)
        for name, entry in COMMANDS.items()
        if name.startswith(typed) and (typed or entry.group)
    ]
    return found or suggesting.among(("--help",), typed) if typed else found


# ── where the word belongs ────────────────────────────────────────────────────────────────


def _place(
    arguments: Sequence[Argument], names: Mapping[str, Option], words: Sequence[str]
) -> _Place:
    """Go through the words as the parser would; a last option without its value is the place."""
    plain: list[str] = []
    given: set[str] = set()
    waiting: Option | None = None
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
            option = names.get(name) or names.get(word[:2])
            given.add(option.name if option else name)
            if option and option.kind != "flag" and not joined and name in names:
                waiting, missing = option, option.takes
    if missing:
        return _Place(waiting, [], given, only_words)
    return _Place(*_argument(arguments, plain), given, only_words)


def _argument(arguments: Sequence[Argument], plain: list[str]) -> tuple[Argument | None, list[str]]:
    for position, argument in enumerate(arguments):
        if argument.many:
            return argument, plain[position:]
        if position == len(plain):
            return argument, []
    return None, []


def _after_sign(names: Mapping[str, Option], place: _Place, typed: str) -> Completions:
    """Offer the names of options, or after `--name=` the values of one."""
    name, joined, value = typed.partition("=")
    if joined and name in names:
        inner = _values(names[name], [], value)
        words = [each._replace(value=f"{name}={each.value}") for each in inner.words]
        return Completions(words, inner.files)
    found = [
        Suggestion(name, option.about)
        for name, option in names.items()
        if name.startswith(typed) and not option.hidden
        and (option.multiple or option.name not in place.given)
    ]  # fmt: skip
    if "--help".startswith(typed):
        found.append(Suggestion("--help", "Explain the command."))
    return Completions(found)


# ── what is offered ──────────────────────────────────────────────────────────────────────


def _values(parameter: Argument | Option | None, before: list[str], typed: str) -> Completions:
    if parameter is None or not parameter.mark:
        return Completions([])
    what, _, detail = parameter.mark.partition(" ")
    if what == "files":
        return Completions([], files=True)
    reader = _READERS[what]
    try:
        return Completions(reader(detail, before, typed))
    except CrmError:  # no store, or a locked or damaged one: offer nothing
        return Completions([])


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
    from tinycrm.services.search import filter_completion

    with glancing() as db:
        return filter_completion.filters(db, KEYS, filter_completion.of_people, typed)


def _saved(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    from tinycrm.services.people import saved_filters

    with glancing() as db:
        names = [name for name, _ in saved_filters.find_saved(db)]
    at = "@" if typed.startswith("@") else ""
    return [
        each._replace(value=f"{at}{each.value}")
        for each in suggesting.among(names, typed.removeprefix("@"))
    ]


def _note_filters(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    from tinycrm.services.activity.note_filters import KEYS
    from tinycrm.services.search import filter_completion

    if ":" not in typed:
        return suggesting.among((*KEYS, "no:"), typed)
    with glancing() as db:
        return filter_completion.filters(db, KEYS, filter_completion.of_notes, typed)


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


def _related(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    """Offer labels, and after the = people; a leading sign stays."""
    from tinycrm.services.relations.relation_labels import OFFERED

    sign = typed[:1] if typed[:1] in ("+", "-") else ""
    label, is_said, name = typed[len(sign) :].partition("=")
    if not is_said:
        found = suggesting.among([f"{each}=" for each in OFFERED], label)
        return [each._replace(value=f"{sign}{each.value}") for each in found]
    found = _people("", before, name)
    return [each._replace(value=f"{sign}{label}={each.value}") for each in found]


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


def _shown(detail: str, before: list[str], typed: str) -> list[Suggestion]:
    """Offer what `_name` does, and organizations after org:."""
    if before or not typed.lower().startswith("org:"):
        return _name(detail, before, typed)
    from tinycrm.services.search import filter_completion

    with glancing() as db:
        return filter_completion.filters(db, ("org:",), filter_completion.of_people, typed)


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
    "filters": _filters, "saved": _saved,
    "kinds": _kinds, "sorts": _sorts, "days": _days, "spans": _spans,
    "note_filters": _note_filters, "words": _fixed, "commands": _command_names,
    "related": _related, "shown": _shown,
}  # fmt: skip
