"""One contact of Monica's export: who it is, its dates and cadence, what was written about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tinycrm.exchange.monica_reminders import read_reminder, read_task
from tinycrm.exchange.monica_values import (
    date_of,
    day_of,
    instant_of,
    lists_of,
    props_of,
    text_of,
    values_of,
)

_SOURCE = "monica"
_KEPT = ("gender", "is_partial")
"""Properties that are kept for an export and not shown."""


class MonicaContact:
    """A contact while it is translated. `today` is the local date in ISO form."""

    def __init__(self, value: dict[str, Any], types: dict[str, dict[str, Any]], today: str) -> None:
        self.value = value
        self.props = props_of(value)
        self.lists = lists_of(value)
        self.types = types
        self.today = today
        self.uid = text_of(value, "uuid")
        parts = (text_of(self.props, f"{part}_name") for part in ("first", "middle", "last"))
        self.name = " ".join(filter(None, parts)) or text_of(self.props, "nickname")
        self.added = day_of(value.get("created_at")) or today

    def record(self, related: list[tuple[str, str]], names: dict[str, str]) -> dict[str, Any]:
        """Return the contact; `related` are labels and uuids, `names` those of all contacts."""
        props = self.props
        birthday, dates = self._dates()
        relatives = [*related, *self._introduced()]
        return {
            "record": "contact", "id": self.uid, "uid": self.uid or None, "name": self.name,
            "nicknames": [text_of(props, "nickname")] if self.name != props.get("nickname") else [],
            "organization": text_of(props, "company"), "title": text_of(props, "job"),
            **self._points(), "birthday": birthday, "occasions": dates, "tags": self._tags(),
            "facts": dict(self._facts()), **self._cadence(),
            "do_not_contact": props.get("is_dead") is True,
            "archived_at": self._archived(),
            "created_at": instant_of(self.value.get("created_at")),
            "updated_at": instant_of(self.value.get("updated_at")),
            "related": [
                {"label": label, "id": other, "name": names[other], "source": _SOURCE}
                for label, other in relatives
                if names.get(other)
            ],
            "extra": [
                {"source": _SOURCE, "key": key, "value": text_of(props, key)}
                for key in _KEPT
                if text_of(props, key)
            ],
        }  # fmt: skip

    def _introduced(self) -> list[tuple[str, str]]:
        through = text_of(self.props, "first_met_through")
        return [("introduced by", through)] if through and through != self.uid else []

    def _archived(self) -> str | None:
        if self.props.get("is_active") is not False:
            return None
        return instant_of(self.value.get("updated_at")) or f"{self.today}T00:00:00Z"

    def _tags(self) -> list[str]:
        found = self.props.get("tags")
        tags = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
        return [*tags, "starred"] if self.props.get("is_starred") is True else tags

    # ── how to reach them ────────────────────────────────────────────────────────────────

    def _points(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for each in values_of(self.lists.get("contact_field")):
            props = props_of(each)
            kind = self.types.get(text_of(props, "type"), {})
            value = text_of(props, "data")
            if value:
                field, label = _place(kind, value)
                found.setdefault(field, []).append({"value": value, "label": label})
        for each in values_of(self.lists.get("address")):
            props = props_of(each)
            town = f"{text_of(props, 'province')} {text_of(props, 'postal_code')}".strip()
            lines = (
                text_of(props, "street"), text_of(props, "city"), town, text_of(props, "country"),
            )  # fmt: skip
            value = ", ".join(filter(None, lines))
            if value:
                label = text_of(props, "name") or None
                found.setdefault("addresses", []).append({"value": value, "label": label})
        return found

    # ── dates, facts, cadence ────────────────────────────────────────────────────────────

    def _dates(self) -> tuple[str | None, list[dict[str, str]]]:
        birthday = _yearly(self.props.get("birthdate"))
        met = _yearly(self.props.get("first_met_date"))
        return birthday, [{"label": "first met", "day": met}] if met else []

    def _facts(self) -> Iterator[tuple[str, str]]:
        if food := text_of(self.props, "food_preferences"):
            yield "food", food
        born = self.props.get("birthdate")
        if isinstance(born, dict) and born.get("is_age_based") is True and born.get("date"):
            yield "born about", day_of(born["date"])[:4]
        if self.props.get("is_dead") is True:
            died = self.props.get("deceased_date")
            yield "died", (day_of(died.get("date")) if isinstance(died, dict) else "") or "yes"
        pets = [_pet(props_of(each)) for each in values_of(self.lists.get("pet"))]
        if found := ", ".join(filter(None, pets)):
            yield "pets", found
        gifts = (props_of(each) for each in values_of(self.lists.get("gift")))
        ideas = [text_of(each, "name") for each in gifts if each.get("status") == "idea"]
        if found := ", ".join(filter(None, ideas)):
            yield "gift ideas", found

    def _cadence(self) -> dict[str, str | None]:
        """Return how often to be in touch, in days, counted so that it is due when Monica says."""
        typed = text_of(self.props, "stay_in_touch_frequency")
        days = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0
        if not days:
            return {}
        start = date_of(self.props.get("stay_in_touch_trigger_date"))
        begun = (start - timedelta(days=days)).isoformat() if start else None
        return {"every": f"{days}d", "every_from": begun or self.added}

    # ── notes and reminders ──────────────────────────────────────────────────────────────

    def activities(self) -> list[str]:
        """Return the uuids of the activities that the contact took part in."""
        found = self.lists.get("activity")
        return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []

    def notes_and_reminders(self) -> Iterator[dict[str, Any]]:
        """Yield what was written about the contact."""
        if about := text_of(self.props, "description"):
            yield self._note("note", self.value, self.added, about)
        for kind, each in self._of("note", "call", "gift", "debt", "life_event", "conversation"):
            yield from _WRITTEN[kind](self, each)
        for _, each in self._of("reminder"):
            # Monica makes some itself, of a birthday or another date that is read.
            if props_of(each).get("delible") is not False or self._dates() == (None, []):
                yield from read_reminder(each, self.uid, self.today)
        for _, each in self._of("task"):
            yield from read_task(each, self.uid, self.today)

    def _of(self, *kinds: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for kind in kinds:
            for each in values_of(self.lists.get(kind)):
                yield kind, each

    def _note(self, kind: str, each: dict[str, Any], day: str, text: str) -> dict[str, Any]:
        record = {
            "record": "note", "kind": kind, "text": text, "contacts": [self.uid],
            "at": day or day_of(each.get("created_at")) or self.added,
            "created_at": instant_of(each.get("created_at")),
        }  # fmt: skip
        uid = text_of(each, "uuid")
        return record | {"uid": uid} if uid and each is not self.value else record

    def _remark(self, each: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if text := text_of(props_of(each), "body"):
            yield self._note("note", each, "", text)

    def _call(self, each: dict[str, Any]) -> Iterator[dict[str, Any]]:
        props = props_of(each)
        text = text_of(props, "content")
        direction = "in" if props.get("contact_called") is True else "out"
        yield self._note("call", each, day_of(props.get("called_at")), text) | {
            "direction": direction
        }

    def _gift(self, each: dict[str, Any]) -> Iterator[dict[str, Any]]:
        props = props_of(each)
        if text_of(props, "status") == "idea":
            return  # a fact
        is_from_them = text_of(props, "status") == "received"
        said = ("From them: " if is_from_them else "") + text_of(props, "name")
        texts = filter(None, (said, text_of(props, "comment"), text_of(props, "url")))
        day = day_of(props.get("date"))
        yield self._note("note" if is_from_them else "gift", each, day, "\n".join(texts))

    def _debt(self, each: dict[str, Any]) -> Iterator[dict[str, Any]]:
        props = props_of(each)
        who = "I owe them" if props.get("in_debt") is True else "They owe me"
        reason, status = text_of(props, "reason"), text_of(props, "status")
        money = f"{text_of(props, 'amount')} {text_of(props, 'currency')}".strip()
        texts = filter(None, (f"{who} {money}".strip(), reason, status))
        yield self._note("note", each, "", ", ".join(texts))

    def _life_event(self, each: dict[str, Any]) -> Iterator[dict[str, Any]]:
        props = props_of(each)
        texts = filter(None, (text_of(props, "name"), text_of(props, "note")))
        if text := "\n\n".join(texts):
            yield self._note("note", each, day_of(props.get("happened_at")), text)

    def _conversation(self, each: dict[str, Any]) -> Iterator[dict[str, Any]]:
        said = [props_of(message) for message in values_of(props_of(each).get("messages"))]
        lines = [
            f"{'Me' if one.get('written_by_me') is True else self.name}: {text_of(one, 'content')}"
            for one in said
            if text_of(one, "content")
        ]
        if lines:
            day = day_of(props_of(each).get("happened_at"))
            yield self._note("message", each, day, "\n".join(lines))


_WRITTEN = {
    "note": MonicaContact._remark, "call": MonicaContact._call, "gift": MonicaContact._gift,
    "debt": MonicaContact._debt, "life_event": MonicaContact._life_event,
    "conversation": MonicaContact._conversation,
}  # fmt: skip


def _place(kind: dict[str, Any], value: str) -> tuple[str, str | None]:
    """Return the field of a contact field, and its label: the name of its type."""
    protocol, type_ = text_of(kind, "protocol"), text_of(kind, "type")
    if type_ == "email" or protocol == "mailto:" or (not kind and "@" in value):
        return "emails", None
    if type_ == "phone" or protocol == "tel:":
        return "phones", None
    name = text_of(kind, "name").lower() or None
    return ("urls" if value.startswith(("http://", "https://")) else "handles"), name


def _yearly(found: object) -> str | None:
    """Return a special date; None if only an age is known."""
    if not isinstance(found, dict) or found.get("is_age_based") is True:
        return None
    day = day_of(found.get("date"))
    if not day:
        return None
    return f"-{day[4:]}" if found.get("is_year_unknown") is True else day


def _pet(props: dict[str, Any]) -> str:
    name, kind = text_of(props, "name"), text_of(props, "category")
    return f"{name} ({kind})" if name and kind else name or kind
