"""What is promised: how long a command may take, as a ratio to a bare `python3 -c pass`.

    python -m benchmarks.promises    # write the table of docs/performance.md from this one

The ratios are of processor time (user + sys), which other programs on the machine change less than
the clock's. `make bench` measures every command that is named here, and says what was kept and what
was missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from benchmarks import page

FEW = "100"
MANY = "10,000"
LARGE = "100,000"
NO_HOME = "100, no CRM_HOME"
"""The titles of the stores, by their number of people. The last is found without CRM_HOME."""

TAB = "Tab on a name"
LIST = "list tag:vip --limit 20"


class Promise(NamedTuple):
    """The highest ratio of a command for each store; None where nothing is promised."""

    few: float | None = None
    many: float | None = None
    no_home: float | None = None
    growth: float | None = None
    """At 100,000 people with a million notes: how many times its figure at 10,000."""


_EVERYDAY = Promise(3.0, 3.5, 3.4)
PROMISES: Mapping[str, Promise] = {
    "show": _EVERYDAY._replace(growth=1.3),
    LIST: _EVERYDAY,
    "add": _EVERYDAY._replace(growth=1.3),
    "log": _EVERYDAY._replace(growth=1.3),
    "remind": _EVERYDAY,
    "done": _EVERYDAY,
    TAB: _EVERYDAY,
    "today": Promise(3.2, 3.8, 3.4, growth=1.3),
    "today --json": Promise(3.5, 5.0),
    "search": Promise(many=3.5),
    "undo": Promise(many=3.5),
    "list": Promise(many=7.0),
    "ripple": Promise(many=8.0),
    "care": Promise(many=8.0),
    "stats 2026": Promise(many=8.0),
    "history": Promise(growth=2.0),
}

Figures = Mapping[tuple[str, str], float]
"""The ratio of each title of a store and name of a command."""


def limit(title: str, name: str, figures: Figures) -> float | None:
    """Return the highest ratio that is promised for a command on a store, or None."""
    promise = PROMISES.get(name, Promise())
    if title != LARGE:
        return {FEW: promise.few, MANY: promise.many, NO_HOME: promise.no_home}.get(title)
    before = figures.get((MANY, name))
    return promise.growth * before if promise.growth and before else None


def verdict(figure: float, most: float | None) -> str:
    """Return the word that stands beside a figure: kept, missed, or none without a promise."""
    if most is None:
        return ""
    return "kept" if round(figure, 2) <= round(most, 2) else "missed"  # as they are printed


def summary(figures: Figures) -> str:
    """Return how many promises were kept, and a line for each that was missed."""
    limits = {key: limit(*key, figures) for key in figures}
    words = {key: verdict(figures[key], most) for key, most in limits.items()}
    missed = [
        f"- missed: `{name}` at {title}: {figures[title, name]:.2f}, promised {most:.2f}"
        for (title, name), most in limits.items()
        if words[title, name] == "missed"
    ]
    promised = sum(bool(word) for word in words.values())
    kept = f"{promised - len(missed)} of {promised} promises kept."
    return "\n".join([kept, "", *missed]).strip()


def table() -> str:
    """Return the promises as a table."""
    head = ("command", "100 people", "10,000 people", "100, no `CRM_HOME`", "100,000 people")
    rows = [
        (f"`{name}`" if name != TAB else name, *map(_most, each[:3]), _times(each.growth))
        for name, each in PROMISES.items()
    ]
    return page.table(head, rows)


def _most(ratio: float | None) -> str:
    return f"{ratio:.1f}" if ratio else ""


def _times(growth: float | None) -> str:
    return f"{growth:g} × its figure at 10,000" if growth else ""


if __name__ == "__main__":
    page.write("promises", table())
