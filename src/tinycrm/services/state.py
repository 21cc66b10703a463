"""What is convenient to know next time and harmless to lose: a small file beside the store.

One that cannot be read or written is ignored.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from tinycrm import paths


def load() -> dict[str, Any]:
    """Return all that is remembered."""
    try:
        state = json.loads(paths.state_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return state if isinstance(state, dict) else {}


def keep(name: str, value: object) -> None:
    """Remember one thing; a file that cannot be written stays as it is."""
    with suppress(OSError):
        write_private(paths.state_file(), json.dumps(load() | {name: value}))


def write_private(path: Path, text: str) -> None:
    """Write a file that only the owner reads (0600), so that nobody ever sees half of it.

    It is written beside its place and moved there. Raises OSError.
    """
    paths.make_folder(path.parent)
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
