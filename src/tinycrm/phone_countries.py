"""Phone numbers by the rules of their countries: whether two forms are one number."""

from __future__ import annotations

import functools

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    is_valid_number,
    parse,
    region_code_for_country_code,
    region_code_for_number,
)

from tinycrm.contact_points import normal_phone


@functools.lru_cache(maxsize=4096)
def are_one(one: str, other: str, home: str) -> bool:
    """Compare two numbers by their countries.

    A number without a country is the owner's if it is valid there: 0171 1234567 is a German
    mobile at home in Germany, never the British one that ends the same.
    """
    ours, theirs = _read(one, home), _read(other, home)
    if ours is None and theirs is not None:
        ours = _parse(one, _country_of(theirs))
    elif theirs is None and ours is not None:
        theirs = _parse(other, _country_of(ours))
    if ours is None or theirs is None:
        return _national(one) == _national(other)
    return ours == theirs


def _read(number: str, home: str) -> PhoneNumber | None:
    """Return a number with its country; without one, only if it is valid at home."""
    found = _parse(number, home)
    if found is None or _international(number).startswith("+") or is_valid_number(found):
        return found
    return None


@functools.lru_cache(maxsize=256)
def _parse(number: str, country: str) -> PhoneNumber | None:
    try:
        return parse(_international(number), country or None)
    except NumberParseException:
        return None


def _international(number: str) -> str:
    """Return a number with + instead of 00, which is dialled in most countries."""
    bare = number.strip().lower().removeprefix("tel:").lstrip(" (")
    if bare.startswith("+"):
        return bare
    return f"+{bare[2:]}" if bare.startswith("00") else bare


def _country_of(number: PhoneNumber) -> str:
    own = region_code_for_number(number)
    return own or region_code_for_country_code(number.country_code or 0)


def _national(number: str) -> str:
    """Return the digits without the zero that is dialled only inside a country."""
    return normal_phone(number).lstrip("0")
