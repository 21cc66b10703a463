"""The records that are read, one JSON object per line, checked by the rules of `tinycrm.rules`.

The output of `crm list --json` can be read back: fields that tinycrm computes itself are
accepted and ignored.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from tinycrm import contact_points, days, rules, tagging
from tinycrm.errors import UsageProblem
from tinycrm.text import visible


def _ruled(parse: Callable[[str], object]) -> AfterValidator:
    """Check a text by one of our rules, and keep the form that the rule returns."""

    def read(text: str) -> str:
        return str(_parsed(parse, text))

    return AfterValidator(read)


def _parsed(parse: Callable[[str], object], text: str) -> Any:
    try:
        return parse(text)
    except UsageProblem as problem:
        message = f"{problem.sentence} {problem.hint}".strip()
        raise PydanticCustomError("rule", "{message}", {"message": message}) from None


def _text(what: str) -> AfterValidator:
    return _ruled(lambda text: rules.parse_text(text, what))


class PointIn(BaseModel):
    """An e-mail address, a phone number or another contact point, with its label."""

    model_config = ConfigDict(extra="forbid")

    value: str
    label: str | None = None


def _point(kind: contact_points.PointKind) -> AfterValidator:
    """Read a contact point: a value, a value with its label (`mobile: +44 …`), or both fields."""

    def read(given: str | PointIn) -> PointIn:
        typed = PointIn(value=given) if isinstance(given, str) else given
        label = typed.label or ""
        point = _parsed(lambda text: contact_points.parse_point(kind, text, label), typed.value)
        return PointIn(value=point.value, label=point.label or None)

    return AfterValidator(read)


def _maybe_text(what: str) -> AfterValidator:
    """Check a text that may be empty."""
    return _ruled(lambda text: rules.parse_text(text, what) if text.strip() else "")


Tag = Annotated[str, _ruled(tagging.parse_tag)]
Email = Annotated[str | PointIn, _point("email")]
Phone = Annotated[str | PointIn, _point("phone")]
Address = Annotated[str | PointIn, _point("address")]
Url = Annotated[str | PointIn, _point("url")]
Handle = Annotated[str | PointIn, _point("handle")]
Words = Annotated[str, _text("text")]


_IGNORED = "As printed by crm; ignored."


class OccasionIn(BaseModel):
    """A date that repeats every year: `2011-05-14`, or `--05-14` without a year."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = Field(default=None, description=_IGNORED)
    label: Annotated[str, _text("label")]
    day: Words


class RelatedIn(BaseModel):
    """What somebody is to a contact. `id` counts where it is a contact of this name here."""

    model_config = ConfigDict(extra="forbid")

    label: Annotated[str, _text("label")]
    name: Annotated[str, _text("name")]
    id: Annotated[str, Field(pattern=r"^c[1-9]\d{0,17}$")] | None = None


class ContactIn(BaseModel):
    """A person to add: a line of `crm add -`."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, _text("name")] = Field(description="The full name, kept as it is.")
    uid: Words | None = Field(default=None, description="Stays the same in exports; optional.")
    kind: Literal["person", "organization", "group"] = "person"
    nicknames: list[Words] = Field(default_factory=list, description="Other names.")
    organization: Annotated[str, _maybe_text("organization")] | None = Field(
        default=None, description="Where they work."
    )
    title: Annotated[str, _maybe_text("title")] | None = Field(
        default=None, description="Their job title."
    )
    emails: list[Email] = Field(
        default_factory=list,
        description="Addresses, main one first, with an optional label before: `work:`.",
    )
    phones: list[Phone] = Field(
        default_factory=list, description="Numbers, with an optional label before: `home:`."
    )
    addresses: list[Address] = Field(default_factory=list, description="Where they live.")
    urls: list[Url] = Field(default_factory=list, description="Their web pages.")
    handles: list[Handle] = Field(default_factory=list, description="User names: `@ada`.")
    birthday: Words | None = Field(
        default=None, description="`1815-12-10`, or `--12-10` without a year."
    )
    occasions: list[OccasionIn] = Field(
        default_factory=list, description="Other dates that repeat every year."
    )
    tags: list[Tag] = Field(
        default_factory=list, description="Without a leading #, commas and semicolons."
    )
    facts: dict[Words, Words] = Field(
        default_factory=dict, description="Facts about them: coffee, daughter."
    )
    every: Annotated[str, _ruled(days.parse_every)] | None = Field(
        default=None, description="How often to get in touch: `4w`, `30d`, `3m`, `1y`."
    )
    referred_by: str | None = Field(default=None, description="Who referred them, by name or code.")
    related: list[RelatedIn] = Field(
        default_factory=list, description="The people they are related to: spouse, boss."
    )
    do_not_contact: bool = Field(default=False, description="Never suggest getting in touch.")
    note: Annotated[str, _maybe_text("note")] | None = Field(
        default=None, description="A remark about them."
    )
    key: Words | None = Field(default=None, description="A script's own id; a retry does nothing.")
    id: str | None = Field(default=None, description=_IGNORED)
    archived: bool | None = Field(default=None, description=_IGNORED)
    last_touch: str | None = Field(default=None, description=_IGNORED)
    next_due: str | None = Field(default=None, description=_IGNORED)
    created_at: str | None = Field(default=None, description=_IGNORED)
    updated_at: str | None = Field(default=None, description=_IGNORED)


class FollowUpIn(BaseModel):
    """A reminder created with a note; without text it takes the note's first sentence."""

    model_config = ConfigDict(extra="forbid")

    on: Words = Field(description="When, written like `at`, in the future.")
    text: Words | None = None


def _names(given: str | list[str]) -> str | list[str]:
    if not given:
        raise PydanticCustomError("rule", "The name is empty.")
    if isinstance(given, str):
        return str(_parsed(_name, given))
    return [str(_parsed(_name, each)) for each in given]


def _name(text: str) -> str:
    return rules.parse_text(text, "name")


class NoteIn(BaseModel):
    """A note on one or several people: a line of `crm log -`."""

    model_config = ConfigDict(extra="forbid")

    who: Annotated[str | list[str], AfterValidator(_names)] = Field(
        description="Who, as in crm log: `ada`, `c3`, `ada,grace`; or a list of them."
    )
    text: Annotated[str, _text("note")] = Field(
        description="The note, kept as it is: `#tag`, `@name` and `kind:` are plain text."
    )
    kind: Annotated[str, _ruled(rules.parse_kind)] | None = Field(
        default=None, description="A kind of crm log, or its beginning; talk if missing."
    )
    at: Words | None = Field(
        default=None, description="When: `2026-12-01 15:00`, `friday`; today if missing."
    )
    tags: list[Tag] = Field(default_factory=list, description="Without a leading #.")
    mood: Annotated[int, Field(ge=-2, le=2)] | None = Field(default=None, description="-2 to 2.")
    mentions: list[Words] = Field(default_factory=list, description="Issues you mentioned: i7.")
    mentioned: bool = Field(default=False, description="You mentioned all their issues.")
    facts: dict[Words, Words] = Field(
        default_factory=dict, description="Facts to add to the contacts."
    )
    follow_up: FollowUpIn | None = Field(default=None, description="A reminder to create with it.")
    key: Words | None = Field(default=None, description="A script's own id; a retry does nothing.")


Record = TypeVar("Record", bound=BaseModel)


def check(record: type[Record], data: object) -> Record:
    """Return parsed JSON as a checked record.

    Raises UsageProblem with the first error and the name of its field.
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
        return UsageProblem(f"“{place}” is not a field.", _near(name, record))
    if detail["type"] == "rule":
        return UsageProblem(f"{place}: {detail['msg']}")
    return UsageProblem(f"{place} cannot be read: {detail['msg'].removeprefix('Input ')}.")


def _near(name: str, record: type[BaseModel]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, record.model_fields, n=1)
    name = "note_in" if record is NoteIn else "contact_in"
    return f"Did you mean {near[0]}?" if near else f"crm schema {name} lists the fields."
