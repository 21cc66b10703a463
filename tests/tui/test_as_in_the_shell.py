"""What the screens say is what the commands say: the same titles, rows, labels and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.cli.render.test_looks import BRIEFINGS, PROFILES, TODAY, few
from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tinycrm.cli.render import briefing_lines, echo, profile_lines
from tinycrm.cli.render.styled_lines import Line
from tinycrm.dates import When
from tinycrm.services.activity import reminders
from tinycrm.services.briefing import briefing, profile, row_actions
from tinycrm.services.briefing.briefing import Briefing
from tinycrm.services.briefing.profile import Profile
from tinycrm.store import reading
from tinycrm.tui import briefing_rows, card_lines, done_messages

WIDE = 400
DAYS = [TODAY + timedelta(days=n) for n in (-10, -3, 0, 4, 30, 120)]


def words(text: str) -> str:
    return " ".join(text.split())


# ── the morning ──────────────────────────────────────────────────────────────────────────

Heading = tuple[str, str]
Row = tuple[str, str, str, str, str]  # who, what, day, far, code


def in_the_shell(found: Briefing) -> Iterator[Heading | Row]:
    """The headings and rows of `crm today`, without `also` and without second lines."""
    for line in briefing_lines.lines(found, WIDE)[1:]:
        said = [words(span.text) for span in line]
        if len(said) > 3 and re.fullmatch(r"[a-z]\d+", said[-1]):
            *about, day, far, code = said[1:]  # a column without words is no span of its own
            who, what = (*about, "", "")[:2]
            yield (who, re.sub(r"(^| · )also \S.*$", "", what), day, far, code)
        elif any(span.style == "head" for span in line):
            title, *_, summary = [*filter(None, said), ""][:2]
            yield (title, summary)


def on_the_screen(found: Briefing) -> Iterator[Heading | Row]:
    """The headings and rows of the morning in the TUI."""
    for item in briefing_rows.items_of(found, WIDE):
        if isinstance(item, briefing_rows.BriefingRow):
            yield (item.who, item.what, item.day, item.far, item.code)
        elif isinstance(item, briefing_rows.Heading) and item.text and item.style == "head":
            yield (item.text, item.right)


@few
@given(BRIEFINGS)
def test_any_morning_has_the_same_titles_days_and_codes_in_the_same_order(found):
    found = found._replace(next=None)  # the shell leaves out an only row that `next` names
    said, shown = in_the_shell(found), on_the_screen(found)
    assert [each[-3:] for each in said] == [each[-3:] for each in shown]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_morning_of_the_sample_people_has_the_same_words(people, day):
    with reading() as db:
        found = briefing.read_briefing(db, day)
    said, shown = list(in_the_shell(found)), list(on_the_screen(found))
    assert len(said) == len(shown) > 2
    for mine, theirs in zip(said, shown, strict=True):
        assert (mine[0], *mine[2:]) == (theirs[0], *theirs[2:])
        assert theirs[1].startswith(mine[1])


def test_what_stands_beside_a_row_on_the_screen_is_in_its_second_line_in_the_shell(people):
    with reading() as db:
        found = briefing.read_briefing(db, TODAY)
    said = words("\n".join("".join(s.text for s in each) for each in _lines(found)))
    for mine, theirs in zip(in_the_shell(found), on_the_screen(found), strict=True):
        beside = theirs[1].removeprefix(mine[1]).removeprefix(" · ")
        assert beside in said or beside == "2 times in a year"


def _lines(found: Briefing) -> Iterable[Line]:
    return briefing_lines.lines(found, WIDE)


# ── one person ───────────────────────────────────────────────────────────────────────────


def card_in_the_shell(found: Profile, day: date) -> list[str]:
    return _rows(profile_lines.profile_lines(found, day, WIDE, every=True))


def card_on_the_screen(found: Profile, day: date) -> list[str]:
    return _rows([each.line for each in card_lines.card_lines(found, day, WIDE)])


def _rows(lines: Iterable[Iterable[object]]) -> list[str]:
    """The labelled rows of a card: the label, a colon, the texts and the code."""
    rows: list[str] = []
    for line in lines:
        spans = [(span.text, span.style) for span in line]  # type: ignore[attr-defined]
        if [style for text, style in spans[:1]] == ["dim"] and len(spans) > 1:
            rows.append(f"{words(spans[0][0])}: {words(''.join(text for text, _ in spans[1:]))}")
        elif len(spans) == 2 and rows and len(spans[0][0]) > 4 and not spans[0][0].strip():
            rows[-1] += f" · {words(spans[1][0])}"
        elif rows and any(style in ("head", "name") for _, style in spans):
            break  # the notes begin
    return rows


@few
@given(PROFILES)
def test_any_card_has_the_same_labels_in_the_same_order(found):
    said, shown = (
        [row.partition(":")[0] for row in card(found, TODAY)]
        for card in (card_in_the_shell, card_on_the_screen)
    )
    assert said == shown


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_cards_of_the_sample_people_have_the_same_words(people, day):
    with reading() as db:
        ids = [row["id"] for row in db.execute("SELECT id FROM contact")]
        found = [profile.read_profile(db, each, day) for each in ids]
    assert len(found) > 10
    for each in found:
        assert _sorted_code(card_in_the_shell(each, day)) == _sorted_code(
            card_on_the_screen(each, day)
        )


def _sorted_code(rows: list[str]) -> list[list[str]]:
    """The parts of each row; a code stands before a second line in the shell, here at the end."""
    return [sorted(re.sub(r" ([rio]\d+)\b", r" · \1", row).split(" · ")) for row in rows]


# ── through the doors ────────────────────────────────────────────────────────────────────


def test_the_screen_has_the_titles_and_rows_of_crm_today(tui: Run, people: None, crm: Crm):
    crm.env(COLUMNS="160")
    _, *body, _ = crm("today", "--all").out.strip().splitlines()
    titles = [re.split(" {2,}", line) for line in body if line[:1].strip()]
    rows = [re.split(" {2,}", line.strip()) for line in body if re.search(r"  [a-z]\d+$", line)]
    assert [title[0] for title in titles] == [
        "Birthdays", "Follow up", "Mention", "Thank", "Coming up",
    ]  # fmt: skip
    assert len(rows) > 10

    async def play(stage: Stage) -> None:
        left = [line.partition("│")[0] for line in stage.text.splitlines()]  # beside it is a card
        shown = [words(line.replace("▸", "").strip(" ·")) for line in left]
        at = [shown.index(" ".join(title)) for title in titles]
        assert at == sorted(at)
        for who, *_, far, code in rows:
            assert any(line.startswith(who) and line.endswith(f"{far} {code}") for line in shown), (
                who,
                far,
                code,
            )

    tui(play, size=(160, 60))


def test_the_card_has_the_labels_of_crm_show(tui: Run, people: None, crm: Crm):
    said, notes, _ = crm("show", "ada", "--all").out.partition("\nNotes")
    assert notes
    labels = re.findall(r"^  ([A-Z][a-z-]+(?: [a-z]+)?)  ", said, re.MULTILINE)
    assert {"Today", "Owed", "Mention", "Phone", "Know", "Dates", "In touch"} <= set(labels)

    async def play(stage: Stage) -> None:
        card = [line.partition("│")[2].strip() for line in stage.text.splitlines()]
        shown = [label for line in card for label in labels if line.startswith(f"{label}  ")]
        assert shown == labels

    tui(play, size=(200, 60), who="c3")


# ── what was done ────────────────────────────────────────────────────────────────────────


def test_what_became_of_a_row_is_said_alike(people, capsys):
    work = row_actions.done(["r3", "i3", "c5", "c6"])
    for each in work.settled:
        echo.settled(each)
    err = capsys.readouterr().err.splitlines()
    said = [line.removeprefix("crm: ") for line in err if line.startswith("crm: ")]
    assert [line.partition(" · ")[0] for line in said] == [
        "r3 done", "i3 mentioned", "c5 greeted", "c6 contacted",
    ]  # fmt: skip
    shown = done_messages.say_work(work)
    assert all(line in shown for line in said)
    assert "Marek Zieliński, next due Mon 21 Dec 2026 · logged as" in shown


def test_a_reminder_is_said_alike(people, capsys):
    [made] = reminders.remind("ada", "send the prints", When(TODAY + timedelta(days=4)))
    echo.made(made)
    said = capsys.readouterr().err.strip().removeprefix("crm: ")
    assert said == "Ada Lovelace (c3), Fri 27 Nov 2026 · send the prints"
    assert done_messages.say_made(made) == f"{made.record.id} {said}"
