"""The rows and sections of the briefing as plain values, which every front end lays out."""

from __future__ import annotations

from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.briefing.follow_ups import FollowUp
    from tinycrm.services.briefing.reasons import Birthday, Mention
    from tinycrm.services.care.small_thing import SmallThing
    from tinycrm.services.outcomes.ending_perks import EndingPerk
    from tinycrm.services.outcomes.thanks import Thanks
    from tinycrm.services.records import Person

    Item = Birthday | FollowUp | Mention | Thanks | EndingPerk | SmallThing


class SectionRow(Fields):
    """A row of the briefing in words, and the `item` it was made from.

    `about` distinguishes rows with the same code. `under` are the parts of a second line; a
    screen with one line per row shows `beside` after `what` instead. A narrow screen shows
    `brief` instead of what, day and distance. `also` lists the other codes of the contact,
    `tried` says that nobody answered of late.
    """

    item: Item
    who: str
    what: str
    day: str
    far: str
    about: str
    accent: bool = False
    ticked: bool = False
    under: tuple[str, ...] = ()
    beside: str = ""
    brief: tuple[str, ...] = ()
    also: str = ""
    tried: str = ""

    @property
    def code(self) -> str:
        """Return the code that commands take."""
        return self.item.row

    @property
    def person(self) -> Person | None:
        """Return the contact of the row, None for the user's own reminder."""
        return self.item.contact


class Section(Fields):
    """A section with the rows to show; `total` counts all its rows.

    `key` is its name in JSON, `one` the title of a single row.
    """

    key: str
    title: str
    one: str
    summary: str
    total: int
    rows: tuple[SectionRow, ...]

    @property
    def hidden(self) -> int:
        """Return the number of rows that are not shown."""
        return max(0, self.total - len(self.rows))
