"""Reading a contact from its edited form; `form_reading` does it for the other records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tinycrm.cli.editor.form_fields import FormFields, text_of
from tinycrm.contact_points import PointKind, parse_point
from tinycrm.dates.yearly import read_birthday, read_yearly_day
from tinycrm.days import Every, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_contact_kind, parse_text
from tinycrm.services.editing.list_edits import labelled
from tinycrm.services.editing.new_values import POINTS, Resolve
from tinycrm.services.people import yearly_dates
from tinycrm.services.records import Contact, Labelled, Occasion, Related
from tinycrm.services.relations.relation_labels import as_typed, read_related
from tinycrm.tagging import parse_tag
from tinycrm.text import plain_label


def read_contact(form: FormFields, before: Contact, resolve: Resolve) -> Contact:
    """Return the contact that the form describes. Raises UsageProblem, and what `resolve` does."""
    name = form.text("name", before.name, lambda text: parse_text(text, "name"))
    dates = _read_dates(form, before)
    points: dict[str, Any] = {
        field: _read_points(form, field, kind, getattr(before, field))
        for kind, field in POINTS.items()
    }
    return before._replace(
        name=parse_text(name, "name") if name != before.name else name,
        kind=form.text("kind", before.kind, parse_contact_kind) or before.kind,
        nicknames=form.texts("nicknames", before.nicknames, lambda t: parse_text(t, "nickname")),
        organization=form.text("organization", before.organization or "", text_of("organization"))
        or None,
        title=form.text("title", before.title or "", text_of("title")) or None,
        **points,
        tags=form.texts("tags", before.tags, parse_tag),
        every=_read_every(form, before),
        referred_by=_read_referrer(form, before, resolve),
        related=_read_related(form, before),
        do_not_contact=form.flag("do_not_contact", before.do_not_contact),
        **yearly_dates.fields_of(dates),
        facts=_read_facts(form, before),
    )


def _read_points(
    form: FormFields, field: str, kind: PointKind, now: Sequence[Labelled]
) -> tuple[Labelled, ...]:
    typed = form.value(field, list, "a list")
    return tuple(now) if typed is None else tuple(_read_point(field, kind, t, now) for t in typed)


def _read_point(field: str, kind: PointKind, typed: object, now: Sequence[Labelled]) -> Labelled:
    label, value = "", typed
    if isinstance(typed, dict) and typed.keys() <= {"label", "value"}:
        label, value = typed.get("label", ""), typed.get("value")
    if not isinstance(value, str) or not isinstance(label, str):
        raise UsageProblem(f"In the form, each item of {field} must be text or {{ label, value }}.")
    if Labelled(value, label or None) in now:
        return Labelled(value, label or None)
    return labelled(parse_point(kind, value, label))


def _read_dates(form: FormFields, before: Contact) -> tuple[Occasion, ...]:
    """Return the dates of the form; one that is only corrected keeps its row."""
    now = yearly_dates.dates_of(before)
    typed = form.lists("dates")
    if typed is None:
        return now
    dates: list[Occasion] = []
    for label, texts in typed.items():
        read = read_birthday if label == yearly_dates.BIRTHDAY else read_yearly_day
        is_known = any(each.label == label for each in now)
        said = label if is_known else parse_text(plain_label(label), "date")
        dates += yearly_dates.rewritten(now, said, texts, read)
    yearly_dates.check_one_birthday(each.label for each in dates)
    return tuple(dates)


def _read_facts(form: FormFields, before: Contact) -> dict[str, str]:
    typed = form.pairs("facts")
    if typed is None:
        return before.facts
    return {
        name if name in before.facts else parse_text(name, "fact"): (
            value if before.facts.get(name) == value else parse_text(value, "fact")
        )
        for name, value in typed.items()
    }


def _read_every(form: FormFields, before: Contact) -> Every | None:
    now = str(before.every) if before.every else ""
    typed = form.text("every", now, lambda text: str(parse_every(text)))
    return parse_every(typed) if typed else None


def _read_referrer(form: FormFields, before: Contact, resolve: Resolve) -> str | None:
    now = before.referred_by or ""
    return form.text("referred_by", now, lambda text: resolve(text).id) or None


def _read_related(form: FormFields, before: Contact) -> tuple[Related, ...]:
    now = {as_typed(each): each for each in before.related}
    typed = form.texts("related", tuple(now), str)
    return tuple(now.get(each) or read_related(each) for each in typed)
