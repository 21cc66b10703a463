"""`crm redo`: redoing what was undone last."""

from __future__ import annotations

import sys

from tinycrm.cli import results, terminal
from tinycrm.services.history import undoing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli import options


def redo(as_json: options.Json = False) -> None:
    """Redo what was undone last, and what was undone before it, if repeated.

    It is over once something newer was written; on a terminal only what was made by hand counts.
    """
    by_hand = terminal.can_ask() or terminal.is_terminal(sys.stdout)
    undone = undoing.redo(prefer_by_hand=by_hand)
    results.print_undone(undone, "Redone", as_json=as_json)
