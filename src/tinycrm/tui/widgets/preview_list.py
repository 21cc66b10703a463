"""What saving a note will do, as ticked lines, and suggestions as unticked lines."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message

from tinycrm.dates import say_day, say_distance, say_lateness
from tinycrm.services.activity.note_preview import Offer, Preview
from tinycrm.tui.cell_text import MARK, Line, Span, Style, clip, safe, wrap
from tinycrm.tui.widgets.row_list import RowList

Key = tuple[str, str]


class _Row(NamedTuple):
    """A line. With a key it can be ticked; with `saves` Enter saves the note.

    `start` is shown before the text: the tick of the note, or spaces.
    """

    text: str
    style: Style = ""
    key: Key | None = None
    saves: bool = False
    start: str = "    "


class PreviewList(RowList):
    """The preview of a note. Suggestions are not ticked at first; a key ticks the next one."""

    BINDINGS: ClassVar[list[Any]] = [Binding("space", "tick", show=False)]

    class Save(Message):
        """Enter was pressed on the line that saves."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[_Row] = []
        self._rows: list[_Row] = []
        self._offers: dict[Key, Offer] = {}
        self._taken: set[Key] = set()
        self._away: list[Offer] = []
        self._width = 0

    # ── the preview ──────────────────────────────────────────────────────────────────────

    def show(self, preview: Preview, day: str, due: list[str]) -> None:
        """Show a preview with the texts `day` and `due`. Ticked suggestions stay ticked."""
        self._keep_ticks(_keyed(preview))
        who = _and([safe(name) + ("" if code else " (new)") for code, name in preview.people])
        what = f"{preview.kind} with {who}, {day}" if who else f"{preview.kind}, {day}"
        tags = "".join(f" #{safe(tag)}" for tag in preview.tags)
        self._all = [
            _Row(what + (f" ·{tags}" if tags else ""), start="[x] "),
            *(_Row(self._offer(key, preview), key=key) for key in self._offers),
            *(_Row(safe(each), "dim") for each in (*preview.hints, *due)),
            *(_Row(safe(each), "error") for each in preview.problems),
            _Row("Save", "name", saves=True),
        ]
        self._lay_out()

    def _keep_ticks(self, offers: dict[Key, Offer]) -> None:
        """Take new suggestions, and tick those that were ticked.

        One that is gone for some keys, because of typing before it, is ticked when it is back.
        """
        ticked = {each: _same_offer(each, offers) for each in self.taken}
        back = {each: [key for key in offers if offers[key] == each] for each in self._away}
        self._away = [each for each, keys in {**back, **ticked}.items() if not keys]
        self._taken = {key for keys in (*ticked.values(), *back.values()) for key in keys}
        self._offers = offers

    def _lay_out(self) -> None:
        """Wrap long lines, so that everything that will be saved is visible."""
        room = max(20, self.size.width - MARK - 5)
        before = self._rows[self.at] if self._rows else None
        self._rows = [
            row._replace(text=text) if not n else _Row(text, row.style)
            for row in self._all
            for n, text in enumerate(wrap(row.text, room))
        ]
        same = [n for n, row in enumerate(self._rows) if before and self._is_same(row, before)]
        self.at = next(iter([*same, *filter(self.can_choose, range(self.total))]), 0)
        self.changed()
        self.refresh(layout=True)

    def _is_same(self, row: _Row, before: _Row) -> bool:
        """Return whether a line is the one selected before; Save only with the focus."""
        return row.key == before.key if row.key else row.saves and before.saves and self.has_focus

    def on_resize(self) -> None:
        """Wrap the lines for another width."""
        if self.size.width != self._width:
            self._width = self.size.width
            self._lay_out()

    def _offer(self, key: Key, preview: Preview) -> str:
        offer = self._offers[key]
        text = safe(offer.text)
        if offer.sort == "follow_up":
            day = f"{say_day(offer.on.day, preview.when.day)}, {say_distance(offer.days)}"
            who = safe(preview.people[0][1]) if preview.people else ""
            return f"follow up with {who}: “{text}” · {day}"
        if offer.sort == "settle":
            return f"{offer.code} “{text}” is done · {say_lateness(offer.days)}"
        return f"{offer.code} “{text}” was mentioned"

    @property
    def taken(self) -> list[Offer]:
        """Return the suggestions that are ticked."""
        return [offer for key, offer in self._offers.items() if key in self._taken]

    def take_next(self) -> bool:
        """Tick the next suggestion that is not ticked; False if there is none."""
        for key in self._offers:
            if key not in self._taken:
                self._taken.add(key)
                self.choose(next(n for n, row in enumerate(self._rows) if row.key == key))
                self.refresh()
                return True
        return False

    # ── rows ─────────────────────────────────────────────────────────────────────────────

    @property
    def total(self) -> int:
        """Return the number of lines."""
        return len(self._rows)

    def can_choose(self, n: int) -> bool:
        """Return whether a line can be ticked or saves."""
        return bool(self._rows[n].key or self._rows[n].saves)

    def mark(self, n: int) -> Line:
        """Return ▸ for the selected line while the list has the focus."""
        return (Span(" ▸ ", "accent"),) if n == self.at and self.has_focus else (Span("   "),)

    def ground(self, n: int) -> str:
        """Return the background style of a line."""
        return "chosen" if n == self.at and self.has_focus else ""

    def row(self, n: int, width: int) -> Line:
        """Return a line."""
        row = self._rows[n]
        if row.saves:
            return (Span(row.text, row.style), Span("  ctrl+s", "dim"))
        is_taken = row.key in self._taken
        start = f"   {row.start}" if not row.key else "[x] " if is_taken else "[ ] "
        return clip((Span(start, "accent" if is_taken else ""), Span(row.text, row.style)), width)

    def on_click(self, event: events.Click) -> None:
        """Tick or untick the clicked line; a click on the last one saves."""
        n = event.y + self.scroll_offset.y
        if n < self.total and self.can_choose(n):
            self.choose(n)
            self.action_open()

    def action_open(self) -> None:
        """Tick or untick the selected line; the last one saves."""
        if self._rows and self._rows[self.at].saves:
            self.post_message(self.Save())
        self.action_tick()

    def action_tick(self) -> None:
        """Tick or untick the selected line."""
        if self._rows and (key := self._rows[self.at].key):
            self._taken ^= {key}
            self.refresh()


def _keyed(preview: Preview) -> dict[Key, Offer]:
    """Return the suggestions by a key that stays the same while a note is typed."""
    keyed: dict[Key, Offer] = {}
    for offer in preview.offers:
        same = sum(each.sort == offer.sort for each in keyed.values())
        keyed[offer.sort, offer.code or str(same)] = offer
    return keyed


def _same_offer(taken: Offer, offers: dict[Key, Offer]) -> list[Key]:
    """Return the new key of a suggestion that was ticked, or [] if there is none any more.

    A promise has no code: it is the same if its text is equal, or longer or shorter at its end
    because of typing. Otherwise it has no tick, so that nothing is ticked without being seen.
    """
    if taken.code:
        return [key for key, each in offers.items() if each.code == taken.code]
    promises = [(key, each.text) for key, each in offers.items() if not each.code]
    equal = [key for key, text in promises if text == taken.text]
    return (
        equal[:1]
        or [
            key
            for key, text in promises
            if text.startswith(taken.text) or taken.text.startswith(text)
        ][:1]
    )


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
