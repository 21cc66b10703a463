"""Which kind of note a text is, as its writer typed it.

A label before a colon or a dash names the kind and is not part of the text ("sms: on her way").
Without one, a clear past tense at the beginning does ("Phoned her"), or a noun with a person
("Lunch with Piotr"); the text stays whole. A plan or a remark has no kind: "Call her on Monday".
English, and the usual first words of German, French, Spanish and Polish notes; others come from
the settings, `[kinds]`.
"""

from __future__ import annotations

from tinycrm.contact_points import is_email, is_like_a_phone
from tinycrm.rules import ATTEMPT
from tinycrm.services.typed import kind_words as known
from tinycrm.services.typed.kind_labels import LABELS
from tinycrm.services.typed.not_in_touch import find_no_touch
from tinycrm.services.typed.past_tense import HANDED, SaidKind, joined, read_past_tense
from tinycrm.services.typed.typed_attempt import find_attempt
from tinycrm.services.typed.typed_label import (
    SIGNS,
    length_of,
    split_label,
    weekday_of,
    words_of,
)
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_TRIED = ("call", "visit")
"""What may have been only tried, whatever its label says."""

_FROM_THEM = ("gift", "email", "call", "message")
_GESTURES = ("thanks", "greeting", "intro", "favour", "apology", "social")
"""What the user does for a contact. If the contact did it, it is no gesture of the user."""

_GAVE = ("sent", "gave", "brought", "called")


class TypedKind(Fields):
    """A kind of note and the words it was read from; `rest` is the text without a label.

    `received` says that the contact did it: they sent the flowers. A kind that is only likely
    is not `sure`: the note does not take it.
    """

    kind: str
    by: str
    rest: str
    received: bool = False
    sure: bool = True


def find_typed_kind(text: str, own: Mapping[str, str] | None = None) -> TypedKind | None:
    """Return the kind that a typed text says, None if it says none.

    `own` are the user's labels, in lower case, with their kinds.
    """
    text = text.strip()
    return _labelled(text, own or {}) or _unlabelled(text)


def is_received(kind: str, text: str) -> bool:
    """Return whether a note of a kind is about what the contact did: "got honey from her"."""
    if kind not in _FROM_THEM:
        return False
    words = words_of(text)[0]
    theirs = words[:1] and words[0] in known.THEY and words[1:2] and words[1] in _GAVE
    said = None if theirs else _unlabelled(text)
    from_them = kind == "gift" and words[-2:-1] == ["from"] and words[-1] in known.THEM
    return bool(theirs or from_them or words[:1] in (["got"], ["received"], ["from"])) or bool(
        said and said.kind == kind and said.received
    )


# ── a label ──────────────────────────────────────────────────────────────────────────────


def _labelled(text: str, own: Mapping[str, str]) -> TypedKind | None:
    label, rest = split_label(text)
    kind = _kind_of_label(label.lower(), own)
    if not kind or is_like_a_phone(rest) or (kind == "email" and is_email(rest)):
        return None  # "phone: 0171 1234567" is how to reach them, and no call
    rest = rest or text
    tried = find_attempt(words_of(rest)) if kind in _TRIED else ""
    if tried:  # "call: no answer"
        return TypedKind(ATTEMPT, rest[: length_of(rest, tried)] or tried, rest)
    return TypedKind(kind, label, rest, is_received(kind, rest))


def _kind_of_label(label: str, own: Mapping[str, str]) -> str | None:
    plain = label.replace("e-mail", "email").replace("-", " ")
    first, _, last = plain.removeprefix("follow up ").rpartition(" ")
    described = last if plain.startswith("follow up ") or first in known.DESCRIBING else ""
    return own.get(label) or LABELS.get(plain) or known.EVENT_WORDS.get(described)


def _unlabelled(text: str) -> TypedKind | None:
    words, second = words_of(text)
    words = _from_verb(words)
    tried = find_attempt((words, second))
    said = SaidKind(ATTEMPT, tried) if tried else None
    if words and not said:
        said = (
            read_past_tense(words)
            or _with_person(words, text)
            or _likely(words, text)
            or _no_touch(words)
        )
    if not said or (said.received and said.kind in _GESTURES):
        return None
    by = text[: length_of(text, said.by)] or said.by
    return TypedKind(said.kind, by, text, said.received, said.sure)


def _from_verb(words: list[str]) -> list[str]:
    """Return the words without who did it and when: "last Tuesday we had lunch"."""
    at = 0
    while at < len(words):
        first, second = words[at].rstrip(":"), "".join(words[at + 1 : at + 2])
        is_sign = not any(map(str.isalnum, first))  # "☎ called her"
        if (
            is_sign
            or first in known.SELF
            or weekday_of(first)
            or (first == "got" and second == "off")
        ):
            at += 1
        elif first in ("last", "this", "on") and (
            second in known.PARTS_OF_TIME or weekday_of(second)
        ):
            at += 2
        elif second in known.COUNTED and words[at + 2 : at + 3] == ["ago"]:
            at += 3
        else:
            break
    return words[at:] or words


# ── a noun with a person ─────────────────────────────────────────────────────────────────


def _with_person(words: list[str], text: str) -> SaidKind | None:
    """Read "Lunch with Piotr", "email from her", "Flowers sent", unless it is a plan."""
    while words and words[0] in (*known.ARTICLES, *known.DESCRIBING):
        words = words[1:]
    first = next(iter(joined(words[:3])), "")
    kind = known.EVENT_WORDS.get(first) or known.FROM_WORDS.get(first)
    after = words[1 + first.count("-") :]
    if not kind and first in known.THING_WORDS and after[:1] == ["sent"]:
        return SaidKind(known.THING_WORDS[first], f"{first} sent")
    if not kind or _is_plan(text):
        return None
    sent = after[:1] == ["sent"]
    joins = known.WITH if first in known.EVENT_WORDS else ("from", "to")
    linked = next((each for each in (*joins, "from") if each in after[:4]), "")
    if not sent and not linked:
        return None
    if linked and after[-1:] == [linked]:
        return None
    return SaidKind(kind, first.replace("-", " "), linked == "from")


def _is_plan(text: str) -> bool:
    """Return whether a sentence that begins with a noun is about what is to come, or a remark."""
    clause = f"{text.lower()} ".replace("! ", ". ")
    for sign in (",", ":", ";", "\n", ". "):
        clause = clause.partition(sign)[0]
    words = {word.strip(SIGNS) for word in clause.split()}
    on_a_day = any(map(weekday_of, words)) and "last" not in words
    return on_a_day or "?" in clause or bool(known.PLANS & words)


def _no_touch(words: list[str]) -> SaidKind | None:
    """Return that a remark is likely where nobody was in touch yet: "will call tomorrow"."""
    by = find_no_touch(words)
    return SaidKind("note", by, sure=False) if by else None


_FROM = frozenset("from von de od".split())
_NO_NOUNS = (["tried"], ["missed"], ["busy"], ["not"])  # "tried the new cake", "busy week"


def _likely(words: list[str], text: str) -> SaidKind | None:
    """Return the kind that a bare noun makes likely: "gift honey"."""
    if words and (words[0] in known.VERBS or words[0] in HANDED):
        return None  # a past tense that means something else: "gave him 10% off"
    while len(words) > 1 and words[0] in known.DESCRIBING:
        words = words[1:]
    for count in (2, 1):
        kind = LABELS.get(" ".join(words[:count]))
        is_clear = kind not in ("talk", "note") and words[:1] not in _NO_NOUNS
        if kind and len(words) >= count and is_clear and not _is_plan(text):
            received = not _FROM.isdisjoint(words[count : count + 4])
            return SaidKind(kind, " ".join(words[:count]), received, sure=False)
    return None
