"""Handing a message to the user's mail program, by a `mailto:` address (RFC 6068)."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote

from tinycrm.errors import CrmError, UsageProblem
from tinycrm.services.messages.composing import Message


def mailto(message: Message) -> str:
    """Return the address that opens a new message.

    Everything but letters, digits and `-._~` is percent-encoded as UTF-8, the `@` of an address
    left as it is; a plus sign is encoded too, since some programs read it as a space. A line ends
    with %0D%0A.
    """
    to = ",".join(quote(address, safe="@") for address in message.to)
    parts = {"subject": message.subject, "body": message.text}
    fields = "&".join(f"{name}={_encoded(text)}" for name, text in parts.items() if text)
    return f"mailto:{to}?{fields}" if fields else f"mailto:{to}"


def _encoded(text: str) -> str:
    return quote("\r\n".join(text.splitlines()), safe="", errors="replace")


def open_message(message: Message) -> None:
    """Open a message in `$CRM_MAILER`, or in the mail program of the system.

    Raises UsageProblem if there is no address to write to or no such program, CrmError if it
    fails.
    """
    if not message.to:
        raise UsageProblem(
            f"{message.name} ({message.who}) has no e-mail address.",
            f"Add it: crm edit {message.who} -e anna@example.org",
        )
    command = [*_program(), mailto(message)]
    try:
        ended = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise UsageProblem(
            f"The mail program {command[0]} cannot be started: {error.strerror}.",
            "Set CRM_MAILER to a program that takes a mailto: address.",
        ) from None
    if ended:
        raise CrmError(f"The mail program {command[0]} failed ({ended}). Nothing was logged.")


def _program() -> list[str]:
    own = os.environ.get("CRM_MAILER", "").strip()
    if own:
        import shlex

        try:
            return shlex.split(own)
        except ValueError:
            raise UsageProblem(f"CRM_MAILER is “{own}”: a quotation mark is missing.") from None
    if sys.platform == "darwin":
        return ["open"]
    return ["cmd", "/c", "start", ""] if sys.platform == "win32" else ["xdg-open"]
