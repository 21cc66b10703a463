"""Drafts: notes that were started and not saved, so that no text is lost with a terminal.

Each draft is its own file, written while the user types. If it cannot be written, it is not
kept, and the user is not interrupted.
"""

from __future__ import annotations

import json
from contextlib import suppress

from tinycrm import paths
from tinycrm.services import state
from tinycrm.services.uids import new_uid
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

MOST = 9
"""How many drafts are kept; the oldest are deleted first."""


class Draft(NamedTuple):
    """A note as far as it was typed.

    `people` are pairs of a code and a name, with the code "" for a contact not added yet;
    `kind` and `when` are as typed.
    """

    key: str
    people: tuple[tuple[str, str], ...]
    text: str
    kind: str = ""
    when: str = ""


def new_key() -> str:
    """Return the key of a new draft."""
    return new_uid().replace("-", "")


def keep(draft: Draft) -> None:
    """Save a draft as it is now; one without text is deleted."""
    if not draft.text.strip():
        drop(draft.key)
        return
    with suppress(OSError):
        path = paths.draft_folder() / f"{draft.key}.json"
        state.write_private(path, json.dumps(draft._asdict()))


def drop(key: str) -> None:
    """Delete a draft: its note was saved, or its text is empty."""
    with suppress(OSError):
        (paths.draft_folder() / f"{key}.json").unlink(missing_ok=True)


def new_file(prefix: str, suffix: str) -> Path:
    """Make an empty private file (0600) for text that is not a draft of the screens.

    It is in the folder of drafts, or, if that cannot be written, in the one for temporary
    files. Raises OSError.
    """
    import os
    import tempfile
    from pathlib import Path

    try:
        paths.make_folder(paths.draft_folder())
        handle, name = tempfile.mkstemp(suffix, prefix, paths.draft_folder())
    except OSError:
        handle, name = tempfile.mkstemp(suffix, f"crm-{prefix}")
    os.close(handle)
    return Path(name)


def keep_bytes(data: bytes, prefix: str, suffix: str) -> Path | None:
    """Keep what came from a pipe in a new file; return it, None if no disk takes it."""
    path = None
    try:
        path = new_file(prefix, suffix)
        path.write_bytes(data)
    except OSError:
        if path:
            path.unlink(missing_ok=True)
        return None
    return path


def find_drafts() -> list[Draft]:
    """Return the drafts, newest first."""
    try:
        files = sorted(paths.draft_folder().glob("*.json"), key=lambda f: -f.stat().st_mtime_ns)
    except OSError:
        return []
    for file in files[MOST:]:
        drop(file.stem)
    found = [read(file) for file in files[:MOST]]
    return [each for each in found if each]


def read(file: Path) -> Draft | None:
    """Return the draft in a file, None if the file is not a draft."""
    if paths.is_pipe(str(file)):
        return None
    try:
        fields = json.loads(file.read_text("utf-8", "surrogatepass"))
        people = tuple((str(code), str(name)) for code, name in fields["people"])
        text, kind, when = (str(fields[name]) for name in ("text", "kind", "when"))
        return Draft(file.stem, people, text, kind, when)
    except (OSError, ValueError, KeyError, TypeError):
        return None
