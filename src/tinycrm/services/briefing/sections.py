"""The briefing in words: its sections in order, as plain values that every front end lays out.

The texts are not yet safe for a terminal, and have no styles or widths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tinycrm.dates import say_day, say_distance, say_past
from tinycrm.services.activity.attempts import say_tried
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.section_rows import Section, SectionRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tinycrm.services.briefing.briefing import Briefing, Counts, Next
    from tinycrm.services.briefing.follow_ups import FollowUp
    from tinycrm.services.briefing.reasons import Birthday, Mention
    from tinycrm.services.briefing.section_rows import Item
    from tinycrm.services.care.small_thing import SmallThing
    from tinycrm.services.outcomes.ending_perks import EndingPerk
    from tinycrm.services.outcomes.thanks import Thanks

BEGINNING = "Nobody here yet. Three ways to begin:"


def sections_of(briefing: Briefing) -> tuple[Section, ...]:
    """Return the sections of a briefing in order, without empty ones."""
    totals, also = briefing.totals, also_waiting(briefing)

    def rows(say: Callable[[Any, date], SectionRow], items: Sequence[Item]) -> tuple[Any, ...]:
        shown = (say(each, briefing.date) for each in items)
        return tuple(_with_tried(_with_also(each, also), briefing.date) for each in shown)

    found = (
        Section(
            "birthdays", "Birthdays", "Birthday", "", totals.birthdays,
            rows(_birthday, briefing.birthdays),
        ),
        Section(
            "follow_ups", "Follow up", "Follow up",
            _sum_up((totals.late, "late"), (totals.today, "today")),
            totals.late + totals.today, rows(_follow_up, briefing.follow_ups),
        ),
        Section(
            "issues", "Mention", "Mention",
            _sum_up((totals.open, "open"), (totals.resolved, "resolved")),
            totals.open + totals.resolved, rows(_mention, briefing.issues),
        ),
        Section(
            "thanks", "Thank", "Thank", "", briefing.counts.thanks, rows(_thanks, briefing.thanks),
        ),
        *_last_sections(briefing, rows),
    )  # fmt: skip
    return tuple(section for section in found if section.rows)


def _last_sections(
    briefing: Briefing, rows: Callable[[Callable[[Any, date], SectionRow], Any], tuple[Any, ...]]
) -> tuple[Section, ...]:
    """Return what is least urgent: perks, coming rows, and the one small thing of a quiet day."""
    return (
        Section(
            "perks", "Perks", "Perk", "", briefing.counts.perks, rows(_perk, briefing.perks),
        ),
        Section(
            "upcoming", "Coming up", "Coming up", "", briefing.totals.upcoming,
            rows(_follow_up, briefing.upcoming),
        ),
        Section(
            "suggestion", "A small thing, if you like", "A small thing", "",
            int(briefing.suggestion is not None),
            rows(_small_thing, (briefing.suggestion,) if briefing.suggestion else ()),
        ),
    )  # fmt: skip


def also_waiting(briefing: Briefing) -> dict[str, tuple[str, ...]]:
    """Return the codes in later sections than the first one of each contact, by contact id."""
    sections: tuple[Sequence[Item], ...] = (
        briefing.birthdays, briefing.follow_ups, briefing.issues, briefing.thanks, briefing.perks,
    )  # fmt: skip
    first: dict[str, tuple[int, str]] = {}
    also: dict[str, dict[str, None]] = {}
    for section, items in enumerate(sections):
        for item in items:
            if item.contact is not None:
                first_section, first_code = first.setdefault(item.contact.id, (section, item.row))
                if section != first_section and item.row != first_code:
                    also.setdefault(item.contact.id, {})[item.row] = None
    return {contact_id: tuple(codes) for contact_id, codes in also.items()}


def _with_also(row: SectionRow, also: dict[str, tuple[str, ...]]) -> SectionRow:
    """Add `also r12, i7` to the first row of a contact, and remove those codes from `also`."""
    codes = also.pop(row.person.id, ()) if also and row.person else ()
    return row._replace(also=f"also {', '.join(codes)}") if codes else row


def _with_tried(row: SectionRow, today: date) -> SectionRow:
    tried = say_tried(getattr(row.item, "tried", None), today)  # a perk has none
    return row._replace(tried=tried) if tried else row


def _birthday(each: Birthday, today: date) -> SectionRow:
    what, know = wording.say_turns(each), ", ".join(wording.say_know(each))
    day, far = say_day(each.on, today), wording.say_distance_of(each)
    return SectionRow(
        item=each,
        who=each.contact.name,
        what=what,
        day=day,
        far=far,
        about=each.label,
        accent=each.days == 0 and not each.greeted,
        ticked=each.greeted,
        under=tuple(filter(None, (know, wording.say_last_year(each.last_gesture)))),
        beside=know,
        brief=(wording.say_when(day, far),) if what == "birthday" else (),  # the title says it
    )


def _follow_up(each: FollowUp, today: date) -> SectionRow:
    """Return the row of a reminder with its text, or of a cadence with the last note."""
    is_cadence = each.reason == "cadence" and each.days <= 0
    last = wording.say_last_note(each.last_note, today) if is_cadence else ()
    why = _say_deal(each, today) if each.reason == "deal" else ()
    return SectionRow(
        item=each,
        who=wording.say_name(each.contact),
        what=wording.say_task(each),
        day=say_day(each.on, today),
        far=wording.say_lateness_of(each),
        about=each.text,
        accent=each.days <= 0,
        under=(*last, *why),
        beside="".join((*last[1:], *why)),
    )


def _say_deal(each: FollowUp, today: date) -> tuple[str, ...]:
    from tinycrm.services.outcomes.outcome_words import say_deal_day  # few mornings have a deal

    said = " · ".join(say_deal_day(each.until, each.on, today))
    return (said,) if said and each.days <= 0 else ()


def _mention(each: Mention, today: date) -> SectionRow:
    what, far = wording.one_line(each.text), wording.say_state(each)
    day = say_day(each.resolved or each.on, today)
    return SectionRow(
        item=each,
        who=each.contact.name,
        what=what,
        day=day,
        far=far,
        about=each.text,
        under=(f"“{each.say}”",),
        beside=f"{each.times} times in a year" if each.repeated else "",
        brief=(what, f"{far} {day}") if each.resolved else (),
    )


def _perk(each: EndingPerk, today: date) -> SectionRow:
    what, day = wording.one_line(each.text), say_day(each.until, today)
    far = "last day" if each.days == 0 else say_distance(each.days)
    return SectionRow(
        item=each, who=each.contact.name, what=what, day=day, far=far, about=each.text,
        accent=each.days == 0, brief=(what, f"ends {wording.say_when(day, far)}"),
    )  # fmt: skip


def _small_thing(each: SmallThing, today: date) -> SectionRow:
    day, far = say_past(each.on, today), say_distance(each.days)
    what, last = f"quiet; usually {each.usually.say_span()}", each.last_note
    words = wording.excerpt(last.text)
    held = f"{each.held_back} held back: crm care --quiet" if each.held_back else ""
    quoted = f"“{words}”" if words else ""
    return SectionRow(
        item=each, who=each.contact.name, what=what, day=day, far=far, about=each.text,
        under=tuple(filter(None, (f"last: {last.kind}", quoted, held))), beside=quoted,
        brief=(f"quiet {-each.days} days; usually {each.usually.say_span()}",),
    )  # fmt: skip


def _thanks(each: Thanks, today: date) -> SectionRow:
    return SectionRow(
        item=each,
        who=each.contact.name,
        what=wording.say_thanks(each),
        day=say_day(each.on, today),
        far=say_distance(each.days),
        about=each.row,
    )


def _sum_up(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{count} {word}" for count, word in counts if count)


# ── sentences ────────────────────────────────────────────────────────────────────────────

_COUNTED = {
    "birthdays": ("birthday", "birthdays"),
    "follow_ups": ("to follow up", "to follow up"),
    "issues": ("to mention", "to mention"),
    "thanks": ("to thank", "to thank"),
    "perks": ("perk", "perks"),
    "upcoming": ("coming up", "coming up"),
    "suggestion": ("small thing", "small things"),
}


def say_counted(key: str, count: int) -> str:
    """Return the words after a number of rows: `birthdays`, `to follow up`."""
    return _COUNTED[key][count != 1]


def say_summary(briefing: Briefing) -> str:
    """Return the counts in words: `2 birthdays, 5 to follow up, 1 to mention`; "" for none."""
    return _say_counts(briefing.counts._replace(upcoming=0))


def say_due(briefing: Briefing) -> str:
    """Return in words how many are due, without coming birthdays and resolved issues."""
    totals = briefing.totals
    return _say_counts(
        briefing.counts._replace(birthdays=totals.passed, issues=totals.open, upcoming=0)
    )


def _say_counts(counts: Counts) -> str:
    return ", ".join(
        f"{count} {say_counted(key, count)}" for key, count in vars(counts).items() if count
    )


def say_quiet(briefing: Briefing, say: Callable[[date, date], str] = say_day) -> str:
    """Return the sentence for a day on which nothing is due, with the next date."""
    following = briefing.next
    if following is None:
        return "Nobody is waiting, and no date is coming up."
    verb = "The next date is" if following.reason == "occasion" else "Next is"
    day = say(following.on, briefing.date)
    far = say_distance((following.on - briefing.date).days)
    return f"Nobody is waiting. {verb} {_say_next(following)}, {day}, {far}."


def _say_next(following: Next) -> str:
    if following.reason == "occasion":
        return f"{following.name}’s {following.label}"
    if following.reason == "cadence":
        return f"a follow-up with {following.name}"
    about = f" for {following.name}" if following.name else ""
    return f"“{wording.excerpt(following.label)}”{about}"
