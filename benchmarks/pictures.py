"""Pictures of every screen, dark and light, of two sizes.

    python -m benchmarks.pictures [--out docs/pictures] [--only NAME]

Each is drawn at 100×30, and as `NAME-wide` at 160×45. They show the sample people of `crm demo` on
a fixed date, independent of the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

os.environ |= {"CRM_TODAY": "2026-11-23", "TZ": "UTC", "TERM": "xterm-256color"}

from benchmarks.svg_cells import redrawn
from tinycrm import clock
from tinycrm.cli.main import main as main_command
from tinycrm.services.sample import sample_store
from tinycrm.tui import queries, themes
from tinycrm.tui.app import CrmApp

NOTE = "Lunch at Roma. Ada liked the prints.\nPromised to send the quote by Friday. #prints"
PICTURES: dict[str, Sequence[str]] = {
    "today": ("j",),
    "log": ("n", *"ada", "comma", *"mary", "enter", NOTE, "ctrl+t"),
    "log-who": ("n", *"ada", "comma", *"ma"),
    "people": ("p", "j", "j"),
    "card": ("j", "enter"),
    "find": ("slash", *"quote"),
    "add": ("a", *"Anna Kowalska"),
    "edit": ("j", "e"),
    "remind": ("j", "r", "enter", *"send the prints", "tab", *"friday"),
    "issue": ("j", "i", "enter"),
    "snooze": ("j", "z"),
    "win": ("j", "w", "enter", "450 EUR prints", "tab", "tab", "tab", "tab", "space"),
    "deal": ("j", "W", "enter", "200 prints 1200 EUR", "tab", *"eom"),
    "company": ("j", "o"),
    "ripple": ("g", "j", "R"),
    "ripple-all": ("R", "R"),
    "numbers": ("N", "left"),
    "care": ("K",),
    "palette": ("ctrl+p", *"ma"),
    "help": ("?",),
    "quiet": (),
}
"""The keys to press for each picture; a text with spaces is typed. `quiet` needs none."""

SIZES = {"": (100, 30), "-wide": (160, 45)}

QUIET = (
    ["add", "Grace Hopper", "-b", "26 nov", "--every", "4w"],
    ["log", "c1", "call: the clock in her office runs backwards", "--on", "2026-11-05"],
)


async def draw(keys: Sequence[str], theme: str) -> dict[str, str]:
    """Press keys and return the screen as SVG, by the end of the name for each size."""
    app = CrmApp(queries.read_first())
    drawn = {}
    async with app.run_test(size=SIZES[""]) as pilot:
        app.theme = theme
        for key in keys:
            await pilot.press(*_keys(key))
        while app.keys.waiting:
            await asyncio.sleep(0.01)
        for end, size in SIZES.items():
            await pilot.resize_terminal(*size)
            await asyncio.sleep(0.6)
            drawn[end] = redrawn(app.export_screenshot(title="tinycrm", simplify=True))
    return drawn


def _keys(key: str) -> list[str]:
    names = {" ": "space", "\n": "enter", ".": "full_stop", "#": "number_sign", ",": "comma"}
    return [names.get(char, char) for char in key] if " " in key and len(key) > 1 else [key]


def fill(name: str) -> None:
    """Fill the store for a picture."""
    if name != "quiet":
        sample_store.fill(clock.today())
        return
    for argv in QUIET:
        with contextlib.redirect_stdout(io.StringIO()):
            assert main_command(argv) == 0, argv


def main() -> None:
    """Draw all pictures."""
    parser = argparse.ArgumentParser(description="Pictures of every screen.")
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", nargs="*", default=list(PICTURES))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name in given.only:
        for theme in (themes.DARK, themes.LIGHT):
            with tempfile.TemporaryDirectory(prefix="crm-pictures-") as home:
                os.environ["CRM_HOME"] = home
                fill(name)
                drawn = asyncio.run(draw(PICTURES[name], theme.name))
            shade = theme.name.removeprefix("tinycrm-")
            for end, svg in drawn.items():
                (given.out / f"{name}{end}-{shade}.svg").write_text(svg, "utf-8")
            print(f"{name}-{shade}")


if __name__ == "__main__":
    main()
