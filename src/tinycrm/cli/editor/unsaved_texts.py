"""Texts of the command line that were not saved: how to go on with one, said once."""

from __future__ import annotations

import shlex
from pathlib import Path

from tinycrm import paths
from tinycrm.cli import terminal
from tinycrm.services import state
from tinycrm.services.briefing.wording import excerpt
from tinycrm.services.codes import read_code
from tinycrm.text import shorten

_GO_ON = {
    "note": 'crm log {who} -e "$(cat {path})"',
    "form": "crm edit {who}, and copy from that file",
    "config": "crm config --edit, and copy from that file",
    "mail": "crm log --mail < {path}",
    "people": "crm add - < {path}",
    "notes": "crm log - < {path}",
    "cards": "crm import {path}",
}
"""By how the names of the files begin: the command that goes on with the text."""

_MOST = 3
"""How many texts are said at once."""

_READ = 2000  # bytes of a text
_WORDS = 50  # columns of its first words
_SAID = "unsaved_texts_said"


def find_same(begins: str, text: str) -> Path | None:
    """Return the file in which this text was left before; its name begins with `begins`."""
    typed = text.strip().encode()
    for each in _left() if typed else ():
        if each.name.startswith(begins) and _is_same(each, typed):
            return each
    return None


def _is_same(path: Path, typed: bytes) -> bool:
    try:
        return path.read_bytes().strip() == typed
    except OSError:
        return False


def say_left() -> None:
    """Say which texts were left, each once: their terminal may have been closed."""
    known = state.load().get(_SAID)
    said = set(known) if isinstance(known, list) else set()
    left = _left()
    news = [each for each in left if each.name not in said]
    for each in news[:_MOST]:
        _say(each)
    if len(news) > _MOST:
        terminal.hint(f"{len(news) - _MOST} more are in {paths.draft_folder()}")
    if news:
        state.keep(_SAID, [each.name for each in left])


def _say(path: Path) -> None:
    what, *others = path.stem.split("-")
    quoted = shlex.quote(str(path))
    who = ",".join(each for each in others[:-1] if read_code(each)) or "WHO"
    words = _first_words(path)
    terminal.say(f"Unsaved text from before: {words}{path}")
    terminal.hint(f"To go on with it: {_GO_ON[what].format(who=who, path=quoted)}")
    terminal.hint(f"To drop it: rm {quoted}")


def _first_words(path: Path) -> str:
    if path.suffix != ".md":
        return ""
    try:
        with path.open("rb") as file:
            words = excerpt(file.read(_READ).decode("utf-8", "replace"))
    except OSError:
        return ""
    return f"“{shorten(words, _WORDS)}”, in " if words else ""


def _left() -> list[Path]:
    """Return the files with unsaved text, newest first."""
    found = []
    for what in _GO_ON:
        for each in paths.draft_folder().glob(f"{what}-*"):
            try:
                found.append((each.stat().st_mtime_ns, each))
            except OSError:
                continue
    return [each for _, each in sorted(found, reverse=True)]
