"""The card of one contact: its rows in order, as plain values to be laid out.

The texts are not yet safe for a terminal, and have no styles or widths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tinycrm.dates import say_day, say_distance, say_past
from tinycrm.services.briefing import wording
from tinycrm.text import say_bars
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.activity.attempts import Tries
    from tinycrm.services.briefing.follow_ups import FollowUp
    from tinycrm.services.briefing.profile import Profile
    from tinycrm.services.briefing.reasons import Birthday, Mention
    from tinycrm.services.records import Contact, Feedback, Labelled

_NAMED, _PERKS = 12, 3
"""How many of those they brought, and of the perks that do not end soon, are on a card."""


class CardRow(Fields):
    """A label, and beside it parts joined by `sign`, or `points`, one per line.

    A point is a value with its label. `under` is a sentence on its own line. `tail` is for
    screens on which each part has its own line: it is appended to the last one.
    """

    label: str
    parts: tuple[str, ...] = ()
    under: str = ""
    code: str = ""
    sign: str = " · "
    tail: str = ""
    points: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """Return the parts and the sentence in one line."""
        return " · ".join(filter(None, (self.sign.join(self.parts), self.under)))


class PersonCard(Fields):
    """Everything about one contact except the notes. `about`: work, tags, state."""

    name: str
    code: str
    work: str
    about: tuple[str, ...]
    waiting: tuple[CardRow, ...]
    reach: tuple[CardRow, ...]
    facts: tuple[CardRow, ...]
    dates: tuple[CardRow, ...]
    relations: tuple[CardRow, ...]

    @property
    def blocks(self) -> tuple[tuple[CardRow, ...], ...]:
        """Return the rows in the order needed in a phone call, without empty blocks."""
        found = (self.waiting, (*self.reach, *self.facts, *self.dates), self.relations)
        return tuple(block for block in found if block)


def card_of(profile: Profile, today: date) -> PersonCard:
    """Return the card of one contact."""
    contact = profile.contact
    work = ", ".join(filter(None, (contact.title, contact.organization)))
    return PersonCard(
        name=contact.name,
        code=contact.id,
        work=work,
        about=tuple(_about(contact, work)),
        waiting=grouped(_waiting(profile, today)),
        reach=tuple(_reach(contact)),
        facts=tuple(_facts(contact)),
        dates=(*_dates(contact), *_also(profile)),
        relations=tuple(_relations(profile, today)),
    )


def grouped(rows: Iterable[CardRow]) -> tuple[CardRow, ...]:
    """Return rows with one label next to each other; only the first of them shows the label."""
    by_label: dict[str, list[CardRow]] = {}
    for row in rows:
        by_label.setdefault(row.label, []).append(row)
    return tuple(
        row._replace(label="") if n else row
        for same in by_label.values()
        for n, row in enumerate(same)
    )


def say_past_title(shown: int, total: int) -> tuple[str, str]:
    """Return the title above the notes and their count: `Last notes`, `5 of 31`."""
    return ("Notes", f"{total}") if shown == total else ("Last notes", f"{shown} of {total}")


def _about(contact: Contact, work: str) -> Iterator[str]:
    parts = (
        ", ".join(f"“{each}”" for each in contact.nicknames),
        work,
        ", ".join(contact.tags),
        "archived" if contact.archived else "",
        "do not contact" if contact.do_not_contact else "",
        "" if contact.kind == "person" else contact.kind,
    )
    yield from filter(None, parts)


# ── what is due ──────────────────────────────────────────────────────────────────────────


def _waiting(profile: Profile, today: date) -> Iterator[CardRow]:
    if profile.tried:
        yield _tried(profile.tried, today)
    for birthday in profile.birthdays:
        yield _birthday(birthday, today)
    for row in profile.follow_ups:
        yield _follow_up(row, today)
    for issue in profile.mentions:
        yield _mention(issue, today)
    for each in profile.thanks:
        far = wording.say_when(say_day(each.on, today), say_distance(each.days))
        yield CardRow("Thank", (wording.say_thanks(each), far), code=each.row)
    yield from _perks(profile, today, soon=True)


def _tried(tries: Tries, today: date) -> CardRow:
    from tinycrm.services.activity.attempts import say_try  # few were tried

    far = say_distance((tries.on - today).days)
    when = wording.say_when(say_day(tries.on, today), far)
    return CardRow("Tried", tuple(filter(None, (when, say_try(tries)))))


def _birthday(each: Birthday, today: date) -> CardRow:
    """Return `birthday`, `Thu 26 Nov, in 3 days`, `turns 40`, `last year you called`."""
    label = "Today" if each.days == 0 else "Soon" if each.days > 0 else "Belated"
    is_birthday = each.label == "birthday"
    parts = (
        "birthday" if is_birthday else wording.say_turns(each),
        wording.say_when(say_day(each.on, today), say_distance(each.days)) if each.days else "",
        wording.say_turns(each) if is_birthday and each.turns is not None else "",
        wording.say_last_year(each.last_gesture),
    )
    return CardRow(label, tuple(filter(None, parts)), code=each.row)


def _follow_up(each: FollowUp, today: date) -> CardRow:
    when = wording.say_when(say_day(each.on, today), wording.say_lateness_of(each))
    if each.reason != "deal":
        return CardRow("Owed", (wording.say_task(each), when), code=each.id)
    from tinycrm.services.outcomes.outcome_words import say_deal_day

    why = say_deal_day(each.until, each.on, today)
    again = "ask again " if each.on != each.until and each.days > 0 else ""
    return CardRow("Deal", (wording.say_task(each), *why, f"{again}{when}"), code=each.id)


def _mention(each: Mention, today: date) -> CardRow:
    day, state = say_day(each.resolved or each.on, today), wording.say_state(each)
    when = f"{state} {day}" if each.resolved else f"{day}, {state}"
    return CardRow(
        "Mention", (wording.one_line(each.text), when), under=f"“{each.say}”", code=each.id
    )


# ── contact points and facts ─────────────────────────────────────────────────────────────


def _reach(contact: Contact) -> Iterator[CardRow]:
    for label, points in (
        ("Phone", contact.phones),
        ("E-mail", contact.emails),
        ("Address", contact.addresses),
        ("Web", contact.urls),
        ("Handle", contact.handles),
    ):
        if points:
            yield CardRow(label, points=tuple(map(_point, points)))


def _point(each: Labelled) -> tuple[str, str]:
    return ", ".join(each.value.split("\n")), wording.one_line(each.label or "")


def _facts(contact: Contact) -> Iterator[CardRow]:
    facts = [wording.one_line(f"{key}: {value}") for key, value in contact.facts.items()]
    if facts:
        yield CardRow("Know", tuple(facts))


def _dates(contact: Contact) -> Iterator[CardRow]:
    dates = [f"birthday {contact.birthday.say()}"] if contact.birthday else []
    dates += [f"{each.label} {each.day.say()}" for each in contact.occasions]
    if dates:
        yield CardRow("Dates", tuple(dates))


def _also(profile: Profile) -> Iterator[CardRow]:
    """Return what an import kept and did not understand: `bday: sometime in May`."""
    values = [wording.one_line(each.text) for each in profile.also]
    if values:
        yield CardRow("Also", tuple(values))


# ── being in touch, referrals ────────────────────────────────────────────────────────────


def _related(contact: Contact) -> Iterator[str]:
    from tinycrm.services.relations.relation_labels import say_related  # most have none

    for each in contact.related:
        said = say_related(each.label, each.name)
        yield wording.one_line(f"{said} ({each.id})" if each.id else said)


def _relations(profile: Profile, today: date) -> Iterator[CardRow]:
    yield from _in_touch(profile.contact, today)
    yield from _months(profile.months, today)
    if profile.contact.related:
        yield CardRow("Related", tuple(_related(profile.contact)))
    if profile.referrer:
        yield CardRow("Referrer", (f"{profile.referrer.name} ({profile.referrer.id})",))
    if profile.brought:
        named = [f"{each.name} ({each.id})" for each in profile.brought[:_NAMED]]
        rest = len(profile.brought) - len(named)
        named += [f"{rest} more: crm ripple {profile.contact.id}"] if rest else []
        yield CardRow("Brought", (*(f"{name}," for name in named[:-1]), named[-1]), sign=" ")
    yield from _worth(profile)
    for number, line in enumerate(profile.branch):
        yield CardRow("" if number else "Led to", line.parts, code=line.code, sign=" → ")
    yield from grouped((*_answers(profile.feedback, today), *_perks(profile, today, soon=False)))


def _worth(profile: Profile) -> Iterator[CardRow]:
    """Return `2,150.00 EUR (3 wins)`, `and 900.00 EUR (1 win) through people they brought`."""
    worth = profile.value
    if worth is None or not (worth.own_records or worth.brought_records):
        return
    from tinycrm.services.outcomes.outcome_words import say_worth

    yield CardRow("Worth", say_worth(worth))


def _answers(answers: Sequence[Feedback], today: date) -> Iterator[CardRow]:
    """Return the newest answer; if it has no score, also the last one that has."""
    with_score = next((each for each in answers if each.score is not None), None)
    for each in answers:
        if each is not answers[0] and each is not with_score:
            continue
        from tinycrm.services.outcomes.outcome_words import say_answer  # few have any

        yield CardRow("Answer", say_answer(each, today), code=each.id)


def _perks(profile: Profile, today: date, *, soon: bool) -> Iterator[CardRow]:
    """Return the perks that end soon, or the first of the others that can still be used."""
    if not profile.perks:
        return
    from tinycrm.services.outcomes.ending_perks import split_open
    from tinycrm.services.outcomes.outcome_words import say_perk

    ending, others = split_open(profile.perks, today)
    shown = ending if soon else others[:_PERKS]
    for each in shown:
        yield CardRow("Perk", say_perk(each, today), code=each.id)
    if not soon and len(others) > len(shown):
        yield CardRow("Perk", (f"{len(others) - len(shown)} more: crm perk",))


def _months(counts: Sequence[int], today: date) -> Iterator[CardRow]:
    """Return `▁▁▂▁▁▁▁▁▁▃▁█ 14 in 12 months`, `most in Oct`: the words say it without the bars."""
    if not counts:
        return
    most = counts.index(max(counts))
    month = date(2000, (today.month - len(counts) + most) % 12 + 1, 1)
    name = say_day(month, date(2000, 12, 31)).split()[-1]
    said = f"{say_bars(counts)} {sum(counts)} in 12 months"
    yield CardRow("Touches", (said, f"most in {name}"))


def _in_touch(contact: Contact, today: date) -> Iterator[CardRow]:
    parts, tail = [contact.every.say()] if contact.every else [], ""
    if contact.last_touch:
        ago = say_distance((contact.last_touch - today).days)
        parts.append(f"last {say_past(contact.last_touch, today)}, {ago}")
    if contact.next_due and contact.next_due > today and not contact.do_not_contact:
        parts.append(f"next {say_day(contact.next_due, today)}")
        tail = f", {say_distance((contact.next_due - today).days)}"
    if parts:
        yield CardRow("In touch", tuple(parts), tail=tail)
