"""The birthday and the other dates of a card that is changed."""

from __future__ import annotations

from collections.abc import Iterator

from tinycrm.days import YearlyDay
from tinycrm.exchange import vcard_values as values
from tinycrm.exchange.card_sheet import CardSheet
from tinycrm.exchange.cards import Card
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.content_writing import Written
from tinycrm.exchange.vcard_card import DAYS

_Labelled = tuple[str, YearlyDay]
_OLD_PARAMS = ("VALUE", "X-APPLE-OMIT-YEAR", "CALSCALE")
_ANNIVERSARY = "_$!<Anniversary>!$_"


def patch_days(sheet: CardSheet, base: Card, now: Card) -> None:
    """Write the dates that differ; one that has another day keeps its line and its label."""
    before, after = _all(base), _all(now)
    if set(before) == set(after):
        return
    had = [each for each in _dates(sheet) if each[1] in before or each[1][0] == "birthday"]
    gone = [each for each in had if each[1] not in after]
    known = {each for _, each in had}
    for label, day in (each for each in after if each not in known):
        line = next((e for e, (own, _) in gone if own == label), None)
        gone = [each for each in gone if each[0] is not line]
        if line and line.name != "X-ANDROID-CUSTOM":
            sheet.change(line, _written(sheet, line, day))
            continue
        if line:
            sheet.remove(line)
        _append(sheet, label, day)
    for line, _ in gone:
        sheet.remove(line)


def _all(card: Card) -> list[_Labelled]:
    born = [("birthday", card.birthday)] if card.birthday else []
    return [*born, *card.occasions]


def _dates(sheet: CardSheet) -> Iterator[tuple[ContentLine, _Labelled]]:
    for line in sheet.find(*DAYS):
        own = sheet.label_of(line)
        label, day = values.labelled_day(line, own.value if own else "")
        if day:
            yield line, ("birthday" if label.lower() == "birthday" else label, day)


def _written(sheet: CardSheet, line: ContentLine | None, day: YearlyDay) -> Written:
    """Return a date in the form of the card: compact where it was, without a year if unknown."""
    if sheet.version == "4.0":
        return Written(
            str(day).replace("-", "", 2) if day.year else f"--{day.month:02}{day.day:02}",
            dropped=_OLD_PARAMS,
        )
    is_short = bool(line) and "-" not in (line.value if line else "")
    full = f"{day.year or 1604:04}-{day.month:02}-{day.day:02}"
    more = () if day.year else (("X-APPLE-OMIT-YEAR", "1604"),)
    return Written(full.replace("-", "") if is_short else full, more=more, dropped=_OLD_PARAMS)


def _append(sheet: CardSheet, label: str, day: YearlyDay) -> None:
    written = _written(sheet, None, day)
    if label == "birthday":
        sheet.append("BDAY", written)
    elif label == "anniversary" and sheet.version == "4.0" and not sheet.find("ANNIVERSARY"):
        sheet.append("ANNIVERSARY", written)
    else:
        sheet.append("X-ABDATE", written, _ANNIVERSARY if label == "anniversary" else label)
