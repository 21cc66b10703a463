"""Relations in a vCard: RELATED, and what other programs write instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycrm.contact_points import split_named_email
from tinycrm.exchange.cards import NamedRelative
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.vcard_values import read_custom, read_own_label, read_words

_SPOUSE = (
    "X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-MS-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME",
    "X-KADDRESSBOOK-X-SPOUSENAME", "X-WAB-SPOUSE-NAME",
)  # fmt: skip
_MANAGER = (
    "X-MANAGER", "X-EVOLUTION-MANAGER", "X-MS-MANAGER", "X-KADDRESSBOOK-X-MANAGERSNAME",
    "X-MANAGERSNAME",
)  # fmt: skip
_ASSISTANT = (
    "X-ASSISTANT", "X-EVOLUTION-ASSISTANT", "X-MS-ASSISTANT", "X-KADDRESSBOOK-X-ASSISTANTSNAME",
    "X-MICROSOFT-ASSISTANT",
)  # fmt: skip
_MEMBER = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
"""Who is in a group, by the UID of their card."""
_LABELS = {
    "RELATED": "",
    "X-ABRELATEDNAMES": "",
    "X-ANDROID-CUSTOM": "",
    **dict.fromkeys(("X-MS-CHILD", "X-FUNAMBOL-CHILDREN"), "child"),
    **dict.fromkeys(_SPOUSE, "spouse"),
    **dict.fromkeys(_MANAGER, "manager"),
    **dict.fromkeys(_ASSISTANT, "assistant"),
    **dict.fromkeys(_MEMBER, "member"),
}
LIST = "X-EVOLUTION-LIST"
"""The property of a card whose e-mail addresses are those of others."""

PROPERTIES = tuple(_LABELS)
"""Properties for a relation."""

_ANDROID = (
    "", "assistant", "brother", "child", "domestic partner", "father", "friend", "manager",
    "mother", "parent", "partner", "referred by", "relative", "sister", "spouse",
)  # fmt: skip
"""The labels of Android's own numbers; 0 is a label of the user's."""

_NO_LABEL = frozenset(("pref", "home", "work", "contact", "text", "uri", "other"))
_ANY = "related"
_UUID = "urn:uuid:"


def read_relatives(line: ContentLine, own_label: str = "") -> Iterator[NamedRelative]:
    """Yield what a property says; nothing if it is no relation, or to a page or an address.

    Of a member of a group there may be only the e-mail address. `own_label` is the value of its
    X-ABLabel.
    """
    if line.name == "X-ANDROID-CUSTOM":
        yield from _of_android(line)
        return
    types = [each.replace("-", " ") for each in line.types() if each and each not in _NO_LABEL]
    own = read_own_label(own_label)
    labels = [own] if own else [_LABELS[line.name]] if _LABELS[line.name] else types or [_ANY]
    if labels == ["me"]:
        return
    name, uid = _who(line)
    if name or uid:
        for label in labels:
            yield NamedRelative(label, name, uid, (line.head, line.raw))


def is_list(lines: Sequence[ContentLine]) -> bool:
    """Return whether these LIST properties say that a card is a list of Evolution."""
    return any(line.value.strip().lower() == "true" for line in lines)


def read_list_member(line: ContentLine) -> NamedRelative:
    """Return the member of a list that an EMAIL in its card is, with name and address."""
    text = read_words(line.value)
    name, address = split_named_email(text) if "<" in text else ("", text)
    name = line.param("X-EVOLUTION-DEST-NAME") or name
    uid = line.param("X-EVOLUTION-DEST-CONTACT-UID")
    said = f"{name} <{address}>" if name and address else text
    return NamedRelative("member", said, uid, (line.head, line.raw))


def _of_android(line: ContentLine) -> Iterator[NamedRelative]:
    kind, name, number, label, *_ = read_custom(line.value)
    if kind == "relation" and name:
        is_known = number.isdecimal() and 0 < int(number) < len(_ANDROID)
        yield NamedRelative(_ANDROID[int(number)] if is_known else label or _ANY, name)


def _who(line: ContentLine) -> tuple[str, str]:
    """Return name and UID; a value that is not marked as text may be either."""
    text = read_words(line.value)
    is_link = line.name == "RELATED" or line.name in _MEMBER
    is_text = not is_link or line.param("VALUE").lower() == "text"
    if is_text:
        return text, ""
    if text.lower().startswith(_UUID):
        return "", text[len(_UUID) :]
    scheme, colon, rest = text.partition(":")
    if line.name in _MEMBER and scheme.lower() == "mailto":
        return rest, ""
    if colon and rest[:1].strip() and scheme.isascii() and scheme.isalnum():
        return "", ""  # a page, an address: kept as it is
    return ("", text) if line.param("VALUE").lower() in ("uri", "uid") else (text, text)
