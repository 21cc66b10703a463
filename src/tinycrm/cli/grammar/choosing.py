"""Which command a line means: the first word, or one that is implied."""

from __future__ import annotations

import sys

from tinycrm.cli import terminal
from tinycrm.cli.registry import COMMANDS


def implied(name: str) -> str | None:
    """Return `show` if a word that is no command is taken as a person, on a terminal; else None."""
    if name in COMMANDS or name.startswith("-") or not terminal.is_terminal(sys.stdout):
        return None
    return None if _is_slip(name) else "show"


def usual() -> str:
    """Return what `crm` alone means: `tui` on a terminal, `today` elsewhere."""
    streams = (sys.stdin, sys.stdout, sys.stderr)  # the screens are drawn on the last of them
    return "tui" if all(map(terminal.is_terminal, streams)) else "today"


_LIKE = 0.8


def _is_slip(name: str) -> bool:
    """Tell whether a word is more likely a misspelled command than a name."""
    if not any(_most_alike(name, each) >= _LIKE for each in COMMANDS):
        return False
    from difflib import get_close_matches  # it loads re, and few names need it

    return bool(get_close_matches(name, COMMANDS, n=1, cutoff=_LIKE))


def _most_alike(one: str, other: str) -> float:
    """Return how alike difflib can find two words at most: by the letters they have in common."""
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2 * common / (len(one) + len(other) or 1)
