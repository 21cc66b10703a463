"""Where files live. `CRM_HOME` moves all of them; without it the platform's folders are used.

The two files that every command opens have their names as text too: importing pathlib costs two
thirds of the start of a bare Python.
"""

from __future__ import annotations

import errno
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_XDG = {"data": ".local/share", "config": ".config", "state": ".local/state"}
"""The folders in the user's home where nothing else is set, by the XDG Base Directory rules."""


def _name(kind: str) -> str:
    home = os.environ.get("CRM_HOME")
    if home and not home.startswith("~"):
        return home
    if home:
        from pathlib import Path

        return str(Path(home).expanduser())
    return _name_on_linux(kind) or _name_elsewhere(kind)


def _name_on_linux(kind: str) -> str:
    """Return what platformdirs would; "" where that is not plain to see, or on another system."""
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ:
        return ""
    asked, user = os.environ.get(f"XDG_{kind.upper()}_HOME", ""), os.environ.get("HOME", "")
    folder = asked or os.path.join(user, _XDG[kind])
    return os.path.join(folder, "tinycrm") if folder.startswith("/") else ""


def _name_elsewhere(kind: str) -> str:
    import platformdirs  # takes as long as the start of a bare Python

    return str(getattr(platformdirs, f"user_{kind}_dir")("tinycrm", appauthor=False))


def _folder(kind: str) -> Path:
    from pathlib import Path

    return Path(_name(kind))


def store_name() -> str:
    """Return the name of `store_file`, as text."""
    return os.path.join(_name("data"), "crm.db")


def config_name() -> str:
    """Return the name of `config_file`, as text."""
    return os.path.join(_name("config"), "config.toml")


def hook_name() -> str:
    """Return the name of the program that is run after a change, as text; it need not exist."""
    return os.path.join(_name("config"), "hooks", "after-change")


def folder_names() -> tuple[str, str]:
    """Return the names of the folders of the store and of its backups, as text."""
    name = _name("data")
    return name, os.path.join(name, "backups")


def store_file() -> Path:
    """Return the one SQLite file that contains everything."""
    return _folder("data") / "crm.db"


def exists(name: str) -> bool:
    """Return whether there is a file.

    Raises OSError where that cannot be said: for a folder that may not be read, and for a link
    to nowhere, be it the file or a folder above it: its disk may not be mounted.
    """
    try:
        os.stat(name)
    except OSError as error:
        if error.errno != errno.ENOENT or dangling_link(name):
            raise
        return False
    return True


def is_pipe(name: str) -> bool:
    """Return whether something is a pipe: reading one may take for ever."""
    try:
        return stat.S_ISFIFO(os.stat(name).st_mode)
    except OSError:
        return False


def dangling_link(name: str) -> str:
    """Return the link to nowhere that a name is or goes through; "" if there is none."""
    while name and not os.path.exists(name):
        if os.path.islink(name):
            return name
        name = os.path.dirname(name)
    return ""


def backup_folder() -> Path:
    """Return the folder of the store's backups."""
    return _folder("data") / "backups"


def config_file() -> Path:
    """Return the user's settings; the file need not exist."""
    return _folder("config") / "config.toml"


def state_file() -> Path:
    """Return the small file of remembered conveniences that are harmless to lose."""
    return _folder("state") / "state.json"


def hook_file() -> Path:
    """Return the program that is run after a change; it need not exist."""
    return _folder("config") / "hooks" / "after-change"


def hook_folder() -> Path:
    """Return the folder of what is known about running that program."""
    return _folder("state") / "after-change"


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
    try:
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)
    except FileExistsError:
        pass  # another process was faster
