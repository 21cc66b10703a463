"""Every command: where it lives, its group in the help, and its one line there.

A command's module is imported when the command is called, and no other is.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: `module:function` below this package, group and help line (22 letters fit).

    `passes_on` says that its words are those of another command, options and all.
    """

    where: str
    group: str
    about: str
    passes_on: bool = False


GROUPS = ("Every day", "People", "Small things", "In and out", "Upkeep")

COMMANDS: dict[str, Entry] = {
    "today": Entry("today:today", "Every day", "your morning"),
    "log": Entry("log:log", "Every day", "a note on people"),
    "remind": Entry("remind:remind", "Every day", "to do, on a day"),
    "done": Entry("settle:done", "Every day", "tick off a row"),
    "snooze": Entry("settle:snooze", "Every day", "hide it until a day"),
    "show": Entry("people:show", "Every day", "one person, one screen"),
    "add": Entry("add:add", "People", "a new person"),
    "list": Entry("list:list_people", "People", "everybody, or a filter"),
    "search": Entry("search:search", "People", "words, wherever"),
    "edit": Entry("edit:edit", "People", "other values, or many"),
    "archive": Entry("remove:archive", "People", "out of sight, and back"),
    "rm": Entry("remove:rm", "People", "delete, one undo away"),
    "forget": Entry("remove:forget", "People", "delete for good"),
    "dupes": Entry("merge:dupes", "People", "who is there twice"),
    "merge": Entry("merge:merge", "People", "one card out of two"),
    "issue": Entry("issue:issue", "Small things", "trouble somebody had"),
    "resolve": Entry("issue:resolve", "Small things", "how it was settled"),
    "mention": Entry("settle:mention", "Small things", "it was spoken of"),
    "import": Entry("intake:import_file", "In and out", "people from vCards"),
    "export": Entry("export:export", "In and out", "all of it, as a file"),
    "undo": Entry("upkeep:undo", "Upkeep", "take back a change"),
    "redo": Entry("upkeep:redo", "Upkeep", "take the undo back"),
    "history": Entry("history:history", "Upkeep", "what changed, and when"),
    "config": Entry("settings:show_config", "Upkeep", "your settings"),
    "completion": Entry("completion:completion", "Upkeep", "the Tab key"),
    "demo": Entry("demo:demo", "Upkeep", "try on sample people", True),
    "tui": Entry("tui:tui", "", "the screens: the morning worked through"),
    "schema": Entry("schema:schema", "", "the JSON Schema of what --json prints"),
    "where": Entry("upkeep:where", "", "where the files are"),
}
"""In the order of the help. A command without a group is not in the short help."""
