"""Which of the properties that a card keeps unread a person wants to see.

Shown are the values of properties that are read but could not be, and text under any other
name. Bookkeeping of programs is kept and not shown.
"""

from __future__ import annotations

import re

from tinycrm.exchange.content_lines import ContentLine, read_lines
from tinycrm.exchange.line_heads import is_base64
from tinycrm.exchange.vcard_values import one_line, read_words

_LONGEST = 199
"""Letters of a value that is shown; a longer one is a program's, or belongs into a note."""

_OF_THE_FILE = """
    VERSION PRODID PROFILE REV SOURCE NAME XML CLASS MAILER CLIENTPIDMAP X-REVISION X-CREATED
    X-GENERATOR X-CLASS X-PRODID X-LAST-MODIFIED
"""  # how, when and by what the card was written
_IDENTIFIERS = """
    UID MEMBER X-ABUID X-UID X-LUID X-EVOLUTION-FILE-AS X-FILE-AS SORT-STRING X-SORT-STRING
    X-RADICALE-NAME X-GOOGLE-ETAG X-EVOLUTION-WEBDAV-ETAG X-GWUSERID X-GWTYPE X-GUID X-ESI-VCARD
    X-LOTUS-UID X-MS-OL-DESIGN X-IRMC-LUID X-TIMES-CONTACTED X-LAST-TIME-CONTACTED
"""  # numbers of records, and names made for sorting from the name that is read
_MEDIA = """
    PHOTO LOGO SOUND KEY AGENT X-ABCROP-RECTANGLE X-IMAGEHASH X-IMAGETYPE X-MS-CARDPICTURE
    X-EVOLUTION-X509-CERT X-SHARED-PHOTO-DISPLAY-PREF X-WALLPAPER X-RINGTONE X-PHONE-RINGTONE
"""  # pictures, sounds, keys, cards within the card: no text, and what crops or names a picture
_SERVICES = """
    GEO CALURI CALADRURI FBURL ORG-DIRECTORY X-EVOLUTION-VIDEO-URL X-EVOLUTION-LIST
    X-EVOLUTION-LIST-SHOW-ADDRESSES X-EVOLUTION-SPOUSE-UID X-PM-SCHEME X-PM-MIMETYPE X-PM-ENCRYPT
    X-PM-SIGN X-PM-TLS
"""  # coordinates of an address that is read, addresses for programs, and their switches
_LABELS = """
    N X-ABLABEL X-ABADR X-ABSHOWAS X-ABORDER X-ABRELATEDNAMES-UID X-ADDRESSBOOKSERVER-KIND
    X-ADDRESSBOOKSERVER-MEMBER X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MOZILLA-HTML X-MOZILLA-PROPERTY
    X-PHONETIC-ORG-SORT KIND X-KIND
"""  # parts of a value that is read: of a name, its label, its country, its rank
BOOKKEEPING = frozenset(" ".join((_OF_THE_FILE, _IDENTIFIERS, _MEDIA, _SERVICES, _LABELS)).split())
"""Properties that are kept for an export and never shown."""

# What a program writes into properties of its own: a switch, a number, an identifier, an instant,
# an object.
_MACHINE = re.compile(
    r"true|false|yes|no|-?[01]|null|none|\{?[0-9a-f]{8}-[0-9a-f-]{27}\}?|[0-9a-f]{16,}"
    r"|\d{4}-?\d\d-?\d\dT[\d:.]+Z?|(?:urn|data|cid|file):.*|\{\".*\}",
    re.IGNORECASE | re.DOTALL,
)


def text_to_show(line: ContentLine, *, is_known: bool) -> str:
    """Return the text of a property that was not understood, "" if nobody wants to see it.

    `is_known`: it is one that is read, so that only its value was the trouble.
    """
    if line.name in BOOKKEEPING or is_base64(line.params):
        return ""
    text = read_words(
        line.value.replace(";", " ") if line.name == "X-ANDROID-CUSTOM" else line.value
    )
    if not text.strip(" ;,") or len(text) > _LONGEST or _is_no_day(line.name, text):
        return ""
    return "" if not is_known and _MACHINE.fullmatch(text) else text


def _is_no_day(name: str, text: str) -> bool:
    """Return whether a day is `0000-00-00`, as some phones write that there is none."""
    return ("BDAY" in name or "ANNIVERSARY" in name) and not text.strip("0-./: TZ")


def kept_pair(line: ContentLine) -> tuple[str, str]:
    """Return a property as it is kept: its head and its value, both as found."""
    return line.head, line.raw


def read_kept(source: str, key: str, value: str) -> tuple[str, str]:
    """Return the name and the text of what is kept as `key` and `value`.

    Of a card both are a property as it was written, of any other source they are text.
    """
    if source != "vcard":
        return key, one_line(value)
    name = key.partition(";")[0].rpartition(".")[2]
    if "QUOTED" in key.upper() or "=Q" in key.upper():
        found = read_lines(f"{key}:{value}".encode())
        return name, read_words(found[0].value) if found else value
    return name, read_words(value)
