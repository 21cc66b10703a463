"""The table in docs/keys.md, from the program: `python -m tools.keys` writes it."""

from __future__ import annotations

import re
from pathlib import Path

from tinycrm.tui.actions import key_table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"
_TABLE = re.compile(r"^\| key \|.*?(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)


def with_table(page: str) -> str:
    """Return the page with the table as the program says it now."""
    return _TABLE.sub(lambda _: key_table(), page, count=1)


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
