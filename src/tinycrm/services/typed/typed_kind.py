"""Which kind of note a text is, as its writer typed it.

A label before a colon or a dash names the kind and is not part of the text ("sms: on her way").
Without one, a clear past tense at the beginning does ("Phoned her"), or a noun with a person
("Lunch with Piotr"); the text stays whole. A plan or a remark has no kind: "Call her on Monday".
English, and the usual first words of German, French, Spanish and Polish notes; others come from
the settings, `[kinds]`.
"""

from __future__ import annotations

from tinycrm.contact_points import is_email, is_like_a_phone
from tinycrm.days import WEEKDAYS
from tinycrm.rules import ATTEMPT
from tinycrm.services.typed import kind_words as known
from tinycrm.services.typed.typed_attempt import find_attempt
from tinycrm.services.typed.typed_label import SIGNS, length_of, split_label, words_of
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_HANDED = frozenset(("gave", "sent", "brought", "wrote", "made", "got", "received", "bought"))
_TRIED = ("call", "visit")
"""What may have been only tried, whatever its label says."""

_FROM_THEM = ("gift", "email", "call", "message")
_GAVE = ("sent", "gave", "brought", "called")


class TypedKind(NamedTuple):
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
    return own.get(label) or known.LABELS.get(plain) or known.EVENT_WORDS.get(described)


def _unlabelled(text: str) -> TypedKind | None:
    words, second = words_of(text)
    words = _from_verb(words)
    tried = find_attempt((words, second))
    if tried:
        found: TypedKind | None = TypedKind(ATTEMPT, tried, text)
    else:
        found = _told(words, text) or _with_person(words, text) if words else None
    if found:
        return found._replace(by=text[: length_of(text, found.by)] or found.by)
    return _likely(words, text)


def _from_verb(words: list[str]) -> list[str]:
    """Return the words without who did it and when: "last Tuesday we had lunch"."""
    at = 0
    while at < len(words):
        first, second = words[at].rstrip(":"), "".join(words[at + 1 : at + 2])
        if first in known.SELF or first in WEEKDAYS or (first == "got" and second == "off"):
            at += 1
        elif first in ("last", "this", "on") and second in known.PARTS_OF_TIME:
            at += 2
        elif second in known.COUNTED and words[at + 2 : at + 3] == ["ago"]:
            at += 3
        else:
            break
    return words[at:] or words


# ── a past tense at the beginning ────────────────────────────────────────────────────────


def _told(words: list[str], text: str) -> TypedKind | None:
    """Return the kind that a past tense says."""
    if words[0] in known.THEY:
        return _told_of_them(words, text)
    first, rest = words[0], words[1:]
    if first == "had":
        return _had(rest, text)
    if first in _HANDED:
        return _handed(first, rest, text)
    if words[:3] == ["off", "the", "phone"]:
        return TypedKind("call", "off the phone", text)
    if first in known.ANSWERED:
        return _answered(first, rest, text)
    if first == "took":
        return _took(rest[:6], text)
    kind, within, others = known.WITH_OTHERS.get(first, ("", 0, frozenset()))
    if others & set(rest[:within]):
        others = known.NO_MEETING | known.NOT_YET
        is_else = not others.isdisjoint(rest[within : within + 2])
        return None if is_else else TypedKind(kind, first, text)
    told = known.VERBS.get(first)
    return TypedKind(told, first, text) if told and not _means_else(first, rest) else None


def _took(rest: list[str], text: str) -> TypedKind | None:
    """Read "took him out for lunch"."""
    at = next((at for at, word in enumerate(rest) if word in ("for", "to")), len(rest))
    meals = [word for word in rest[at + 1 : at + 3] if word not in known.ARTICLES]
    is_meal = known.EVENT_WORDS.get("".join(meals[:1])) == "meeting"
    return TypedKind("meeting", "took", text) if is_meal else None


def _answered(verb: str, rest: list[str], text: str) -> TypedKind | None:
    """Read "replied to her mail": what was answered says how."""
    things = (known.ANSWERED_WORDS.get(word, "") for word in rest[:5])
    kind = next(filter(None, things), "")
    return TypedKind(kind, verb, text) if kind else None


def _means_else(verb: str, rest: list[str]) -> bool:
    others = known.UNLESS.get(verb, "").split()
    after = [word for word in rest[:3] if verb != "met" or word not in known.ARTICLES]
    if verb == "met":
        return any(word in others for word in after[:2])
    return bool(after) and after[0] in others


def _told_of_them(words: list[str], text: str) -> TypedKind | None:
    """Return the kind of what the contact did: "she called about the invoice"."""
    verb, after = (words[1:2] or [""])[0], (words[2:3] or [""])[0]
    kind = known.VERBS.get(verb, "")
    written = kind in ("email", "message") and after in known.ARTICLES
    if written or (kind in ("call", "email", "message") and after in known.AFTER_THEIRS):
        return TypedKind(kind, f"{words[0]} {verb}", text, received=True)
    came = verb in known.CAME and after in known.CAME[verb].split()
    if (came or (verb == "visited" and after in known.AFTER_THEIRS)) and not _travels(words[3:5]):
        return TypedKind("visit", f"{words[0]} {verb}", text, received=True)
    if verb in ("sent", "brought", "gave"):
        rest = [
            word for word in words[2:] if word not in known.PEOPLE and word not in known.ARTICLES
        ]
        thing = known.THING_WORDS.get(rest[0], "") if rest else ""
        if thing in ("gift", "email", "message"):
            return TypedKind(thing, f"{words[0]} {verb}", text, received=True)
    return None


def _is_from_them(rest: list[str]) -> bool:
    """Return whether "from her" is what it says, and not "from her mother"."""
    _, *whose = rest[rest.index("from") :] if "from" in rest else [""]
    return whose[:1] != [] and whose[0] in known.THEM and "".join(whose[1:2]) in known.AFTER_THEIRS


def _travels(after: list[str]) -> bool:
    """Return whether "came by" goes on with a way to travel."""
    return not known.VEHICLES.isdisjoint(after[:1])


def _had(rest: list[str], text: str) -> TypedKind | None:
    """Read "had lunch with her": what people have together, within three words."""
    for word in _joined(rest[:5]):
        if word in known.EVENT_WORDS:
            return TypedKind(known.EVENT_WORDS[word], "had", text)
        if word in ("to", "no", "not", "with", "for", "been"):
            return None
    return None


def _handed(verb: str, rest: list[str], text: str) -> TypedKind | None:
    """Read what was given, sent, brought, written or got, and to or from whom."""
    received = verb in ("got", "received")
    to_person = rest[:1] and rest[0] in known.PEOPLE
    object_ = rest[1:] if to_person else rest
    has_article = bool(object_) and object_[0] in known.ARTICLES
    named = next((at for at, word in enumerate(object_) if word in known.REASONS), 6)
    things = [word for word in _joined(object_[: min(named, 6)]) if word not in known.ARTICLES]
    kind = next((known.THING_WORDS[each] for each in things if each in known.THING_WORDS), "")
    given = known.GIVEN_WORDS.get(things[0]) if things else ""
    if (verb == "wrote" and kind == "gift") or (kind == "intro" and verb != "made"):
        kind = ""
    if things[:1] == ["call"] and (verb == "made" or _is_from_them(rest)):
        kind = "call"
    if verb == "gave" and given is not None:
        return TypedKind(given, f"{verb} {things[0]}", text) if given else None
    written = has_article and kind in ("email", "message")
    if kind and (not received or "from" in rest or kind == "gift" or written):
        return TypedKind(kind, verb, text, received)
    to_them = to_person and rest[0] not in ("us", "me")
    if verb in ("gave", "brought") and to_them and has_article:
        return TypedKind("gift", verb, text)
    return None


# ── a noun with a person ─────────────────────────────────────────────────────────────────


def _with_person(words: list[str], text: str) -> TypedKind | None:
    """Read "Lunch with Piotr", "email from her", "Flowers sent", unless it is a plan."""
    while words and words[0] in (*known.ARTICLES, *known.DESCRIBING):
        words = words[1:]
    first = next(iter(_joined(words[:3])), "")
    kind = known.EVENT_WORDS.get(first) or known.FROM_WORDS.get(first)
    after = words[1 + first.count("-") :]
    if not kind and first in known.THING_WORDS and after[:1] == ["sent"]:
        return TypedKind(known.THING_WORDS[first], f"{first} sent", text)
    if not kind or _is_plan(text):
        return None
    sent = after[:1] == ["sent"]
    joins = ("with", "w/") if first in known.EVENT_WORDS else ("from", "to")
    linked = next((each for each in (*joins, "from") if each in after[:4]), "")
    if not sent and not linked:
        return None
    if linked and after[-1:] == [linked]:
        return None
    return TypedKind(kind, first.replace("-", " "), text, linked == "from")


def _is_plan(text: str) -> bool:
    """Return whether a sentence that begins with a noun is about what is to come, or a remark."""
    clause = f"{text.lower()} ".replace("! ", ". ")
    for sign in (",", ":", ";", "\n", ". "):
        clause = clause.partition(sign)[0]
    words = {word.strip(SIGNS) for word in clause.split()}
    on_a_day = not words.isdisjoint(WEEKDAYS) and "last" not in words
    return on_a_day or "?" in clause or bool(known.PLANS & words)


_NO_NOUNS = (["tried"], ["missed"], ["busy"], ["not"])  # "tried the new cake", "busy week"


def _likely(words: list[str], text: str) -> TypedKind | None:
    """Return the kind that a bare noun makes likely: "gift honey"."""
    if words and (words[0] in known.VERBS or words[0] in _HANDED):
        return None  # a past tense that means something else: "gave him 10% off"
    for count in (2, 1):
        kind = known.LABELS.get(" ".join(words[:count]))
        is_clear = kind not in ("talk", "note") and words[:1] not in _NO_NOUNS
        if kind and len(words) > count and is_clear and not _is_plan(text):
            return TypedKind(kind, " ".join(words[:count]), text, sure=False)
    return None


def _joined(words: list[str]) -> list[str]:
    """Return the words with each pair that has a meaning of its own joined: phone-call."""
    joined, position = [], 0
    while position < len(words):
        for length in (3, 2):
            pair = "-".join(words[position : position + length])
            named = (known.EVENT_WORDS, known.FROM_WORDS, known.THING_WORDS)
            if length <= len(words) - position and any(pair in each for each in named):
                joined.append(pair)
                position += length
                break
        else:
            joined.append(words[position])
            position += 1
    return joined
