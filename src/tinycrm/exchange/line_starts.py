"""Whether a line of a file begins a property, or continues the one before it."""

from __future__ import annotations

import re

_NAMES = (
    "ADR AGENT ANNIVERSARY BDAY BEGIN BIRTHPLACE CALADRURI CALURI CATEGORIES CLASS"
    " CLIENTPIDMAP DEATHDATE DEATHPLACE EMAIL END EXPERTISE FBURL FN GENDER GEO HOBBY IMPP"
    " INTEREST KEY KIND LABEL LANG LOGO MAILER MEMBER N NAME NICKNAME NOTE ORG"
    " ORG-DIRECTORY PHOTO PRODID PROFILE RELATED REV ROLE SOCIALPROFILE SORT-STRING SOUND"
    " SOURCE TEL TITLE TZ UID URL VERSION XML"
)
_KNOWN = frozenset(_NAMES.split())

# Names are letters and hyphens; some programs use more in their own (X-messaging/xmpp-All).
_START = re.compile(
    rb"(?:[A-Za-z0-9_-]++\.)?(?P<name>[Xx]-[!#-9<-~]++|[A-Za-z0-9_-]++)"
    rb"[ \t]*(?P<sign>[;:](?!//))"
)
# The rest of a property whose name is unknown: parameters, a colon. Names of people's own
# ("Shoe size:") may have blanks, but in a note that is text.
_PARAMS = re.compile(rb"[;](?:[A-Za-z-]++(?:=(?:\"[^\"]*+\"|[^\":;\s])++)?(?:;|(?=:)))++:")
_SPACED = re.compile(
    rb"(?:[A-Za-z0-9_-]++\.)?[A-Za-z][A-Za-z0-9_-]*+(?: [A-Za-z0-9_-]++){1,2}:(?!//)"
)
_SPACED_OWN = re.compile(
    rb"(?:[A-Za-z0-9_-]++\.)?[Xx]-[A-Za-z0-9_-]++(?: [A-Za-z0-9_-]++){1,3}[;:](?!//)"
)
_NOTE = re.compile(rb"(?i)(?:[\w-]++\.)?NOTE[ \t]*[;:]")
NOTE = b"NOTE:"
"""As `before`, this makes is_start strict."""


def is_start(line: bytes, before: bytes) -> bool:
    """Return whether a physical line begins a property rather than continues one.

    Programs break the lines of a note without folding them, and people write "Hobby: chess"
    and "http://…" in notes: after a NOTE, a word and a colon are not enough. `before` is the
    beginning of the previous property.
    """
    if not line[:1].isalnum() and line[:1] not in (b"_", b"-"):
        return False
    match = _START.match(line)
    in_note = is_note(before)
    if match is None:
        return bool(_SPACED_OWN.match(line) or (not in_note and _SPACED.match(line)))
    name = match["name"].decode("ascii")
    is_known = name.upper() in _KNOWN
    if name[:2] in ("X-", "x-") or (is_known and name.isupper()):
        return True
    is_whole = match["sign"] == b":" or bool(_PARAMS.match(line, match.start("sign")))
    if in_note:
        return is_known if name.islower() else name.isupper() and is_whole
    return is_known or is_whole


def name_of(line: bytes) -> str:
    """Return the name of the property that a line begins, or ""."""
    start = _START.match(line)
    return start["name"].decode("ascii") if start else ""


def is_note(start: bytes) -> bool:
    """Return whether a property that begins like this is a note, which may be any text."""
    return bool(_NOTE.match(start))
