"""Which file the store is: `crm restore` puts another one in its place.

A write that waited for its turn may have opened the file that was set aside meanwhile. So each
write compares, when it has the lock, the file it opened with the one that has the name now.
"""

from __future__ import annotations

import os

from tinycrm.errors import StoreProblem

Identity = tuple[int, int]
"""Device and number of a file; it keeps them when it is renamed."""

_expected: list[Identity] = []


class StoreReplaced(StoreProblem):
    """The store is no longer the file whose content is on the screen."""


def of(name: str) -> Identity | None:
    """Return which file has this name now, None if there is none."""
    try:
        found = os.stat(name)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def expect(identity: Identity | None) -> None:
    """Refuse all writes of this process to another file; None allows any again."""
    _expected[:] = [identity] if identity else []


def check(identity: Identity | None) -> None:
    """Raise StoreReplaced if a certain file is expected, and this is another one."""
    if _expected and identity not in _expected:
        raise StoreReplaced(
            "The store was replaced by another one, as crm restore does. Nothing was changed.",
            "Look at what is shown now, and try again.",
        )
