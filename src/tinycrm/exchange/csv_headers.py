"""Which column of a CSV file is which field, by the headers in `header_table`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tinycrm.errors import UsageProblem
from tinycrm.exchange.header_table import HEADERS
from tinycrm.exchange.more_headers import MORE_HEADERS
from tinycrm.text import fold, visible
from tinycrm.values import NamedTuple

# Google numbers what there may be several of, each with its label: `Phone 2 - Value`.
_NUMBERED = re.compile(
    r"(e mail|phone|address|website|im|organization|relation|event|custom field|jot|calendar link"
    r"|external id) (\d+) (type|label|value|service|formatted|street|city|po box|region"
    r"|postal code|country|extended address|name|title|department|yomi name|symbol|location"
    r"|job description)"
)
_OF_GOOGLE = {
    "e mail": "email", "phone": "phone", "website": "url", "im": "handle", "relation": "related",
    "event": "date", "custom field": "fact", "jot": "note",
}  # fmt: skip
_PARTS = {
    "formatted": "address", "street": "street", "extended address": "street", "city": "city",
    "po box": "pobox", "region": "region", "postal code": "postcode", "country": "country",
    "name": "organization", "title": "title", "department": "department",
}  # fmt: skip
_FACTS_OF_GOOGLE = {
    ("organization", "job description"): "job description", ("organization", "location"): "office",
    ("organization", "yomi name"): "phonetic organization",
}  # fmt: skip
_OF_ADDRESSES = frozenset(("address", "street", "pobox", "city", "region", "postcode", "country"))
_MAYBE_NAMES = frozenset(
    ("contact", "contact person", "kontakt", "kontaktperson", "ansprechpartner", "person")
)
"""Headers of a name, or of something else where another column has the name."""

FIELDS = (
    "name", "prefix", "given", "middle", "family", "suffix", "nickname", "organization",
    "department", "title", "email", "phone", "address", "street", "pobox", "city", "region",
    "postcode", "country", "url", "handle", "birthday", "birth year", "birth month", "birth day",
    "date", "dates", "tags", "note", "every", "fact", "facts", "uid", "kind", "related", "-",
)  # fmt: skip
_NAMING = frozenset(
    ("name", "given", "middle", "family", "nickname", "organization", "email", "phone")
)
UNKNOWN, KEPT, LEFT_OUT, LABEL = "unknown", "kept", "-", "label"


class Column(NamedTuple):
    """What a column is: its header, its field, its label, and the number of a Google field.

    The field is one of FIELDS, or UNKNOWN, KEPT (for an export, and not shown), LEFT_OUT (made of
    other values), LABEL (of the fields with the same `number`).
    """

    header: str
    field: str
    label: str = ""
    number: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether it is a column of an address book."""
        return self.field != UNKNOWN

    @property
    def is_naming(self) -> bool:
        """Return whether it has something that a person can be called by."""
        return self.field in _NAMING


def plain_header(header: str) -> str:
    """Return a header in the form that is compared: `FirstName2`, `first_name 2` are one."""
    spaced = _JOINED.sub(" ", header[:200])
    return " ".join(_NO_WORDS.sub(" ", fold(spaced).partition("\n")[0]).split())


_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")
_NO_WORDS = re.compile(r"[^\w]+|_")
_NUMBER = re.compile(r"\b\d+\b")


@cache
def _fields() -> dict[str, str]:
    found = {}
    for entry in re.split(r"\n(?=\S)", MORE_HEADERS.strip() + HEADERS.rstrip()):
        field, _, headers = entry.partition(": ")
        for header in headers.split("|"):
            found[plain_header(" ".join(header.split()))] = field
    return found


def find_columns(headers: list[str], mapped: dict[str, str]) -> list[Column]:
    """Return what the columns with these headers are; `mapped` are fields by plain headers."""
    plain = [plain_header(header) for header in headers]
    found = [_column(*each, mapped) for each in zip(headers, plain, strict=True)]
    found = _yahoo(found, plain)
    found = _served(_places(_thunderbird(found)), plain)
    return _titled(_named(found, plain, mapped), plain, mapped)


def _yahoo(found: list[Column], plain: Sequence[str]) -> list[Column]:
    """Return the columns with what Yahoo calls Home and Work beside its own number: phones."""
    if "yahoo phone" not in plain:
        return found
    return [
        column._replace(field="phone", label=header) if header in _PHONES_OF_YAHOO else column
        for column, header in zip(found, plain, strict=True)
    ]


_PHONES_OF_YAHOO = ("home", "work", "other")


def _served(found: list[Column], plain: Sequence[str]) -> list[Column]:
    """Return the columns; the label of a user name is kept where another has its service."""
    pairs = list(zip(found, plain, strict=True))
    served = {column.number for column, header in pairs if header.endswith(" service")}
    return [
        column._replace(field=KEPT)
        if column.number in served - {""} and header.endswith(" label")
        else column
        for column, header in pairs
    ]


def _places(found: list[Column]) -> list[Column]:
    """Return the columns with what the German Outlook means by Ort beside two addresses."""
    parts = [each for each in found if each.field in _OF_ADDRESSES and not each.number]
    towns = {each.label for each in parts if each.field == "city"}
    own = {each.field for each in parts if not each.label}
    if own != {"city"} or not towns > {""}:
        return found
    location = {"field": "fact", "label": "location"}
    return [
        each._replace(**location) if each.field == "city" and not each.label else each
        for each in found
    ]


def _named(found: list[Column], plain: Sequence[str], mapped: dict[str, str]) -> list[Column]:
    """Return the columns; one such as Contact is the name only where no other column is."""
    of_people = ("name", "given", "family")
    has_name = any(
        column.field in of_people and header not in _MAYBE_NAMES
        for column, header in zip(found, plain, strict=True)
    )
    return [
        column._replace(field=UNKNOWN if has_name else "name")
        if header in _MAYBE_NAMES and header not in mapped
        else column
        for column, header in zip(found, plain, strict=True)
    ]


def _thunderbird(found: list[Column]) -> list[Column]:
    """Return the columns with what Thunderbird calls like something else.

    Its Home Address is the street, and its German Geburtstag the day beside month and year. Home
    Address 2 is its second line, also where another program calls the first one Home Street.
    """
    towns = {each.label for each in found if each.field in ("city", "postcode") and not each.number}
    streets = {each.label for each in found if each.field == "street" and not each.number}
    has_parts = {"birth year", "birth month"} <= {each.field for each in found}
    result = []
    for each in found:
        is_address = each.field == "address" and not each.number and each.label in towns
        is_street = is_address and (each.label not in streets or _is_second(each.header))
        is_part = has_parts and each.field == "birthday"
        field = "street" if is_street else "birth day" if is_part else each.field
        result.append(each if field == each.field else each._replace(field=field))
    return result


def _is_second(header: str) -> bool:
    return plain_header(header).endswith((" 2", " 3"))


def _titled(found: list[Column], plain: Sequence[str], mapped: dict[str, str]) -> list[Column]:
    """Return the columns with what a column called Title is: a job, or a salutation."""
    # French Outlook calls the salutation and the job alike; Outlook's Title is a salutation.
    titles = [n for n, header in enumerate(plain) if header in _TITLES]
    has_job = sum(column.field == "title" for column in found) > 1
    first = titles[:1] if has_job and not mapped.keys() & set(_TITLES) else []
    return [
        each._replace(field="prefix") if place in first else each
        for place, each in enumerate(found)
    ]


_TITLES = ("title", "titre")


def _column(header: str, plain: str, mapped: dict[str, str]) -> Column:
    if plain in mapped:
        return Column(header, *_split(mapped[plain]))
    if match := _NUMBERED.fullmatch(plain):
        return _google_column(header, *match.groups())
    if plain in _TITLES:
        return Column(header, "title")
    bare = " ".join(_NUMBER.sub(" ", plain).split())
    of_person = plain.removeprefix("person ")  # as Pipedrive writes its headers
    known = next(filter(None, map(_fields().get, (plain, bare, of_person))), "") or _labelled(bare)
    return Column(header, *_split(known)) if known else Column(header, UNKNOWN)


_KINDS = {
    "phone": "phone", "telephone": "phone", "tel": "phone", "email": "email", "e mail": "email",
    "address": "address", "website": "url", "url": "url", "fax": "phone",
}  # fmt: skip
_PLACES = {
    "mobile": "mobile", "cell": "mobile", "work": "work", "business": "work", "office": "work",
    "home": "home", "personal": "home", "private": "home", "other": "other", "main": "main",
}  # fmt: skip


def _labelled(plain: str) -> str:
    """Return the field of a header like `Phone (mobile)` or `Office website`, "" for another."""
    first, _, rest = plain.partition(" ")
    before, _, last = plain.rpartition(" ")
    for kind, place in ((before, last), (rest, first)):
        if kind in _KINDS and place in _PLACES:
            fax = " fax" if kind == "fax" else ""
            return f"{_KINDS[kind]}:{_PLACES[place]}{fax}"
    return ""


def _split(field: str) -> tuple[str, str]:
    name, _, label = field.partition(":")
    return name, label


def _google_column(header: str, what: str, number: str, part: str) -> Column:
    group = f"{what} {number}"
    if (what, part) in _FACTS_OF_GOOGLE:
        return Column(header, "fact", _FACTS_OF_GOOGLE[what, part])
    if part in ("type", "label", "service"):
        is_label = what != "organization" and (what, part) != ("im", "type")
        return Column(header, LABEL if is_label else KEPT, number=group)
    if what in _OF_GOOGLE:
        is_value = part in ("value", "formatted")
        return Column(header, _OF_GOOGLE[what] if is_value else KEPT, number=group)
    if what in ("address", "organization") and part in _PARTS:
        return Column(header, _PARTS[part], number=group)
    return Column(header, KEPT)


def parse_map(typed: str) -> tuple[str, str]:
    """Return the plain header and the field of `COLUMN=FIELD`. Raises UsageProblem."""
    header, sign, field = typed.rpartition("=")
    name, label = _split(field.strip().lower())
    needs_label = name in ("fact", "date") and not label
    if not sign or not header.strip() or name not in FIELDS or needs_label:
        raise UsageProblem(
            f"“{visible(typed)}” maps no column.",
            "Write it like Mobil=phone:mobile, Geburtsort=fact:birthplace,"
            f" Jubiläum=date:anniversary or Kundennr=-. The fields are {', '.join(FIELDS)}.",
        )
    return plain_header(header), f"{name}:{label}" if label else name
