"""A card as its lines, of which single ones are changed, added or taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from tinycrm.exchange import content_writing as writing
from tinycrm.exchange.card_text import KeptText
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.content_writing import Written
from tinycrm.exchange.lines_by_name import MOST_LABEL, is_said
from tinycrm.exchange.vcard_points import preference

_END = re.compile(rb"(?i)END[ \t]*:[ \t]*VCARD")


class CardSheet:
    """The lines of a card; what is not touched keeps its bytes.

    `lines` are its properties with a value, preferred ones of a name first, as they came.
    `version` is "2.1", "3.0" or "4.0".
    """

    def __init__(
        self, text: KeptText, lines: Sequence[ContentLine], unread: Collection[int] = ()
    ) -> None:
        """Take a card and all its properties; those at the places `unread` are not touched."""
        found = lines
        self._text = text
        self._physical = text.data.split(b"\n")
        self._end = _place_of_end(self._physical)
        ends = [*(each.at for each in found[1:]), self._end]
        self._spans = {id(each): (each.at, end) for each, end in zip(found, ends, strict=True)}
        self._whole = found
        self._written: dict[int, list[bytes]] = {}
        self._after: dict[int, list[bytes]] = {}
        self._groups = {each.group for each in found}
        touched = (each for at, each in enumerate(found) if at not in unread)
        self.lines = sorted(filter(is_said, touched), key=preference)
        version = next((e.value.strip() for e in found if e.name == "VERSION"), "")
        self.version = version if version in ("2.1", "4.0") else "3.0"

    @property
    def is_old(self) -> bool:
        """Return whether it is a vCard 2.1."""
        return self.version == "2.1"

    @property
    def is_touched(self) -> bool:
        """Return whether anything was changed."""
        return bool(self._written or self._after)

    def find(self, *names: str) -> list[ContentLine]:
        """Return the properties of these names, in the order of the names."""
        return [each for name in names for each in self.lines if each.name == name]

    def label_of(self, line: ContentLine) -> ContentLine | None:
        """Return the X-ABLabel of a property's group, if it is short enough to be read."""
        labels = self.find("X-ABLABEL") if line.group else ()
        same = [each for each in labels if each.group == line.group]
        return same[-1] if same and len(same[-1].value) <= MOST_LABEL else None

    # ── changing ─────────────────────────────────────────────────────────────────────────

    def change(self, line: ContentLine, written: Written) -> None:
        """Write another value to a property; blank lines and comments after it stay."""
        head = writing.changed_head(line, written)
        start, end = self._spans[id(line)]
        rest = [each for each in self._physical[start + 1 : end] if not each.strip()]
        is_long = len(self._physical[start]) > writing.WIDTH and len(rest) == end - start - 1
        made = writing.physical_lines(
            head, written.value, is_old=self.is_old, is_folded=not is_long
        )
        self._written[id(line)] = [*made, *rest]

    def remove(self, line: ContentLine) -> None:
        """Take a property out, and the label of its group if nothing else has it."""
        self._written[id(line)] = []
        label = self.label_of(line)
        others = [e for e in self._whole if e.group == line.group and e.name != "X-ABLABEL"]
        if label and all(self._written.get(id(each)) == [] for each in others):
            self._written[id(label)] = []

    def append(self, name: str, written: Written, own_label: str = "") -> None:
        """Add a property after the last one of its name, with a label of the user's own.

        One that is there already is not added: the reader may not understand what it says.
        """
        if self._has(name, written.value, writing.escape(own_label, is_old=self.is_old)):
            return
        group = self._free_group() if own_label else ""
        heads = [(writing.new_head(group, name, written), written.value)]
        if own_label:
            label = writing.escape(own_label, is_old=self.is_old)
            heads.append((f"{group}.X-ABLabel", label))
        made = [
            each
            for head, value in heads
            for each in writing.physical_lines(head, value, is_old=self.is_old)
        ]
        self._after.setdefault(self._place_for(name), []).extend(made)

    def _has(self, name: str, value: str, label: str) -> bool:
        same = (e for e in self._whole if e.name == name and value in (e.raw, e.value))
        return any(label in self._labels(each) for each in same if id(each) not in self._written)

    def _labels(self, line: ContentLine) -> list[str]:
        """Return what the X-ABLabel of a property says, also of one that is not to be touched."""
        group = [e for e in self._whole if line.group and e.group == line.group]
        found = [text for e in group if e.name == "X-ABLABEL" for text in (e.raw, e.value)]
        return found or [""]

    def _place_for(self, name: str) -> int:
        """Return the physical line before which a property is added."""
        same = [self._spans[id(each)][1] for each in self._whole if each.name == name]
        return max(same) if same and name != "X-ABDATE" else self._end

    def _free_group(self) -> str:
        number = 1
        while f"item{number}" in self._groups:
            number += 1
        self._groups.add(f"item{number}")
        return f"item{number}"

    # ── the result ───────────────────────────────────────────────────────────────────────

    def text(self) -> KeptText:
        """Return the card with its changes; the same one if there are none."""
        if not self.is_touched:
            return self._text
        return self._text._replace(data=b"\n".join(self._changed_lines()))

    def _changed_lines(self) -> Iterator[bytes]:
        by_start = {start: (own, end) for own, (start, end) in self._spans.items()}
        at, skip_to = 0, 0
        for at, line in enumerate(self._physical):
            yield from self._after.get(at, ())
            own, end = by_start.get(at, (0, 0))
            if own in self._written:
                yield from self._written[own]
                skip_to = end
            if at >= skip_to:
                yield line


def _place_of_end(physical: list[bytes]) -> int:
    return next(at for at in range(len(physical) - 1, -1, -1) if _END.match(physical[at]))
