"""The text of a note as its writer typed it, and what is in it: a kind, tags, names."""

from __future__ import annotations

from tinycrm import clock, config
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_kind
from tinycrm.services.typed.typed_kind import find_typed_kind, is_received
from tinycrm.text import sentences, visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.typed.promises import Promise

_TAG = r"(?:^|(?<=\s))[#+](?P<tag>[^\W\d_][\w-]*)"
_NAME = r"(?:^|(?<=\s))@(?P<name>[^\W\d_][\w.-]*\w|[^\W\d_])"


class Words(NamedTuple):
    """The text of a note, and what it contains: a kind, tags, names.

    `kind_by` are the words that the kind was read from. `likely` is a kind that the text
    may have, which the note does not take. `received`: what the contact did for the user.
    """

    text: str
    kind: str | None = None
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kind_by: str | None = None
    likely: str | None = None
    received: bool = False
    hints: tuple[str, ...] = ()


def read_words(text: str, kind: str = "") -> Words:
    """Parse text that the user typed: `call: Lunch with @mary #prints`.

    The kind is read by `typed_kind`, unless the note already has one (`kind`); `#tag`,
    `+tag` and `@name` stay in the text. Text from files and streams is not parsed: it is
    `Words(text)`.
    """
    words = _of_kind(text, kind) if kind else _with_kind(text)
    body = words.text
    if not ("#" in body or "+" in body or "@" in body):
        return words
    import re  # 7 ms

    return words._replace(
        tags=tuple(dict.fromkeys(m["tag"] for m in re.finditer(_TAG, body))),
        names=tuple(dict.fromkeys(m["name"] for m in re.finditer(_NAME, body))),
    )


def _of_kind(text: str, kind: str) -> Words:
    return Words(text.strip(), received=is_received(kind, text))


def _with_kind(text: str) -> Words:
    own, hints = _own_labels()
    found = find_typed_kind(text, own)
    if found is None:
        return Words(text.strip(), hints=hints)
    if not found.sure:
        return Words(text.strip(), likely=found.kind, hints=hints)
    return Words(found.rest, found.kind, kind_by=found.by, received=found.received, hints=hints)


def _own_labels() -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the user's own words for kinds, and what is wrong with others of them."""
    own: dict[str, str] = {}
    hints = []
    for label, kind in config.load().kinds:
        try:
            own[label.strip().lower()] = parse_kind(kind)
        except UsageProblem as problem:
            hints.append(f"The setting kinds.{visible(label)} was ignored: {problem.sentence}")
    return own, tuple(hints)


def first_sentence(text: str) -> str:
    """Return the first sentence of a note: the text of a follow-up without its own."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return next(sentences(line)).rstrip(".")


# ── promises ─────────────────────────────────────────────────────────────────────────────

_DAYS = frozenset(
    "tomorrow eom fortnight weekend week weeks month months day days year monday tuesday wednesday"
    " thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may"
    " june july august september october november december jan feb mar apr jun jul aug sep oct nov"
    " dec first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    " thirtieth".split()
)
_GAPS = str.maketrans(dict.fromkeys('.,:;!?()[]"“”/—–-', " ") | {"’": "'"})


def _may_promise(text: str) -> bool:
    """Return whether a text has a word of a day and one of a promise."""
    words = set(text[:4000].lower().translate(_GAPS).split())
    has_day = bool(_DAYS & words) or any(word[0].isdigit() for word in words)
    if not has_day:
        return False
    from tinycrm.services.typed.promise_verbs import may_promise

    return may_promise(words)


def find_promises(text: str) -> list[Promise]:
    """Return what a text that a person typed promises for a date: "send the quote by Friday".

    The patterns for it are loaded only for a text that has a word for a day.
    """
    if not _may_promise(text):
        return []
    from tinycrm.services.typed import promises

    return promises.find_promises(text, clock.today(), config.load().date_order)
