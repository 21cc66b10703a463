"""Contact points in a vCard: e-mails, phones, pages, addresses, handles."""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Sequence
from functools import lru_cache

from tinycrm.contact_points import Point, digits, parse_email, parse_phone, split_named_email
from tinycrm.errors import UsageProblem
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.line_heads import USUAL, Params, first_value, types_of
from tinycrm.exchange.vcard_values import one_line, read_address, read_own_label, read_words
from tinycrm.rules import parse_text
from tinycrm.text import plain_label

HANDLES = {
    "X-AIM": "aim", "X-ICQ": "icq", "X-MSN": "msn", "X-YAHOO": "yahoo", "X-JABBER": "xmpp",
    "X-GOOGLE-TALK": "google talk", "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype",
    "X-QQ": "qq", "X-GADUGADU": "gadu-gadu", "X-GROUPWISE": "groupwise", "X-SIP": "sip",
    "X-TWITTER": "twitter", "X-MATRIX": "matrix", "X-TELEGRAM": "telegram",
    "X-MS-IMADDRESS": "", "IMPP": "", "X-SOCIALPROFILE": "", "SOCIALPROFILE": "",
    "X-SOCIAL-PROFILE": "", "X-FM-ONLINE-OTHER": "", "CLOUD": "nextcloud",
    "X-KADDRESSBOOK-X-IMADDRESS": "", "X-SIGNAL": "signal", "X-WHATSAPP": "whatsapp",
    "X-WECHAT": "wechat", "X-INSTAGRAM": "instagram", "X-FACEBOOK": "facebook",
    "X-LINKEDIN": "linkedin",
}  # fmt: skip
"""Properties for a user name at a service, and the service if the property implies it."""

PAGES = {
    "URL": "",
    "CONTACT-URI": "contact",
    "X-EVOLUTION-BLOG-URL": "blog",
    "X-KADDRESSBOOK-BLOGFEED": "blog",
}
"""Properties for a page, and the label if the property implies it."""

PHONES = {"TEL": "", "PHONE": "", "X-MICROSOFT-ASST-TEL": "assistant"}
"""Properties for a number, and the label if the property implies it."""

POINTS = frozenset(("EMAIL", "ADR", "LABEL", *PHONES, *PAGES, *HANDLES))
"""Properties that are contact points."""

_URI = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.+)", re.DOTALL)
_USUAL_EMAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,99}")
_USUAL_PHONE = re.compile(r"\+?\(?[0-9]{2}[0-9 ()./-]{0,27}[0-9]")
_OTHER_NUMBER = re.compile(r"\s*(?:sips?|xmpp|skype):", re.IGNORECASE)
_VAGUE = ("x-apple", "im", "acct", "id")
_SERVICES = {
    "jabber": "xmpp", "googletalk": "google talk", "gtalk": "google talk", "ymsgr": "yahoo",
    "gadugadu": "gadu-gadu", "gg": "gadu-gadu", "msnim": "msn", "sips": "sip",
}  # fmt: skip
"""Other names of services, as programs and schemes write them."""

# Direction marks and joiners that phones put around copied text.
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2068\u2069\ufeff")
)
_PHONE_SIGNS = _INVISIBLE | {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2212"}
_LONGEST = 500
"""Characters of a text that may be a phone number."""
_PAUSES = str.maketrans("pPwW", ",,;;")


def read_point(line: ContentLine, own_label: str = "") -> Point:
    """Return the contact point of a property.

    `own_label` is the value of its X-ABLabel, which is preferred to the types.
    Raises UsageProblem when the value is unusable.
    """
    label = (say_own_label(own_label) if own_label else "") or read_label(line)
    if line.name == "EMAIL":
        return Point("email", read_email(line.value), label)
    if line.name in PHONES and not _OTHER_NUMBER.match(line.value):
        return Point("phone", read_phone(line.value), label or PHONES[line.name])
    if line.name in ("ADR", "LABEL"):
        text = read_address(line.value) or read_address(line.param("LABEL"))
        return Point("address", parse_text(text, "address"), label)
    if line.name in PAGES:
        return _read_page(line.value, label or PAGES[line.name])
    service = line.param("X-SERVICE-TYPE") or line.param("SERVICE-TYPE")
    return read_handle(line.value, HANDLES.get(line.name) or label, service)


def _read_page(value: str, label: str) -> Point:
    """Return a page, or what `mailto:` and `tel:` are instead."""
    text = parse_text(read_words(value), "page")
    scheme = text.partition(":")[0].lower()
    if scheme == "mailto":
        return Point("email", read_email(value), label)
    return (
        Point("phone", read_phone(value), label) if scheme == "tel" else Point("url", text, label)
    )


def read_email(value: str) -> str:
    """Return an e-mail address, without `mailto:` and `"Name" <…>`. Raises UsageProblem."""
    if _USUAL_EMAIL.fullmatch(value):
        return value
    text = read_words(value).translate(_INVISIBLE).strip(" ;,")
    uri = _URI.fullmatch(text)
    if uri and uri["scheme"].lower() == "mailto":
        text = _percent_decoded(uri["rest"].partition("?")[0])
    if "<" in text and len(text) < 1000:
        text = split_named_email(text)[1] or text
    return parse_email(text, by_hand=False)


def read_phone(value: str) -> str:
    """Return a phone number, also from `tel:…;ext=12`. Raises UsageProblem."""
    if _USUAL_PHONE.fullmatch(value):
        return value
    text = read_words(value).translate(_PHONE_SIGNS).strip("; ")
    uri = _URI.fullmatch(text)
    is_uri = bool(uri and uri["scheme"].lower() in ("tel", "callto"))
    if is_uri or ";ext=" in text.lower():
        text, *params = _percent_decoded(uri["rest"] if uri and is_uri else text).split(";")
        extension = [param[4:] for param in params if param.lower().startswith("ext=")]
        text = " ext. ".join((text, *extension[:1]))
    if len(text) > _LONGEST:
        return parse_phone(f"{text[:_LONGEST]}…")  # which says what is wrong
    for reading in (text, text.translate(_PAUSES)):
        try:
            return parse_phone(reading)
        except UsageProblem:
            continue
    if len(digits(text)) < 2 or len(text) > 100:
        return parse_phone(text)  # which says what is wrong
    return parse_text(text, "phone number")  # 1-800-FLOWERS, or the 12 of an office


def read_handle(value: str, label: str, service: str = "") -> Point:
    """Return a user name like `xmpp:ada@example.org`, or a web page.

    Its label is the service that is named beside it, else the scheme, else `label`.
    """
    text = parse_text(read_words(value), "handle")
    uri = _URI.fullmatch(text)
    scheme = uri["scheme"].lower() if uri else ""
    named = service.lower() or label
    if uri is None or scheme in ("http", "https"):
        return Point("url" if uri else "handle", text, _SERVICES.get(named, named))
    name = parse_text(one_line(_percent_decoded(uri["rest"])), "handle")
    called = service.lower() or (label if scheme in _VAGUE else scheme)
    return Point("handle", name, _SERVICES.get(called, called))


def _percent_decoded(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


# ── labels ───────────────────────────────────────────────────────────────────────────────

_PLACES = {"home": "home", "work": "work", "business": "work", "other": "other"}
_DEVICES = {
    "cell": "mobile", "mobile": "mobile", "iphone": "iphone", "fax": "fax", "pager": "pager",
    "car": "car", "main": "main", "school": "school", "assistant": "assistant",
}  # fmt: skip
# Types that mean nothing to the user, or that are obvious.
_IGNORED_TYPES = {
    "pref", "voice", "internet", "x400", "msg", "text", "video", "textphone", "isdn", "bbs",
    "modem", "pcs", "postal", "parcel", "intl", "dom", "type", "value", "personal", "individual",
    "uri", "x-internet", "x-voice",
}  # fmt: skip
_PLAIN_LABEL = {"cell": "mobile", "homefax": "home fax", "workfax": "work fax"}
_CUSTOM = "X-CUSTOM("
_NO_LABEL = frozenset(("email", "e-mail", "phone", "telephone", "address", "url", "obsolete"))


def read_label(line: ContentLine) -> str:
    """Return a label from the types of a property, in lower case: `mobile`, `work fax`, ""."""
    if not line.params and not line.group:
        return ""
    read = _usual_label if len(line.head) <= USUAL else _label
    return read(line.params, line.group)


def _label(params: Params, group: str) -> str:
    if custom := next(filter(None, (_custom(key, values) for key, values in params)), ""):
        return custom
    words = [word for word in types_of(params) if word]
    place = next((_PLACES[word] for word in (*words, group) if word in _PLACES), "")
    device = next((_DEVICES[word] for word in words if word in _DEVICES), "")
    known = f"{place} {device}".strip()
    return known or next((_free(word) for word in words if word not in _IGNORED_TYPES), "")


def _custom(key: str, values: Sequence[str]) -> str:
    """Return the label of `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC)`.

    So does Samsung write a label of one's own, which is then a parameter or a type.
    """
    if key.startswith(_CUSTOM):
        label = values[-1].rstrip(")")
        if "ENCODING=QUOTED-PRINTABLE" in values:
            label = a2b_qp(label.encode()).decode("utf-8", "replace")
    else:
        label = next((each[len(_CUSTOM) : -1] for each in values if _is_custom(each)), "")
    return plain_label(_free(label)).lower()


def _is_custom(value: str) -> bool:
    return value.upper().startswith(_CUSTOM)


_usual_label = lru_cache(maxsize=512)(_label)


def _free(word: str) -> str:
    return " ".join(word.removeprefix("x-").split())


def say_own_label(value: str) -> str:
    """Return the label in lower case, or "" if it is only "e-mail" or the like."""
    if not value:
        return ""
    text = " ".join(read_own_label(value).lower().split())
    return "" if text in _NO_LABEL else _PLAIN_LABEL.get(text, text)


LAST = 101
"""The rank of a property that has none."""


def preference(line: ContentLine) -> int:
    """Return the rank of a property among those of its name: 1 to 100, LAST if not given."""
    if not line.params:
        return LAST
    return _usual_rank(line.params) if len(line.head) <= USUAL else _rank(line.params)


def _rank(params: Params) -> int:
    rank = first_value(params, "PREF")
    if rank.isascii() and rank.isdecimal() and len(rank) < 4:
        return max(1, min(100, int(rank)))
    return 1 if "pref" in types_of(params) or rank else LAST


_usual_rank = lru_cache(maxsize=512)(_rank)


def point_order(name: str) -> tuple[int, str]:
    """Return where the points of a property stand among the others: e-mail first."""
    first = ("EMAIL", "TEL", "URL", "ADR", "LABEL")
    return (first.index(name) if name in first else len(first), name)
