"""The command palette: actions and people, by a few letters."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tinycrm.errors import CrmError
from tinycrm.tui import queries
from tinycrm.tui.actions import READY, Action, key_of, keymap
from tinycrm.tui.cell_text import safe

_PEOPLE = 8


def _later(provider: Provider, action: str) -> Callable[[], object]:
    """Return what runs an action once the palette is closed."""
    app = provider.app
    return partial(app.call_later, app.run_action, action)


class ActionProvider(Provider):
    """The actions, each with its key."""

    def _do(self, action: Action) -> Callable[[], object]:
        return _later(self, f"do('{action.id}')")

    def _shown(self, action: Action) -> Content:
        key = key_of(action.id, keymap())
        return Content.assemble((action.label, "bold"), "  ", (key, "dim"))

    async def discover(self) -> Hits:
        """Offer all actions before anything is typed."""
        for action in READY:
            yield DiscoveryHit(self._shown(action), self._do(action), action.label, action.help)

    async def search(self, query: str) -> Hits:
        """Offer the actions whose label or help matches."""
        typed = query.strip().lower()
        for action in READY:
            score = _score(typed, action)
            if score:
                yield Hit(score, self._shown(action), self._do(action), action.label, action.help)
        words = query.strip()  # always there, so that the box is never empty
        shown = Content.assemble(("find ", "bold"), f"“{safe(words)}”", (" in all text", "dim"))
        find = partial(self.app.call_later, self.app.action_find_text, words)  # type: ignore[attr-defined]
        yield Hit(0.01, shown, find, words, "Search every note, name and reminder.")


def _score(typed: str, action: Action) -> float:
    """Return how well letters match an action: labels rank above people, help below them.

    Beginnings of words come before letters inside them.
    """
    words = action.help.lower().replace(",", " ").split()
    if action.label.startswith(typed):
        return 2.0
    if any(word.startswith(typed) for word in action.label.split()):
        return 1.5
    if any(word.startswith(typed) for word in words):
        return 0.5
    return 0.2 if typed in action.label or typed in action.help.lower() else 0.0


class PeopleProvider(Provider):
    """People, found by the same rules as everywhere."""

    async def search(self, query: str) -> Hits:
        """Offer the people that the letters may mean."""
        try:
            found = await asyncio.to_thread(queries.read_candidates, query, _PEOPLE)
        except CrmError:
            return
        for n, each in enumerate(found):
            shown = Content.assemble(
                (safe(each.name), "bold"), "  ", (each.id, "dim"), "\n", (safe(each.about), "dim")
            )
            yield Hit(
                1 - n / 100, shown, _later(self, f"show_person('{each.id}')"), safe(each.name)
            )
