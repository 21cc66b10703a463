"""Reading a record from its edited form.

Unchanged values are kept exactly and not checked again: an import may have created values that
could not be typed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tinycrm import config
from tinycrm.amounts import parse_amount
from tinycrm.cli.editor.contact_form_reading import read_contact
from tinycrm.cli.editor.form import day_of
from tinycrm.cli.editor.form_fields import FormFields, text_of
from tinycrm.dates import When
from tinycrm.errors import UsageProblem
from tinycrm.money import Money
from tinycrm.repeats import Repeat, parse_repeat, write_repeat
from tinycrm.rules import parse_kind, parse_score, parse_text
from tinycrm.services import records
from tinycrm.services.codes import code, parse_code
from tinycrm.services.editing.applying import check_values, parse_state, reopened, repeated
from tinycrm.services.editing.applying_notes import say_at
from tinycrm.services.editing.applying_outcomes import parse_deal_state
from tinycrm.services.editing.new_values import Resolve
from tinycrm.services.editing.whose_doing import parse_from
from tinycrm.services.outcomes.winning import parse_win_kind
from tinycrm.services.records import Contact, Record
from tinycrm.services.when import read_due, read_when
from tinycrm.tagging import parse_tag


def read_form(text: str, before: Record, resolve: Resolve) -> Record:
    """Return the record that the form describes.

    Raises UsageProblem, which names the line if the form is not TOML, and what `resolve` does.
    """
    form = fields_of(text)
    after: Record = _READERS[type(before)](form, before, resolve)
    form.check_all_known()
    check_values(before, after)
    return after


def fields_of(text: str) -> FormFields:
    """Return the fields of a form. Raises UsageProblem if it is not TOML."""
    try:
        return FormFields(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageProblem(f"The form cannot be read: {error}.") from None


def read_from(form: FormFields) -> bool | None:
    """Return whether the form of a note says that they did it, None if it does not say."""
    typed = form.text("from", "", str.strip)
    return parse_from(typed) if typed else None


def _read_note(form: FormFields, before: records.Note, resolve: Resolve) -> records.Note:
    codes = [each.id for each in before.contacts]
    ids = form.texts("people", codes, lambda text: resolve(text).id)
    known = {each.id: each for each in before.contacts}
    people = tuple(known.get(each) or resolve(each) for each in ids)
    when = _read_at(form, "at", before.day_and_time)
    read_from(form)  # it is no field of the record: only checked here
    return before._replace(
        contacts=people,
        kind=form.text("kind", before.kind, parse_kind) or before.kind,
        at=say_at(when) if when else before.at,
        mood=_read_number(form, "mood", before.mood, -2, 2),
        tags=form.texts("tags", before.tags, parse_tag),
        text=_read_text(form, "text", before.text, "note"),
    )


def _read_number(form: FormFields, name: str, now: int | None, low: int, high: int) -> int | None:
    typed = form.value(name, (int, str), f"a number from {low} to {high}")
    if typed is None:
        return now
    return parse_score(str(typed), low, high, f"The {name}") if str(typed).strip() else None


def _read_at(form: FormFields, name: str, now: str) -> When | None:
    """Return a date in the past, with a time if there is one; None if it was not changed."""
    typed = _typed_at(form, name, now)
    return None if typed is None else read_when(typed, "past")


def _typed_at(form: FormFields, name: str, now: str) -> str | None:
    """Return a date as typed, None if it was not changed."""
    typed = form.value(name, (str, date, datetime), "a date")
    typed = typed.strftime("%Y-%m-%d %H:%M") if isinstance(typed, datetime) else typed
    return None if typed is None or str(typed) == now else str(typed)


def _read_text(form: FormFields, name: str, now: str, what: str) -> str:
    """Return the text of a record. Raises UsageProblem if it was removed."""
    typed = form.text(name, now, lambda text: parse_text(text, what))
    return typed if typed == now else parse_text(typed, what)


def _read_reminder(
    form: FormFields, before: records.Reminder, _resolve: Resolve
) -> records.Reminder:
    typed = _typed_at(form, "on", day_of(before))
    when = None if typed is None else read_due(typed)
    time = when.time.strftime("%H:%M") if when and when.time else None
    repeat = _read_repeat(form, before)
    after = before._replace(
        on=when.day if when else before.on,
        time=time if when else before.time,
        every=repeat and repeat.every,
        fixed=form.flag("fixed", before.fixed),
        text=_read_text(form, "text", before.text, "reminder"),
    )
    named = repeat.on if repeat and repeat.on != before.every_on else None
    return repeated(after, before, named or (when.kept if when else None))


def _read_repeat(form: FormFields, before: records.Reminder) -> Repeat | None:
    now = write_repeat(before.every, before.every_on)
    typed = form.text("every", now, lambda text: write_repeat(*parse_repeat(text)))
    return parse_repeat(typed) if typed else None


def _read_issue(form: FormFields, before: records.Issue, _resolve: Resolve) -> records.Issue:
    when = _read_at(form, "on", str(before.on))
    resolution = form.text("resolution", before.resolution or "", text_of("resolution"))
    after = before._replace(
        on=when.day if when else before.on,
        text=_read_text(form, "text", before.text, "issue"),
        resolution=resolution or None,
    )
    state = form.text("state", str(before.state), parse_state)
    if state == "resolved" and before.state == "open":
        raise UsageProblem(f"{before.id} is still open.", f"To resolve it: crm resolve {before.id}")
    return reopened(after) if state == "open" else after


def _read_win(form: FormFields, before: records.Win, _resolve: Resolve) -> records.Win:
    when = _read_at(form, "on", str(before.on))
    return before._replace(
        kind=parse_win_kind(form.text("kind", before.kind, parse_win_kind)),
        on=when.day if when else before.on,
        money=_read_amount(form, before.money),
        because=form.texts("because", before.because, lambda each: code(*parse_code(each, "note"))),
        text=form.text("text", before.text, text_of("text")),
    )


def _read_deal(form: FormFields, before: records.Deal, _resolve: Resolve) -> records.Deal:
    after = before._replace(
        until=_read_until(form, before.until),
        money=_read_amount(form, before.money),
        text=_read_text(form, "text", before.text, "deal"),
        reason=form.text("reason", before.reason or "", text_of("reason")) or None,
    )
    state = form.text("state", str(before.state), parse_deal_state)
    is_reopened = state == "open" and before.state == "lost"
    return after._replace(state="open", lost=None, reason=None) if is_reopened else after


def _read_answer(form: FormFields, before: records.Feedback, _resolve: Resolve) -> records.Feedback:
    when = _read_at(form, "on", str(before.on))
    return before._replace(
        score=_read_number(form, "score", before.score, 0, 10),
        on=when.day if when else before.on,
        text=form.text("text", before.text, text_of("text")),
    )


def _read_perk(form: FormFields, before: records.Perk, _resolve: Resolve) -> records.Perk:
    until = _read_until(form, before.until)
    return before._replace(until=until, text=_read_text(form, "text", before.text, "perk"))


def _read_until(form: FormFields, now: date | None) -> date | None:
    """Return a last day, or None for none."""
    typed = _typed_at(form, "until", str(now or ""))
    if typed is None:
        return now
    return read_when(typed, "future").day if typed.strip() else None


def _read_amount(form: FormFields, before: Money | None) -> Money | None:
    usual = config.load().currency
    now = before.plain() if before else ""
    typed = form.text("amount", now, lambda text: parse_amount(text, usual).plain())
    return before if typed == now else parse_amount(typed, usual) if typed else None


_READERS: dict[type, Callable[[FormFields, Any, Resolve], Record]] = {
    Contact: read_contact,
    records.Note: _read_note,
    records.Reminder: _read_reminder,
    records.Issue: _read_issue,
    records.Win: _read_win,
    records.Deal: _read_deal,
    records.Feedback: _read_answer,
    records.Perk: _read_perk,
}
