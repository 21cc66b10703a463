"""The files that a command line names: their names, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

from tinycrm.errors import CrmError, NotFound
from tinycrm.services.cards.kept_cards import is_card_file
from tinycrm.text import visible


def read_inputs(name: str, piped: bytes) -> Iterator[tuple[str, bytes, Path | None]]:
    """Yield each file that `name` means, with its bytes: one, those of a folder, or stdin.

    The third value is the path of a file that is one of a folder's.

    `piped` is what came from stdin. Raises NotFound for a missing file, CrmError for one that
    cannot be read.
    """
    if name == "-":
        yield "stdin", piped, None
        return
    path = Path(name).expanduser()
    if not path.exists():
        raise NotFound(f"The file {visible(name)} does not exist.")
    files = sorted(filter(is_card_file, path.rglob("*"))) if path.is_dir() else [path]
    for file in files:
        try:
            data = _read_pipe(file) if file.is_fifo() else file.read_bytes()
            yield str(file), data, file if path.is_dir() else None
        except OSError as error:
            raise CrmError(f"{visible(str(file))} cannot be read: {error.strerror}.") from error


_PATIENCE = 2.0
"""How many seconds a pipe may have no program that writes to it."""


def _read_pipe(file: Path) -> bytes:
    """Return what is written to a named pipe, as by `crm import <(gunzip -c people.vcf.gz)`.

    Raises CrmError for a pipe that nobody opens: reading it would take for ever.
    """
    until = monotonic() + _PATIENCE
    with open(file, "rb", buffering=0, opener=_without_waiting) as pipe:
        start = b""
        while start == b"":  # None: it is open, but nothing was written yet
            if monotonic() > until:
                raise CrmError(f"{visible(str(file))} is a pipe to which no program writes.")
            start = pipe.read(1)
            sleep(0 if start else 0.05)
        os.set_blocking(pipe.fileno(), True)
        return (start or b"") + pipe.readall()


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK)
