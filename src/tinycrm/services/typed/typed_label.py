"""A label at the beginning of a typed text, before a colon or a dash: `sms: on her way`."""

from __future__ import annotations

_DASHES = "-–—"
_LONGEST = 40  # characters


def split_label(text: str) -> tuple[str, str]:
    """Return what may be a label, and the text after it; "" and the whole text for none.

    A hyphen is a dash only after a blank, a colon is one only before a blank: not `12:30`.
    """
    for position, char in enumerate(text[:_LONGEST]):
        after, before = text[position + 1 : position + 2], text[position - 1 : position]
        is_dash = char in _DASHES and position and (before.isspace() or char != "-")
        if (char == ":" or is_dash) and (not after or after.isspace()):
            return text[:position].strip(), text[position + 1 :].strip()
    return "", text
