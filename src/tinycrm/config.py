"""The owner's settings: `config.toml` as a frozen Config. Every setting is explained here.

A mistake in the file never stops the program: the setting keeps its default, and
`Config.problems` says what is wrong and on which line.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, NamedTuple

from tinycrm import paths


class Config(NamedTuple):
    """The settings, each with its default. ABOUT says what they are for."""

    languages: tuple[str, ...] = ("en",)
    date_order: str = ""
    leap_day: str = "feb28"
    issue_days: int = 60
    me: tuple[str, ...] = ()
    birthday_facts: tuple[str, ...] = ()
    backup_megabytes: int = 500
    say_open: str = ""
    say_resolved: str = ""
    say_repeated: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()


ABOUT = {
    "languages": "Languages of dates in words, as ISO 639-1.",
    "date_order": "How 3/4 is read; without it such a date is refused.",
    "leap_day": "When a 29 February is kept in common years.",
    "issue_days": "For how many days a resolved issue waits to be mentioned.",
    "me": "Your own e-mail addresses: a mail from one of them is about whom it went to.",
    "birthday_facts": "Which facts stand beside a birthday; none named: the newest two.",
    "backup_megabytes": "How many megabytes the automatic copies may take; the oldest go first.",
    "say_open": "What `today` proposes to say about an open issue.",
    "say_resolved": "What it proposes about a resolved one.",
    "say_repeated": "What it proposes about trouble that came again.",
    "keys": "The keys of the screens: a table of actions (docs/keys.md) and keys.",
}
_CHOICES = {"date_order": ("", "DMY", "MDY", "YMD"), "leap_day": ("feb28", "mar1")}


def load() -> Config:
    """Return the settings. A missing file means the defaults."""
    path = paths.config_file()
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return Config()
    return _read(path, stamp)


@functools.lru_cache(maxsize=1)
def _read(path: Path, stamp: int) -> Config:
    """Read the file once for each time it was written (`stamp`)."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Config(problems=(f"{path} cannot be read: {error}",))
    return _parse(text, path)


def _parse(text: str, path: Path) -> Config:
    import tomllib  # only with a config file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Config(problems=(f"{path} is not TOML: {error}. The defaults are used.",))
    say = table.pop("say", {})
    if isinstance(say, dict):
        table |= {f"say_{key}": value for key, value in say.items()}
    values: dict[str, Any] = {}
    problems: list[str] = []
    if "keys" in table:
        values["keys"], problems = _keys(table.pop("keys"), text, path)
    for key, value in table.items():
        problem = _problem(key, value)
        if problem:
            problems.append(f"{path}:{_line_of(key, text)}: {key} {problem}")
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return Config(**values, problems=tuple(problems))


def _keys(table: object, text: str, path: Path) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """Return the keys by action, and what is wrong with the others."""
    if not isinstance(table, dict):
        return (), [f"{path}:{_line_of('keys', text)}: keys must be a table; it was ignored."]
    good = tuple((name, key) for name, key in table.items() if isinstance(key, str) and key)
    bad = [name for name in table if name not in dict(good)]
    return good, [
        f"{path}:{_line_of(name, text)}: the key of {name} must be text; it was ignored."
        for name in bad
    ]


def _problem(key: str, value: object) -> str:
    """Return what is wrong with a value, "" when nothing is."""
    if key not in ABOUT:
        return "is no setting; it was ignored."
    wanted = type(Config._field_defaults[key])
    if wanted is tuple:
        if not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            return "must be a list of words; the default is used."
    elif type(value) is not wanted:
        return f"must be {'a number' if wanted is int else 'text'}; the default is used."
    choices = _CHOICES.get(key, ())
    if choices and value not in choices:
        return f"must be one of {', '.join(filter(None, choices))}; the default is used."
    return ""


def _line_of(key: str, text: str) -> int:
    word = key.removeprefix("say_")
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip('"') in (key, word):
            return number
    return 1
