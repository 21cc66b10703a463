"""Every action once: its key, its label, its help. Footer, palette, help and keymap read this."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding

from tinycrm import config


class Action(NamedTuple):
    """Something a key does.

    `key` may name several, the first of which is shown. `place` is where it works: `screens`
    (all of them), one screen's name, `list`, or `later` for what has its place and is not
    there yet.
    """

    id: str
    key: str
    label: str
    help: str
    place: str = "screens"


ACTIONS = (
    Action("today", "t", "today", "The morning: greet, follow up, mention."),
    Action("people", "p", "people", "Everybody, and one card beside the list."),
    Action("find", "/", "find", "Words, wherever they were written; among people: a filter."),
    Action("ripple", "", "ripple", "Whom one person brought, and whom these brought.", "later"),
    Action("numbers", "", "numbers", "What the year gave.", "later"),
    Action("log", "n", "log", "Write a note on one or several people."),
    Action("done", "d", "done", "Tick off what is chosen.", "today"),
    Action("snooze", "z", "snooze", "Hide what is chosen until a day.", "today"),
    Action("mention", "m", "mention", "Their issue was spoken of.", "today"),
    Action("remind", "r", "remind", "Something to do, on a day."),
    Action("issue", "i", "issue", "Trouble somebody had."),
    Action("add", "a", "add", "A new person."),
    Action("edit", "e", "edit", "Change what is known about somebody."),
    Action("win", "w", "win", "Something good that came of it.", "later"),
    Action("tags", "#", "tags", "Put tags on somebody, or take them off."),
    Action("fact", "f", "fact", "Something to know about somebody."),
    Action("copy_phone", "y", "copy phone", "Copy their first phone number."),
    Action("copy_email", "Y", "copy e-mail", "Copy their first e-mail address."),
    Action("undo", "u", "undo", "Take back the last change made by hand."),
    Action("redo", "ctrl+r", "redo", "Take the last undo back."),
    Action("down", "j,down", "down", "The next row.", "list"),
    Action("up", "k,up", "up", "The row before.", "list"),
    Action("first", "g,home", "first", "The first row.", "list"),
    Action("last", "G,end", "last", "The last row.", "list"),
    Action("page_down", "pagedown,ctrl+f", "page down", "A screenful further.", "list"),
    Action("page_up", "pageup,ctrl+b", "page up", "A screenful back.", "list"),
    Action("open", "enter", "open", "Open the card of whom is chosen.", "list"),
    Action("back", "escape", "back", "Leave a line, a card or a screen."),
    Action("palette", "ctrl+p", "palette", "Every action, and everybody, by a few letters."),
    Action("theme", "T", "theme", "Other colours; they are remembered."),
    Action("help", "?", "help", "This page."),
    Action("quit", "q,ctrl+c", "quit", "Leave. Everything is saved already."),
)
READY = tuple(action for action in ACTIONS if action.place != "later")
BY_ID = {action.id: action for action in ACTIONS}

_SHOWN = {
    "slash": "/", "question_mark": "?", "number_sign": "#", "escape": "esc", "pagedown": "pgdn",
    "pageup": "pgup",
}  # fmt: skip


def bindings(places: Iterable[str]) -> list[Binding]:
    """Return the bindings of the actions of some places, remappable by the action's id."""
    wanted = set(places)
    return [
        Binding(each.key, each.id, each.label, show=False, tooltip=each.help, id=each.id)
        for each in READY
        if each.place in wanted
    ]


def keymap() -> dict[str, str]:
    """Return the owner's own keys by action."""
    return {name: key for name, key in config.load().keys if name in BY_ID}


def unknown() -> tuple[str, ...]:
    """Return the names in the owner's `[keys]` that are no action."""
    return tuple(name for name, _ in config.load().keys if name not in BY_ID)


def key_of(action_id: str, own: dict[str, str] | None = None) -> str:
    """Return the first key of an action as it is shown: `n`, `/`, `ctrl+r`."""
    key = (own or {}).get(action_id) or BY_ID[action_id].key
    first = key.split(",")[0].strip()
    return _SHOWN.get(first, first)


def hints(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return keys and labels of some actions, for the foot of a screen."""
    own = keymap()
    return [(key_of(each, own), BY_ID[each].label) for each in ids]


def key_table() -> str:
    """Return the actions as the table of docs/keys.md."""
    rows = [f"| `{key_of(a.id)}` | {a.label} | {a.help} | `{a.id}` |" for a in READY]
    return "\n".join(["| key | | what it does | action |", "| --- | --- | --- | --- |", *rows])
