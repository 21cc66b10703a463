"""The user's settings, each with its default. `settings_file` reads and explains them."""

from __future__ import annotations

import functools
import os

from tinycrm import paths
from tinycrm.values import Fields


class Config(Fields):
    """The settings, each with its default. Nothing changes one after it was read."""

    languages: tuple[str, ...] = ("en",)
    date_order: str = ""
    country: str = ""
    currency: str = ""
    leap_day: str = "feb28"
    issue_days: int = 60
    suggestion_days: int = 14
    me: tuple[str, ...] = ()
    birthday_facts: tuple[str, ...] = ()
    backup_megabytes: int = 500
    backup_also: str = ""
    say_open: str = ""
    say_resolved: str = ""
    say_repeated: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    """The names that the file sets, and the line of each."""


def load() -> Config:
    """Return the settings. A missing file means the defaults."""
    name = paths.config_name()
    try:
        stamp = os.stat(name).st_mtime_ns
    except OSError:
        return Config()
    return _read(name, stamp)


@functools.lru_cache(maxsize=1)
def _read(name: str, stamp: int) -> Config:
    """Read the file, again only after it was written (`stamp`)."""
    from tinycrm import settings_file  # most people have no such file

    return Config(**settings_file.read(name, vars(Config)))
