"""Where files live. `CRM_HOME` moves all of them; without it the platform's folders are used."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def _folder(kind: str) -> Path:
    home = os.environ.get("CRM_HOME")
    if home:
        return Path(home).expanduser()
    import platformdirs  # a fifth of the start of a bare Python; only without CRM_HOME

    return Path(getattr(platformdirs, f"user_{kind}_dir")("tinycrm", appauthor=False))


def store_file() -> Path:
    """Return the one SQLite file that contains everything."""
    return _folder("data") / "crm.db"


def backup_folder() -> Path:
    """Return the folder of the store's backups."""
    return _folder("data") / "backups"


def config_file() -> Path:
    """Return the user's settings; the file need not exist."""
    return _folder("config") / "config.toml"


def state_file() -> Path:
    """Return the small file of remembered conveniences that are harmless to lose."""
    return _folder("state") / "state.json"


def draft_folder() -> Path:
    """Return the folder of drafts: notes that were begun and not saved."""
    return _folder("state") / "drafts"


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, accessible to the user alone (0700).

    The umask is ignored. Existing folders are not changed. Raises OSError.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with suppress(FileExistsError):  # another process was faster
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)
