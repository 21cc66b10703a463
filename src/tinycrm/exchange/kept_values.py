"""Values that an older import only kept, read once more by the rules of today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tinycrm import config
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.exchange.more_columns import MoreColumns, is_packed, packed_cells, packed_headers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.dates.yearly import Reading
    from tinycrm.exchange.csv_cells import Sheet

_GROUP = re.compile(r"[\w-]+(?=\.)")


def kept_units(source: str, pairs: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return the pairs that are read together: of a card those of one group, `item1.…`."""
    units: dict[str, list[tuple[str, str]]] = {}
    for number, (key, value) in enumerate(pairs):
        group = _GROUP.match(key) if source == "vcard" else None
        units.setdefault(group[0] if group else str(number), []).append((key, value))
    return list(units.values())


def read_kept_unit(source: str, name: str, unit: Sequence[tuple[str, str]]) -> Card | None:
    """Return the card of somebody with only these values; `extra` are those still not read.

    None for a source whose values are no cards, and for the LABEL of an address: it was kept since
    the card has the address itself.
    """
    if source == "vcard" and any(_is_label(key) for key, _ in unit):
        return None
    reader = {"vcard": _of_vcard, "csv": _of_csv}.get(source)
    card = reader(name, unit) if reader else None
    return card if isinstance(card, Card) else None


def _is_label(key: str) -> bool:
    return key.partition(";")[0].rpartition(".")[2].upper() == "LABEL"


def _of_vcard(name: str, unit: Sequence[tuple[str, str]]) -> Card | Skipped:
    from tinycrm.exchange.content_lines import read_lines
    from tinycrm.exchange.vcard_card import read_card

    own = name.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
    lines = "\n".join((f"FN:{own}", *(f"{key}:{value}" for key, value in unit)))
    return read_card(read_lines(lines.encode("utf-8", "replace")), 0)


def _of_csv(name: str, unit: Sequence[tuple[str, str]]) -> Card | Skipped:
    from tinycrm.exchange.csv_card import read_row
    from tinycrm.exchange.csv_days import reading_of
    from tinycrm.exchange.csv_rows import SheetRow

    ((key, value),) = unit
    cells = packed_cells(value) if is_packed(key) else [value]
    how = reading_of(config.load().date_order.upper())
    return read_row(SheetRow(0, [name, *cells]), _sheet_of(key, how))


@lru_cache(maxsize=64)
def _sheet_of(key: str, how: Reading) -> Sheet:
    """Return what the columns of a kept value are today, after one with the name.

    `how` has the order of day and month in the settings: the other days of the file are not here.
    """
    from tinycrm.exchange.csv_cells import Sheet
    from tinycrm.exchange.csv_headers import find_columns

    if not is_packed(key):
        return Sheet(list(enumerate(find_columns(["Name", key], {}))), {key: how.order})
    columns = list(enumerate(find_columns(["Name", *packed_headers(key)], {})))
    more = [(place, column) for place, column in columns if not column.is_known]
    together = MoreColumns([column.header for _, column in more], [place for place, _ in more])
    read = [(place, column) for place, column in columns if column.is_known]
    orders = {column.header: how.order for _, column in read}
    return Sheet(read, orders, more=together)
