"""Notes that were begun and not saved: no typed text is lost with a terminal.

Each is a file of its own, written while somebody types; what cannot be written is not kept,
and typing goes on.
"""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tinycrm import paths
from tinycrm.services import state

MOST = 9
"""So many are kept; the oldest go first."""


class Draft(NamedTuple):
    """A note as far as it was typed.

    `people` are pairs of a code and a name, the code "" for somebody who is yet to be added;
    `kind` and `when` as typed.
    """

    key: str
    people: tuple[tuple[str, str], ...]
    text: str
    kind: str = ""
    when: str = ""


def new_key() -> str:
    """Return the key of a note that is begun."""
    return uuid.uuid4().hex


def keep(draft: Draft) -> None:
    """Keep a note as it is now; one without words is dropped."""
    if not draft.text.strip():
        drop(draft.key)
        return
    with suppress(OSError):
        path = paths.draft_folder() / f"{draft.key}.json"
        state.write_private(path, json.dumps(draft._asdict()))


def drop(key: str) -> None:
    """Forget one: it was saved, or emptied."""
    with suppress(OSError):
        (paths.draft_folder() / f"{key}.json").unlink(missing_ok=True)


def find_drafts() -> list[Draft]:
    """Return the notes that were begun, newest first."""
    try:
        files = sorted(paths.draft_folder().glob("*.json"), key=lambda f: -f.stat().st_mtime_ns)
    except OSError:
        return []
    for file in files[MOST:]:
        drop(file.stem)
    found = [read(file) for file in files[:MOST]]
    return [each for each in found if each]


def read(file: Path) -> Draft | None:
    """Return the note in a file, None where there is none of ours."""
    try:
        said = json.loads(file.read_text("utf-8", "surrogatepass"))
        people = tuple((str(code), str(name)) for code, name in said["people"])
        text, kind, when = (str(said[name]) for name in ("text", "kind", "when"))
        return Draft(file.stem, people, text, kind, when)
    except (OSError, ValueError, KeyError, TypeError):
        return None
