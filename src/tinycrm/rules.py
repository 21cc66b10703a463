"""Text into checked values: names, kinds, facts.

Both front ends, scripts and imports read single values through these functions. Each
raises UsageProblem with what was wrong and how to write it.
"""

from __future__ import annotations

from tinycrm.errors import UsageProblem
from tinycrm.text import plain_label, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    ContactKind = Literal["person", "organization", "group"]
else:
    ContactKind = str  # for annotations that are evaluated

TOUCHES = (
    "talk", "call", "email", "message", "meeting", "visit", "support", "social",
    "thanks", "gift", "greeting", "intro", "favour", "apology",
)  # fmt: skip
ATTEMPT = "attempt"
REMARK = "note"
NO_TOUCHES = (ATTEMPT, REMARK)
"""Nobody answered; nothing happened. Neither counts as being in touch."""

KINDS = (*TOUCHES, *NO_TOUCHES)
"""The kinds of a note. All except the last two count as being in touch."""

CONTACT_KINDS: tuple[ContactKind, ...] = ("person", "organization", "group")

GESTURES = ("thanks", "gift", "greeting", "intro", "favour", "apology", "social")
"""The kinds that count as gestures; see docs/architecture.md."""


def parse_text(text: str, what: str) -> str:
    """Return `text` without leading and trailing white space, otherwise unchanged.

    Raises UsageProblem when it is empty, or contains a NUL or bytes that are not UTF-8,
    which cannot be stored. `what` names the value in the message ("name", "note").
    """
    is_text = text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text)
    if "\x00" in text or not is_text:
        raise UsageProblem(f"The {what} “{visible(text)}” is not valid text (UTF-8 without NUL).")
    stripped = text.strip()
    if not stripped:
        raise UsageProblem(f"The {what} is empty.")
    return stripped


def parse_kind(text: str) -> str:
    """Return the kind of note that `text` names, in full or by an unambiguous prefix."""
    word = text.strip().lower()
    word = {"favor": "favour", "e-mail": "email", "mail": "email"}.get(word, word)
    return parse_choice(word, KINDS, "kind of note", text)


def parse_choice(word: str, choices: Sequence[str], what: str, typed: str = "") -> str:
    """Return the choice that `word` names, in full or by an unambiguous prefix.

    `typed` is the word as the user wrote it. Raises UsageProblem.
    """
    found = [each for each in choices if each.startswith(word)] if word else []
    if word in found:
        return word
    if len(found) == 1:
        return found[0]
    said = visible(typed or word)
    if found:
        raise UsageProblem(f"“{said}” could be {', '.join(found)}.")
    raise UsageProblem(f"“{said}” is not a {what}.", f"The kinds are {', '.join(choices)}.")


def parse_contact_kind(text: str) -> ContactKind:
    """Return person, organization or group; the first letters are enough."""
    word = text.strip().lower()
    found = [kind for kind in CONTACT_KINDS if word and kind.startswith(word)]
    if len(found) != 1:
        raise UsageProblem(
            f"“{visible(text)}” is not a kind of contact.",
            f"The kinds are {', '.join(CONTACT_KINDS)}.",
        )
    return found[0]


def parse_fact(text: str) -> tuple[str, str]:
    """Return the key and value of `coffee=flat white`."""
    return _parse_pair(text, "=", "fact", "coffee=flat white")


def parse_relation(text: str) -> tuple[str, str]:
    """Return the label and the name of `spouse=Ben`."""
    return _parse_pair(text, "=", "relation", "spouse=Ben")


def parse_labelled(text: str) -> tuple[str, str]:
    """Return the label of an occasion, and its date as typed: `anniversary=2011-05-14`."""
    label, day = _parse_pair(text, "=", "date", "anniversary=2011-05-14")
    return plain_label(label), day


def _parse_pair(text: str, sign: str, what: str, example: str) -> tuple[str, str]:
    key, found, value = text.partition(sign)
    if not found or not key.strip() or not value.strip():
        raise UsageProblem(f"“{visible(text)}” is not a {what}.", f"Write it like {example}.")
    return parse_text(key, what), parse_text(value, what)


def parse_score(text: str, low: int, high: int, what: str) -> int:
    """Return a whole number from `low` to `high`."""
    try:
        number = int(text)
    except ValueError:
        number = high + 1
    if not low <= number <= high:
        raise UsageProblem(f"{what} is a whole number from {low} to {high}, not “{visible(text)}”.")
    return number
