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
import itertools
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

os.environ |= {"CRM_TODAY": "2026-11-23", "TZ": "UTC", "TERM": "xterm-256color"}

from textual.theme import Theme

from benchmarks.svg_cells import redrawn
from tinycrm import clock, paths
from tinycrm.cli.main import main as main_command
from tinycrm.services.sample import sample_store
from tinycrm.store.journal import Door
from tinycrm.tui import queries, themes
from tinycrm.tui.app import CrmApp
from tinycrm.tui.queries import FirstFrame

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
    "won": (*"p/ewa", "enter", "enter", "j", "j", "w"),
    "lost": (*"p/ewa", "enter", "enter", "j", "j", "L", *"too dear"),
    "resolve": (*"jjjjjjjj", "v", *"printed again"),
    "tags": ("j", "#", *"prints"),
    "fact": ("j", "f", *"coffee"),
    "date": ("j", "b", *"wedding", "tab", *"14 May 2011"),
    "address": ("j", "c", *"web", "tab"),
    "related": ("j", "l", *"spouse", "tab", *"William King"),
    "referred": ("j", "B"),
    "cadence": ("j", "C", *"6w"),
    "merge": (*"p/ada", "enter", "M", *"charles", "enter"),
    "history": ("j", "j", "j", "h"),
    "confirm": ("j", "j", "j", "delete"),
    "namesakes": ("a", *"Ada Lovelace", "ctrl+s"),
    "edit-note": (*"p/ewa", "enter", "enter", "j", "j", "j", "e"),
    "edit-reminder": ("j", "j", "j", "e"),
    "edit-issue": (*"jjjjjjjj", "e"),
    "marked": ("p", "space", "space", "j", "space"),
    "tags-several": ("p", "space", "space", "j", "space", "number_sign"),
    "snooze-several": ("p", "space", "space", "j", "space", "z", *"2w"),
    "filters": (*"p/tag:vip", "enter", "S", *"vips", "enter", "F"),
    "save-filter": (*"p/tag:vip", "enter", "S", *"vips"),
    "company": ("j", "o"),
    "ripple": ("g", "j", "R"),
    "ripple-all": ("R", "R"),
    "numbers": ("N", "left"),
    "letter": ("N", "equals_sign"),
    "care": ("K",),
    "palette": ("ctrl+p", *"ma"),
    "help": ("?",),
    "quiet": (),
    "beginning": (),
    "waiting": (),
}
"""The keys to press for each picture; a text with spaces is typed."""

SIZES = {"": (100, 30), "-wide": (160, 45)}

QUIET = (
    ["add", "Grace Hopper", "-b", "26 nov", "--every", "4w"],
    ["log", "c1", "call: the clock in her office runs backwards", "--on", "2026-11-05"],
)


async def draw(
    keys: Sequence[str], first: FirstFrame | None, theme: Theme
) -> list[tuple[str, str]]:
    """Press keys and return the screen as SVG in each size, with the end of its name."""
    app = CrmApp(first)
    app.theme = theme.name  # before anything is drawn: some of it keeps its colours
    shade, drawn = theme.name.removeprefix("tinycrm-"), []
    async with app.run_test(size=SIZES[""]) as pilot:
        for key in keys:
            await pilot.press(*_keys(key))
        while first and app.keys.waiting:
            await asyncio.sleep(0.01)
        for end, size in SIZES.items():
            await pilot.resize_terminal(*size)
            await asyncio.sleep(0.6)
            drawing = app.export_screenshot(title="tinycrm", simplify=True)
            drawn.append((f"{end}-{shade}", redrawn(drawing)))
    return drawn


def draw_open(name: str, theme: Theme) -> list[tuple[str, str]]:
    """Return the screen after the keys of a picture."""
    return asyncio.run(draw(PICTURES[name], queries.read_first(), theme))


def draw_locked(name: str, theme: Theme) -> list[tuple[str, str]]:
    """Return the screen while another program is writing."""
    with closing(sqlite3.connect(paths.store_file(), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        return asyncio.run(draw(PICTURES[name], None, theme))


def _keys(key: str) -> list[str]:
    """Return the keys of a text with spaces, else the key by its name."""
    names = {
        "/": "slash", " ": "space", "\n": "enter", ".": "full_stop", "#": "number_sign",
        ",": "comma",
    }  # fmt: skip
    is_text = len(key) == 1 or " " in key
    return [names.get(char, char) for char in key] if is_text else [key]


def fill(name: str) -> None:
    """Fill the store for a picture."""
    if name == "beginning":
        return
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
    for name, theme in itertools.product(given.only, (themes.DARK, themes.LIGHT)):
        with tempfile.TemporaryDirectory(prefix="crm-pictures-") as home:
            os.environ["CRM_HOME"] = home
            fill(name)
            with Door("tui", by_hand=True):
                drawn = (draw_locked if name == "waiting" else draw_open)(name, theme)
        for end, svg in drawn:
            (given.out / f"{name}{end}.svg").write_text(svg, "utf-8")
        print(f"{name}, {theme.name}")


if __name__ == "__main__":
    main()
