"""Starting and ending the screens."""

from __future__ import annotations

from tinycrm import process
from tinycrm.store import connection
from tinycrm.store.journal import Door
from tinycrm.tui.app import CrmApp
from tinycrm.tui.queries import FirstFrame


def run(first: FirstFrame | None, who: str | None = None) -> int:
    """Show the screens until the user leaves; return the exit code.

    `who` is the code of a contact whose card is opened. Without `first`, today is read and
    waited for; raises StoreProblem if it cannot be read.
    """
    process.ends_after_command = False
    connection.close_left_open()  # of the first frame: no other thread may close it
    app = CrmApp(first, who)
    with Door("tui", by_hand=True):
        app.run()
    if app.problem:
        raise app.problem
    from tinycrm.services.safety import upkeep  # not before the first frame

    upkeep.do_behind()
    return app.return_code or 0
