"""Amounts of money: exact, in minor units, with their currency. Two currencies are never added."""

from __future__ import annotations

from tinycrm import currencies
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Money(NamedTuple):
    """An amount in minor units (cents) of a currency, by its code of ISO 4217."""

    minor: int
    currency: str

    @property
    def amount(self) -> str:
        """Return the amount with the decimals of its currency, as in JSON: `2650.50`."""
        return self._written("")

    def say(self) -> str:
        """Return the amount as it is shown: `2,650.50 EUR`."""
        return f"{self._written(',')} {self.currency}"

    def plain(self) -> str:
        """Return the amount in a form that `parse_amount` reads back: `2650.50 EUR`."""
        return f"{self._written('')} {self.currency}"

    def _written(self, mark: str) -> str:
        places = currencies.decimals(self.currency)
        whole, rest = divmod(abs(self.minor), 10**places)
        sign = "-" if self.minor < 0 else ""
        number = f"{whole:,}".replace(",", mark)
        return f"{sign}{number}.{rest:0{places}}" if places else f"{sign}{number}"


def from_columns(minor: int | None, currency: str | None) -> Money | None:
    """Return the money of a row, None if it has none."""
    return None if minor is None or currency is None else Money(minor, currency)


def totals(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return one sum for each currency, in the order of their codes."""
    sums: dict[str, int] = {}
    for each in amounts:
        if each is not None:
            sums[each.currency] = sums.get(each.currency, 0) + each.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))


def say_all(amounts: Sequence[Money]) -> str:
    """Return sums of several currencies in words: `450.00 EUR and 1,200 JPY`."""
    said = [each.say() for each in amounts]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))
