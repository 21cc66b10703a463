"""`crm where`: where the files are."""

from __future__ import annotations

from tinycrm import paths
from tinycrm.cli import terminal
from tinycrm.cli.render import json_output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli import options


def where(as_json: options.Json = False) -> None:
    """Show where the files are."""
    found = {
        "store": paths.store_file(),
        "config": paths.config_file(),
        "backups": paths.backup_folder(),
        "hooks": paths.hook_file().parent,
    }
    if as_json:
        terminal.write(json_output.dumps({name: str(path) for name, path in found.items()}))
        return
    for name, path in found.items():
        missing = "" if path.exists() else "   (does not exist yet)"
        terminal.write(f"{name:<8} {path}{missing}\n")
