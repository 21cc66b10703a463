"""Every command: where it lives, its group in the help, and its one line there.

A command's module is imported when the command is called, and no other is.
"""

from __future__ import annotations

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command: `module:function` below this package, group and help line (22 letters fit).

    `passes_on` says that its words are those of another command, options and all.
    """

    where: str
    group: str
    about: str
    passes_on: bool = False


GROUPS = ("Every day", "People", "Small things", "In and out", "Upkeep")

COMMANDS: dict[str, CommandEntry] = {
    "today": CommandEntry("today:today", "Every day", "your morning"),
    "log": CommandEntry("log:log", "Every day", "a note on people"),
    "remind": CommandEntry("remind:remind", "Every day", "to do, on a day"),
    "done": CommandEntry("done:done", "Every day", "tick off a row"),
    "snooze": CommandEntry("snooze:snooze", "Every day", "hide it until a day"),
    "show": CommandEntry("show:show", "Every day", "one person, one screen"),
    "add": CommandEntry("add:add", "People", "a new person"),
    "list": CommandEntry("list:list_people", "People", "everybody, or a filter"),
    "search": CommandEntry("search:search", "People", "words, wherever"),
    "edit": CommandEntry("edit:edit", "People", "other values, or many"),
    "archive": CommandEntry("archive:archive", "People", "out of sight, and back"),
    "rm": CommandEntry("rm:rm", "People", "delete, one undo away"),
    "forget": CommandEntry("forget:forget", "People", "delete for good"),
    "dupes": CommandEntry("dupes:dupes", "People", "who is there twice"),
    "merge": CommandEntry("merge:merge", "People", "one card out of two"),
    "issue": CommandEntry("issue:issue", "Small things", "trouble somebody had"),
    "resolve": CommandEntry("resolve:resolve", "Small things", "how it was settled"),
    "mention": CommandEntry("mention:mention", "Small things", "it was spoken of"),
    "import": CommandEntry("import_:import_file", "In and out", "people from vCards"),
    "export": CommandEntry("export:export", "In and out", "all of it, as a file"),
    "undo": CommandEntry("undo:undo", "Upkeep", "take back a change"),
    "redo": CommandEntry("redo:redo", "Upkeep", "take the undo back"),
    "history": CommandEntry("history:history", "Upkeep", "what changed, and when"),
    "config": CommandEntry("config:show_config", "Upkeep", "your settings"),
    "completion": CommandEntry("completion:completion", "Upkeep", "the Tab key"),
    "demo": CommandEntry("demo:demo", "Upkeep", "try on sample people", True),
    "tui": CommandEntry("tui:tui", "", "the screens: the morning worked through"),
    "schema": CommandEntry("schema:schema", "", "the JSON Schema of what --json prints"),
    "where": CommandEntry("where:where", "", "where the files are"),
}
"""In the order of the help. A command without a group is not in the short help."""
