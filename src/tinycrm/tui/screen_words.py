"""What the services advise, in the words of the screens: a key instead of a command."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tinycrm.errors import CrmError
from tinycrm.tui.actions import BY_ID, key_of, keymap

_COMMAND = re.compile(r"(?P<colon>: )?crm (?P<verb>[a-z]+)(?P<rest>(?: [^\s·]*[^\s·.,])*)")
_SHOW = re.compile(r":? ?crm show [a-z]+\d+")
_OPTION = re.compile(r"--[a-z-]+ ")
_MORE = re.compile(r"(?P<before>(?:^|\d )(?:more|held back))(?P<command>: crm .+)$")

_BY_OPTION = {
    ("edit", "-d"): "date", ("edit", "--referred-by"): "referred", ("edit", "--because"): "edit",
    ("list", "--save"): "save_filter", ("archive", "--off"): "archive", ("edit", "-o"): "edit",
    ("care", "--quiet"): "care", ("edit", "--kind"): "edit", ("edit", "--at"): "edit",
    ("edit", "--every"): "cadence",
}  # fmt: skip
_BY_VERB = {
    "search": "find", "list": "people", "rm": "remove", "stats": "numbers",
}  # fmt: skip
_ONLY_PLAIN = ("undo",)
"""Commands whose key does what they do without a code, not with one."""


def say_problem(problem: CrmError) -> str:
    """Return what was wrong and what to do, without what only a command line has."""
    return f"{problem.sentence} {in_keys(problem.hint)}".strip()


def in_keys(hint: str) -> str:
    """Return a hint with keys for commands: `To undo it: u undo`.

    What no key does is named as a command of the shell. Advice about options alone is left out.
    """
    if "crm " in hint:
        return _COMMAND.sub(_instead, _SHOW.sub("", hint)).strip()
    said = _OPTION.sub("", hint) if hint.startswith(("Write ", "Say ")) else hint
    return "" if "--" in said else said


def more_in_keys(text: str) -> str:
    """Return text whose end may say how to see the rest (`3 more: crm ripple c3`) with a key."""
    return _MORE.sub(lambda found: found["before"] + in_keys(found["command"]), text)


def all_in_keys(hints: Iterable[str]) -> list[str]:
    """Return hints with keys for commands, without those that are about options alone."""
    return [said for said in map(in_keys, hints) if said]


def _instead(found: re.Match[str]) -> str:
    action = _action(found["verb"], found["rest"].split())
    if action is None:
        return f": in a shell, {found[0][2:]}" if found["colon"] else found[0]
    return f"{found['colon'] or ''}{key_of(action, keymap())} {BY_ID[action].label}"


def _action(verb: str, words: list[str]) -> str | None:
    """Return the action that does what a command does; None if no key does."""
    options = [each for each in words if each.startswith("-") and len(each) > 1]
    if options:
        return _BY_OPTION.get((verb, options[0]))
    if verb in _ONLY_PLAIN and words:
        return None
    action = _BY_VERB.get(verb, verb)
    return action if action in BY_ID else None
