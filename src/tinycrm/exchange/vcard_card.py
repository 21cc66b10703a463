"""The properties of one vCard into a Card; those without a field are kept unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.exchange import vcard_values as values
from tinycrm.exchange.cards import Card, NamedRelative, Remark, Skipped, Unread
from tinycrm.exchange.contact_groups import tags_of
from tinycrm.exchange.content_lines import ContentLine
from tinycrm.exchange.lines_by_name import LONGEST, LinesByName, most_of
from tinycrm.exchange.unread_values import kept_pair, text_to_show
from tinycrm.exchange.vcard_names import person_names
from tinycrm.exchange.vcard_points import POINTS, point_order, read_point
from tinycrm.exchange.vcard_related import LIST, is_list, read_list_member, read_relatives
from tinycrm.exchange.vcard_related import PROPERTIES as RELATIONS
from tinycrm.rules import ContactKind, parse_fact

TOO_LONG = "the {} has more than {:,} letters: it is kept as it is, and not read"
AND_OTHERS = (
    "the {} has more than {:,} letters, and the texts before it as many as are read of a file or a"
    " folder: it is kept as it is, and crm import --again reads it"
)
NO_NAME = "no name, organisation, e-mail or phone"

_OF_THE_FILE = frozenset(("VERSION", "PRODID", "PROFILE"))
_KINDS: dict[str, ContactKind] = {
    "individual": "person", "person": "person", "group": "group", "org": "organization",
    "organization": "organization", "company": "organization",
}  # fmt: skip
_ANNIVERSARIES = (
    "ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY",
    "X-KADDRESSBOOK-X-ANNIVERSARY", "X-WAB-WEDDING-ANNIVERSARY",
)  # fmt: skip
NICKNAMES = ("NICKNAME", "X-NICKNAME")
TAGS = ("CATEGORIES", "X-CATEGORIES", "X-ESI-CATEGORIES", "X-GROUP-MEMBERSHIP")
DAYS = ("BDAY", *_ANNIVERSARIES, "X-ABDATE", "X-ANDROID-CUSTOM")
_SECOND = (
    ("ORG", "organization (also)"), ("TITLE", "title (also)"), ("ROLE", "role"),
    ("PRONOUNS", "pronouns"), ("X-PRONOUNS", "pronouns"), ("GENDER", "gender"),
    ("X-MAIDENNAME", "maiden name"), ("X-PHONETIC-FIRST-NAME", "phonetic first name"),
    ("X-PHONETIC-MIDDLE-NAME", "phonetic middle name"),
    ("X-PHONETIC-LAST-NAME", "phonetic last name"), ("X-PHONETIC-ORG", "phonetic organization"),
    ("LANG", "language"), ("TZ", "time zone"), ("HOBBY", "hobby"), ("INTEREST", "interest"),
    ("EXPERTISE", "expertise"), ("X-KADDRESSBOOK-X-PROFESSION", "profession"),
    ("X-KADDRESSBOOK-X-OFFICE", "office"), ("BIRTHPLACE", "birthplace"),
    ("DEATHPLACE", "place of death"),
)  # fmt: skip
"""Properties that become facts where their field is taken, or where there is none."""
_SECOND_NAMES = frozenset(name for name, _ in _SECOND)
_READ = POINTS | {*DAYS, *RELATIONS, "FN", "ORG", "TITLE", "ROLE", *NICKNAMES, *TAGS}
_UTC = "the birthday {} has a time in UTC: where it was written it may be another day"

TextOf = Callable[[tuple[tuple[str, str], ...]], str]


def read_card(
    lines: Sequence[ContentLine],
    begin: int,
    text_of: TextOf = lambda _: "",
    longest: int = LONGEST,
) -> Card | Skipped:
    """Return the card with these properties, or Skipped if it has nothing to name it by.

    `begin` is the line of the file where the card begins, counted from 1; `text_of` returns its
    text, given its extra. Values with more than `longest` letters are kept and not read.
    """
    return _Reading(lines, longest).card(begin, text_of)


class _Reading:
    """The properties of a card while it is read."""

    def __init__(self, lines: Sequence[ContentLine], longest: int = LONGEST) -> None:
        self.lines = LinesByName(lines, longest)

    def card(self, begin: int, text_of: TextOf) -> Card | Skipped:
        """Return the card, with all unused properties as its extra."""
        person, full_name = self._person()
        facts = self._facts()
        nicknames = self.lines.items(*NICKNAMES)
        organization = values.read_parts(self.lines.first("ORG"))
        related = self._related()
        points = self._points()
        name = next(self._names(person, nicknames, organization, points), "")
        if not name:
            return Skipped(begin, next((each.text for each in self._doubts(begin)), NO_NAME))
        birthday, occasions = self._days()
        return Card(
            name=name,
            uid=self._uid(),
            kind=self._kind(person or "".join(nicknames), organization),
            nicknames=self._others(
                (*nicknames, *self._android_nicknames(), *self._other_names()), name
            ),
            organization=organization,
            title=values.read_line(self.lines.first("TITLE") or self.lines.first("ROLE")),
            points=points,
            birthday=birthday,
            occasions=occasions,
            tags=self._tags(),
            note=self._note(),
            facts=(*facts, *self._second_values(full_name)),
            every=self._every(),
            related=related,
            remarks=tuple(self._doubts(begin)),
            extra=(extra := tuple(map(kept_pair, self._left()))),
            unread=tuple(self._unread(begin)),
            line=begin,
            kept=text_of(extra).encode(),
        )

    # ── what is left ─────────────────────────────────────────────────────────────────────

    def _left(self) -> Iterator[ContentLine]:
        return (line for line in self.lines.left() if line.name not in _OF_THE_FILE)

    def _unread(self, begin: int) -> Iterator[Unread]:
        """Yield what a person wants to see of what is left."""
        addresses = self.lines.all_of("ADR") if self.lines.all_of("LABEL") else ()
        places = [values.read_address(line.value) for line in addresses]
        for line in self._left():
            text = text_to_show(line, is_known=line.name in _READ)
            if text and not (line.name == "LABEL" and values.is_written_again(text, places)):
                yield Unread(begin + line.at, line.name, text, *kept_pair(line))

    def _doubts(self, begin: int) -> Iterator[Remark]:
        for line in self.lines.left():
            if self.lines.is_too_long(line) and line.name in {"NOTE", "X-ABLABEL", *_READ}:
                said = TOO_LONG if len(line.value) > most_of(line.name) else AND_OTHERS
                yield Remark(begin + line.at, said.format(line.name, self.lines.most_letters(line)))
        for line in self.lines.all_of("BDAY"):
            if self.lines.is_taken(line) and values.is_utc_time(line):
                yield Remark(begin + line.at, _UTC.format(line.value.strip()))

    # ── who ──────────────────────────────────────────────────────────────────────────────

    def _person(self) -> tuple[str, str]:
        """Return the person's name, and the full name where it says more, else "".

        A Card does not store the parts of a name: N is kept in extra unless they follow from
        the name, that is, unless the family name is its last word and the rest is given names.
        """
        full = values.read_line(self.lines.first("FN"))
        line = self.lines.next("N")
        name, other = person_names(full, line, self.lines.all_of)
        if line and values.is_plain_name(line.value, name):
            self.lines.take(line)
        return name, other

    def _names(
        self, person: str, nicknames: list[str], organization: str, points: tuple[Point, ...]
    ) -> Iterator[str]:
        """Yield possible names of the card, best first."""
        yield from filter(None, (person, *nicknames, organization))
        for kind, name in (("email", "EMAIL"), ("phone", "TEL")):
            yield from (point.value for point in points if point.kind == kind)
            yield from filter(
                None, (values.read_words(line.value) for line in self.lines.find(name))
            )

    def _kind(self, person: str, organization: str) -> ContactKind:
        for line in self.lines.find("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"):
            kind = _KINDS.get(line.value.strip().lower())
            if kind:
                self.lines.take(line)
                return kind
        if is_list(self.lines.all_of(LIST)):
            return "group"
        parts = {values.read_words(line.value).strip("; ") for line in self.lines.all_of("N")}
        is_its_own = person == organization and parts <= {"", organization}
        return "organization" if organization and (not person or is_its_own) else "person"

    def _uid(self) -> str | None:
        uid = values.read_words(self.lines.first("UID"))
        return (uid[9:] if uid.lower().startswith("urn:uuid:") else uid) or None

    def _second_values(self, full_name: str) -> Iterator[tuple[str, str]]:
        """Yield facts for what a card has once more: a second organization or title."""
        if full_name:
            yield "full name", full_name
        there = self.lines.names_of(_SECOND_NAMES)
        for name, key in (each for each in _SECOND if each[0] in there) if there else ():
            read = values.read_parts if name in ("ORG", "GENDER") else values.read_line
            found = [read(self.lines.take(line)) for line in self.lines.find(name)]
            if texts := list(dict.fromkeys(filter(None, found))):
                yield key, "; ".join(texts)
        for line in self.lines.find("DEATHDATE"):
            text = self.lines.take(line)
            yield "died", str(values.parse_day(text) or "") or values.read_words(text) or "yes"

    def _android_nicknames(self) -> list[str]:
        lines = self.lines.find("X-ANDROID-CUSTOM")
        items = [(line, values.read_custom(line.value)) for line in lines]
        found = [(line, item[1]) for line, item in items if item[0] == "nickname" and item[1]]
        return [nickname for line, nickname in found if self.lines.take(line)]

    def _other_names(self) -> list[str]:
        """Return a second FN, such as the name in another script."""
        found = [values.read_words(self.lines.take(line)) for line in self.lines.find("FN")]
        return [name for name in found if name]

    def _others(self, nicknames: tuple[str, ...], name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for each in nicknames if each != name))

    # ── points and days ──────────────────────────────────────────────────────────────────

    def _points(self) -> tuple[Point, ...]:
        """Return the contact points, preferred ones first, without duplicates."""
        found: dict[tuple[str, str], Point] = {}
        for name in sorted(self.lines.names_of(POINTS), key=point_order):
            if name != "LABEL" or not any(kind == "address" for kind, _ in found):
                for line in self.lines.find(name):
                    self._add_point(found, line)
        return tuple(found.values())

    def _add_point(self, found: dict[tuple[str, str], Point], line: ContentLine) -> None:
        own = self.lines.own_label(line)
        try:
            point = read_point(line, own.value if own else "")
        except UsageProblem:
            return
        known = found.setdefault(key := (point.kind, point.normal), point)
        if point is known or not point.is_at_another_service(known):
            self.lines.take(line, own)
        # else the store has a name once: the other service is kept, shown and said
        if point.label and not known.label:
            found[key] = known._replace(label=point.label)

    def _days(self) -> tuple[YearlyDay | None, tuple[tuple[str, YearlyDay], ...]]:
        """Return the birthday and the other occasions, without duplicates."""
        birthday: YearlyDay | None = None
        occasions: dict[tuple[str, YearlyDay], None] = {}
        for line in self.lines.find(*DAYS):
            label, day = self._labelled_day(line)
            is_birthday = label.lower() == "birthday"
            if day is None or (is_birthday and birthday not in (None, day)):
                continue
            self.lines.take(line)
            if is_birthday:
                birthday = day
            else:
                occasions[label, day] = None
        return birthday, tuple(occasions)

    def _labelled_day(self, line: ContentLine) -> tuple[str, YearlyDay | None]:
        own = self.lines.own_label(line) if line.name == "X-ABDATE" else None
        label, day = values.labelled_day(line, own.value if own else "")
        if day:
            self.lines.take(own)
        return label, day

    # ── the rest ─────────────────────────────────────────────────────────────────────────

    def _tags(self) -> tuple[str, ...]:
        tags: list[str] = []
        for line in self.lines.find(*TAGS):
            sign = "," if len(values.split_at(",", line.value)) > 1 else ";"
            tags += values.read_list(self.lines.take(line), sign)
        return tags_of(tags)

    def _note(self) -> str:
        notes = [values.read_text(self.lines.take(line)) for line in self.lines.find("NOTE")]
        return "\n\n".join(dict.fromkeys(note for note in notes if note))

    def _facts(self) -> tuple[tuple[str, str], ...]:
        facts: dict[tuple[str, str], None] = {}
        for line in self.lines.find("X-TINYCRM-FACT"):
            try:
                facts[parse_fact(values.read_text(line.value))] = None
            except UsageProblem:
                continue
            self.lines.take(line)
        return tuple(facts)

    def _related(self) -> tuple[NamedRelative, ...]:
        found: dict[NamedRelative, None] = {}
        for line in self.lines.find(*RELATIONS):
            own = self.lines.own_label(line)
            relatives = tuple(read_relatives(line, own.value if own else ""))
            if relatives:
                self.lines.take(line, own)
            found |= dict.fromkeys(relatives)
        if is_list(lists := self.lines.find(LIST)):
            found |= dict.fromkeys(map(read_list_member, emails := self.lines.find("EMAIL")))
            self.lines.take(*lists, *emails)
        return tuple(found)

    def _every(self) -> str:
        for line in self.lines.find("X-TINYCRM-EVERY"):
            try:
                every = str(parse_every(values.read_words(line.value)))
            except UsageProblem:
                continue
            self.lines.take(line)
            return every
        return ""
