"""Every command: its module, its group in the help, and its line there.

Only the module of the command that is called is imported.
"""

from __future__ import annotations

from tinycrm.values import NamedTuple


class CommandEntry(NamedTuple):
    """A command: `module:function` in cli/commands, group and help line (22 letters fit).

    `passes_on` means that its arguments are another command with its own options.
    """

    where: str
    group: str
    about: str
    passes_on: bool = False


GROUPS = ("Every day", "People", "Small things", "In and out", "Upkeep")

COMMANDS: dict[str, CommandEntry] = {
    "today": CommandEntry("today:today", "Every day", "who to contact today"),
    "log": CommandEntry("log:log", "Every day", "log a note"),
    "remind": CommandEntry("remind:remind", "Every day", "set a reminder"),
    "done": CommandEntry("done:done", "Every day", "mark rows as done"),
    "snooze": CommandEntry("snooze:snooze", "Every day", "hide rows until a day"),
    "show": CommandEntry("show:show", "Every day", "a person or a record"),
    "add": CommandEntry("add:add", "People", "add a person"),
    "list": CommandEntry("list:list_people", "People", "list or filter people"),
    "notes": CommandEntry("notes:notes", "People", "list or filter notes"),
    "search": CommandEntry("search:search", "People", "full-text search"),
    "edit": CommandEntry("edit:edit", "People", "change records"),
    "archive": CommandEntry("archive:archive", "People", "hide people from lists"),
    "rm": CommandEntry("rm:rm", "People", "delete records"),
    "forget": CommandEntry("forget:forget", "People", "delete permanently"),
    "dupes": CommandEntry("dupes:dupes", "People", "find duplicates"),
    "merge": CommandEntry("merge:merge", "People", "merge two contacts"),
    "issue": CommandEntry("issue:issue", "Small things", "log an issue"),
    "resolve": CommandEntry("resolve:resolve", "Small things", "resolve an issue"),
    "mention": CommandEntry("mention:mention", "Small things", "mark as mentioned"),
    "win": CommandEntry("win:win", "Small things", "record a win"),
    "deal": CommandEntry("deal:deal", "Small things", "record what may come"),
    "won": CommandEntry("won:won", "Small things", "win a deal"),
    "lost": CommandEntry("lost:lost", "Small things", "lose a deal"),
    "ripple": CommandEntry("ripple:ripple", "Small things", "what became of it"),
    "why": CommandEntry("why:why", "Small things", "why a win came"),
    "feedback": CommandEntry("feedback:feedback", "Small things", "save an answer"),
    "perk": CommandEntry("perk:perk", "Small things", "promise for free"),
    "care": CommandEntry("care:care", "Small things", "who has gone quiet"),
    "write": CommandEntry("write:write", "Small things", "write a message"),
    "stats": CommandEntry("stats:stats", "Small things", "figures and the year"),
    "import": CommandEntry("import_:import_file", "In and out", "import address books"),
    "export": CommandEntry("export:export", "In and out", "export everything"),
    "backup": CommandEntry("backup:backup", "In and out", "back up everything"),
    "restore": CommandEntry("restore:restore", "In and out", "restore a backup"),
    "undo": CommandEntry("undo:undo", "Upkeep", "undo a change"),
    "redo": CommandEntry("redo:redo", "Upkeep", "redo an undone change"),
    "history": CommandEntry("history:history", "Upkeep", "show past changes"),
    "config": CommandEntry("config:show_config", "Upkeep", "show settings"),
    "doctor": CommandEntry("doctor:doctor", "Upkeep", "check the store"),
    "completion": CommandEntry("completion:completion", "Upkeep", "shell completion"),
    "demo": CommandEntry("demo:demo", "", "try on sample people", True),
    "help": CommandEntry("help:show_help", "", "explain a command"),
    "version": CommandEntry("version:show_version", "", "print the version"),
    "tui": CommandEntry("tui:tui", "", "open the screens"),
    "vcard-merge": CommandEntry("vcard_merge:vcard_merge", "", "one card out of two"),
    "schema": CommandEntry("schema:schema", "", "print JSON Schemas"),
    "where": CommandEntry("where:where", "", "show where files are"),
}
"""In the order of the help. A command without a group is not in the short help."""
