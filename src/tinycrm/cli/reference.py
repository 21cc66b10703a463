"""The pages of `docs/commands.md`, made of the program itself.

    python -m tinycrm.cli.reference > docs/commands.md

`tests/test_docs.py` holds the file to it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence

from typer._click import Command, Context
from typer.core import TyperArgument

from tinycrm.cli.lazy_group import build
from tinycrm.cli.registry import COMMANDS, GROUPS

_HEAD = """\
# Commands

Made from the program by `make docs`; what `crm COMMAND --help` says stands here too.

WHO is a name or its beginning, a nickname, an e-mail address, the end of a phone number, or a
code such as `c3`. WHEN is `2026-12-01`, `friday`, `2w`, `3.12.`, `end of month` or plain
English. ID is a code that a command printed: `r12`. Words in brackets may be left out.
"""

_CODES = {
    0: "done",
    1: "something unforeseen",
    2: "could not read what you typed",
    3: "not found",
    4: "ambiguous: the candidates are on stderr",
    5: "would clash with or overwrite something",
    6: "the store: locked, newer than this program, damaged, read-only, disk full",
    10: "`today --check`: something is due",
    130: "interrupted",
}
"""What scripts may rely on; `tinycrm.errors` raises them."""


def pages() -> str:
    """Return the whole reference as Markdown."""
    parts = [_HEAD]
    for group in (*GROUPS, ""):
        names = [name for name, entry in COMMANDS.items() if entry.group == group]
        if names:
            parts.append(f"## {group or 'Besides'}\n")
            parts += [_page(name) for name in names]
    rows = [(str(code), meaning) for code, meaning in _CODES.items()]
    parts.append("## Exit codes\n\n" + _table(("Code", "Meaning"), rows))
    return "\n".join(parts)


def _page(name: str) -> str:
    group = build()
    context = Context(group, info_name="crm")
    command = group.get_command(context, name)
    assert command is not None
    own = Context(command, info_name=name, parent=context)
    usage = " ".join(("crm", name, *command.collect_usage_pieces(own)))
    said = "\n\n".join(_paragraphs(command))
    return f"### crm {name}\n\n```\n{usage}\n```\n\n{said}\n\n{_parameters(command, own)}"


def _paragraphs(command: Command) -> Iterator[str]:
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield _text(" ".join(paragraph.split()))


def _parameters(command: Command, context: Context) -> str:
    """Return a table of the arguments, then the options."""
    records = [
        (not isinstance(parameter, TyperArgument), record)
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context)) and record[1] != _HELP
    ]
    rows = [(f"`{names}`", _text(about)) for _, (names, about) in sorted(records, key=_first)]
    return _table(("", ""), rows) if rows else ""


_HELP = "Show this message and exit."


def _first(record: tuple[bool, tuple[str, str]]) -> bool:
    return record[0]


def _table(heads: tuple[str, str], rows: Sequence[tuple[str, str]]) -> str:
    lines = [heads, ("---", "---"), *rows]
    return "".join(f"| {_cell(left)} | {_cell(right)} |\n" for left, right in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _text(text: str) -> str:
    """Return words so that Markdown takes none of them for a sign."""
    return text.replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    import sys

    sys.stdout.write(pages())
