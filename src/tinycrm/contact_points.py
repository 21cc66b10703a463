"""The ways to reach a contact: e-mail addresses, phone numbers, and the rest as text.

Every door reads a contact point through `parse_point`, and compares two by their normal form.
"""

from __future__ import annotations

from functools import lru_cache

from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_text
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    PointKind = Literal["email", "phone", "url", "address", "handle"]
else:
    PointKind = str  # for annotations that are evaluated

# Patterns only for what is rarely typed: re takes two thirds of the start of a bare Python.
_NAMED_EMAIL = r"\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>]+)>\s*"
_NO_DIGITS = bytes(range(0x30)) + bytes(range(0x3A, 0x80))
# "2nd home" is a label; "020 7946 0018 ext" is none.
_LABEL = r"(?s)(?P<label>\d{0,2}[^\W\d][^:@<>\"]*):(?P<value>.*)"


def parse_email(text: str, *, by_hand: bool = True) -> str:
    """Return an e-mail address as typed, without `mailto:` and angle brackets.

    It must have one @ with text on both sides, and a dot in what follows: `fd@arcy` is a slip.
    Only `localhost` and a number in brackets (RFC 5321, 4.1.3) need none. A file of another
    program, unlike a person, means such a name of its own network: `by_hand` is false.
    Whether the address exists is not checked.
    """
    address = _without_scheme(text.strip(), "mailto:").strip("<>").strip()
    before, _, after = address.partition("@")
    odd = len(address.split()) > 1 or any(sign in address for sign in '<>,;"')
    if not before or not after or "@" in after or odd or (by_hand and not _is_domain(after)):
        raise UsageProblem(
            f"“{visible(text)}” is not an e-mail address.", "Write it like anna@example.org."
        )
    return parse_text(address, "e-mail address")


def _is_domain(text: str) -> bool:
    if text.lower() == "localhost" or (text[0] == "[" and text[-1] == "]"):
        return True
    parts = text.split(".")
    return len(parts) > 1 and all(parts)


def split_named_email(text: str) -> tuple[str, str | None]:
    """Return name and address of `Anna Kowalska <anna@example.org>` or `Anna anna@example.org`.

    Without an address, or with several, it is all name; an address alone names by its beginning.
    """
    if "@" not in text:
        return text, None
    if "<" not in text:
        return _split_bare_email(text)
    import re

    match = re.fullmatch(_NAMED_EMAIL, text)
    if match is None or "@" not in match["email"]:
        return text, None
    return match["name"].strip("\"' ") or match["email"].partition("@")[0], match["email"]


def _split_bare_email(text: str) -> tuple[str, str | None]:
    words = text.split()
    found = [word for word in words if is_email(word.strip("(),;"))]
    if len(found) != 1:
        return text, None
    address = found[0].strip("(),;")
    before_at = address.rpartition(":")[2].partition("@")[0]  # without mailto: or a label
    return " ".join(word for word in words if word != found[0]) or before_at, address


def is_email(text: str) -> bool:
    """Return whether `text` is an e-mail address."""
    try:
        return bool(parse_email(text))
    except UsageProblem:
        return False


def _without_scheme(text: str, scheme: str) -> str:
    return text[len(scheme) :] if text[: len(scheme)].lower() == scheme else text


def normal_email(address: str) -> str:
    """Return the form in which two addresses are compared: lower case."""
    return address.strip().lower()


def parse_phone(text: str) -> str:
    """Return a phone number as typed. It needs three digits; letters only in an extension."""
    number = _without_scheme(text.strip(), "tel:")
    if len(digits(number)) < 3 or not (_is_dialled(number) or _is_dialled(_without_words(number))):
        raise UsageProblem(
            f"“{visible(text)}” is not a phone number.", "Write it like +44 20 7946 0018."
        )
    return parse_text(number, "phone number")


def _is_dialled(text: str) -> bool:
    rest = text.strip("0123456789 +()./-–,;*#")  # of an ordinary number nothing is left
    return all(c.isdecimal() or c.isspace() or c in "+()./-–,;*#" for c in rest)


def _without_words(number: str) -> str:
    """Return a number without the word before its extension."""
    import re

    return re.sub(r"(?i)\b(ext|x|w|p)\b\.?", "", number)


def digits(text: str) -> str:
    """Return the decimal digits of `text`, in any script, as 0-9."""
    if text.isascii():
        return text.encode().translate(None, _NO_DIGITS).decode()
    return "".join(str(int(c)) for c in text if c.isdecimal())


def is_like_a_phone(text: str) -> bool:
    """Return whether `text` is four or more digits and the signs between them, and no more."""
    return len(text) >= 4 and all(c.isdecimal() or c.isspace() or c in "+()./-–" for c in text)


@lru_cache(maxsize=1 << 15)  # an import asks for all numbers, and several times
def normal_phone(number: str) -> str:
    """Return the form in which two numbers are compared: digits, without a leading 00.

    Of a number in letters (1-800-FLOWERS) the few digits say nothing: it is compared as text.
    """
    bare = digits(number)
    if len(bare) < 7 and not _is_dialled(number) and not _is_dialled(_without_words(number)):
        return " ".join(number.split()).lower()
    return bare.removeprefix("00") if number.strip().startswith("00") else bare


class Point(NamedTuple):
    """A way to reach a contact: kind is email, phone, url, address or handle."""

    kind: PointKind
    value: str
    label: str = ""

    @property
    def normal(self) -> str:
        """Return the form in which two points are compared."""
        if self.kind == "email":
            return normal_email(self.value)
        if self.kind == "phone":
            return normal_phone(self.value) or self.value.strip().lower()
        return " ".join(self.value.split()).lower()

    def is_at_another_service(self, other: Point) -> bool:
        """Return whether a user name and the same one have different services as their labels."""
        labels = self.label.lower(), other.label.lower()
        return self.kind == "handle" and all(labels) and labels[0] != labels[1]


def parse_point(kind: PointKind, text: str, label: str = "") -> Point:
    """Return a way to reach somebody, whichever way it came in.

    An e-mail address or a phone number may have its label before it: `work:anna@example.org`.
    Neither has a colon of its own. A `label` that is given beside it wins; a blank one is none.
    """
    own, value = _split_label(text) if kind in ("email", "phone") else ("", text)
    if kind == "email":
        value = parse_email(value)
    elif kind == "phone":
        value = parse_phone(value)
    else:
        value = parse_text(value, kind)
    called = label if label.strip() else own
    return Point(kind, value, parse_text(called, "label") if called.strip() else "")


def split_name(typed: str) -> tuple[str, tuple[Point, ...]]:
    """Return a name and the e-mail address and phone number typed with it, as far as it has them.

    `Anna anna@example.org`, `Anna <anna@example.org>`, `Anna Kowalska +48 600 100 200`.
    """
    name, address = split_named_email(typed)
    name, number = _split_phone(name)
    found: tuple[tuple[PointKind, str | None], ...] = (("email", address), ("phone", number))
    return name, tuple([parse_point(kind, value) for kind, value in found if value])


def _split_phone(text: str) -> tuple[str, str | None]:
    """Split off a phone number at the end: it begins with + or 0, or has nine digits or more."""
    words = text.split()
    start = len(words)
    while start and is_like_a_phone(words[start - 1].rjust(4, "0")):
        start -= 1
    number = " ".join(words[start:]).strip(" -–/.")
    if number[:1] == "(" and number[-1:] == ")":
        number = number[1:-1]
    count, is_dialled = len(digits(number)), number.lstrip("(")[:1] in ("+", "0")
    name = " ".join(words[:start]).rstrip(" ,;:")
    is_phone = (count >= 9 or (count >= 7 and is_dialled)) and any(map(str.isalpha, name))
    return (name, number) if is_phone else (text, None)


def _split_label(text: str) -> tuple[str, str]:
    if ":" not in text:
        return "", text
    import re

    match = re.fullmatch(_LABEL, text.strip())
    if match is None or match["label"].lower() in ("mailto", "tel"):
        return "", text
    return match["label"], match["value"]
