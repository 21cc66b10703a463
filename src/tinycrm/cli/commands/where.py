"""`crm where`: where the files are."""

from __future__ import annotations

from tinycrm import paths
from tinycrm.cli import terminal
from tinycrm.cli.render import json_output
from tinycrm.store import check_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from tinycrm.cli import options


def where(as_json: options.Json = False) -> None:
    """Show where the files are. If the store cannot be opened, the exit code is 6."""
    found = {
        "store": paths.store_file(),
        "config": paths.config_file(),
        "backups": paths.backup_folder(),
        "hooks": paths.hook_file().parent,
    }
    if as_json:
        terminal.write(json_output.dumps({name: str(path) for name, path in found.items()}))
    else:
        for name, path in found.items():
            terminal.write(f"{name:<8} {path}{_missing(path)}\n")
    check_place()


def _missing(path: Path) -> str:
    try:
        return "" if paths.exists(str(path)) else "   (does not exist yet)"
    except OSError:  # where it is the store, the reason follows
        return "   (cannot be opened)"
