"""Which name of a vCard a person goes by: what it displays (FN), or the parts of a name (N)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.vcard_values import is_plain_name, read_name, read_words, split_at
from tinycrm.text import fold


def person_names(
    full: str, parts: ContentLine | None, all_of: Callable[[str], Sequence[ContentLine]]
) -> tuple[str, str]:
    """Return the name of a person, and the full name where FN is only what they are called.

    `full` is FN and `parts` is N. FN may be what a program sorts by: an e-mail address, a phone
    number, or the name as “Lovelace, Ada”; then N is the name. It may also be what the owner calls
    somebody: then N is the full name. Where one person is another is not decided by it, since
    programs that change FN may leave the N of somebody else. `all_of` returns the properties of
    the card that have a name: there may be an FN for each script.
    """
    if parts is None:
        return full, ""
    if full and is_plain_name(parts.value, full):  # as nearly all are
        return full, ""
    is_old = any(line.value.strip() == "2.1" for line in all_of("VERSION")[:1])
    spoken = read_name(parts.value, has_lists=not is_old)
    if not full or not spoken:
        return full or spoken, ""
    if _is_address(full) and any(map(str.isalpha, spoken)) and "@" not in spoken:
        return spoken, ""
    if _is_filed(full, parts.value):
        return spoken, ""
    names = " ".join(read_words(line.value) for line in all_of("FN"))
    return full, _full_name(f"{full} {names}", parts.value, is_old=is_old)


def _full_name(name: str, parts: str, *, is_old: bool) -> str:
    """Return the given and family names in N where `name` lacks one of them, else ""."""
    family, given, middle = [*split_at(";", parts), "", "", ""][:3]
    there = fold(name)
    words = fold(f"{read_words(family)} {read_words(given)}").split("\n")[0].split()
    if all(word.strip(".,()\"'") in there for word in words):
        return ""
    found = read_name(f"{family};{given};{middle}", has_lists=not is_old)
    return "" if "@" in found or not any(map(str.isalpha, found)) else found


def _is_address(full: str) -> bool:
    """Return whether a name is an e-mail address or a phone number."""
    return ("@" in full and " " not in full) or not any(map(str.isalpha, full))


def _is_filed(full: str, parts: str) -> bool:
    """Return whether a name is that of N with the family name first: `Lovelace, Ada`."""
    family, sign, rest = full.strip('"').partition(",")
    own, *others = map(read_words, split_at(";", parts))
    names = " ".join(filter(None, others[:2]))
    given = others[0] if others else ""
    return bool(sign and own and given) and (
        family.strip() == own and rest.strip() in (names, given)
    )
