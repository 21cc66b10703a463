"""Making the file of a store that is not there yet."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tinycrm import paths


def begin(path: Path, fill: Callable[[Path], None]) -> None:
    """Make an empty store beside its place and link it there, so that nobody sees half of it.

    Two processes may do so at once: the first link wins, and the other uses that file. `fill`
    gives an empty file the tables.
    """
    paths.make_folder(path.parent)
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(made, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
        made.chmod(0o600)
        fill(made)
        with suppress(FileExistsError):
            _put(made, path)
    finally:
        made.unlink(missing_ok=True)


def _put(made: Path, path: Path) -> None:
    """Give a finished file its name. Raises FileExistsError when another has it."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:  # FAT and some shared folders know no links: take the name, then fill it
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        made.replace(path)
