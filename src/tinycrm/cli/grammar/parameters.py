"""The parameters of a command, as the generated table holds them."""

from __future__ import annotations

from tinycrm.cli.grammar.table import TABLE
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


class Argument(NamedTuple):
    """An argument: with `many` it takes all words that are left. `mark` is for the Tab key."""

    name: str
    many: bool
    required: bool
    mark: str


class Option(NamedTuple):
    """An option. `off_flags` are the names that turn a flag off, such as `--may-contact`.

    `takes` is how many words a value is; a number is between `least` and `most`, if these are
    set. `about` is its help, `mark` is what the Tab key offers: see `options.Tab`.
    """

    name: str
    flags: tuple[str, ...]
    off_flags: tuple[str, ...]
    kind: Literal["flag", "text", "number"]
    takes: int
    multiple: bool
    least: int | None
    most: int | None
    hidden: bool
    about: str
    mark: str


def parameters_of(command: str) -> tuple[list[Argument], list[Option]] | None:
    """Return the arguments and options of a command, None if the table does not hold it."""
    row = TABLE.get(command)
    if row is None:
        return None
    _, _, arguments, options = row
    return [Argument(*each) for each in arguments], [Option(*each) for each in options]
