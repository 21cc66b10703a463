"""What the services advise is said in the keys of the screens."""

from __future__ import annotations

import pytest

from tinycrm.errors import UsageProblem
from tinycrm.tui.screen_words import in_keys, more_in_keys, say_problem


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("To plan something: crm remind", "To plan something: r remind"),
        ("To add them: crm add Foo Bar", "To add them: a add"),
        ("To undo a resolution: crm undo", "To undo a resolution: u undo"),
        ("To undo a script: crm undo b1", "To undo a script: in a shell, crm undo b1"),
        ("Write the day: --on 2026-12-01", "Write the day: 2026-12-01"),
        ("To add one: crm edit c3 -d LABEL=DAY", "To add one: b birthday, date"),
        ("To change it: crm edit c3 --referred-by c4", "To change it: B referrer"),
        ("today shows this only after crm archive c3 --off.",
         "today shows this only after A archive."),
        ("--update fills in what is missing, --force adds a second one.", ""),
        ("Look at it, then edit it again: crm show c3", "Look at it, then edit it again"),
        ("crm show r2", ""),
        ("Write it like 4w, 30d, 3m or 1y.", "Write it like 4w, 30d, 3m or 1y."),
        ("If it stays locked, crm doctor says why.", "If it stays locked, crm doctor says why."),
    ],
)  # fmt: skip
def test_a_hint_names_the_key_and_not_the_command(hint: str, said: str) -> None:
    assert in_keys(hint) == said


def test_the_rest_of_a_list_is_a_key_away_and_words_of_people_stay() -> None:
    assert more_in_keys("Ada, Bob, 3 more: crm ripple c3") == "Ada, Bob, 3 more: R ripple"
    assert more_in_keys("5 held back: crm care --quiet") == "5 held back: K care"
    assert more_in_keys("“crm add is nice”") == "“crm add is nice”"


def test_a_problem_keeps_its_sentence() -> None:
    problem = UsageProblem("2027-01-01 is in the future.", "To plan something: crm remind")
    assert say_problem(problem) == "2027-01-01 is in the future. To plan something: r remind"
