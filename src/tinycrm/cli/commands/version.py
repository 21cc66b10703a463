"""`crm --version`: which version this is."""

from __future__ import annotations

import tinycrm
from tinycrm.cli import terminal


def show_version() -> None:
    """Print the version; crm --version is the same."""
    terminal.write(f"tinycrm {tinycrm.__version__}\n")
