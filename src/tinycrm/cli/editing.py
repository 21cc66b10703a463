"""Writing in `$EDITOR`. Whatever happens to the editor, what was typed stays in a file."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from tinycrm.errors import CrmError, UsageProblem


def edit(text: str, what: str) -> str:
    """Let the owner edit `text`; return it. An empty text is refused.

    Raises CrmError, naming the file that keeps the text, when the editor fails.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    handle, name = tempfile.mkstemp(prefix=f"crm-{what}-", suffix=".md")  # mode 0600
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        failed = subprocess.run([*command, name], check=False).returncode
    except OSError as error:
        raise CrmError(
            f"The editor {command[0]} cannot be started: {error.strerror}.",
            f"What was typed is in {path}.",
        ) from error
    if failed:
        raise CrmError(f"The editor ended with {failed}. Nothing was saved.", f"Typed: {path}")
    try:
        edited = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CrmError(f"What the editor wrote cannot be read: {error}", f"It is in {path}.") from None
    if not edited.strip():
        path.unlink()
        raise UsageProblem(f"The {what} is empty. Nothing was saved.")
    path.unlink()
    return edited
