"""The records that come in, one JSON object a line: checked by the rules of `tinycrm.rules`.

What is printed by `crm list --json` can be read back: the fields that tinycrm counts itself
are known here and passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from tinycrm import clock, days, rules
from tinycrm.errors import UsageProblem
from tinycrm.text import visible


def _ruled(parse: Callable[[str], object]) -> AfterValidator:
    """Check a text by one of our rules, and keep it in the form the rule gives it."""

    def read(text: str) -> str:
        return str(_told(parse, text))

    return AfterValidator(read)


def _told(parse: Callable[[str], object], text: str) -> Any:
    try:
        return parse(text)
    except UsageProblem as problem:
        said = f"{problem.sentence} {problem.hint}".strip()
        raise PydanticCustomError("rule", "{said}", {"said": said}) from None


def _text(what: str) -> AfterValidator:
    return _ruled(lambda text: rules.parse_text(text, what))


class PointIn(BaseModel):
    """An e-mail address, a phone number or another point, with what it is called."""

    model_config = ConfigDict(extra="forbid")

    value: str
    label: str | None = None


def _point(kind: str) -> AfterValidator:
    """Read a point, which may be its value alone, or bring its label: `mobile: +44 …`."""

    def read(given: str | PointIn) -> PointIn:
        typed = PointIn(value=given) if isinstance(given, str) else given
        label = typed.label or ""
        point = _told(lambda text: rules.parse_point(kind, text, label), typed.value)
        return PointIn(value=point.value, label=point.label or None)

    return AfterValidator(read)


def _maybe_text(what: str) -> AfterValidator:
    """Check a text that may be empty."""
    return _ruled(lambda text: rules.parse_text(text, what) if text.strip() else "")


def _birthday(text: str) -> days.YearlyDay:
    return days.parse_birthday(text, clock.today())


Tag = Annotated[str, _ruled(rules.parse_tag)]
Email = Annotated[str | PointIn, _point("email")]
Phone = Annotated[str | PointIn, _point("phone")]
Address = Annotated[str | PointIn, _point("address")]
Url = Annotated[str | PointIn, _point("url")]
Handle = Annotated[str | PointIn, _point("handle")]
Words = Annotated[str, _text("text")]


class OccasionIn(BaseModel):
    """A yearly day: `anniversary`, `2011-05-14`, or `--05-14` without a year."""

    model_config = ConfigDict(extra="forbid")

    label: Annotated[str, _text("label")]
    day: Annotated[str, _ruled(days.parse_birthday)]


_PASSED_OVER = "As crm prints it; passed over."


class ContactIn(BaseModel):
    """A person to add: a line of `crm add -`."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, _text("name")] = Field(description="The name, letter for letter.")
    uid: Words | None = Field(default=None, description="Travels with exports; made when missing.")
    kind: rules.ContactKind = "person"
    nicknames: list[Words] = Field(default_factory=list, description="Other names they answer to.")
    organization: Annotated[str, _maybe_text("organization")] | None = Field(
        default=None, description="Where they work."
    )
    title: Annotated[str, _maybe_text("title")] | None = Field(
        default=None, description="What they do there."
    )
    emails: list[Email] = Field(
        default_factory=list,
        description="Addresses, the first one first; a label may stand before: `work:`.",
    )
    phones: list[Phone] = Field(
        default_factory=list, description="Numbers; a label may stand before: `home:`."
    )
    addresses: list[Address] = Field(default_factory=list, description="Where they live.")
    urls: list[Url] = Field(default_factory=list, description="Pages of theirs.")
    handles: list[Handle] = Field(default_factory=list, description="@names somewhere.")
    birthday: Annotated[str, _ruled(_birthday)] | None = Field(
        default=None, description="`1815-12-10`, or `--12-10` without a year."
    )
    occasions: list[OccasionIn] = Field(default_factory=list, description="Other yearly days.")
    tags: list[Tag] = Field(default_factory=list, description="Without a sign before them.")
    facts: dict[Words, Words] = Field(
        default_factory=dict, description="What to know: coffee, daughter."
    )
    every: Annotated[str, _ruled(days.parse_every)] | None = Field(
        default=None, description="The wished rhythm: `4w`, `30d`, `3m`, `1y`."
    )
    referred_by: str | None = Field(default=None, description="Who sent them, by name or code.")
    do_not_contact: bool = Field(default=False, description="Never suggest getting in touch.")
    note: Annotated[str, _maybe_text("note")] | None = Field(
        default=None, description="A remark about them."
    )
    key: Words | None = Field(default=None, description="A script's own id: again changes nothing.")
    id: str | None = Field(default=None, description=_PASSED_OVER)
    archived: bool | None = Field(default=None, description=_PASSED_OVER)
    last_touch: str | None = Field(default=None, description=_PASSED_OVER)
    next_due: str | None = Field(default=None, description=_PASSED_OVER)
    created_at: str | None = Field(default=None, description=_PASSED_OVER)
    updated_at: str | None = Field(default=None, description=_PASSED_OVER)


class FollowUpIn(BaseModel):
    """A reminder that is made with a note; without words it says the note's first sentence."""

    model_config = ConfigDict(extra="forbid")

    on: Words = Field(description="When, as `at`, but to come.")
    text: Words | None = None


def _names(given: str | list[str]) -> str | list[str]:
    if not given:
        raise PydanticCustomError("rule", "The name is empty.")
    if isinstance(given, str):
        return str(_told(_name, given))
    return [str(_told(_name, each)) for each in given]


def _name(text: str) -> str:
    return rules.parse_text(text, "name")


class NoteIn(BaseModel):
    """A note on one or several people: a line of `crm log -`."""

    model_config = ConfigDict(extra="forbid")

    who: Annotated[str | list[str], AfterValidator(_names)] = Field(
        description="Who, as crm log takes it: `ada`, `c3`, `ada,grace`; or a list of them."
    )
    text: Annotated[str, _text("note")] = Field(
        description="The note, letter for letter: no `#tag`, `@name` or `kind:` is read in it."
    )
    kind: Annotated[str, _ruled(rules.parse_kind)] | None = Field(
        default=None, description="talk when missing; the kinds of crm log, or their beginnings."
    )
    at: Words | None = Field(
        default=None, description="When: `2026-12-01`, `2026-12-01 15:00`, `friday`; today."
    )
    tags: list[Tag] = Field(default_factory=list, description="Without a sign before them.")
    mood: Annotated[int, Field(ge=-2, le=2)] | None = Field(default=None, description="-2 to 2.")
    mentions: list[Words] = Field(default_factory=list, description="Issues you mentioned: i7.")
    mentioned: bool = Field(default=False, description="You mentioned all their issues.")
    facts: dict[Words, Words] = Field(
        default_factory=dict, description="What to know about them from now on."
    )
    follow_up: FollowUpIn | None = Field(default=None, description="A reminder made with it.")
    key: Words | None = Field(default=None, description="A script's own id: again changes nothing.")


Record = TypeVar("Record", bound=BaseModel)


def check(record: type[Record], data: object) -> Record:
    """Return `data`, as JSON gave it, as a checked record.

    Raises UsageProblem with the first thing that is wrong and the field it is in.
    """
    if not isinstance(data, dict):
        raise UsageProblem("A line must be a JSON object: {…}.")
    try:
        return record.model_validate(data, strict=True)
    except ValidationError as error:
        raise _problem(record, error.errors(include_url=False)[0]) from None


def _problem(record: type[BaseModel], detail: ErrorDetails) -> UsageProblem:
    name = str(detail["loc"][0])
    place = visible(name) + "".join(f"[{i}]" for i in detail["loc"][1:2] if isinstance(i, int))
    if detail["type"] == "missing" and len(detail["loc"]) == 1:
        return UsageProblem(f"{place} is missing.")
    if detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1:
        return UsageProblem(f"“{place}” is no field here.", _near(name, record))
    if detail["type"] == "rule":
        return UsageProblem(f"{place}: {detail['msg']}")
    return UsageProblem(f"{place} cannot be read: {detail['msg'].removeprefix('Input ')}.")


def _near(name: str, record: type[BaseModel]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, record.model_fields, n=1)
    name = "note_in" if record is NoteIn else "contact_in"
    return f"Did you mean {near[0]}?" if near else f"crm schema {name} lists the fields."
