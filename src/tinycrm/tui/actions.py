"""Every action once: its key, its label, its help. Footer, palette, help and keymap read this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from textual.binding import Binding

from tinycrm import config
from tinycrm.text import visible


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
    Action("edit", "e", "edit", "Change what is chosen: somebody, a note, a reminder, an issue."),
    Action("remove", "delete", "remove", "Delete what is chosen, once you have said yes."),
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
    "pageup": "pgup", "delete": "del",
}  # fmt: skip


def bindings(places: Iterable[str]) -> list[Binding]:
    """Return the bindings of the actions of some places, remappable by the action's id."""
    wanted = set(places)
    return [
        Binding(each.key, each.id, each.label, show=False, tooltip=each.help, id=each.id)
        for each in READY
        if each.place in wanted
    ]


def through(action: str) -> list[Binding]:
    """Return the bindings of what works on every screen for one that covers them.

    `action` is what such a key does there, with the id of the wanted one: `leave_for('log')`.
    """
    mine = {"back", "help", "quit"}  # these leave it
    found = [each for each in bindings(["screens"]) if each.id not in mine]
    return [replace(each, action=f"{action}('{each.id}')") for each in found]


def keymap() -> dict[str, str]:
    """Return the owner's own keys by action."""
    return {name: key for name, key in config.load().keys if name in BY_ID}


def complaints() -> list[str]:
    """Return what is wrong with the owner's `[keys]`, in sentences safe to show."""
    if not config.load().keys:
        return []
    own = keymap()
    unknown = [visible(name) for name, _ in config.load().keys if name not in BY_ID]
    said = [f"no action is called {', '.join(unknown)}."] if unknown else []
    wrong = [key for keys in own.values() for key in _keys(keys) if not _is_key(key)]
    said += [f"no key is called {', '.join(map(visible, wrong))}."] if wrong else []
    who: dict[str, list[str]] = {}
    for action in READY:
        for key in _keys(own.get(action.id, action.key)):
            who.setdefault(key, []).append(action.id)
    return said + [
        f"{visible(key)} is the key of {' and '.join(ids)}; one of them cannot be had."
        for key, ids in who.items()
        if len(ids) > 1
    ]


def _keys(keys: str) -> list[str]:
    return [each for part in keys.split(",") if (each := part.strip())]


def _is_key(key: str) -> bool:
    """Tell whether a terminal may send such a key: `x`, `space`, `ctrl+x`, `question_mark`."""
    from textual.keys import Keys, key_to_character

    *before, last = key.split("+") if len(key) > 1 else [key]
    held = all(each in ("ctrl", "shift", "alt", "super") for each in before)
    names = {each.value for each in Keys}
    return held and (len(last) == 1 or last in names or key_to_character(last) is not None)


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
