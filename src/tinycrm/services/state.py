"""What is convenient to remember and harmless to lose, in a small file beside the store.

A file that cannot be read or written is ignored.
"""

from __future__ import annotations

import json
from contextlib import suppress

from tinycrm import paths
from tinycrm.store import leftovers, placing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


def load() -> dict[str, Any]:
    """Return everything that is remembered."""
    if paths.is_pipe(str(paths.state_file())):
        return {}
    try:
        state = json.loads(paths.state_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return state if isinstance(state, dict) else {}


def keep(name: str, value: object) -> None:
    """Remember one value; a file that cannot be written is left unchanged."""
    with suppress(OSError):
        write_private(paths.state_file(), json.dumps(load() | {name: value}))


def write_private(path: Path, text: str) -> None:
    """Write a file atomically, readable by the user alone (0600).

    It is written under a temporary name beside it and renamed. Raises OSError.
    """
    paths.make_folder(path.parent)
    leftovers.clear(path.parent, path.suffix)
    made = leftovers.hidden_name(path)
    try:
        placing.create(made)
        made.write_text(text, "utf-8", "surrogatepass")
        made.replace(path)
    finally:
        leftovers.remove(made)
