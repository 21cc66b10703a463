"""Every action: its key, label and help. Footer, palette, help and keymap are made from this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from textual.binding import Binding

from tinycrm import config
from tinycrm.text import visible


class Hint(NamedTuple):
    """A key in a footer and what it does; a click runs `click`, if there is one."""

    key: str
    label: str
    click: str = ""


class Action(NamedTuple):
    """Something a key does.

    `key` may be several keys, of which the first is shown. `place` is where it works:
    `screens` (all of them), one screen's name, `list` or `card`.
    """

    id: str
    key: str
    label: str
    help: str
    place: str = "screens"


ACTIONS = (
    Action("today", "t", "today", "Today's list: birthdays, follow-ups, issues."),
    Action("people", "p", "people", "All people, with the selected one's card."),
    Action("find", "/", "find", "Search all text; in people: filter the list."),
    Action("care", "K", "care", "The people to care for, and why."),
    Action("ripple", "R", "ripple", "What became of a person; again: who brought people."),
    Action("numbers", "N", "numbers", "The figures of a month or a year."),
    Action("log", "n", "log", "Write a note about one or more people."),
    Action("done", "d", "done", "Mark the selected row as done.", "today"),
    Action("snooze", "z", "snooze", "Hide the selected row until a date.", "today"),
    Action("unsnooze", "Z", "un-snooze", "Take back that the selected row is snoozed.", "today"),
    Action("mention", "m", "mention", "Mark the selected issue as mentioned.", "today"),
    Action("remind", "r", "remind", "Add a reminder for a date."),
    Action("issue", "i", "issue", "Record an issue that somebody had."),
    Action("resolve", "v", "resolve", "Resolve the selected issue."),
    Action("reopen", "V", "reopen", "Open a resolved issue again."),
    Action("add", "a", "add", "Add a person."),
    Action("edit", "e", "edit", "Edit the selected person, note, reminder or issue."),
    Action("remove", "delete", "remove", "Delete the selected row, after you confirm."),
    Action("win", "w", "win", "Record a win, or that the selected deal was won."),
    Action("deal", "W", "deal", "Record a deal that may come."),
    Action("lost", "L", "lost", "Close the selected deal as lost."),
    Action("tags", "#", "tags", "Add or remove a person's tags."),
    Action("fact", "f", "fact", "Add a fact about a person."),
    Action("date", "b", "birthday, date", "Add a birthday or another yearly date."),
    Action("address", "c", "address", "Add an e-mail, phone, address, web page or handle."),
    Action("related", "l", "relation", "Add a relation: a spouse, a child, a boss."),
    Action("referred", "B", "referrer", "Say who brought a person."),
    Action("cadence", "C", "cadence", "Set how often to be in touch."),
    Action("archive", "A", "archive", "Archive a person, or take them out of the archive."),
    Action("merge", "M", "merge", "Merge another contact into the selected one."),
    Action("history", "h", "history", "Show every change of the selected record."),
    Action("company", "o", "company", "Show the organization of the selected person."),
    Action("copy_phone", "y", "copy phone", "Copy the first phone number."),
    Action("copy_email", "Y", "copy e-mail", "Copy the first e-mail address."),
    Action("undo", "u", "undo", "Undo the last change made by hand."),
    Action("redo", "ctrl+r", "redo", "Redo the last undone change."),
    Action("mark", "space", "mark", "Mark people, to change them together.", "marks"),
    Action("sort", "s", "sort", "Sort by name, last touch, quiet, added, value.", "people"),
    Action("filters", "F", "filters", "Choose a saved filter, or delete one.", "people"),
    Action("save_filter", "S", "save filter", "Save the filter under a name.", "people"),
    Action("older", "O", "older", "Show older notes.", "card"),
    Action("earlier", "left", "earlier", "The month or year before.", "numbers"),
    Action("later", "right", "later", "The next month or year.", "numbers"),
    Action("span", "=", "month, year", "Change between month and year.", "numbers"),
    Action("down", "j,down", "down", "Next row.", "list"),
    Action("up", "k,up", "up", "Previous row.", "list"),
    Action("first", "g,home", "first", "First row.", "list"),
    Action("last", "G,end", "last", "Last row.", "list"),
    Action("page_down", "pagedown,ctrl+f", "page down", "Next page.", "list"),
    Action("page_up", "pageup,ctrl+b", "page up", "Previous page.", "list"),
    Action("open", "enter", "open", "Open the selected person's card.", "list"),
    Action("back", "escape", "back", "Leave an input, a card or a screen."),
    Action("palette", "ctrl+p", "palette", "Find any action or person by a few letters."),
    Action("theme", "T", "theme", "Change the colours; your choice is kept."),
    Action("help", "?", "help", "Show this page."),
    Action("quit", "q,ctrl+c", "quit", "Quit. Everything is already saved."),
)
PLACES = {
    "screens": "everywhere", "today": "on a row", "people": "on the People screen",
    "marks": "in a list of people",
    "card": "on a card", "list": "in a list", "numbers": "on the Numbers screen",
}  # fmt: skip
"""Where an action works, in words."""

READY = ACTIONS
BY_ID = {action.id: action for action in ACTIONS}

_SHOWN = {
    "slash": "/", "question_mark": "?", "number_sign": "#", "escape": "esc", "pagedown": "pgdn",
    "pageup": "pgup", "delete": "del",
}  # fmt: skip


def bindings(places: Iterable[str]) -> list[Binding]:
    """Return the bindings of the actions in some places, remappable by the action's id."""
    wanted = set(places)
    return [
        Binding(each.key, each.id, each.label, show=False, tooltip=each.help, id=each.id)
        for each in READY
        if each.place in wanted
    ]


def through(action: str) -> list[Binding]:
    """Return the bindings that work on every screen, for a dialog that covers the screen.

    There each key runs `action` with the id of the wanted action: `leave_for('log')`.
    """
    mine = {"back", "help", "quit"}  # these close the dialog
    found = [each for each in bindings(["screens"]) if each.id not in mine]
    return [replace(each, action=f"{action}('{each.id}')") for each in found]


def keymap() -> dict[str, str]:
    """Return the user's own keys by action."""
    return {name: key for name, key in config.load().keys if name in BY_ID}


def complaints() -> list[str]:
    """Return what is wrong with the user's `[keys]`, as sentences safe to display."""
    if not config.load().keys:
        return []
    own = keymap()
    unknown = [visible(name) for name, _ in config.load().keys if name not in BY_ID]
    problems = [f"no action is called {', '.join(unknown)}."] if unknown else []
    wrong = [key for keys in own.values() for key in _keys(keys) if not _is_key(key)]
    problems += [f"no key is called {', '.join(map(visible, wrong))}."] if wrong else []
    used: dict[str, list[str]] = {}
    for action in READY:
        for key in _keys(own.get(action.id, action.key)):
            used.setdefault(key, []).append(action.id)
    return problems + [
        f"{visible(key)} is the key of {' and '.join(ids)}; only one of them will work."
        for key, ids in used.items()
        if len(ids) > 1
    ]


def _keys(keys: str) -> list[str]:
    return [each for part in keys.split(",") if (each := part.strip())]


def _is_key(key: str) -> bool:
    """Return whether a terminal can send such a key: `x`, `space`, `ctrl+x`, `question_mark`."""
    from textual.keys import Keys, key_to_character

    *before, last = key.split("+") if len(key) > 1 else [key]
    held = all(each in ("ctrl", "shift", "alt", "super") for each in before)
    names = {each.value for each in Keys}
    return held and (len(last) == 1 or last in names or key_to_character(last) is not None)


def key_of(action_id: str, own: dict[str, str] | None = None) -> str:
    """Return the first key of an action, as it is displayed: `n`, `/`, `ctrl+r`."""
    key = (own or {}).get(action_id) or BY_ID[action_id].key
    first = key.split(",")[0].strip()
    return _SHOWN.get(first, first)


def hints(ids: Iterable[str]) -> list[Hint]:
    """Return keys and labels of some actions, for the footer of a screen."""
    own = keymap()
    return [Hint(key_of(each, own), BY_ID[each].label, f"app.do('{each}')") for each in ids]


def pressed(key: str, label: str) -> Hint:
    """Return a key of a dialog, whose click is the same as pressing it; `j k` are two keys."""
    raw = next((name for name, shown in _SHOWN.items() if shown == key), key)
    return Hint(key, label, "" if " " in key else f"app.press('{raw}')")


def key_table() -> str:
    """Return the actions as the table of docs/keys.md."""
    rows = [f"| `{key_of(a.id)}` | {a.label} | {a.help} | `{a.id}` |" for a in READY]
    return "\n".join(["| key | | what it does | action |", "| --- | --- | --- | --- |", *rows])
