"""Starting and ending the screens."""

from __future__ import annotations

from tinycrm.store.journal import Door, use_door
from tinycrm.tui.app import CrmApp
from tinycrm.tui.queries import FirstFrame


def run(first: FirstFrame | None, who: str | None = None) -> int:
    """Show the screens until they are left; return the exit code. `who` opens their card.

    Without a `first` morning it is waited for. Raises StoreProblem when it does not come.
    """
    app = CrmApp(first, who)
    with use_door(Door("tui", by_hand=True)):
        app.run()
    if app.problem:
        raise app.problem
    return app.return_code or 0
