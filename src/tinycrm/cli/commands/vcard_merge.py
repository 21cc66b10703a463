"""`crm vcard-merge`: what vdirsyncer runs when a card was changed on both sides."""

from __future__ import annotations

from pathlib import Path

from tinycrm.cli import terminal
from tinycrm.cli.parsing import parse_path
from tinycrm.errors import CrmError, NotFound
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from tinycrm.cli import options


def vcard_merge(
    first: Annotated[str, typer.Argument(help="One version; it wins in doubt."), options.FILES],
    second: Annotated[str, typer.Argument(help="The other version."), options.FILES],
) -> None:
    """Write one vCard out of two versions into both files; the store is not changed.

    For vdirsyncer: conflict_resolution = ["command", "crm", "vcard-merge"].
    """
    from tinycrm.services.cards import card_conflicts
    from tinycrm.store import reading

    paths = [parse_path(first), parse_path(second)]
    one, other = map(_content, paths)
    with reading() as db:
        found = card_conflicts.resolve(db, one, other)
    card_conflicts.write_both(paths, found.data)
    if found.kept:
        terminal.say(f"Changed on both sides, so kept as in {first}: {', '.join(found.kept)}")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"The file {visible(str(path))} does not exist.") from None
    except OSError as error:
        raise CrmError(f"{visible(str(path))} cannot be read: {error.strerror}.") from error
