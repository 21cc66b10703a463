"""Two calm themes with one accent colour; the chosen theme is remembered.

With any other theme every text is legible too: where its colours are too near to the background,
`readable` moves them away from it.
"""

from __future__ import annotations

from colorsys import rgb_to_hls
from typing import Any

from textual.app import App
from textual.color import Color
from textual.theme import Theme

from tinycrm.services import state

DARK = Theme(
    name="tinycrm-dark",
    primary="#d9a05b",
    accent="#e0a458",
    foreground="#d6d9de",
    background="#14171b",
    surface="#1b1f24",
    panel="#252b32",
    error="#e07a6a",
    warning="#e0a458",
    success="#8fb573",
    dark=True,
)
LIGHT = Theme(
    name="tinycrm-light",
    primary="#9a5b12",
    accent="#a3560b",
    foreground="#2a2a28",
    background="#fbfaf6",
    surface="#f3f1ea",
    panel="#e8e4d9",
    error="#a8322a",
    warning="#a3560b",
    success="#4d7030",
    dark=False,
)

_REMEMBERED = "theme"


def remembered() -> str:
    """Return the name of the last theme; the dark one by default."""
    name = state.load().get(_REMEMBERED)
    return name if isinstance(name, str) else DARK.name


def take(app: App[Any]) -> None:
    """Start an app with the remembered theme, so that no other one is drawn first."""
    for theme in (DARK, LIGHT):
        app.register_theme(theme)
    name = remembered()
    app.set_reactive(App.theme, name if name in app.available_themes else DARK.name)
    app.stylesheet.set_variables(app.get_css_variables())


def remember(name: str) -> None:
    """Remember the theme."""
    if name != remembered():
        state.keep(_REMEMBERED, name)


# ── legible in every theme ───────────────────────────────────────────────────────────────

_CLEAR, _SOFT = 4.5, 3.0
"""The least contrast of text, and of text that may be overlooked (WCAG 2.2, 1.4.3)."""

_GREEN = range(70, 171)
"""The hues of green, in degrees: it would say that all is well."""


def readable(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables of a theme with the colours of our own texts.

    They are `late`, `quiet` for second lines, `faint` for placeholders, and `problem`.
    """
    ground, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    if ground.ansi is not None:  # the terminal knows its own colours, we do not
        own = {"late": "ansi_yellow", "quiet": "ansi_default", "faint": "ansi_bright_black"}
        return variables | own | {"problem": "ansi_red"}
    accent = next(
        color
        for name in ("accent", "warning", "error", "foreground")
        if not _is_green(color := Color.parse(variables[name]))
    )
    own = {
        "late": _away(accent, ground, _CLEAR),
        "quiet": _away(ground.blend(text, 0.66), ground, _CLEAR),
        "faint": _away(ground.blend(text, 0.52), ground, _SOFT),
        "problem": _away(Color.parse(variables["error"]), ground, _CLEAR),
    }
    return variables | own


def _is_green(color: Color) -> bool:
    hue, _, saturation = rgb_to_hls(*color.normalized)
    return saturation > 0.1 and int(hue * 360) in _GREEN


def _away(color: Color, ground: Color, least: float) -> str:
    """Return a colour, made lighter or darker until its contrast is enough."""
    end = ground.get_contrast_text(1.0)
    steps = (color.blend(end, step / 20, 1.0) for step in range(21))
    return next((each for each in steps if contrast(each, ground) >= least), end).hex


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized)
    return sum(part * weight for part, weight in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))
