"""`crm redo`: redoing what was undone last."""

from __future__ import annotations

from tinycrm.cli import results
from tinycrm.services.history import undoing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli import options


def redo(as_json: options.Json = False) -> None:
    """Redo what was undone last, as long as nothing newer was written."""
    undone = undoing.redo()
    results.print_undone(undone, "Redone", as_json=as_json)
