"""Two versions of one card into one, for the conflict command of vdirsyncer.

Where the store knows the card as it was last seen, each change since then is taken from the side
that made it. Without that, the first version stays, and lists get what only the second has.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.exchange import card_merge, vcard_patch
from tinycrm.exchange.card_text import KeptText, open_text
from tinycrm.exchange.cards import Card
from tinycrm.exchange.content_writing import fold_line
from tinycrm.exchange.vcard import read_vcards
from tinycrm.exchange.vcard_patch import LastSeen
from tinycrm.services.cards import kept_cards
from tinycrm.store import leftovers, placing
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


class Resolved(NamedTuple):
    """The card to use, and the fields that both sides changed: those of the first were kept."""

    data: bytes
    kept: tuple[str, ...]


def resolve(db: sqlite3.Connection, one: bytes, other: bytes) -> Resolved:
    """Return one card of two versions. Raises UsageProblem where one of them is not one card."""
    if one == other:
        return Resolved(one, ())
    first, second = _read(one, "first"), _read(other, "second")
    base = _ancestor(db, first.card, second.card)
    found = card_merge.merge(base, first.card, second.card)
    # The note is merged too: nobody is asked whether it may leave.
    note = second.card.note if first.card.note == base.note else first.card.note
    merged = replace(found.card, note=note)
    text = vcard_patch.patch(first, merged, clock.instant(), private=note != first.card.note)
    kept = found.kept
    if second.card.note not in (base.note, note):
        kept = (*kept, "note")
    return Resolved(_with_unknown(text, base, first, second).file(), kept)


def write_both(paths: Sequence[Path], data: bytes) -> None:
    """Write a card into both files, or into none.

    Raises StoreProblem where a file cannot be written.
    """
    made: list[Path] = []
    path = paths[0]
    try:
        for path in paths:
            made.append(leftovers.hidden_name(path))
            placing.write(made[-1], data)
            made[-1].chmod(path.stat().st_mode)
        for hidden, path in zip(made, paths, strict=True):
            hidden.replace(path)
    except OSError as error:
        raise placing.unwritable(path, error) from error
    finally:
        for hidden in made:
            with suppress(OSError):
                hidden.unlink(missing_ok=True)


def _read(data: bytes, which: str) -> LastSeen:
    cards = [each for each in read_vcards(data) if isinstance(each, Card)]
    if len(cards) != 1:
        raise UsageProblem(
            f"The {which} file has {len(cards)} cards, not one.", "crm vcard-merge A.vcf B.vcf"
        )
    return vcard_patch.read_last(open_text(cards[0].text, cards[0].extra))


def _ancestor(db: sqlite3.Connection, one: Card, other: Card) -> Card:
    """Return the card that both versions were made from: the one seen that is nearest to both.

    The one seen last may be the first version itself, just exported, which the other side has
    never had.
    """
    row = kept_cards.latest_of_uid(db, one.uid) if one.uid else None
    if row is None:
        return _common(one, other)
    extra = kept_cards.long_extra(db, [row.contact_id])
    seen = [
        vcard_patch.read_last(kept_cards.text_of(row._replace(body=body), extra)).card
        for body in (row.body, *kept_cards.earlier_bodies(db, row.id))
    ]
    return min(seen, key=lambda e: max(card_merge.distance(e, one), card_merge.distance(e, other)))


def _common(one: Card, other: Card) -> Card:
    """Return what two versions have in common, which stands for an unknown earlier one."""
    single = {
        field: getattr(one, field)
        for field in card_merge.SINGLE
        if getattr(one, field) == getattr(other, field)
    }
    lists = {
        field: tuple(each for each in getattr(one, field) if each in getattr(other, field))
        for field in ("nicknames", "points", "occasions", "tags", "related", "extra")
    }
    note = one.note if one.note == other.note else ""
    return Card(**{"name": "", **single, **lists, "note": note})


def _with_unknown(text: KeptText, base: Card, first: LastSeen, second: LastSeen) -> KeptText:
    """Return the card with the lines of the second that nobody reads and that are new there."""
    known = {*base.extra, *first.card.extra}
    new = [each for each in second.card.extra if each not in known and not _is_rev(each[0])]
    heads = {head for head, _ in first.card.extra}
    more = [
        line
        for head, value in new
        if head not in heads and "\n" not in value
        for line in fold_line(f"{head}:{value}".encode("utf-8", "replace"))
    ]
    end = text.data.upper().rfind(b"END:VCARD")
    lines = b"".join(line + b"\n" for line in more)
    return text._replace(data=text.data[:end] + lines + text.data[end:])


def _is_rev(head: str) -> bool:
    return head.upper().partition(";")[0] == "REV"
