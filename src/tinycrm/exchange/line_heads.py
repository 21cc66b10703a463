"""What is before the colon of a content line: `group.NAME;PARAM=value`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from tinycrm.values import NamedTuple

Params = tuple[tuple[str, tuple[str, ...]], ...]

_TEXTS = {
    "ADR", "CATEGORIES", "EMAIL", "FN", "LABEL", "N", "NICKNAME", "NOTE", "ORG", "ROLE", "TEL",
    "TITLE",
}  # fmt: skip
_QUOTED = frozenset(("QUOTED-PRINTABLE", "QUOTED", "Q"))
_BASE64 = frozenset(("BASE64", "B"))
_ENCODINGS = _QUOTED | _BASE64 | {"7BIT", "8BIT"}
_PARAM = re.compile(r'(?:[^";]++|"[^"]*"|")+')
_VALUE = re.compile(r'(?:[^",]++|"[^"]*"|")+')
_CARETS = re.compile(r"\^[nN'^]")
_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}
MOST_PARAMS = 30
"""Parameters of a line, and values of one: more are kept in the text of the head, and not read."""
USUAL = 200
"""Letters of a head that is remembered: a file has few different ones, each a thousand times."""


class Head(NamedTuple):
    """A head in its normal form.

    `group` is in lower case, `name` in upper case, both may be "". `params` have names in upper
    case; a bare word of vCard 2.1 counts as ENCODING or TYPE. `text` is the head as it was, in
    one line. `charset` is the one that CHARSET names, or "". `is_plain`: the value is text as it
    is, in the charset of the file.
    """

    group: str
    name: str
    params: Params
    text: str
    is_quoted: bool
    is_base64: bool
    charset: str
    is_plain: bool

    @property
    def has_base64_text(self) -> bool:
        """Return whether the value is text in base64, as some phones write names."""
        return self.is_base64 and self.name in _TEXTS


def read_head(text: str) -> Head:
    """Return the group, the name and the parameters of a head."""
    return _usual_head(text) if len(text) <= USUAL else _head(text)


def _head(text: str) -> Head:
    names, _, rest = text.partition(";")
    group, _, name = names.strip().rpartition(".")
    return head_of(group, name, read_params(_split_params(rest)), text)


_usual_head = lru_cache(maxsize=2048)(_head)


def head_of(group: str, name: str, params: Params, text: str) -> Head:
    """Return a head in its normal form, the same for all readers."""
    name = name.strip().upper().replace("_", "-")
    encoded = is_quoted(params), is_base64(params)
    charset = first_value(params, "CHARSET")
    return Head(
        group=group.strip().lower(),
        name=name,
        params=params,
        text=text.replace("\n", "").strip(),
        is_quoted=encoded[0],
        is_base64=encoded[1],
        charset=charset,
        is_plain=not (any(encoded) or charset or name in ("BEGIN", "END")),
    )


def first_value(params: Params, name: str) -> str:
    """Return the first value of a parameter, or ""."""
    for key, values in params:
        if key == name and values:
            return values[0]
    return ""


def types_of(params: Params) -> list[str]:
    """Return the words of TYPE in lower case: `home`, `cell`, `pref`."""
    values = (value for key, values in params if key == "TYPE" for value in values)
    return [word.strip().lower() for value in values for word in value.split(",")]


def is_quoted(params: Params) -> bool:
    """Return whether the value is quoted-printable, as in vCard 2.1."""
    return bool(params) and not _QUOTED.isdisjoint(_encodings(params))


def is_base64(params: Params) -> bool:
    """Return whether the value is base64: a photo, a key, in some programs also text."""
    return bool(params) and not _BASE64.isdisjoint(_encodings(params))


def _encodings(params: Params) -> set[str]:
    return {value.upper() for key, values in params if key == "ENCODING" for value in values}


def _split_params(text: str) -> list[list[str]]:
    """Return each parameter as a list of its name and values, or of one bare word."""
    params = []
    for part in _first(_PARAM, text):
        key, is_named, values = part.partition("=")
        found = [value.strip('"') for value in _first(_VALUE, values)] if is_named else []
        params.append([key.strip(), *found])
    return params


def _first(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (found.group() for found in islice(pattern.finditer(text), MOST_PARAMS))


def read_params(params: Iterable[Sequence[str]]) -> Params:
    """Return parameters in their normal form; each is given as its name and values.

    A bare word is an encoding or a type (vCard 2.1); in values ^n, ^' and ^^ are escapes for
    a line break, a quotation mark and a caret (RFC 6868).
    """
    return tuple(
        _read_param(param[0], param[1 : MOST_PARAMS + 1])
        for param in islice(params, MOST_PARAMS)
        if param[0]
    )


def _read_param(name: str, values: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    if not values:
        return ("ENCODING" if name.upper() in _ENCODINGS else "TYPE", (name,))
    return name.upper(), tuple(_CARETS.sub(lambda caret: _CARET[caret.group()], v) for v in values)
