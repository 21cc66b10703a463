"""The card of a person as plain values: bars, and one label for rows that belong together."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.services.briefing.card_rows import CardRow, grouped
from tinycrm.text import say_bars


@for_each(
    ("counts", "bars"),
    [((0, 0), "▁▁"), ((0, 1), "▁█"), ((1, 7, 14), "▂▅█"), ((1, 1000), "▂█"), ((), "")],
)
def test_a_bar_is_the_lowest_only_for_nothing(counts: tuple[int, ...], bars: str):
    assert say_bars(counts) == bars


def test_rows_of_one_label_are_together_and_only_the_first_says_it():
    rows = [CardRow("Owed", ("a",)), CardRow("Deal", ("b",)), CardRow("Owed", ("c",))]
    assert [(row.label, *row.parts) for row in grouped(rows)] == [
        ("Owed", "a"), ("", "c"), ("Deal", "b"),
    ]  # fmt: skip
