"""Flags of which only one may be given: `--ids`, `--csv` and `--json` are three forms of a list."""

from __future__ import annotations

from tinycrm.errors import UsageProblem


def only_one(flags: dict[str, object]) -> str:
    """Return the flag that was given, "" for none: `only_one({"--ids": ids, "--json": as_json})`.

    Raises UsageProblem, with the names of those that were given, if they are two or more.
    """
    given = [flag for flag, value in flags.items() if value]
    if len(given) > 1:
        named = f"{', '.join(given[:-1])} and {given[-1]}"
        raise UsageProblem(f"{named} cannot be combined.", "Choose one.")
    return given[0] if given else ""
