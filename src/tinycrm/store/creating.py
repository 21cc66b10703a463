"""Creating the file of a new store."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from tinycrm import paths
from tinycrm.store import leftovers, placing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def create(path: Path, fill: Callable[[Path], None]) -> None:
    """Create an empty store under a temporary name, then link it to `path` once it is complete.

    If two processes do this at once, the first link wins and the other process uses that file.
    `fill` creates the tables in an empty file.
    """
    paths.make_folder(path.parent)
    leftovers.clear(path.parent, path.name)
    made = leftovers.hidden_name(path)
    try:
        placing.create(made)
        fill(made)
        with suppress(FileExistsError):
            _publish(made, path)
    finally:
        leftovers.remove(made)


def _publish(made: Path, path: Path) -> None:
    """Give a complete file its name. Raises FileExistsError if the name is taken."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:  # FAT and some shared folders have no links: take the name, then replace it
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        made.replace(path)
