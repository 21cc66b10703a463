"""What is said in a quiet colour can still be read, by day and by night."""

from __future__ import annotations

import pytest
from textual.color import Color

from tests.tui.conftest import Run, Stage
from tinycrm.tui import themes
from tinycrm.tui.widgets.hint_input import fitting

READABLE = 4.5  # WCAG 2.2, 1.4.3


def _contrast(ink: Color, ground: Color) -> float:
    darker, lighter = sorted(map(_luminance, (ink, ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    """Return the relative luminance as WCAG defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("theme", [themes.DARK.name, themes.LIGHT.name])
def test_every_style_stands_out_from_the_ground(tui: Run, theme: str):
    async def play(stage: Stage) -> None:
        stage.app.theme = theme
        await stage.settle()
        widget = stage.app.screen.query("BriefingList").first()
        for name in ("dim", "accent", "head", "error"):
            styles = widget.get_component_styles(f"drawn--{name}")
            ground = widget.background_colors[1]
            assert _contrast(ground + styles.color, ground) >= READABLE, name

    tui(play)


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (60, "e.g. 4w, 3m; empty: none"), (20, "e.g. 4w, 3m"), (12, "e.g. 4w, 3m"),
        (8, "e.g. 4w"), (5, "e.g.…"),
    ],
)  # fmt: skip
def test_a_hint_names_as_many_examples_as_fit(columns: int, shown: str):
    assert fitting("e.g. 4w, 3m; empty: none", columns) == shown
