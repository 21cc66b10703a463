"""`crm redo`: taking the last undo back."""

from __future__ import annotations

from tinycrm.cli import options, results
from tinycrm.services.history import undoing


def redo(as_json: options.Json = False) -> None:
    """Take the last undo back, while nothing newer was written."""
    undone = undoing.redo()
    results.print_undone(undone, "Brought back", as_json=as_json)
