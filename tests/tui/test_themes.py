"""Every theme that can be chosen is legible, and nothing late is green."""

from __future__ import annotations

from colorsys import rgb_to_hls

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tinycrm.tui.themes import DARK, LIGHT, contrast, readable

THEMES = {**BUILTIN_THEMES, DARK.name: DARK, LIGHT.name: LIGHT}


def colours(name: str) -> dict[str, Color]:
    found = readable(THEMES[name].to_color_system().generate())
    return {key: Color.parse(found[key]) for key in ("late", "quiet", "faint", "problem")} | {
        "background": Color.parse(found["background"])
    }


@pytest.mark.parametrize("name", [name for name in THEMES if not name.startswith("ansi-")])
def test_every_text_of_a_theme_is_legible_and_late_is_never_green(name: str):
    found = colours(name)
    ground = found.pop("background")
    assert [key for key, color in found.items() if contrast(color, ground) < 3] == []
    assert [key for key in ("late", "quiet", "problem") if contrast(found[key], ground) < 4.5] == []
    hue, _, saturation = rgb_to_hls(*found["late"].normalized)
    assert saturation < 0.15 or not 70 < hue * 360 < 170


def test_in_the_colours_of_the_terminal_late_is_yellow():
    assert {colours(name)["late"].ansi for name in THEMES if name.startswith("ansi-")} == {3}


def test_black_on_white_has_the_most_contrast_there_is():
    black, white = Color.parse("black"), Color.parse("white")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == 1
