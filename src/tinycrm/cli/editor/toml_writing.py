"""Writing TOML so that any text survives being edited."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What TOML forbids in a string, and what an editor or a terminal would interpret: control
# characters, bidi overrides and isolates, line separators, a byte order mark.
_ESCAPED = re.compile(
    '[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]'
)
_ESCAPED_IN_LINES = re.compile(_ESCAPED.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
# Editors remove the blanks at the end of a line, of whatever script. If the last one is escaped,
# those before it are not at the end.
_BLANK_AT_END = re.compile(r"[^\S\n](?=\n|\Z)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def quoted(text: str) -> str:
    """Return a TOML string on one line."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def in_lines(text: str) -> str:
    """Return a TOML string with its line breaks, or on one line if it has none."""
    if "\n" not in text:
        return quoted(text)
    body = _ESCAPED_IN_LINES.sub(_escape_in_lines, text)
    body = _BLANK_AT_END.sub(_escape_blank, body)
    body = re.sub(r'""+|"$', lambda match: match[0].replace('"', '\\"'), body)
    return f'"""\n{body}"""'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in '\\"':
        return f"\\{char}"
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char) or f"\\u{ord(char):04x}"


def _escape_in_lines(match: re.Match[str]) -> str:
    return '"' if match[0] == '"' else _escape(match)


def _escape_blank(match: re.Match[str]) -> str:
    return "\\t" if match[0] == "\t" else f"\\u{ord(match[0]):04x}"


def key(text: str) -> str:
    """Return a key, quoted if necessary."""
    return text if _BARE.fullmatch(text) else quoted(text)


def array(items: Iterable[str]) -> str:
    """Return an array of values that are TOML already, one per line if there are several."""
    listed = list(items)
    if len(listed) < 2:
        return f"[{''.join(listed)}]"
    return "[\n" + "".join(f"  {each},\n" for each in listed) + "]"
