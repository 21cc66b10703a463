"""Making a file under a hidden name (`leftovers.py`), and giving it its own when it is complete."""

from __future__ import annotations

import os
from contextlib import suppress

from tinycrm.errors import StoreProblem
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


def create(path: Path, content: bytes = b"") -> None:
    """Create a file that the user alone can read (0600), whatever the umask.

    One that is there is removed first, never followed: it may be a link that somebody put there.
    """
    with _created(path) as file:
        file.write(content)


def write(path: Path, content: bytes) -> None:
    """Create a file like `create`, with this content, safe on the disk."""
    with _created(path) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _created(path: Path) -> BinaryIO:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        path.unlink()
        handle = os.open(path, flags, 0o600)
    file = os.fdopen(handle, "wb")
    path.chmod(0o600)
    return file


def move(made: Path, target: Path) -> None:
    """Give a complete file its name, in one step that a power cut cannot undo."""
    sync(made)
    made.replace(target)
    sync(target.parent)


def unwritable(path: Path | str, error: OSError) -> StoreProblem:
    """Return what to say of a file that cannot be written: a full disk, a folder of others."""
    return StoreProblem(f"{visible(str(path))} cannot be written: {error.strerror}.")


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk.

    Some shared folders cannot do that; then the system does it in its own time.
    """
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
