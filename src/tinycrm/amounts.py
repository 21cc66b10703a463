"""Text into amounts of money, as people type them.

An amount is read from either end of a text: `450 EUR prints`, `prints 1.250,50 €`. What can be
read in two ways is refused with both readings. A number without a currency is not an amount.
"""

from __future__ import annotations

from tinycrm import currencies
from tinycrm.errors import UsageProblem
from tinycrm.money import Money
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST, _MOST = 15, 10**15
"""Characters of a number, minor units of an amount (ten trillion euros): more might not fit."""


class Priced(NamedTuple):
    """A text that was typed: the amount at one of its ends, and the words without it.

    `inside`: there is an amount in the middle, which stays words. `bare` is a number at one of
    the ends that stays a word, because it has no currency.
    """

    money: Money | None
    text: str
    inside: bool = False
    bare: str = ""


def parse_amount(text: str, usual: str = "") -> Money:
    """Return an amount that is typed alone: `450 EUR`, and `450` in the `usual` currency.

    Raises UsageProblem if it is none, or has two readings.
    """
    words = text.split()
    if usual and len(words) == 1 and _split(words[0]) == ("", words[0], ""):
        words.append(usual)
    spots = _spots(words, usual)
    if len(spots) != 1 or spots[0].start > 0 or spots[0].end < len(words):
        raise UsageProblem(
            f"“{visible(text)}” is not an amount.", "Write it like 450 EUR, 450,00 € or £90."
        )
    return _exact(spots[0], usual)


def read_amount(text: str, usual: str = "") -> Priced:
    """Return the amount at either end of a text, and the rest of it.

    `usual` is the currency of the settings: it says what `$`, `¥` and `kr` mean. An amount in the
    middle stays words. Raises UsageProblem if there are two amounts, if one has two readings, or
    if what has a currency is not an amount.
    """
    words = text.split()
    spots = _spots(words, usual)
    for spot in spots:
        if spot.start <= 1 or spot.end >= len(words) - 1:
            _check_spaces(words, spot)
    at_ends = [each for each in spots if each.start == 0 or each.end == len(words)]
    if not at_ends:
        return Priced(None, text, inside=bool(spots), bare=_bare(words))
    if len(spots) > 1:
        said = ["“" + visible(" ".join(words[each.start : each.end])) + "”" for each in spots]
        raise UsageProblem(
            f"There are two amounts: it may be {said[0]} or {said[1]}.",
            "Write the other one without its currency, or in words.",
        )
    (spot,) = at_ends
    return Priced(_exact(spot, usual), " ".join(words[: spot.start] + words[spot.end :]))


def _bare(words: Sequence[str]) -> str:
    """Return a number of three digits or more at one end: 2400, and not a size."""
    ends = (word for word in (*words[:1], *words[-1:]) if _split(word) == ("", word, ""))
    return next((word for word in ends if sum(char in _DIGITS for char in word) > 2), "")


class _Spot(NamedTuple):
    """Where an amount is: its first word, the word after it, and the word with its number."""

    start: int
    end: int
    at: int
    number: str
    sign: str


def _spots(words: Sequence[str], usual: str) -> list[_Spot]:
    found: list[_Spot] = []
    while (at := found[-1].end if found else 0) < len(words):
        spot = next(filter(None, (_spot(words, n, usual) for n in range(at, len(words)))), None)
        if spot is None:
            break
        found.append(spot)
    return found


def _spot(words: Sequence[str], at: int, usual: str) -> _Spot | None:
    """Return the amount that begins here: `€450`, `450EUR`, `450 EUR` or `EUR 450`."""
    word, after, third = (each.rstrip(",;:.") for each in (*words[at : at + 3], "", "", "")[:3])
    before, number, behind = _split(word)
    if before or behind:
        sign = before or behind
        return None if before and behind else _Spot(at, at + 1, at, number, sign)
    if number and _is_sign(after, usual):
        return _Spot(at, at + 2, at, number, after)
    is_number = bool(after) and _split(after) == ("", after, "")
    if _is_sign(word, usual) and is_number and not _is_sign(third, usual):
        return _Spot(at, at + 2, at + 1, after, word)
    return None


_DIGITS = "0123456789"
_MARKS = ".,'’"
"""What may stand between the digits of a number."""


def _split(word: str) -> tuple[str, str, str]:
    """Split `€450` into the sign before its number, the number, and the sign after it.

    All are empty if the word is no number. `450-500` and `-450` count as one: with a currency they
    are refused, because they look like an amount.
    """
    places = [n for n, char in enumerate(word) if char in _DIGITS]
    if not places:
        return "", "", ""
    start, end = places[0], places[-1] + 1
    while start > 0 and word[start - 1] in "-+~":
        start -= 1
    before, number, behind = word[:start], word[start:end], word[end:]
    if all(_is_sign(each, "") for each in (before, behind) if each):
        return before, number, behind
    return "", "", ""


_SMALL = ("EUR", "USD", "GBP", "CHF", "JPY")


def _is_sign(word: str, usual: str) -> bool:
    """Return whether a word is a currency: its sign, its code, or its code in small letters.

    Many codes are words too (`all`, `try`, `top`): only the best known may be in small letters.
    """
    if word in currencies.SIGNS or word in currencies.SHARED or currencies.is_currency(word):
        return True
    return word.islower() and word.upper() in (*_SMALL, usual)


def _check_spaces(words: Sequence[str], spot: _Spot) -> None:
    """Raise UsageProblem for `1 250 EUR`: one number with a space in it, or two numbers."""
    for first, second in ((spot.at - 1, spot.at), (spot.at, spot.at + 1)):
        if first < 0 or second >= len(words):
            continue
        one, two = words[first], spot.number if second == spot.at else words[second]
        if 0 < len(one) < 4 and not one.strip(_DIGITS) and _has_three_digits(two):
            raise UsageProblem(
                f"“{one} {visible(two)}” may be one number or two.",
                f"Write {one}{visible(two)} without a space, or put a word between them.",
            )


def _has_three_digits(number: str) -> bool:
    return len(number) >= 3 and not number[:3].strip(_DIGITS) and number[3:4] in ("", ".", ",")


def _exact(spot: _Spot, usual: str) -> Money:
    """Return the amount. Raises UsageProblem if it is not exactly one."""
    number, currency = spot.number, _currency(spot, usual)
    if len(number) > _LONGEST:
        raise _too_large(number, currency)
    unit = 10 ** currencies.decimals(currency)
    whole, minor = _whole(number), _with_decimals(number, currency)
    has_point = number.count(".") == 1 and unit == 1000  # `1.250 KWD` is written as it is shown
    if whole is not None and not (has_point and minor is not None):
        _check_one_reading(number, currency, whole)
        minor = whole * unit
    if minor is None:
        places = currencies.decimals(currency)
        raise UsageProblem(
            f"“{visible(number)}” is not an amount in {currency}.",
            f"Write it like {Money(1250 * unit + unit // 2, currency).say()};"
            f" {currency} has {places or 'no'} decimals.",
        )
    if minor > _MOST:
        raise _too_large(number, currency)
    return Money(minor, currency)


def _too_large(number: str, currency: str) -> UsageProblem:
    return UsageProblem(
        f"“{visible(number)} {currency}” is too large.",
        f"The largest amount is {Money(_MOST, currency).say()}.",
    )


def _check_one_reading(number: str, currency: str, whole: int) -> None:
    """Raise UsageProblem for `1.250 EUR`, with both readings."""
    unit = 10 ** currencies.decimals(currency)
    if unit == 1 or number.count(".") + number.count(",") != 1:
        return
    fraction = number.replace(",", ".").rstrip("0").rstrip(".")
    raise UsageProblem(
        f"“{visible(number)} {currency}” may be {Money(whole * unit, currency).say()}"
        f" or {fraction} {currency}.",
        f"Write {whole} {currency} or {fraction} {currency}.",
    )


def _currency(spot: _Spot, usual: str) -> str:
    """Return the code for a sign. Raises UsageProblem for one that several currencies share."""
    if spot.sign in currencies.SIGNS:
        return currencies.SIGNS[spot.sign]
    shared = currencies.SHARED.get(spot.sign, ())
    if usual in shared:
        return usual
    if not shared:
        return spot.sign.upper()
    one, other = (f"{visible(spot.number)} {code}" for code in shared[:2])
    raise UsageProblem(
        f"“{spot.sign}” is the sign of several currencies: it may be {one} or {other}.",
        f'Write the code, or set currency = "{shared[0]}" in the config file.',
    )


def _whole(number: str) -> int | None:
    """Return a number without decimals, None if it is none: `1250`, `1.250`, `1'250'000`.

    The groups between the marks have three digits; in India also two, before the last one.
    """
    marks = {char for char in number if char not in _DIGITS}
    first, *others = number.split(marks.pop()) if len(marks) == 1 else [number]
    if marks or number.strip(_DIGITS + _MARKS) or not first.isdigit():
        return None
    lengths = {len(each) for each in others[:-1]}
    if others and (len(others[-1]) != 3 or len(first) > 3 or first[0] == "0"):
        return None
    if not (lengths <= {3} or (lengths == {2} and len(first) < 3)):
        return None
    return int("".join((first, *others)))


def _with_decimals(number: str, currency: str) -> int | None:
    """Return a number with decimals in minor units, None if it has none or too many of them.

    Zeros at the end are not too many: `1250,00` is exact in any currency.
    """
    at = max(number.rfind("."), number.rfind(","))
    before, decimals = number[:at], number[at + 1 :]
    whole = _whole(before) if at > 0 and number[at] not in before else None
    if whole is None or not decimals or decimals.strip(_DIGITS):
        return None
    places = currencies.decimals(currency)
    kept = decimals[:places].ljust(places, "0")
    return None if decimals[places:].strip("0") else int(f"{whole}{kept}")
