"""Two calm themes with one accent colour; the chosen theme is remembered."""

from __future__ import annotations

from typing import Any

from textual.app import App
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
