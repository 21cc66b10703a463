"""The kind of a note that begins with a past tense: "Phoned her", "she sent flowers".

Words in, words out: everything is in lower case, without signs around the words.
"""

from __future__ import annotations

from tinycrm.services.typed import kind_words as known
from tinycrm.values import NamedTuple

HANDED = frozenset(("gave", "sent", "brought", "wrote", "made", "got", "received", "bought"))


class SaidKind(NamedTuple):
    """A kind of note and the words that say it; `received`: the contact did it.

    A kind that is only likely is not `sure`.
    """

    kind: str
    by: str
    received: bool = False
    sure: bool = True


def read_past_tense(words: list[str]) -> SaidKind | None:
    """Return the kind that the first word says of what happened, None for another word."""
    if words[0] in known.THEY:
        return _of_them(words)
    first, rest = words[0], words[1:]
    if first in _BY_VERB:
        return _BY_VERB[first](rest)
    if first in HANDED:
        return _handed(first, rest)
    if words[:3] == ["off", "the", "phone"]:
        return SaidKind("call", "off the phone")
    if _came_by(words):
        return SaidKind("visit", first)
    if first in known.ANSWERED:
        return _answered(first, rest)
    kind, within, others = known.WITH_OTHERS.get(first, ("", 0, frozenset()))
    if others & set(rest[:within]):
        others = known.NO_MEETING | known.NOT_YET
        is_else = not others.isdisjoint(rest[within : within + 2])
        return None if is_else else SaidKind(kind, first)
    known_kind = known.VERBS.get(first)
    return SaidKind(known_kind, first) if known_kind and not _means_else(first, rest) else None


def _took(rest: list[str]) -> SaidKind | None:
    """Read "took him out for lunch"."""
    rest = rest[:6]
    at = next((at for at, word in enumerate(rest) if word in ("for", "to")), len(rest))
    meals = [word for word in rest[at + 1 : at + 3] if word not in known.ARTICLES]
    is_meal = known.EVENT_WORDS.get("".join(meals[:1])) == "meeting"
    return SaidKind("meeting", "took") if is_meal else None


def _saw(rest: list[str]) -> SaidKind | None:
    """Read "saw her at the fair", not "saw her post" or "saw her on TV"."""
    is_met = bool(rest) and rest[0] in known.THEM and "".join(rest[1:2]) in known.AFTER_SEEN
    return SaidKind("meeting", "saw") if is_met and known.MEDIA.isdisjoint(rest[:6]) else None


def _missed(rest: list[str]) -> SaidKind | None:
    """Read "missed her call": nobody was in touch, and the user tried nothing."""
    is_call = rest[:1] != ["our"] and not known.CALLS.isdisjoint(rest[:2])
    return SaidKind("note", "missed") if is_call else None


def _answered(verb: str, rest: list[str]) -> SaidKind | None:
    """Read "replied to her mail": what was answered says how."""
    things = (known.ANSWERED_WORDS.get(word, "") for word in rest[:5])
    kind = next(filter(None, things), "")
    return SaidKind(kind, verb) if kind else None


def _means_else(verb: str, rest: list[str]) -> bool:
    others = known.UNLESS.get(verb, "").split()
    after = [word for word in rest[:3] if verb != "met" or word not in known.ARTICLES]
    if verb == "met":
        return any(word in others for word in after[:2])
    return bool(after) and after[0] in others


def _of_them(words: list[str]) -> SaidKind | None:
    """Return the kind of what the contact did: "she called about the invoice"."""
    verb, after = (words[1:2] or [""])[0], (words[2:3] or [""])[0]
    by = f"{words[0]} {verb}"
    if verb == "tried" and after == "to" and known.REACHING & set(words[3:4]):
        return SaidKind("note", by)
    kind = known.VERBS.get(verb, "")
    written = kind in ("email", "message") and after in known.ARTICLES
    if written or (kind in ("call", "email", "message") and after in known.AFTER_THEIRS):
        return SaidKind(kind, by, received=True)
    visited = verb == "visited" and after in known.AFTER_THEIRS and not _travels(words[3:])
    if visited or _came_by(words[1:]):
        return SaidKind("visit", by, received=True)
    if verb == "left" and not known.LEFT.isdisjoint(words[2:5]):
        return SaidKind("message", by, received=True)
    return _given_by_them(verb, words[2:], by) if verb in ("sent", "brought", "gave") else None


def _given_by_them(verb: str, rest: list[str], by: str) -> SaidKind | None:
    """Read "she sent me a box of chocolates"; another thing only makes a gift likely."""
    object_ = [word for word in rest if word not in known.PEOPLE and word not in known.ARTICLES]
    while object_ and object_[0] in known.ADORNING:
        object_ = object_[1:]
    if object_[1:2] == ["of"] and object_[0] in known.CONTAINERS:
        object_ = object_[2:]
    kind = known.THING_WORDS.get(object_[0], "") if object_ else ""
    if kind in ("gift", "email", "message"):
        return SaidKind(kind, by, received=True)
    is_thing = bool(object_) and known.GIVEN_WORDS.get(object_[0]) is None
    to_me = rest[:2] in (["me", "a"], ["me", "an"], ["us", "a"], ["us", "an"])
    likely = is_thing and to_me and verb != "sent"  # a photo, a contract, a link is sent too
    return SaidKind("gift", by, received=True, sure=False) if likely else None


def _came_by(words: list[str]) -> bool:
    """Return whether "came by" and the like is a visit, and not a way to travel."""
    verb, way = (*words[:2], "", "")[:2]
    if way == "into":
        return verb in known.CAME and not known.PLACES.isdisjoint(words[3:4])
    if way not in known.CAME.get(verb, ()) or _travels(words[2:]):
        return False
    return (verb, way) != ("came", "in") or "".join(words[2:3]) in known.AFTER_CAME_IN


def _is_from_them(rest: list[str]) -> bool:
    """Return whether "from her" is what it says, and not "from her mother"."""
    _, *whose = rest[rest.index("from") :] if "from" in rest else [""]
    return whose[:1] != [] and whose[0] in known.THEM and "".join(whose[1:2]) in known.AFTER_THEIRS


def _travels(after: list[str]) -> bool:
    """Return whether "came by" goes on with a way to travel."""
    return not known.VEHICLES.isdisjoint(after[:1])


def _had(rest: list[str]) -> SaidKind | None:
    """Read "had lunch with her": what people have together, within three words."""
    for word in joined(rest[:5]):
        if word in known.EVENT_WORDS:
            return SaidKind(known.EVENT_WORDS[word], "had")
        if word in ("to", "no", "not", "with", "for", "been"):
            return None
    return None


def _handed(verb: str, rest: list[str]) -> SaidKind | None:
    """Read what was given, sent, brought, written or got, and to or from whom."""
    received = verb in ("got", "received")
    to_person = rest[:1] and rest[0] in known.PEOPLE
    object_ = rest[1:] if to_person else rest
    has_article = bool(object_) and object_[0] in known.ARTICLES
    named = next((at for at, word in enumerate(object_) if word in known.REASONS), 6)
    things = [word for word in joined(object_[: min(named, 6)]) if word not in known.ARTICLES]
    kind = next((known.THING_WORDS[each] for each in things if each in known.THING_WORDS), "")
    given = known.GIVEN_WORDS.get(things[0]) if things else ""
    if (verb == "wrote" and kind == "gift") or (kind == "intro" and verb != "made"):
        kind = ""
    if things[:1] == ["call"] and (verb == "made" or _is_from_them(rest)):
        kind = "call"
    if verb == "gave" and given is not None:
        return SaidKind(given, f"{verb} {things[0]}") if given else None
    written = has_article and kind in ("email", "message")
    if kind and (not received or "from" in rest or kind == "gift" or written):
        return SaidKind(kind, verb, received)
    to_them = to_person and rest[0] not in ("us", "me")
    if verb in ("gave", "brought") and to_them and has_article:
        return SaidKind("gift", verb)
    return None


_BY_VERB = {"had": _had, "missed": _missed, "saw": _saw, "took": _took}


def joined(words: list[str]) -> list[str]:
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
