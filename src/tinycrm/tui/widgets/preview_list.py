"""What saving a note would do, as ticks; and what else it could do, unticked."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from textual.binding import Binding
from textual.message import Message

from tinycrm.dates import say_day, say_distance, say_lateness
from tinycrm.services.activity.note_preview import Offer, Preview
from tinycrm.tui.cell_text import Line, Span, Style, clip, safe, wrap
from tinycrm.tui.widgets.row_list import MARK, RowList

Key = tuple[str, str]


class _Row(NamedTuple):
    """A line: with a key it can be ticked, with `saves` Enter saves.

    A `start` stands before it: the tick of a note, or room where there is none.
    """

    text: str
    style: Style = ""
    key: Key | None = None
    saves: bool = False
    start: str = "    "


class PreviewList(RowList):
    """The preview of a note. Offers arrive unticked; one key takes the next."""

    BINDINGS: ClassVar[list[Any]] = [Binding("space", "tick", show=False)]

    class Save(Message):
        """The line that saves was opened."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[_Row] = []
        self._rows: list[_Row] = []
        self._offers: dict[Key, Offer] = {}
        self._taken: set[Key] = set()
        self._width = 0

    # ── the preview ──────────────────────────────────────────────────────────────────────

    def show(self, preview: Preview, day: str, due: list[str]) -> None:
        """Show a preview; `day` and `due` are its words. Taken offers stay taken."""
        before, self._offers = self._offers, _keyed(preview)
        self._taken = {key for each in self._taken for key in _again(before[each], self._offers)}
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

    def _lay_out(self) -> None:
        """Break what is too long for a line, so that nothing is saved unseen."""
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
        """Tell whether a line is the one chosen before; Save stays so while one stands on it."""
        return row.key == before.key if row.key else row.saves and before.saves and self.has_focus

    def on_resize(self) -> None:
        """Break lines for another width."""
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
        """Return the offers that are ticked."""
        return [offer for key, offer in self._offers.items() if key in self._taken]

    def take_next(self) -> bool:
        """Tick the next offer that is not; False when there is none."""
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
        """Return how many lines there are."""
        return len(self._rows)

    def can_choose(self, n: int) -> bool:
        """Tell whether a line can be ticked, or saves."""
        return bool(self._rows[n].key or self._rows[n].saves)

    def mark(self, n: int) -> Line:
        """Mark the chosen line while keys act on it."""
        return (Span(" ▸ ", "accent"),) if n == self.at and self.has_focus else (Span("   "),)

    def ground(self, n: int) -> str:
        """Return the style a line lies on."""
        return "chosen" if n == self.at and self.has_focus else ""

    def row(self, n: int, width: int) -> Line:
        """Return a line."""
        row = self._rows[n]
        if row.saves:
            return (Span(row.text, row.style), Span("  ctrl+s", "dim"))
        is_taken = row.key in self._taken
        start = f"   {row.start}" if not row.key else "[x] " if is_taken else "[ ] "
        return clip((Span(start, "accent" if is_taken else ""), Span(row.text, row.style)), width)

    def action_open(self) -> None:
        """Tick the chosen line, or take its tick away; the last one saves."""
        if self._rows and self._rows[self.at].saves:
            self.post_message(self.Save())
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the chosen line, or take its tick away."""
        if self._rows and (key := self._rows[self.at].key):
            self._taken ^= {key}
            self.refresh()


def _keyed(preview: Preview) -> dict[Key, Offer]:
    """Return the offers by what stays the same while a note is typed."""
    keyed: dict[Key, Offer] = {}
    for offer in preview.offers:
        same = sum(each.sort == offer.sort for each in keyed.values())
        keyed[offer.sort, offer.code or str(same)] = offer
    return keyed


def _again(taken: Offer, offers: dict[Key, Offer]) -> list[Key]:
    """Return the key of an offer that was taken among those there are now.

    A promise has no code: it is the same while its words are, or while they grow or shrink
    as they are typed. Otherwise its tick goes, so that nothing is ever ticked unseen.
    """
    if taken.code:
        return [key for key, each in offers.items() if each.code == taken.code]
    promises = [(key, each.text) for key, each in offers.items() if not each.code]
    alike = [key for key, text in promises if text == taken.text]
    return (
        alike[:1]
        or [
            key
            for key, text in promises
            if text.startswith(taken.text) or taken.text.startswith(text)
        ][:1]
    )


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
