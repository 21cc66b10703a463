"""The text of a note as its writer typed it, and what is in it: a kind, tags, names."""

from __future__ import annotations

from tinycrm import clock, config
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_kind
from tinycrm.services.typed.typed_kind import find_typed_kind, is_received
from tinycrm.services.typed.typed_label import split_label, weekday_of
from tinycrm.text import sentences, visible
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.dates import When
    from tinycrm.services.typed.promises import Promise
    from tinycrm.services.typed.typed_day import TypedDay

_TAG = r"(?:^|(?<=\s))[#+](?P<tag>[^\W\d_][\w-]*)"
_NAME = r"(?:^|(?<=\s))@(?P<name>[^\W\d_][\w.-]*\w|[^\W\d_])"


class Words(Fields):
    """The text of a note, and what it contains: a kind, tags, names.

    `kind_by` are the words that the kind was read from. `likely` is a kind that the text
    may have, which the note does not take. `received`: what the contact did for the user.
    `day` is the day that a label says, `likely_day` one that it may be about.
    """

    text: str
    kind: str | None = None
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kind_by: str | None = None
    likely: str | None = None
    received: bool = False
    hints: tuple[str, ...] = ()
    day: TypedDay | None = None
    likely_day: TypedDay | None = None

    @property
    def when(self) -> When | None:
        """Return the day that the words say; a day that is given beside them comes first."""
        return self.day.when if self.day else None


def read_words(text: str, kind: str = "", *, dated: bool = False) -> Words:
    """Parse text that the user typed: `yesterday: call: Lunch with @mary #prints`.

    The day is read by `typed_day`, unless the note already has one (`dated`), the kind by
    `typed_kind`, unless it has one (`kind`); `#tag`, `+tag` and `@name` stay in the text. Text
    from files and streams is not parsed: it is `Words(text)`.
    """
    words = _of_a_day(text, kind) if not dated and _may_name_day(text) else _of_kind(text, kind)
    body = words.text
    if not ("#" in body or "+" in body or "@" in body):
        return words
    import re  # 7 ms

    return words._replace(
        tags=tuple(dict.fromkeys(m["tag"] for m in re.finditer(_TAG, body))),
        names=tuple(dict.fromkeys(m["name"] for m in re.finditer(_NAME, body))),
    )


def _of_a_day(text: str, kind: str) -> Words:
    from tinycrm.services.typed import typed_day  # seldom needed

    day, rest = typed_day.split_labelled_day(text)
    if day:
        return _of_kind(rest, kind)._replace(day=day)
    words = _of_kind(text, kind)
    tells = words.kind is not None and words.kind != "note"
    return words._replace(likely_day=typed_day.find_likely_day(words.text, tells=tells))


def _of_kind(text: str, kind: str) -> Words:
    if kind:
        return Words(text.strip(), received=is_received(kind, text))
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


def _may_name_day(text: str) -> bool:
    """Return whether a text has a word that `typed_day` would read."""
    words = text[:300].lower().translate(_SIGNS).split()
    if not _PAST_DAYS.isdisjoint(words) or any(map(weekday_of, words[:2])):
        return True
    return any(map(str.isdigit, split_label(text.strip())[0]))


# ── promises ─────────────────────────────────────────────────────────────────────────────

_DAYS = frozenset(
    "tomorrow tomorow tommorow tommorrow tmrw tmr eom fortnight weekend week weeks wk month months"
    " day days year monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds"
    " thu thur thurs fri sat sun christmas xmas january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sep oct nov dec first second"
    " third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    " thirtieth".split()
)
_PAST_DAYS = frozenset(
    "today yesterday morning ago last gestern vorgestern hier avant-hier ayer anteayer wczoraj"
    " przedwczoraj".split()
)
_SIGNS = str.maketrans(dict.fromkeys('.,:;!?()"“”', " "))
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
