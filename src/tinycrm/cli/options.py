"""Options that several commands share, each described once."""

from __future__ import annotations

from typing import Annotated

import typer


class Tab(str):
    """A mark beside a parameter's help: what the Tab key offers there (`cli/completion/offers.py`).

    It is part of the annotation, where Typer ignores it, so it costs a command nothing.
    """

    __slots__ = ()


PEOPLE = Tab("people")
"""One person, or several separated by commas."""
NAME = Tab("name")
"""One person, whose name may be several words."""
RECORD = Tab("name cnriowdfpb")
"""One person, or the code of any record."""
SHOWN = Tab("shown cnriowdfpb")
"""As `RECORD`, or an organization: org:acme."""
RELATED = Tab("related")
"""A label and one person: spouse=ben."""
TAGS = Tab("tags")
KINDS = Tab("kinds")
FILTERS = Tab("filters")
SAVED = Tab("saved")
"""The name of a saved filter."""
NOTE_FILTERS = Tab("note_filters")
SORTS = Tab("sorts")
DAYS = Tab("days")
SPANS = Tab("spans")
FILES = Tab("files")
COMMANDS = Tab("commands")


def codes(letters: str) -> Tab:
    """Return the mark for codes that begin with one of `letters`."""
    return Tab(f"codes {letters}")


def words(*words: str) -> Tab:
    """Return the mark for one of a few words."""
    return Tab(f"words {' '.join(words)}")


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Key = Annotated[
    str | None, typer.Option(help="A script's own id; using the same key again changes nothing.")
]
At = Annotated[
    str | None, typer.Option("-a", "--at", help="When: 2026-12-01, friday, 3 dec."), DAYS
]
On = Annotated[str | None, typer.Option("--on", help="The same as --at."), DAYS]
Until = Annotated[str | None, typer.Option("--until", help="The same as --at."), DAYS]
Related = Annotated[
    list[str] | None, typer.Option("--related", help="spouse=Ben; repeat for more."), RELATED
]
Tags = Annotated[list[str] | None, typer.Option("-t", "--tag", help="Tags: client,vip"), TAGS]
Kind = Annotated[
    str | None,
    typer.Option("-k", "--kind", help="talk, call, gift …; the first letters are enough."),
    KINDS,
]
Ids = Annotated[bool, typer.Option("--ids", help="Print only the codes.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Rows = Annotated[
    list[str] | None,
    typer.Argument(help="Codes; - reads them from stdin.", metavar="ID…"),
    codes("riodcwpn"),
]
Because = Annotated[
    list[str] | None,
    typer.Option("--because", help="The notes that led to it: n44, n45."),
    codes("n"),
]
Explain = Annotated[bool, typer.Option("--explain", help="List the records behind the figures.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
