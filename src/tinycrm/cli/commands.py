"""Every command: where it lives, its group in the help, and its one line there.

A command's module is imported when the command is called, and no other is.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: `module:function` below this package, group and help line.

    `passes_on` says that its words are those of another command, options and all.
    """

    where: str
    group: str
    about: str
    passes_on: bool = False


GROUPS = ("Every day", "People", "Small things", "In and out", "Upkeep")

COMMANDS: dict[str, Entry] = {
    "today": Entry("today:today", "Every day", "the morning: greet, follow up, mention"),
    "log": Entry("log:log", "Every day", "a note on one or several people"),
    "remind": Entry("remind:remind", "Every day", "something to do, on a day"),
    "done": Entry("settle:done", "Every day", "tick off what stands in the morning"),
    "snooze": Entry("settle:snooze", "Every day", "hide it until a day"),
    "show": Entry("people:show", "Every day", "one person on one screen"),
    "add": Entry("add:add", "People", "a new person"),
    "list": Entry("list:list_people", "People", "everybody, or those a filter names"),
    "search": Entry("search:search", "People", "words, wherever they were written"),
    "edit": Entry("edit:edit", "People", "other values, for one or many; or in $EDITOR"),
    "archive": Entry("remove:archive", "People", "out of every list and morning, and back"),
    "rm": Entry("remove:rm", "People", "delete any record, one undo away"),
    "forget": Entry("remove:forget", "People", "delete a person for good, history and all"),
    "dupes": Entry("merge:dupes", "People", "who may be there twice"),
    "merge": Entry("merge:merge", "People", "one card out of two, nothing lost"),
    "issue": Entry("issue:issue", "Small things", "trouble somebody had"),
    "resolve": Entry("issue:resolve", "Small things", "how it was settled"),
    "mention": Entry("settle:mention", "Small things", "it was spoken of"),
    "import": Entry("intake:import_file", "In and out", "people from a vCard file"),
    "export": Entry("export:export", "In and out", "everything as JSON Lines"),
    "undo": Entry("upkeep:undo", "Upkeep", "take back the last change, or one by its code"),
    "redo": Entry("upkeep:redo", "Upkeep", "take the last undo back"),
    "history": Entry("history:history", "Upkeep", "what changed, when, by which door"),
    "config": Entry("settings:show_config", "Upkeep", "your settings, and where they are set"),
    "completion": Entry("completion:completion", "Upkeep", "the Tab key, for your shell"),
    "demo": Entry("demo:demo", "Upkeep", "a full morning with sample people, nothing kept", True),
    "tui": Entry("tui:tui", "", "the screens: the morning worked through"),
    "schema": Entry("schema:schema", "", "the JSON Schema of what --json prints"),
    "where": Entry("upkeep:where", "", "where the files are"),
}
"""In the order of the help. A command without a group is not in the short help."""
