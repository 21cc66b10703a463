"""One contact in lines: a few below the briefing, or the complete card with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tinycrm.dates import say_past
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.card_rows import CardRow, PersonCard, card_of, say_past_title
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.records import Note
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.cell_text import BLANK, Line, Span, both_ends, clip, safe, wrap
from tinycrm.tui.screen_words import more_in_keys

_LABEL = 13
_LABEL_NARROW = 10


def pane_lines(profile: Profile, today: date, width: int, height: int) -> list[Line]:
    """Return the most important facts about a contact in at most `height` lines."""
    card = card_of(profile, today)
    rows = [*card.waiting, *card.facts]
    last = [_note(note, today) for note in profile.notes[:1]]
    if width < 64:
        texts = [safe(row.text) for row in rows]
        texts += [safe(point.value) for point in profile.contact.phones[:1]] + last
        return _pane_narrow(card, texts, width)[:height]
    contact = profile.contact
    reach = "   ".join(safe(p.value) for p in (*contact.phones[:1], *contact.emails[:1]))
    head = (Span(f" {safe(card.name)}", "name"), Span(f"   {safe(card.work)}", "dim"))
    body = [_labelled(row.label, safe(row.text), row.code, width) for row in rows]
    body += [_labelled("Last time", text, "", width) for text in last]
    return [both_ends(head, (Span(f"{reach} "),), width), *body[: height - 1]]


def _labelled(label: str, text: str, code: str, width: int) -> Line:
    right: Line = (Span(f"{code} ", "dim"),) if code else ()
    return both_ends((Span(f"   {label:<{_LABEL}}", "dim"), Span(text)), right, width)


def _pane_narrow(card: PersonCard, texts: Sequence[str], width: int) -> list[Line]:
    work = f" · {safe(card.work)}" if card.work else ""
    head: Line = (Span(f" {safe(card.name)}", "name"), Span(work, "dim"))
    return [clip(head, width), *(clip((Span(f" {text}"),), width) for text in texts)]


def _note(note: Note, today: date) -> str:
    text = safe(wording.say_note(note))
    return f"{say_past(note.day, today)}, {note.kind}: {text}".rstrip(": ")


# ── the card ─────────────────────────────────────────────────────────────────────────────


class Placed(NamedTuple):
    """A line of a card. With a code it is the first line of a record, and `about` its text.

    `person` is the contact of the record, where that is not the contact of the card.
    """

    line: Line
    code: str = ""
    about: str = ""
    person: tuple[str, str] | None = None


def card_lines(profile: Profile, today: date, width: int) -> list[Placed]:
    """Return everything about one contact, in the order needed in a phone call."""
    card = card_of(profile, today)
    name = both_ends((Span(safe(card.name), "head"),), (Span(card.code, "dim"),), width)
    lines = [Placed(name, card.code)]
    about = safe(" · ".join(card.about))
    lines += [Placed((Span(text, "dim"),)) for text in (wrap(about, width) if about else [])]
    for block in card.blocks:
        lines += [Placed(BLANK), *(line for row in block for line in _block(row, width))]
    return [*lines, Placed(BLANK), *_timeline(profile, today, width)]


def _block(row: CardRow, width: int) -> Iterator[Placed]:
    if not row.points:
        yield from _beside(row.label, more_in_keys(safe(row.text)), row.code, width)
    for n, (value, label) in enumerate(row.points):
        yield from _beside("" if n else row.label, safe(f"{value} {label}"), "", width)


def _beside(label: str, text: str, code: str, width: int) -> Iterator[Placed]:
    """Return a text beside its label, the code of a record at the right edge."""
    indent = _LABEL_NARROW
    room = width - indent - (len(code) + 2 if code else 0)
    first, *rest = wrap(text, max(10, room))
    start: Line = (Span(f"{label:<{indent}}", "dim"), Span(first))
    yield Placed(both_ends(start, (Span(code, "dim"),) if code else (), width), code, text)
    for each in rest:
        yield Placed((Span(" " * indent), Span(each)))


def _timeline(profile: Profile, today: date, width: int) -> Iterator[Placed]:
    if not profile.notes:
        key = key_of("log", keymap())
        hint = f"No notes yet. {key} writes the first one."
        yield from (Placed((Span(text, "dim"),)) for text in wrap(hint, width))
        return
    title, count = say_past_title(len(profile.notes), profile.note_count)
    yield Placed(both_ends((Span(title, "head"),), (Span(count, "dim"),), width))
    for note in profile.notes:
        yield from entry_lines(note, today, width, but=profile.contact.id)
    older = profile.note_count - len(profile.notes)
    if older:
        more = f"{older:,} older: {key_of('older', keymap())} shows more."
        yield Placed((Span(more, "dim", "app.do('older')"),))


def entry_lines(note: Note, today: date, width: int, *, but: str = "") -> Iterator[Placed]:
    """Yield a note below its date, kind and contacts, except the one with the code `but`."""
    others = safe(wording.say_company(note, but=but))
    with_ = f" · {others}" if others else ""
    head: Line = (
        Span(say_past(note.day, today), "name"),
        Span(f" · {note.kind}{with_}", "dim"),
    )
    first = next(((each.id, each.name) for each in note.contacts), None)
    end: Line = (Span(note.id, "dim"),)
    yield Placed(both_ends(head, end, width), note.id, person=first)
    for text in _paragraphs(wording.say_note(note), width - 2):
        yield Placed((Span(f"  {text}"),))


def _paragraphs(text: str, width: int) -> Iterator[str]:
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield from wrap(safe(paragraph), width)
