"""Values as JSON: dates in ISO format, cadences as `4w`, records as objects.

A record is written at once, by a template of its class. That takes a fifth of the time that the
encoder of `json` needs, which first wants dicts, and which is itself half a bare Python to load.
"""

from __future__ import annotations

import functools
from datetime import date

from tinycrm.days import Every, YearlyDay
from tinycrm.money import Money

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def text_of(value: Any) -> str:
    """Return a value as JSON in one line. Raises TypeError for a type that has no form in JSON."""
    return _ways[type(value)](value)


def in_ascii(text: str) -> str:
    """Return JSON with every character that is not ASCII escaped."""
    if text.isascii():
        return text
    import json
    import re

    return re.sub("[^\x00-\x7f]+", lambda found: json.dumps(found[0])[1:-1], text)


def _string(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:  # nearly always
        return f'"{text}"'
    if not _ESCAPES:
        _ESCAPES.update(_escapes())
    return f'"{text.translate(_ESCAPES)}"'


_ESCAPES: dict[int, str] = {}
"""By code point: what JSON forbids, and what breaks lines or controls a terminal."""
_LETTERS = {'"': '"', "\\": "\\", "\n": "n", "\r": "r", "\t": "t", "\f": "f", "\b": "b"}
_HOSTILE = (
    (0x00, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029), (0x202A, 0x202E), (0x2066, 0x2069),
    (0xD800, 0xDFFF),
)  # fmt: skip


def _escapes() -> dict[int, str]:
    codes = [code for first, last in _HOSTILE for code in range(first, last + 1)]
    letters = {ord(char): f"\\{letter}" for char, letter in _LETTERS.items()}
    return {code: f"\\u{code:04x}" for code in codes} | letters


def _object(fields: dict[str, Any]) -> str:
    return f"{{{', '.join([f'{_string(key)}: {text_of(each)}' for key, each in fields.items()])}}}"


def _array(values: list[Any] | tuple[Any, ...]) -> str:
    return f"[{', '.join([_ways[type(each)](each) for each in values])}]" if values else "[]"


def _record_way(kind: Any) -> Callable[[Any], str]:
    template = "{" + ", ".join([f'"{field}": %s' for field in kind._fields]) + "}"
    return lambda record: template % tuple([_ways[type(each)](each) for each in record])


class _Ways(dict[type, "Callable[[Any], str]"]):
    """How the values of each type are written: found out once for thousands of them."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        way = self[kind] = _way_of(kind)
        return way


def _way_of(kind: type) -> Callable[[Any], str]:
    if kind is Money:
        return lambda money: _object({"amount": money.amount, "currency": money.currency})
    if issubclass(kind, date | YearlyDay | Every):  # many records, few dates
        return functools.cache(lambda value: f'"{value}"')
    if hasattr(kind, "_fields"):  # a record: a tuple whose fields have names
        return _record_way(kind)
    for base, way in ((str, _string), (dict, _object), (list, _array), (tuple, _array)):
        if issubclass(kind, base):
            return way
    raise TypeError(f"{kind.__name__} has no form in JSON")


_ways = _Ways(
    {
        str: _string,
        type(None): {None: "null"}.__getitem__,
        bool: {True: "true", False: "false"}.__getitem__,
        int: str,
        float: repr,
    }
)
