"""Drafts: texts that were typed and not saved, so that none is lost with a terminal.

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
    from collections.abc import Container
    from pathlib import Path

NOTE = "log"
"""The form of a draft that becomes a note."""


class Draft(NamedTuple):
    """A note, or another record, as far as it was typed.

    `people` are pairs of a code and a name, with the code "" for a contact not added yet. `text`
    are the words of the record, `fields` the other inputs as typed, by name. `form` is what was to
    be done (`log`, `remind` …), `about` the code of the record that was to be changed.
    """

    key: str
    people: tuple[tuple[str, str], ...]
    text: str
    fields: tuple[tuple[str, str], ...] = ()
    form: str = NOTE
    about: str = ""

    @property
    def words(self) -> str:
        """Return everything that was typed, "" if that is nothing but spaces."""
        typed = (self.text, *(value for _, value in self.fields))
        return "\n".join(each for each in typed if each.strip())


def new_key() -> str:
    """Return the key of a new draft."""
    return new_uid().replace("-", "")


def keep(draft: Draft) -> None:
    """Save a draft as it is now; one without words is deleted."""
    if not draft.words:
        drop(draft.key)
        return
    with suppress(OSError):
        path = paths.draft_folder() / f"{draft.key}.json"
        state.write_private(path, json.dumps(draft._asdict()))


def drop(key: str) -> None:
    """Delete a draft: it was saved, or its text is empty."""
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


def find_drafts(form: str = NOTE, about: str = "") -> list[Draft]:
    """Return the drafts of a form about a record, "" for a new one, newest first."""
    return [each for each in _all_drafts() if (each.form, each.about) == (form, about)]


def newest_draft(forms: Container[str]) -> Draft | None:
    """Return the newest draft of a new record of some forms."""
    return next((each for each in _all_drafts() if each.form in forms and not each.about), None)


def _all_drafts() -> list[Draft]:
    try:
        files = sorted(paths.draft_folder().glob("*.json"), key=lambda f: -f.stat().st_mtime_ns)
    except OSError:
        return []
    return [draft for draft in map(read, files) if draft]


def read(file: Path) -> Draft | None:
    """Return the draft in a file, None if the file is not a draft."""
    if paths.is_pipe(str(file)):
        return None
    try:
        said = json.loads(file.read_text("utf-8", "surrogatepass"))
        people = tuple((str(code), str(name)) for code, name in said["people"])
        fields = [*said.get("fields", ()), *((name, said[name]) for name in _OLD if said.get(name))]
        typed = tuple((str(name), str(value)) for name, value in fields)
        form, about = str(said.get("form", NOTE)), str(said.get("about", ""))
        return Draft(file.stem, people, str(said["text"]), typed, form, about)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


_OLD = ("kind", "when")  # how the drafts of notes were written before 1.0: each a key of its own
